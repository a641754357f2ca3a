"""Comments: what the card's dialog sends about them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from board import comments
from server import forms, ids
from server.pages.answers import Typed, on_card
from server.seats import seat


class CommentText(Typed):
    """What a comment is to say."""

    text: str


async def add(request: Request) -> Response:
    """Comment on the card."""
    by = await seat(request, write=True)
    asked = await forms.form(request, CommentText)
    card_id = ids.named(request, "card")
    return await on_card(request, by, comments.add(by, card_id, asked.text))


async def edit(request: Request) -> Response:
    """Give one's own comment another text."""
    by = await seat(request, write=True)
    asked = await forms.form(request, CommentText)
    card_id, comment_id = ids.named(request, "card"), ids.named(request, "comment")
    return await on_card(request, by, comments.edit(by, card_id, comment_id, asked.text))


async def remove(request: Request) -> Response:
    """Remove one's own comment, or anybody's as an admin."""
    by = await seat(request, write=True)
    card_id, comment_id = ids.named(request, "card"), ids.named(request, "comment")
    return await on_card(request, by, comments.remove(by, card_id, comment_id))


_ALL = "/boards/{board}/cards/{card}/comments"

ROUTES = [
    Route(_ALL, add, methods=["POST"]),
    Route(_ALL + "/{comment}", edit, methods=["POST"]),
    Route(_ALL + "/{comment}/removal", remove, methods=["POST"]),
]
