"""Labels: those of a board, and which of them a card carries."""

from typing import Annotated

from pydantic import WithJsonSchema
from starlette.requests import Request
from starlette.responses import JSONResponse

from board import database, labels
from server import forms, ids, repeats
from server.api import paging
from server.api.answers import CardAnswer, Number, Paged
from server.api.openapi import Call
from server.api.parameters import PAGE
from server.api.shapes import Label
from server.seats import seat

Name = Annotated[
    str, WithJsonSchema({"type": "string", "minLength": 1, "maxLength": labels.NAME_LIMIT})
]
Color = Annotated[str, WithJsonSchema({"type": "string", "enum": list(labels.COLORS)})]


class NewLabel(forms.Asked):
    """A label that is to be added; without a colour it has one that few labels have."""

    name: Name
    color: Color | None = None


class LabelChanges(forms.Asked):
    """What is to change about a label."""

    name: Name = ""
    color: Color = ""


class LabelAnswer(Number):
    """A label, and the board's number."""

    label: Label


class LabelList(Paged):
    """One page of a board's labels, by id."""

    labels: list[Label]


async def listed(request: Request) -> JSONResponse:
    """The labels of a board."""
    by = await seat(request)
    page = paging.asked(request)
    (rows,) = await database.read(labels.of_board(by.board_id))
    words = sorted(map(labels.facts, rows), key=lambda label: int(label["id"]))
    return JSONResponse(paging.turned("labels", words, page))


async def add(request: Request) -> JSONResponse:
    """Add a label to a board."""
    by = await seat(request, write=True)
    asked = await forms.json(request, NewLabel)
    return JSONResponse(await repeats.answer(labels.add(by, asked.name, asked.color)), 201)


async def update(request: Request) -> JSONResponse:
    """Change the name or the colour of a label, on every card."""
    by = await seat(request, write=True)
    asked = await forms.json(request, LabelChanges)
    verb = labels.update(by, ids.named(request, "label"), **asked.given)
    return JSONResponse(await repeats.answer(verb))


async def remove(request: Request) -> JSONResponse:
    """Remove a label from the board and from every card."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    return JSONResponse(await repeats.answer(labels.remove(by, ids.named(request, "label"))))


async def put(request: Request) -> JSONResponse:
    """Put a label on a card."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    verb = labels.put(by, ids.named(request, "card"), ids.named(request, "label"))
    return JSONResponse(await repeats.answer(verb))


async def take(request: Request) -> JSONResponse:
    """Take a label off a card."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    verb = labels.take(by, ids.named(request, "card"), ids.named(request, "label"))
    return JSONResponse(await repeats.answer(verb))


_ALL = "/boards/{board}/labels"
_ONE = _ALL + "/{label}"
_ON_CARD = "/boards/{board}/cards/{card}/labels/{label}"

ROUTES = [
    Call("GET", _ALL, listed, LabelList, query=PAGE),
    Call("POST", _ALL, add, LabelAnswer, takes=NewLabel, status=201),
    Call("PATCH", _ONE, update, LabelAnswer, takes=LabelChanges),
    Call("DELETE", _ONE, remove, Number),
    Call("PUT", _ON_CARD, put, CardAnswer),
    Call("DELETE", _ON_CARD, take, CardAnswer),
]
