"""Labels: those of a board, changed in its settings, and on cards, by the card's menus."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from board import labels
from server import errors, forms, ids, repeats
from server.pages.answers import Typed, again, done, on_card
from server.pages.columns import show
from server.seats import seat


class LabelFields(Typed):
    """The form of a label, new or not."""

    name: str
    color: str | None = None


@again(show, form="label")
async def add(request: Request) -> Response:
    """Add a label; a script is told its id."""
    by = await seat(request, write=True)
    asked = await forms.form(request, LabelFields)
    answer = await repeats.answer(labels.add(by, asked.name, asked.color or None))
    if errors.wants_json(request.scope):
        told = {name: answer[name] for name in ("seq", "undo", "label")}
        return JSONResponse({**told, "limits": []})
    return done(request, answer, f"/boards/{by.board_id}/settings")


@again(show, form="label-{label}")
async def update(request: Request) -> Response:
    """Change the name and the colour of a label."""
    by = await seat(request, write=True)
    asked = await forms.form(request, LabelFields)
    values = {name: value for name, value in dict(asked).items() if value is not None}
    answer = await repeats.answer(labels.update(by, ids.named(request, "label"), **values))
    return done(request, answer, f"/boards/{by.board_id}/settings")


@again(show, form="label-{label}")
async def remove(request: Request) -> Response:
    """Remove a label from the board and from every card."""
    by = await seat(request, write=True)
    answer = await repeats.answer(labels.remove(by, ids.named(request, "label")))
    return done(request, answer, f"/boards/{by.board_id}/settings")


async def put(request: Request) -> Response:
    """Put a label on a card."""
    by = await seat(request, write=True)
    card_id = ids.named(request, "card")
    return await on_card(request, by, labels.put(by, card_id, ids.named(request, "label")))


async def take(request: Request) -> Response:
    """Take a label off a card."""
    by = await seat(request, write=True)
    card_id = ids.named(request, "card")
    return await on_card(request, by, labels.take(by, card_id, ids.named(request, "label")))


_ALL = "/boards/{board}/labels"
_ON_CARD = "/boards/{board}/cards/{card}/labels/{label}"

ROUTES = [
    Route(_ALL, add, methods=["POST"]),
    Route(_ALL + "/{label}", update, methods=["POST"]),
    Route(_ALL + "/{label}/removal", remove, methods=["POST"]),
    Route(_ON_CARD, put, methods=["POST"]),
    Route(_ON_CARD + "/removal", take, methods=["POST"]),
]
