"""One's own account: name, zone, theme, keys, password, where one is signed in, API tokens.

Every form is answered with the same page. Only a person at a browser gets here: a token can make
no other token.
"""

from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from board import users
from board.instants import iso, zones
from server import accountlog, forms, ids
from server.auth import Account, account, passwords, sessions, tokens
from server.faces import viewer
from server.pages.answers import again
from server.templates import render


class Profile(BaseModel):
    """The form of what others see, and of where one is."""

    name: str
    timezone: str | None = None


class Theme(BaseModel):
    """What the theme's switch sends."""

    theme: str


class Keys(BaseModel):
    """The form of the keyboard: whether single keys do something on a board."""

    shortcuts: bool = False


class Passwords(BaseModel):
    """The form of another password."""

    current: str
    password: str


class NewToken(BaseModel):
    """The form of a new token."""

    name: str
    scope: str = "read"


async def show(
    request: Request,
    *,
    problem: dict[str, Any] | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
    done: str | None = None,
    token: str | None = None,
) -> Response:
    """The account of who is signed in; `token` that was just made."""
    who = account(request)
    html = render(
        "me.html",
        user=viewer(request.scope),
        sessions=[_session(row, who) for row in await sessions.of_user(who.user_id)],
        tokens=[_token(row) for row in await tokens.of_user(who.user_id)],
        log=await accountlog.page(request, who.user_id),
        zones=sorted(zones()),
        token=token,
        problem=problem,
        typed=typed,
        done=done,
    )
    return HTMLResponse(html, status)


def _session(row: dict[str, Any], who: Account) -> dict[str, Any]:
    return {
        "id": row["id"],
        "device": device(row["agent"]),
        "address": row["address"],
        "created": iso(row["created_at"]),
        "seen": iso(row["seen_at"]),
        "current": row["id"] == who.id,
    }


_BROWSERS = {
    "Edg/": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Version/": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Macintosh": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def device(agent: str) -> str:
    """A browser and its system in a few words, from what the browser says of itself."""
    known = [
        next((name for mark, name in marks.items() if mark in agent), "")
        for marks in (_BROWSERS, _SYSTEMS)
    ]
    return " on ".join(filter(None, known)) or agent.partition("/")[0][:40] or "An unknown browser"


def _token(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "name": row["name"],
        "scope": row["scope"],
        "created": iso(row["created_at"]),
        "used": iso(row["used_at"]) or "",
    }


@again(show, "profile")
async def rename(request: Request) -> Response:
    """Change the name that others see, and the time zone."""
    account(request)
    asked = await forms.form(request, Profile)
    said = {"name": users.name(asked.name)}
    if asked.timezone is not None:
        said["timezone"] = users.timezone(asked.timezone)
    return await _saved(request, said)


@again(show, "keys")
async def set_keys(request: Request) -> Response:
    """Switch the single keys of boards on or off."""
    account(request)
    return await _saved(request, {"shortcuts": (await forms.form(request, Keys)).shortcuts})


async def _saved(request: Request, said: dict[str, Any]) -> Response:
    who = account(request)
    await users.update(who.user_id, **said)
    request.scope["account"] = who.changed(**said)
    return await show(request, done="Saved.")


async def set_theme(request: Request) -> Response:
    """Keep the theme that was switched to; the script has painted it already."""
    who = account(request)
    theme = users.theme((await forms.form(request, Theme)).theme)
    await users.update(who.user_id, theme=theme)
    return Response(status_code=204)


@again(show, "password")
async def change_password(request: Request) -> Response:
    """Change the password and end every other session."""
    who, asked = account(request), await forms.form(request, Passwords)
    await passwords.change(
        request.state.throttle, request, who.id, who.email, asked.current, asked.password
    )
    return await show(request, done="Your password is changed. You are signed out everywhere else.")


@again(show, "sessions")
async def end_session(request: Request) -> Response:
    """Sign out somewhere else."""
    await sessions.end(ids.named(request, "session"), account(request).user_id)
    return await show(request, done="Signed out there.")


@again(show, "sessions")
async def end_others(request: Request) -> Response:
    """Sign out everywhere but here."""
    who = account(request)
    await sessions.end_others(who.id, who.user_id)
    return await show(request, done="You are signed out everywhere else.")


@again(show, "token")
async def make_token(request: Request) -> Response:
    """Make an API token; the answer shows it, this once."""
    who, asked = account(request), await forms.form(request, NewToken)
    token = await tokens.add(request.state.secret, who.user_id, asked.name, asked.scope)
    return await show(request, token=token)


@again(show, "token")
async def revoke_token(request: Request) -> Response:
    """Let nobody in by a token any more."""
    await tokens.revoke(ids.named(request, "token"), account(request).user_id)
    return await show(request, done="Revoked.")


ROUTES = [
    Route("/me", show, methods=["GET"]),
    Route("/me/profile", rename, methods=["POST"]),
    Route("/me/theme", set_theme, methods=["POST"]),
    Route("/me/keys", set_keys, methods=["POST"]),
    Route("/me/password", change_password, methods=["POST"]),
    Route("/me/sessions/revocation", end_others, methods=["POST"]),
    Route("/me/sessions/{session}/revocation", end_session, methods=["POST"]),
    Route("/me/tokens", make_token, methods=["POST"]),
    Route("/me/tokens/{token}/revocation", revoke_token, methods=["POST"]),
]
