"""Checklists: what the card's dialog sends about them and their items."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from board import checklists, items
from server import forms, ids
from server.ids import Id
from server.pages.answers import Typed, on_card
from server.seats import seat


class Named(Typed):
    """A checklist's name."""

    name: str


class Beside(Typed):
    """Where a checklist is to stand."""

    before: Id | None = None
    after: Id | None = None


class Line(Typed):
    """A new item's text."""

    text: str


class ItemChanges(Typed):
    """What is to change about an item."""

    text: str | None = None
    done: bool | None = None


class ItemPlace(Typed):
    """Where an item is to stand."""

    checklist: Id | None = None
    before: Id | None = None
    after: Id | None = None


class Promotion(Typed):
    """What makes a card of an item."""

    override: str | None = None


async def add(request: Request) -> Response:
    """Add a checklist to the card."""
    by = await seat(request, write=True)
    asked = await forms.form(request, Named)
    return await on_card(request, by, checklists.add(by, ids.named(request, "card"), asked.name))


async def rename(request: Request) -> Response:
    """Give a checklist another name."""
    by = await seat(request, write=True)
    asked = await forms.form(request, Named)
    verb = checklists.rename(by, *_list(request), asked.name)
    return await on_card(request, by, verb)


async def place(request: Request) -> Response:
    """Put a checklist before or after another, or behind all."""
    by = await seat(request, write=True)
    asked = await forms.form(request, Beside)
    verb = checklists.place(by, *_list(request), **dict(asked))
    return await on_card(request, by, verb)


async def remove(request: Request) -> Response:
    """Remove a checklist with its items."""
    by = await seat(request, write=True)
    return await on_card(request, by, checklists.remove(by, *_list(request)))


async def add_item(request: Request) -> Response:
    """Add an item at the end of a checklist."""
    by = await seat(request, write=True)
    asked = await forms.form(request, Line)
    return await on_card(request, by, items.add(by, *_list(request), asked.text))


async def change_item(request: Request) -> Response:
    """Give an item another text, tick it or untick it."""
    by = await seat(request, write=True)
    asked = await forms.form(request, ItemChanges)
    verb = items.change_item(by, *_item(request), **dict(asked))
    return await on_card(request, by, verb)


async def place_item(request: Request) -> Response:
    """Put an item before or after another, perhaps in another checklist of the card."""
    by = await seat(request, write=True)
    asked = await forms.form(request, ItemPlace)
    verb = items.place(by, *_item(request), **dict(asked))
    return await on_card(request, by, verb)


async def remove_item(request: Request) -> Response:
    """Remove an item."""
    by = await seat(request, write=True)
    return await on_card(request, by, items.remove(by, *_item(request)))


async def promote(request: Request) -> Response:
    """Make a card of an item."""
    by = await seat(request, write=True)
    asked = await forms.form(request, Promotion)
    verb = items.promote(by, *_item(request), override=asked.override)
    return await on_card(request, by, verb)


def _list(request: Request) -> tuple[int, int]:
    return ids.named(request, "card"), ids.named(request, "checklist")


def _item(request: Request) -> tuple[int, int, int]:
    return (*_list(request), ids.named(request, "item"))


_ALL = "/boards/{board}/cards/{card}/checklists"
_ONE = _ALL + "/{checklist}"
_ITEM = _ONE + "/items/{item}"

ROUTES = [
    Route(_ALL, add, methods=["POST"]),
    Route(_ONE, rename, methods=["POST"]),
    Route(_ONE + "/place", place, methods=["POST"]),
    Route(_ONE + "/removal", remove, methods=["POST"]),
    Route(_ONE + "/items", add_item, methods=["POST"]),
    Route(_ITEM, change_item, methods=["POST"]),
    Route(_ITEM + "/place", place_item, methods=["POST"]),
    Route(_ITEM + "/removal", remove_item, methods=["POST"]),
    Route(_ITEM + "/card", promote, methods=["POST"]),
]
