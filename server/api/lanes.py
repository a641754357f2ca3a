"""Lanes: listing, adding, changing, ordering and archiving one."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from board import database, lanes
from board.archive import archive_lane, restore_lane
from server import forms, ids, repeats
from server.api import paging
from server.api.fields import Beside, Id, Mode, Name, Overriding, WipLimit
from server.seats import seat


class NewLane(forms.Asked):
    """A lane that is to be added, at the lower end or after another."""

    name: Name
    wip_limit: WipLimit | None = None
    wip_mode: Mode = "soft"
    after: Id | None = None


class LaneChanges(forms.Asked):
    """What is to change about a lane; `wip_limit` null lifts its limit."""

    name: Name = ""
    wip_limit: WipLimit | None = None
    wip_mode: Mode = ""


class LanePlace(Beside):
    """Where a lane is to stand: beside a neighbour, or at the lower end."""


class LaneReturn(Overriding):
    """What brings a lane back; `override`: the reason to go over hard limits with its cards."""


async def listed(request: Request) -> JSONResponse:
    """The lanes of a board, in the board's order. No lane is none of them."""
    by = await seat(request)
    page = paging.asked(request)
    (found,) = await database.read(lanes.on(by.board_id))
    items = paging.behind([lanes.facts(row) for row in found], page.after)
    return JSONResponse(paging.opened("lanes", items, page))


async def add(request: Request) -> JSONResponse:
    """Add a lane."""
    by = await seat(request, write=True)
    asked = await forms.json(request, NewLane)
    return JSONResponse(await repeats.answer(lanes.add(by, **dict(asked))), 201)


async def update(request: Request) -> JSONResponse:
    """Change named values of a lane."""
    by = await seat(request, write=True)
    asked = await forms.json(request, LaneChanges)
    verb = lanes.update(by, ids.named(request, "lane"), **asked.given)
    return JSONResponse(await repeats.answer(verb))


async def place(request: Request) -> JSONResponse:
    """Put a lane before or after another, or at the lower end."""
    by = await seat(request, write=True)
    asked = await forms.json(request, LanePlace)
    verb = lanes.place(by, ids.named(request, "lane"), before=asked.before, after=asked.after)
    return JSONResponse(await repeats.answer(verb))


async def archive(request: Request) -> JSONResponse:
    """Take a lane off the board, and its open cards with it."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    return JSONResponse(await repeats.answer(archive_lane(by, ids.named(request, "lane"))))


async def restore(request: Request) -> JSONResponse:
    """Put an archived lane back, and the cards that left with it."""
    by = await seat(request, write=True)
    asked = await forms.json(request, LaneReturn)
    verb = restore_lane(by, ids.named(request, "lane"), override=asked.override)
    return JSONResponse(await repeats.answer(verb))
