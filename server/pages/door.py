"""The door: signing in and out.

Every way in ends here, in a fresh session: whoever had the browser before is signed out, and no
session is ever taken over from before the sign-in.
"""

import re
from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from server import forms
from server.auth import Account, passwords, sessions
from server.pages.answers import again
from server.templates import render


class SignIn(BaseModel):
    """The form of signing in."""

    email: str
    password: str
    next: str = ""


_ONWARD = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def onward(address: str) -> str:
    """Where to go on to: a path of this server, whatever was asked."""
    return address if _ONWARD.fullmatch(address) else "/boards"


async def home(request: Request) -> Response:
    """The first page: one's boards, or the door."""
    return RedirectResponse("/boards" if signed_in(request) else "/sign-in", 303)


def signed_in(request: Request) -> Account | None:
    """Who is signed in, None when nobody is."""
    found: Account | None = request.scope.get("account")
    return found


async def let_in(request: Request, user_id: int, to: str) -> Response:
    """Begin a session, in place of the one that the browser may have had."""
    before = signed_in(request)
    if before:
        await sessions.end(before.id, before.user_id)
    token = await sessions.begin(request.state.secret, user_id, request)
    response = RedirectResponse(to, 303)
    sessions.set_cookie(response, token, secure=request.state.config.secure)
    return response


async def door(
    request: Request,
    *,
    problem: dict[str, Any] | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    """The form of signing in; who is signed in already goes on."""
    wanted = typed.get("next", "") if typed else request.query_params.get("next", "")
    if signed_in(request) and problem is None:
        return RedirectResponse(onward(wanted), 303)
    signup = request.state.config.signup == "open"
    html = render(
        "sign_in.html", user=None, next=wanted, problem=problem, typed=typed, signup=signup
    )
    return HTMLResponse(html, status)


@again(door)
async def sign_in(request: Request) -> Response:
    """Sign in by email address and password."""
    asked = await forms.form(request, SignIn)
    user = await passwords.prove(request.state.throttle, request, asked.email, asked.password)
    return await let_in(request, user["id"], onward(asked.next))


async def sign_out(request: Request) -> Response:
    """End the session of this browser."""
    who = signed_in(request)
    if who:
        await sessions.end(who.id, who.user_id)
    response = RedirectResponse("/sign-in", 303)
    sessions.clear_cookie(response, secure=request.state.config.secure)
    return response


ROUTES = [
    Route("/", home, methods=["GET"]),
    Route("/sign-in", door, methods=["GET"]),
    Route("/sign-in", sign_in, methods=["POST"]),
    Route("/sign-out", sign_out, methods=["POST"]),
]
