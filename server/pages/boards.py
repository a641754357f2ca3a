"""Boards: the list of them, making one, and the board itself."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from board import boards, templates
from board.instants import zones
from board.undo import undo as take_back
from server import draw, forms, ids, repeats
from server.auth import account
from server.faces import face
from server.pages.answers import Typed, again, done
from server.seats import once, seat
from server.templates import render


class NewBoard(Typed):
    """The form of a new board; a script fills in the browser's time zone."""

    name: str
    template: str = "software"
    timezone: str = ""


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
    html = render(
        "boards.html",
        user={**face(who.user_id, who.name), "email": who.email},
        boards=[{**row, "open": row["cards"]} for row in rows],
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
    made = await repeats.answer(
        boards.create(
            {"id": maker.user_id, "name": maker.name},
            asked.name,
            timezone=asked.timezone if asked.timezone in zones() else "UTC",
            drafts=template.columns,
            once=await once(request),
        )
    )
    return RedirectResponse(f"/boards/{made['id']}", 303)


async def show(request: Request) -> Response:
    """A board."""
    by = await seat(request)
    context = (await draw.page(by.board_id)).context
    user = face(by.user_id, by.name)
    html = render("board.html", **context, seat=by, user=user, dialog=False)
    return HTMLResponse(html)


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
    Route("/boards/{board}/events/{seq}/undo", undo, methods=["POST"]),
]
