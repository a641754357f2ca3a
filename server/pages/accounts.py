"""Accounts: making one, a new password for one, joining a board with one.

The forms differ in what allows it (a one-time link, an invitation, or nothing where accounts are
open to all) and are alike in what follows: a fresh session in the browser that sent them.
"""

from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from board import members, users
from board.errors import Missing
from board.instants import zones
from server import forms
from server.auth import links, passwords
from server.auth.links import Kind
from server.faces import viewer
from server.pages.answers import again
from server.pages.door import let_in, signed_in
from server.refusals import UsedUp
from server.templates import render


class NewAccount(BaseModel):
    """The form of a new account; `timezone` is where the browser says that it is."""

    name: str
    email: str
    password: str
    timezone: str = ""


class NewPassword(BaseModel):
    """The form of a new password."""

    password: str


# -- new accounts


async def _new_account(
    request: Request,
    mode: str,
    invitation: dict[str, Any] | None,
    problem: dict[str, Any] | None,
    typed: dict[str, Any] | None,
    status: int,
) -> Response:
    html = render(
        "sign_up.html",
        user=None,
        mode=mode,
        action=request.scope["path"],
        invitation=invitation,
        problem=problem,
        typed=typed,
    )
    return HTMLResponse(html, status)


async def _asked(request: Request) -> NewAccount:
    """The account that a form asks for, when it may be made. Raises Invalid, TooMany."""
    asked = await forms.form(request, NewAccount)
    address, name = users.email(asked.email), users.name(asked.name)
    password = passwords.valid(asked.password, address=address, name=name)
    request.state.throttle.new_account(request)
    zone = asked.timezone if asked.timezone in zones() else "UTC"
    return NewAccount(name=name, email=address, password=password, timezone=zone)


async def _add(asked: NewAccount, *, admin: bool = False) -> dict[str, Any]:
    kept = await passwords.hashed(asked.password)
    return await users.add(asked.email, asked.name, kept, admin=admin, zone=asked.timezone)


async def welcome(
    request: Request,
    *,
    problem: dict[str, Any] | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    """The form of the first administrator."""
    await _link(request, "first")
    return await _new_account(request, "first", None, problem, typed, status)


@again(welcome)
async def first(request: Request) -> Response:
    """Make the first administrator's account, once."""
    link = await _link(request, "first")
    asked = await _asked(request)
    await links.use_first(link)
    user = await _add(asked, admin=True)
    return await let_in(request, user["id"], "/boards")


async def sign_up(
    request: Request,
    *,
    problem: dict[str, Any] | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    """The form of an account that anybody may make."""
    _open_to_all(request)
    return await _new_account(request, "open", None, problem, typed, status)


@again(sign_up)
async def create(request: Request) -> Response:
    """Make an account where anybody may."""
    _open_to_all(request)
    user = await _add(await _asked(request))
    return await let_in(request, user["id"], "/boards")


def _open_to_all(request: Request) -> None:
    if request.state.config.signup != "open":
        raise Missing("Accounts are made by invitation here. Ask a member of a board for a link.")


# -- a new password


async def _link(request: Request, kind: Kind) -> dict[str, Any]:
    try:
        return await links.find(request.state.secret, kind, request.path_params["token"])
    except UsedUp:
        request.state.throttle.wrong_secret(request)
        raise


async def reset(
    request: Request,
    *,
    problem: dict[str, Any] | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    """The form of a new password."""
    link = await _link(request, "reset")
    html = render(
        "reset.html", user=None, action=request.scope["path"], name=link["name"], problem=problem
    )
    return HTMLResponse(html, status)


@again(reset)
async def set_password(request: Request) -> Response:
    """Set a new password, end every session, and begin one here."""
    link = await _link(request, "reset")
    asked = await forms.form(request, NewPassword)
    password = passwords.valid(asked.password, address=link["email"], name=link["name"])
    await links.use_reset(link, await passwords.hashed(password))
    return await let_in(request, link["user_id"], "/boards")


# -- joining a board


async def _invitation(request: Request) -> dict[str, Any]:
    token = request.path_params["token"]
    try:
        found = await members.invitation(token)
    except Missing:
        request.state.throttle.wrong_secret(request)
        raise
    return {**found, "by": found["by_name"], "token": token}


async def invited(
    request: Request,
    *,
    problem: dict[str, Any] | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    """What an invitation invites to: one button, or the form of an account."""
    invitation, who = await _invitation(request), signed_in(request)
    if who is None:
        return await _new_account(request, "join", invitation, problem, typed, status)
    html = render(
        "join.html",
        user=viewer(request.scope),
        invitation=invitation,
        action=request.scope["path"],
        problem=problem,
    )
    return HTMLResponse(html, status)


@again(invited)
async def join(request: Request) -> Response:
    """Take a seat by an invitation, with an account made for it where there is none."""
    invitation, who = await _invitation(request), signed_in(request)
    if who:
        board_id = await members.join({"id": who.user_id, "name": who.name}, invitation["token"])
        return RedirectResponse(f"/boards/{board_id}", 303)
    user = await _add(await _asked(request))
    board_id = await members.join(user, invitation["token"])
    return await let_in(request, user["id"], f"/boards/{board_id}")


ROUTES = [
    Route("/sign-up", sign_up, methods=["GET"]),
    Route("/sign-up", create, methods=["POST"]),
    Route("/first/{token}", welcome, methods=["GET"]),
    Route("/first/{token}", first, methods=["POST"]),
    Route("/reset/{token}", reset, methods=["GET"]),
    Route("/reset/{token}", set_password, methods=["POST"]),
    Route("/join/{token}", invited, methods=["GET"]),
    Route("/join/{token}", join, methods=["POST"]),
]
