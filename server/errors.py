"""Refusals and failures, told once for everybody: as a page, as JSON (RFC 9457), or on the
command line.

A refusal is told in its own sentence. Everything else is a bug or a broken machine: it is told as
a reference, and what happened stands behind that reference in the log alone.
"""

import logging
import sqlite3
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import asyncpg
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from board.errors import Missing, Refused
from board.requests import Repeated
from server.faces import viewer
from server.refusals import STATUS, Failed, SignedOut, Unavailable, headers, status
from server.templates import render

logger = logging.getLogger(__name__)

PROBLEM = "application/problem+json"

LONGEST_KEPT = 2_000
"""Characters of a query that are kept for after the sign-in."""


_TITLES = {
    400: "That was no request",
    401: "Signed out",
    403: "Not allowed",
    404: "There is nothing here",
    405: "Not that way",
    410: "This link is over",
    429: "Too often",
    500: "Something broke here",
    503: "Not at the moment",
}


class Errors:
    """The outermost middleware but one: whatever is raised inside becomes an answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def sender(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, sender)
        except (ClientDisconnect, WebSocketDisconnect):
            pass  # Nobody is there to be answered, and nothing was changed.
        except Exception as error:
            if begun or scope["type"] == "lifespan":
                await _cut_off(scope, send, error)
            else:
                await answer(scope, error)(scope, receive, send)


async def _cut_off(scope: Scope, send: Send, error: Exception) -> None:
    """End what was answered in part: a socket with a close code, a body by cutting it."""
    if scope["type"] != "websocket":
        raise error
    told(error)
    await send({"type": "websocket.close", "code": 1011})


async def refused(request: Request, error: Exception) -> Response:
    """What Starlette itself raises: no such address, not that method."""
    return answer(request.scope, error)


def answer(scope: Scope, error: Exception) -> Response:
    """The answer to a request that raised."""
    if isinstance(error, Repeated):
        return JSONResponse(error.answer) if wants_json(scope) else Response(status_code=204)
    if isinstance(error, HTTPException):
        return _answered(scope, _elsewhere(scope, error), error.status_code, error.headers)
    refusal = told(error)
    return _answered(scope, refusal, status(refusal), None)


def told(error: Exception) -> Refused:
    """What a person is told. What is no refusal goes to the log, and its reference to them."""
    if isinstance(error, Refused):
        return error
    if _is_broken_machine(error):
        logger.error("The database failed: %r", error)
        return Unavailable(
            "The database does not answer, so it is not known whether that was saved. Look, and"
            " try again."
        )
    failed = Failed()
    logger.error("Reference %s", failed.reference, exc_info=error)
    return failed


def wants_json(scope: Scope) -> bool:
    """Whether a program or a script asked, and not a person's browser for a page."""
    accept = Headers(scope=scope).get("accept", "")
    return scope["path"].startswith(("/api/", "/healthz")) or "application/json" in accept


def _answered(scope: Scope, refusal: Refused, code: int, more: Any) -> Response:
    extra = {**headers(refusal), **(more or {})}
    if wants_json(scope) or scope["type"] == "websocket":
        return JSONResponse(facts(refusal, code), code, extra, PROBLEM)
    if isinstance(refusal, SignedOut):
        return _to_sign_in(scope)
    return HTMLResponse(_page(scope, refusal, code), code, extra)


def problem(code: int, sentence: str) -> Response:
    """A problem for a program, where there is no refusal to raise."""
    kind = next((kind for kind, known in STATUS.items() if known == code), Refused)
    return JSONResponse(facts(_coded(kind.code, sentence), code), code, media_type=PROBLEM)


def facts(refusal: Refused, code: int) -> dict[str, Any]:
    """A refusal as RFC 9457 has it."""
    return {
        **refusal.facts,
        "type": "about:blank",
        "title": HTTPStatus(code).phrase,
        "status": code,
        "detail": str(refusal),
        "code": refusal.code,
    }


def _to_sign_in(scope: Scope) -> Response:
    """To the sign-in page, and from there back to where a person wanted to go."""
    wanted = _wanted(scope) if scope["method"] == "GET" else "/"
    address = "/sign-in" if wanted == "/" else f"/sign-in?next={quote(wanted, safe='')}"
    if "hx-request" in Headers(scope=scope):
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    return RedirectResponse(address, 303)


def _wanted(scope: Scope) -> str:
    """The address that was asked for, with its query: a board's filter stands there."""
    query = quote(scope["query_string"], safe="%=&+,:;@/?!*'()")
    path = quote(scope["path"])
    return f"{path}?{query}" if 0 < len(query) <= LONGEST_KEPT else path


def _page(scope: Scope, refusal: Refused, code: int) -> str:
    return render(
        "error.html",
        status=code,
        title=_TITLES.get(code, "That did not work"),
        sentence=str(refusal),
        user=viewer(scope),
        ways=[],
    )


def _elsewhere(scope: Scope, error: HTTPException) -> Refused:
    if error.status_code == 405:
        methods = _methods(scope)
        error.headers = {"Allow": ", ".join(methods)}
        sentence = f"This address takes {' and '.join(methods)}, not {scope['method']}."
        return _coded("method_not_allowed", sentence)
    if error.status_code == 404:
        return Missing("There is nothing at this address. Check it, or start from your boards.")
    return _coded(HTTPStatus(error.status_code).name.lower(), error.detail)


def _coded(code: str, sentence: str) -> Refused:
    refusal = Refused(sentence)
    refusal.code = code  # type: ignore[misc]
    return refusal


def _methods(scope: Scope) -> list[str]:
    """Every method that the address takes, whichever of its routes takes it."""
    methods: set[str] = set()
    for route in scope["app"].routes:
        if route.matches(scope)[0] is not Match.NONE:
            methods |= getattr(route, "methods", None) or set()
    return sorted(methods)


_POSTGRES = (
    asyncpg.PostgresConnectionError
    | asyncpg.InsufficientResourcesError
    | asyncpg.OperatorInterventionError
)
_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
}


def _is_broken_machine(error: BaseException | None) -> bool:
    """Whether a lock, a disk or a connection failed, and not our own code."""
    while error is not None:
        if isinstance(error, ConnectionError | TimeoutError | _POSTGRES):
            return True
        if isinstance(error, sqlite3.Error):
            return getattr(error, "sqlite_errorcode", 0) & 0xFF in _SQLITE
        error = error.__cause__
    return False
