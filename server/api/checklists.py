"""Checklists and their items: adding, changing, ordering and removing one, making a card of one."""

from typing import Annotated, Any

from pydantic import WithJsonSchema
from starlette.requests import Request
from starlette.responses import JSONResponse

from board import cards, checklists, database, items
from board.errors import Conflict, LimitReached
from server import forms, ids, repeats
from server.api import answers, paging
from server.api.answers import Number
from server.api.fields import Beside, Id, Name, Overriding, Title
from server.api.openapi import Call
from server.api.parameters import PAGE
from server.api.shapes import Checklist, Item
from server.seats import seat

_TEXTS = WithJsonSchema(
    {
        "type": "array",
        "maxItems": checklists.MOST_ITEMS,
        "items": {"type": "string", "minLength": 1, "maxLength": 1_000},
    }
)


class NewChecklist(forms.Asked):
    """A checklist that is to be added, perhaps with items."""

    name: Name
    items: Annotated[list[str], _TEXTS] = []  # noqa: RUF012 - pydantic copies it


class ChecklistChanges(forms.Asked):
    """What is to change about a checklist."""

    name: Name


class ChecklistPlace(Beside):
    """Where a checklist is to stand: beside a neighbour, or behind all."""


class NewItem(forms.Asked):
    """An item that is to be added at the end."""

    text: Title


class ItemChanges(forms.Asked):
    """What is to change about an item."""

    text: Title | None = None
    done: bool | None = None


class ItemPlace(forms.Asked):
    """Where an item is to stand, perhaps in another checklist of the same card."""

    checklist: Id | None = None
    before: Id | None = None
    after: Id | None = None


class Promotion(Overriding):
    """What makes a card of an item; `override`: the reason to go over a hard limit."""


class ChecklistAnswer(Number):
    """A checklist, and the board's number."""

    checklist: Checklist


class ItemAnswer(Number):
    """An item, and the board's number."""

    item: Item


class ChecklistList(answers.Paged):
    """One page of a card's checklists, by id; their `rank` is their order."""

    checklists: list[Checklist]


async def listed(request: Request) -> JSONResponse:
    """A card's checklists with their items."""
    by = await seat(request)
    page = paging.asked(request)
    card_id = ids.named(request, "card")
    found, rows, lines = await database.read(
        cards.named(by.board_id, card_id), checklists.of(card_id), checklists.items_of(card_id)
    )
    cards.one(found)
    told = [checklists.facts(row, checklists.inside(row, lines)) for row in rows]
    return JSONResponse(paging.turned("checklists", sorted(told, key=_by_id), page))


def _by_id(told: dict[str, Any]) -> int:
    return int(told["id"])


async def add(request: Request) -> JSONResponse:
    """Add a checklist to a card."""
    by = await seat(request, write=True)
    asked = await forms.json(request, NewChecklist)
    verb = checklists.add(by, ids.named(request, "card"), **dict(asked))
    return JSONResponse(await repeats.answer(verb), 201)


async def rename(request: Request) -> JSONResponse:
    """Give a checklist another name."""
    by = await seat(request, write=True)
    asked = await forms.json(request, ChecklistChanges)
    verb = checklists.rename(by, *_list(request), asked.name)
    return JSONResponse(await repeats.answer(verb))


async def place(request: Request) -> JSONResponse:
    """Put a checklist before or after another, or behind all."""
    by = await seat(request, write=True)
    asked = await forms.json(request, ChecklistPlace)
    verb = checklists.place(by, *_list(request), **dict(asked))
    return JSONResponse(await repeats.answer(verb))


async def remove(request: Request) -> JSONResponse:
    """Remove a checklist with its items."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    verb = checklists.remove(by, *_list(request))
    return JSONResponse(await repeats.answer(verb))


async def add_item(request: Request) -> JSONResponse:
    """Add an item at the end of a checklist."""
    by = await seat(request, write=True)
    asked = await forms.json(request, NewItem)
    verb = items.add(by, *_list(request), asked.text)
    return JSONResponse(await repeats.answer(verb), 201)


async def change_item(request: Request) -> JSONResponse:
    """Give an item another text, tick it or untick it."""
    by = await seat(request, write=True)
    asked = await forms.json(request, ItemChanges)
    verb = items.change_item(by, *_item(request), **dict(asked))
    return JSONResponse(await repeats.answer(verb))


async def place_item(request: Request) -> JSONResponse:
    """Put an item before or after another, or at the end of another checklist."""
    by = await seat(request, write=True)
    asked = await forms.json(request, ItemPlace)
    verb = items.place(by, *_item(request), **dict(asked))
    return JSONResponse(await repeats.answer(verb))


async def remove_item(request: Request) -> JSONResponse:
    """Remove an item."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    verb = items.remove(by, *_item(request))
    return JSONResponse(await repeats.answer(verb))


async def promote(request: Request) -> JSONResponse:
    """Make a card of an item, at the bottom of its card's column."""
    by = await seat(request, write=True)
    asked = await forms.json(request, Promotion)
    at = _item(request)
    verb = items.promote(by, *at, override=asked.override)
    return JSONResponse(await repeats.answer(verb), 201)


def _list(request: Request) -> tuple[int, int]:
    return ids.named(request, "card"), ids.named(request, "checklist")


def _item(request: Request) -> tuple[int, int, int]:
    return (*_list(request), ids.named(request, "item"))


_ALL = "/boards/{board}/cards/{card}/checklists"
_ONE = _ALL + "/{checklist}"
_ITEM = _ONE + "/items/{item}"
_MADE: dict[str, Any] = {"status": 201}

ROUTES = [
    Call("GET", _ALL, listed, ChecklistList, query=PAGE),
    Call("POST", _ALL, add, ChecklistAnswer, takes=NewChecklist, **_MADE),
    Call("PATCH", _ONE, rename, ChecklistAnswer, takes=ChecklistChanges),
    Call("DELETE", _ONE, remove, Number),
    Call("POST", _ONE + "/place", place, ChecklistAnswer, takes=ChecklistPlace),
    Call("POST", _ONE + "/items", add_item, ItemAnswer, takes=NewItem, **_MADE),
    Call("PATCH", _ITEM, change_item, ItemAnswer, takes=ItemChanges),
    Call("DELETE", _ITEM, remove_item, Number),
    Call("POST", _ITEM + "/place", place_item, ItemAnswer, takes=ItemPlace),
    Call(
        "POST",
        _ITEM + "/card",
        promote,
        answers.PlacedCard,
        takes=Promotion,
        refuses=[LimitReached, Conflict],
        **_MADE,
    ),
]
