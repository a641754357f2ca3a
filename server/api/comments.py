"""Comments: listing a card's, adding, editing and removing one."""

from typing import Annotated

from pydantic import WithJsonSchema
from starlette.requests import Request
from starlette.responses import JSONResponse

from board import cards, comments, database
from board.texts import TEXT_LIMIT
from server import forms, ids, repeats
from server.api import paging
from server.api.answers import Number, Paged
from server.api.openapi import Call
from server.api.parameters import PAGE
from server.api.shapes import Comment
from server.seats import seat

Text = Annotated[
    str,
    WithJsonSchema(
        {"type": "string", "minLength": 1, "maxLength": TEXT_LIMIT, "description": "Markdown."}
    ),
]


class CommentText(forms.Asked):
    """What a comment is to say."""

    text: Text


class CommentAnswer(Number):
    """A comment, and the board's number."""

    comment: Comment


class CommentList(Paged):
    """One page of a card's comments, by id."""

    comments: list[Comment]


async def listed(request: Request) -> JSONResponse:
    """A card's comments."""
    by = await seat(request)
    page = paging.asked(request)
    card_id = ids.named(request, "card")
    found, rows = await database.read(cards.named(by.board_id, card_id), comments.of(card_id))
    cards.one(found)
    told = sorted(map(comments.facts, rows), key=lambda comment: int(comment["id"]))
    return JSONResponse(paging.turned("comments", told, page))


async def add(request: Request) -> JSONResponse:
    """Comment on a card."""
    by = await seat(request, write=True)
    asked = await forms.json(request, CommentText)
    verb = comments.add(by, ids.named(request, "card"), asked.text)
    return JSONResponse(await repeats.answer(verb), 201)


async def edit(request: Request) -> JSONResponse:
    """Give one's own comment another text."""
    by = await seat(request, write=True)
    asked = await forms.json(request, CommentText)
    at = ids.named(request, "card"), ids.named(request, "comment")
    return JSONResponse(await repeats.answer(comments.edit(by, *at, asked.text)))


async def remove(request: Request) -> JSONResponse:
    """Remove one's own comment; an admin removes anybody's."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    at = ids.named(request, "card"), ids.named(request, "comment")
    return JSONResponse(await repeats.answer(comments.remove(by, *at)))


_ALL = "/boards/{board}/cards/{card}/comments"
_ONE = _ALL + "/{comment}"

ROUTES = [
    Call("GET", _ALL, listed, CommentList, query=PAGE),
    Call("POST", _ALL, add, CommentAnswer, takes=CommentText, status=201),
    Call("PATCH", _ONE, edit, CommentAnswer, takes=CommentText),
    Call("DELETE", _ONE, remove, Number),
]
