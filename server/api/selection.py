"""Selections: cards placed, archived, labelled, assigned or added several at a time.

Those that are not on the board any more are left out, and the answer names them.
"""

from typing import Annotated, Any

from pydantic import WithJsonSchema
from starlette.requests import Request
from starlette.responses import JSONResponse

from board import selection
from board.errors import Conflict, LimitReached
from board.texts import TITLE_LIMIT
from server import forms, ids, repeats
from server.api.answers import Number
from server.api.fields import Id, Position, Reason
from server.api.openapi import Call
from server.api.shapes import Card, Limit
from server.seats import seat


def _several(kind: str, **more: Any) -> WithJsonSchema:
    items = {"type": kind, "minimum" if kind == "integer" else "minLength": 1, **more}
    schema = {"type": "array", "minItems": 1, "maxItems": selection.MOST, "items": items}
    return WithJsonSchema(schema)


Cards = Annotated[list[ids.Id], _several("integer", maximum=ids.HIGHEST)]
Titles = Annotated[list[str], _several("string", maxLength=TITLE_LIMIT)]


class SelectionPlace(forms.Asked):
    """Where cards are to stand, one behind the other; `lane` null is no lane, and left out it is
    the one that each is in; `override`: the reason to go over a hard limit."""

    cards: Cards
    column: Id
    lane: Id | None = None
    before: Id | None = None
    after: Id | None = None
    override: Reason | None = None


class SelectionArchival(forms.Asked):
    """Cards that are to leave the board."""

    cards: Cards


class SelectionLabel(forms.Asked):
    """A label for cards; `remove` takes it off them."""

    cards: Cards
    label: Id
    remove: bool = False


class SelectionAssignee(forms.Asked):
    """A member who is to work on cards; `remove`: no more."""

    cards: Cards
    user: Id
    remove: bool = False


class NewCards(forms.Asked):
    """Cards that are to be made: in the named column or the first, at its bottom or top."""

    titles: Titles
    column: Id | None = None
    lane: Id | None = None
    position: Position = "bottom"
    override: Reason | None = None


class SelectionAnswer(Number):
    """What was done, and the board's number."""

    cards: list[int]
    """Those that are as it was asked."""
    left_out: list[int]
    """Those that are not on the board any more."""
    limits: list[Limit]
    """Those that were broken."""


class NewCardsAnswer(Number):
    """The new cards, the limits that they broke, and the board's number."""

    cards: list[Card]
    limits: list[Limit]


async def place(request: Request) -> JSONResponse:
    """Put cards before or after another one of a column, or at its bottom."""
    by = await seat(request, write=True)
    asked = await forms.json(request, SelectionPlace)
    values = asked.model_dump(exclude={"cards"} | ({"lane"} - asked.model_fields_set))
    return JSONResponse(await repeats.answer(selection.place(by, asked.cards, **values)))


async def archive(request: Request) -> JSONResponse:
    """Take cards off the board."""
    by = await seat(request, write=True)
    asked = await forms.json(request, SelectionArchival)
    return JSONResponse(await repeats.answer(selection.archive_cards(by, asked.cards)))


async def label(request: Request) -> JSONResponse:
    """Put a label on cards, or take it off them."""
    by = await seat(request, write=True)
    asked = await forms.json(request, SelectionLabel)
    verb = selection.unlabel if asked.remove else selection.label
    return JSONResponse(await repeats.answer(verb(by, asked.cards, asked.label)))


async def assign(request: Request) -> JSONResponse:
    """Have a member work on cards, or no more."""
    by = await seat(request, write=True)
    asked = await forms.json(request, SelectionAssignee)
    verb = selection.unassign if asked.remove else selection.assign
    return JSONResponse(await repeats.answer(verb(by, asked.cards, asked.user)))


async def create(request: Request) -> JSONResponse:
    """Add several cards to a column, in their order."""
    by = await seat(request, write=True)
    asked = await forms.json(request, NewCards)
    values = asked.model_dump(exclude={"titles"})
    return JSONResponse(await repeats.answer(selection.create(by, asked.titles, **values)), 201)


_SELECTION = "/boards/{board}/selection"
_FULL = (LimitReached, Conflict)

ROUTES = [
    Call(
        "POST",
        _SELECTION + "/place",
        place,
        SelectionAnswer,
        takes=SelectionPlace,
        refuses=_FULL,
    ),
    Call("POST", _SELECTION + "/archival", archive, SelectionAnswer, takes=SelectionArchival),
    Call("POST", _SELECTION + "/labels", label, SelectionAnswer, takes=SelectionLabel),
    Call("POST", _SELECTION + "/assignees", assign, SelectionAnswer, takes=SelectionAssignee),
    Call(
        "POST",
        _SELECTION + "/cards",
        create,
        NewCardsAnswer,
        takes=NewCards,
        status=201,
        refuses=_FULL,
    ),
]
