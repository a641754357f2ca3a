"""Columns: listing, adding, reading, changing, ordering and archiving one."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from board import clearings, columns, database
from board.archive import archive_column, restore_column
from server import forms, ids, repeats
from server.api import paging
from server.api.fields import Beside, Id, Mode, Name, Overriding, Policy, Reason, Stage, WipLimit
from server.seats import seat


class ColumnDraft(forms.Asked):
    """A column that is yet to be; work waits in one that says `wait`."""

    name: Name
    stage: Stage
    wait: bool = False
    wip_limit: WipLimit | None = None
    wip_mode: Mode = "soft"
    policy: Policy = ""


class NewColumn(ColumnDraft):
    """A column that is to be added, at the right end or after another."""

    after: Id | None = None


class ColumnChanges(forms.Asked):
    """What is to change about a column; `wip_limit` null lifts its limit."""

    name: Name = ""
    stage: Stage = ""
    wait: bool = False
    wip_limit: WipLimit | None = None
    wip_mode: Mode = ""
    policy: Policy = ""


class ColumnPlace(Beside):
    """Where a column is to stand: beside a neighbour, or at the right end."""


class ColumnReturn(Overriding):
    """What brings a column back; `override`: the reason to go over hard limits with its cards."""


class Clearing(forms.Asked):
    """Where all cards of a column go: to the bottom of another, or without one into the archive."""

    to: Id | None = None
    override: Reason | None = None


async def listed(request: Request) -> JSONResponse:
    """The columns of a board, in the board's order."""
    by = await seat(request)
    page = paging.asked(request)
    (found,) = await database.read(columns.on(by.board_id))
    items = paging.behind([columns.facts(row) for row in found], page.after)
    return JSONResponse(paging.opened("columns", items, page))


async def add(request: Request) -> JSONResponse:
    """Add a column."""
    by = await seat(request, write=True)
    asked = await forms.json(request, NewColumn)
    draft = columns.draft(**asked.model_dump(exclude={"after"}))
    return JSONResponse(await repeats.answer(columns.add(by, draft, after=asked.after)), 201)


async def show(request: Request) -> JSONResponse:
    """One column."""
    by = await seat(request)
    (found,) = await database.read(columns.named(by.board_id, ids.named(request, "column")))
    return JSONResponse({"column": columns.facts(columns.found(found))})


async def update(request: Request) -> JSONResponse:
    """Change named values of a column."""
    by = await seat(request, write=True)
    asked = await forms.json(request, ColumnChanges)
    verb = columns.update(by, ids.named(request, "column"), **asked.given)
    return JSONResponse(await repeats.answer(verb))


async def place(request: Request) -> JSONResponse:
    """Put a column before or after another, or at the right end."""
    by = await seat(request, write=True)
    asked = await forms.json(request, ColumnPlace)
    verb = columns.place(by, ids.named(request, "column"), before=asked.before, after=asked.after)
    return JSONResponse(await repeats.answer(verb))


async def archive(request: Request) -> JSONResponse:
    """Take a column off the board, and its open cards with it."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    return JSONResponse(await repeats.answer(archive_column(by, ids.named(request, "column"))))


async def restore(request: Request) -> JSONResponse:
    """Put an archived column back, and the cards that left with it."""
    by = await seat(request, write=True)
    asked = await forms.json(request, ColumnReturn)
    verb = restore_column(by, ids.named(request, "column"), override=asked.override)
    return JSONResponse(await repeats.answer(verb))


async def clear(request: Request) -> JSONResponse:
    """Put all cards of a column into another, or into the archive."""
    by = await seat(request, write=True)
    asked = await forms.json(request, Clearing)
    verb = clearings.clear(by, ids.named(request, "column"), asked.to, override=asked.override)
    return JSONResponse(await repeats.answer(verb))
