"""Cards: listing, creating, reading, changing, placing, archiving and deleting one."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from board import boards, cards, database, edits, filters, moves, projection
from board.archive import archive_card, delete_card, restore_card
from board.filters import Filter
from board.flow.levels import Thresholds
from board.instants import day, now
from board.sqlite import Rows
from server import forms, ids, repeats
from server.api import paging
from server.api.fields import (
    ClassOfService,
    Day,
    Description,
    Estimate,
    Id,
    Ids,
    Overriding,
    Position,
    Reason,
    Title,
    Version,
)
from server.api.parameters import FILTER
from server.api.writing import written
from server.seats import seat


class NewCard(forms.Asked):
    """A card that is to be made: in the named column or the first, at its bottom (as it is when
    nothing is said) or top. What is null is not said."""

    title: Title
    column: Id | None = None
    description: Description | None = None
    position: Position | None = None
    override: Reason | None = None
    lane: Id | None = None
    labels: Ids | None = None
    assignees: Ids | None = None
    start: Day | None = None
    due: Day | None = None
    class_of_service: ClassOfService | None = None
    estimate: Estimate | None = None


class CardChanges(forms.Asked):
    """What is to change about a card; `base` is the version that the texts were based on. A day or
    an estimate that is null is taken away."""

    title: Title = ""
    description: Description = ""
    base: Version | None = None
    start: Day | None = None
    due: Day | None = None
    class_of_service: ClassOfService = ""
    estimate: Estimate | None = None


class CardPlace(forms.Asked):
    """Where a card is to stand; `override`: the reason to go over a hard limit.

    A lane that is null is no lane, and one that is not named stays."""

    column: Id
    lane: Id | None = None
    before: Id | None = None
    after: Id | None = None
    override: Reason | None = None


class Return(Overriding):
    """What brings a card back; `override`: the reason to go over a hard limit."""


async def listed(request: Request) -> Response:
    """The open cards of a board that a filter lets in. What means nothing in it is passed over."""
    by = await seat(request)
    page = paging.asked(request, *FILTER)
    wanted = filters.read(request.query_params, by.user_id)
    here, found = await database.read(boards.named(by.board_id), cards.open_on(by.board_id))
    board = boards.found(here)
    ages = await projection.ages(board) if wanted.levels else Thresholds()

    def told() -> dict[str, Any]:
        behind = (row for row in found if row["id"] > page.after)
        shown = _let_in(board, sorted(behind, key=lambda row: row["id"]), wanted, ages)
        return paging.opened("cards", list(islice(shown, page.limit + 1)), page)

    return await written(told)


def _let_in(
    board: dict[str, Any], rows: Rows, wanted: Filter, ages: Thresholds
) -> Iterator[dict[str, Any]]:
    today = day(now(), board["timezone"])
    told = (cards.facts(row, board, today) for row in rows)
    return (card for card in told if filters.lets_in(wanted, card, today, _level(card, ages)))


def _level(card: dict[str, Any], ages: Thresholds) -> str:
    return ages.level(card["age_days"], card["column"])


async def create(request: Request) -> JSONResponse:
    """Add a card to a column."""
    by = await seat(request, write=True)
    asked = await forms.json(request, NewCard)
    said = {name: value for name, value in asked if value is not None}
    verb = cards.create(by, **said)
    return JSONResponse(await repeats.answer(verb), 201)


async def show(request: Request) -> JSONResponse:
    """One card, archived or not."""
    by = await seat(request)
    here, found = await database.read(
        boards.named(by.board_id), cards.named(by.board_id, ids.named(request, "card"))
    )
    board = boards.found(here)
    return JSONResponse({"card": cards.facts(cards.one(found), board), "seq": board["seq"]})


async def edit(request: Request) -> JSONResponse:
    """Change named values of a card."""
    by = await seat(request, write=True)
    asked = await forms.json(request, CardChanges)
    verb = edits.edit(by, ids.named(request, "card"), **asked.given)
    return JSONResponse(await repeats.answer(verb))


async def delete(request: Request) -> JSONResponse:
    """Delete a card for good."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    return JSONResponse(await repeats.answer(delete_card(by, ids.named(request, "card"))))


async def place(request: Request) -> JSONResponse:
    """Put a card before or after another one of a cell, or at its bottom."""
    by = await seat(request, write=True)
    asked = await forms.json(request, CardPlace)
    verb = moves.place(by, ids.named(request, "card"), **asked.given)
    return JSONResponse(await repeats.answer(verb))


async def archive(request: Request) -> JSONResponse:
    """Take a card off the board."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    return JSONResponse(await repeats.answer(archive_card(by, ids.named(request, "card"))))


async def restore(request: Request) -> JSONResponse:
    """Put an archived card back where it stood."""
    by = await seat(request, write=True)
    asked = await forms.json(request, Return)
    verb = restore_card(by, ids.named(request, "card"), override=asked.override)
    return JSONResponse(await repeats.answer(verb))
