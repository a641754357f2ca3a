"""Boards: the list of them, making one, the board itself, and what is done to it as a whole."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from board import board_copies, boards, stars, templates
from board.instants import zones
from board.seats import Seat
from board.undo import undo as take_back
from server import draw, forms, ids, repeats
from server.auth import account
from server.faces import viewer
from server.pages.answers import Typed, again, done, elsewhere
from server.pages.columns import show as settings
from server.seats import once, seat
from server.templates import render, rendered


class NewBoard(Typed):
    """The form of a new board; a script fills in the browser's time zone."""

    name: str
    template: str = "software"
    timezone: str = ""


class BoardCopy(Typed):
    """The form of a copy."""

    name: str
    with_cards: bool = False


class Deletion(Typed):
    """The form of a deletion: the board's name, typed to confirm it."""

    name: str


class Undo(Typed):
    """What the script sends to take a change back, the whole of it or one event."""

    whole: bool = False
    override: str | None = None


async def listed(
    request: Request,
    *,
    problem: dict[str, Any] | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    """The boards that one sits at, and the form for another."""
    who = account(request)
    rows = await boards.of_user(who.user_id)
    present = [row for row in rows if row["archived_at"] is None]
    html = render(
        "boards.html",
        user=viewer(request.scope),
        starred=[row for row in present if row["starred"]],
        present=[row for row in present if not row["starred"]],
        archived=[row for row in rows if row["archived_at"] is not None],
        shows_archived=request.query_params.get("archived") == "shown",
        templates=templates.TEMPLATES,
        problem=problem,
        typed=typed,
    )
    return HTMLResponse(html, status)


@again(listed)
async def create(request: Request) -> Response:
    """Make a board from a template."""
    maker = account(request)
    asked = await forms.form(request, NewBoard)
    template = templates.TEMPLATES.get(asked.template, templates.TEMPLATES["blank"])
    zone = asked.timezone if asked.timezone in zones() else maker.timezone
    made = await repeats.answer(
        boards.create(
            {"id": maker.user_id, "name": maker.name},
            asked.name,
            timezone=zone,
            drafts=template.columns,
            labels=template.labels,
            once=await once(request),
        )
    )
    return RedirectResponse(f"/boards/{made['id']}", 303)


async def show(request: Request) -> Response:
    """A board."""
    by = await seat(request)
    context = (await draw.page(by.board_id)).context
    user = viewer(request.scope)
    html = await rendered("board.html", **context, seat=by, user=user, dialog=False)
    return HTMLResponse(html)


# -- one's own order


async def star(request: Request) -> Response:
    """Put a board first among one's own."""
    return await _starred(request, stars.star)


async def unstar(request: Request) -> Response:
    """Put it among the others again."""
    return await _starred(request, stars.unstar)


async def _starred(request: Request, verb: Callable[[Seat], Awaitable[None]]) -> Response:
    by = await seat(request, write=True)
    await verb(by)
    return done(request, {"seq": None, "undo": None}, "/boards")


# -- the whole board


@again(settings, "copy")
async def copy(request: Request) -> Response:
    """Make a board like this one."""
    by = await seat(request, write=True)
    asked = await forms.form(request, BoardCopy)
    verb = board_copies.copy(by, asked.name, with_cards=asked.with_cards)
    made = await repeats.answer(verb)
    return elsewhere(request, f"/boards/{made['id']}")


@again(settings, "archive")
async def archive(request: Request) -> Response:
    """Put a board away."""
    by = await seat(request, write=True)
    answer = await repeats.answer(boards.archive(by))
    return done(request, answer, f"/boards/{by.board_id}/settings")


@again(settings, "archive")
async def restore(request: Request) -> Response:
    """Take an archived board up again."""
    by = await seat(request, write=True)
    answer = await repeats.answer(boards.restore(by))
    return done(request, answer, f"/boards/{by.board_id}/settings")


@again(settings, "delete")
async def delete(request: Request) -> Response:
    """Delete a board whose name was typed to confirm it."""
    by = await seat(request, write=True)
    asked = await forms.form(request, Deletion)
    await repeats.answer(boards.delete(by, name=asked.name))
    return elsewhere(request, "/boards")


async def undo(request: Request) -> Response:
    """Take an event back."""
    by = await seat(request, write=True)
    asked = await forms.form(request, Undo)
    verb = take_back(by, ids.named(request, "seq"), **dict(asked))
    return done(request, await repeats.answer(verb), f"/boards/{by.board_id}")


ROUTES = [
    Route("/boards", listed, methods=["GET"]),
    Route("/boards", create, methods=["POST"]),
    Route("/boards/{board}", show, methods=["GET"]),
    Route("/boards/{board}/star", star, methods=["POST"]),
    Route("/boards/{board}/star/removal", unstar, methods=["POST"]),
    Route("/boards/{board}/copy", copy, methods=["POST"]),
    Route("/boards/{board}/archival", archive, methods=["POST"]),
    Route("/boards/{board}/restoral", restore, methods=["POST"]),
    Route("/boards/{board}/deletion", delete, methods=["POST"]),
    Route("/boards/{board}/events/{seq}/undo", undo, methods=["POST"]),
]
