"""Users: an administrator's page for the accounts of this server.

Every form is answered with the same page. A link that sets a password is shown once, to whoever
made it, and handed over by them: no password passes through other hands.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from board.errors import Invalid
from board.instants import iso
from server import accountlog, forms, ids
from server.auth import Account, administration, administrator
from server.faces import face, viewer
from server.pages.answers import again
from server.templates import render


class NewUser(BaseModel):
    """The form of an account for somebody else."""

    name: str
    email: str
    admin: bool = False


async def show(
    request: Request,
    *,
    problem: dict[str, Any] | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
    link: str | None = None,
) -> Response:
    """The accounts, page by page; `link` that was just made for one."""
    who = administrator(request)
    text, page = request.query_params.get("q", "")[:200], _page(request)
    rows, many = await administration.listed(text, page)
    html = render(
        "users.html",
        user=viewer(request.scope),
        users=[_user(row, who) for row in rows],
        many=many,
        q=text,
        here=_address(text, page),
        before=_address(text, page - 1) if page > 1 else None,
        behind=_address(text, page + 1) if page * administration.PAGE < many else None,
        link=link,
        log=await accountlog.page(request),
        problem=problem,
        typed=typed,
    )
    return HTMLResponse(html, status)


def _page(request: Request) -> int:
    text = request.query_params.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid("page is a whole number from 1 up.", field="page")
    return int(text)


def _address(text: str, page: int) -> str:
    said = {**({"q": text} if text else {}), **({"page": page} if page > 1 else {})}
    return "?" + urlencode(said) if said else ""


def _user(row: dict[str, Any], who: Account) -> dict[str, Any]:
    return {
        **face(row["id"], row["name"]),
        "email": row["email"],
        "admin": bool(row["is_admin"]),
        "disabled": row["disabled_at"] is not None,
        "waiting": row["password_hash"] is None,
        "boards": row["boards"],
        "seen": iso(row["seen_at"]) or "",
        "me": row["id"] == who.user_id,
    }


def _linked(request: Request, token: str) -> str:
    return f"{request.app.state.config.address}/reset/{token}"


@again(show, "new")
async def add(request: Request) -> Response:
    """Make an account for somebody; the answer shows the link that sets its password, once."""
    who = administrator(request)
    asked = await forms.form(request, NewUser)
    token = await administration.add(
        request.state.secret, who, asked.email, asked.name, admin=asked.admin
    )
    return await show(request, link=_linked(request, token))


@again(show, "list")
async def reset(request: Request) -> Response:
    """Make a link that sets a new password; the answer shows it, once."""
    who = administrator(request)
    token = await administration.reset(request.state.secret, who, ids.named(request, "user"))
    return await show(request, link=_linked(request, token))


def _about(word: str, verb: Callable[[Account, int], Awaitable[None]]) -> Route:
    """The address where one thing is done to somebody's account; the list is shown again."""

    async def endpoint(request: Request) -> Response:
        who = administrator(request)
        await verb(who, ids.named(request, "user"))
        address = _address(request.query_params.get("q", "")[:200], _page(request))
        return RedirectResponse(f"/users{address}", 303)

    return Route(f"/users/{{user}}/{word}", again(show, "list")(endpoint), methods=["POST"])


ROUTES = [
    Route("/users", show, methods=["GET"]),
    Route("/users", add, methods=["POST"]),
    Route("/users/{user}/reset", reset, methods=["POST"]),
    _about("disabling", administration.disable),
    _about("enabling", administration.enable),
    _about("promotion", administration.promote),
    _about("demotion", administration.demote),
]
