"""Selections: what the board's page sends for several cards at once. The cards are named in one
field, by their ids with commas between, in the order that they are to have."""

from typing import Any

from pydantic import Json
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from board import drafts, selection
from board.errors import Invalid
from server import forms, ids, repeats
from server.ids import Id, Lane
from server.pages.answers import Typed, done
from server.pages.cards import CardFacts
from server.seats import seat


class Cards(Typed):
    """Several cards: their ids with commas between."""

    cards: str


class CardsPlace(Cards):
    """Where several cards are to stand; `lane` 0 is no lane, and not said is the one of each."""

    column: Id
    lane: Lane | None = None
    before: Id | None = None
    after: Id | None = None
    override: str | None = None


class CardsLabel(Cards):
    """A label for several cards, or off them."""

    label: Id
    remove: bool = False


class CardsAssignee(Cards):
    """A member who is to work on several cards, or no more."""

    user: Id
    remove: bool = False


class NewCards(Typed):
    """The titles of new cards, one on each line, and what each says besides: none, or for every
    line as the form of one card has it."""

    titles: str
    facts: Json[list[CardFacts]] | None = None
    column: Id | None = None
    lane: Lane | None = None
    position: str = "bottom"
    override: str | None = None


async def place(request: Request) -> Response:
    """Put cards before or after another one of a cell, or at its bottom."""
    by = await seat(request, write=True)
    asked = await forms.form(request, CardsPlace)
    values: dict[str, Any] = asked.model_dump(exclude={"cards", "lane"})
    if asked.lane is not None:
        values["lane"] = asked.lane or None
    return await _answer(request, selection.place(by, _ids(asked.cards), **values))


async def archive(request: Request) -> Response:
    """Take cards off the board."""
    by = await seat(request, write=True)
    asked = await forms.form(request, Cards)
    return await _answer(request, selection.archive_cards(by, _ids(asked.cards)))


async def label(request: Request) -> Response:
    """Put a label on cards, or take it off them."""
    by = await seat(request, write=True)
    asked = await forms.form(request, CardsLabel)
    verb = selection.unlabel if asked.remove else selection.label
    return await _answer(request, verb(by, _ids(asked.cards), asked.label))


async def assign(request: Request) -> Response:
    """Have a member work on cards, or no more."""
    by = await seat(request, write=True)
    asked = await forms.form(request, CardsAssignee)
    verb = selection.unassign if asked.remove else selection.assign
    return await _answer(request, verb(by, _ids(asked.cards), asked.user))


async def create(request: Request) -> Response:
    """Add a card for each line to a column."""
    by = await seat(request, write=True)
    asked = await forms.form(request, NewCards)
    titles = [line for line in asked.titles.splitlines() if line.strip()]
    facts = [each.said for each in asked.facts or ()] or [{}] * len(titles)
    if len(facts) != len(titles):
        raise Invalid("Say what each of the lines says, or of none.", field="facts")
    made = [drafts.draft(title, **said) for title, said in zip(titles, facts, strict=True)]
    values = asked.model_dump(include={"column", "position", "override"})
    return await _answer(request, selection.create(by, made, lane=asked.lane or None, **values))


def _ids(text: str) -> list[int]:
    return ids.several(text, "cards")


async def _answer(request: Request, verb: Any) -> Response:
    """What was done; the script is also told for how many cards, and for how many not."""
    answer = await repeats.answer(verb)
    told = done(request, answer, request.url.path.partition("/selection/")[0])
    if not isinstance(told, JSONResponse):
        return told
    counts = {name: len(answer.get(name, [])) for name in ("cards", "left_out")}
    limits = {name: answer.get(name) for name in ("seq", "undo", "limits")}
    return JSONResponse({**limits, **counts})


_SELECTION = "/boards/{board}/selection"

ROUTES = [
    Route(_SELECTION + "/place", place, methods=["POST"]),
    Route(_SELECTION + "/archival", archive, methods=["POST"]),
    Route(_SELECTION + "/labels", label, methods=["POST"]),
    Route(_SELECTION + "/assignees", assign, methods=["POST"]),
    Route(_SELECTION + "/cards", create, methods=["POST"]),
]
