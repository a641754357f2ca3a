"""Who is there: the account behind every request and socket.

A request that carries an Authorization header is judged by that alone, and its cookies are not
looked at; a token opens only what lies under /api/. Any other request is judged by its session
cookie. What stands no more is as if it had not been sent, except that a wrong token is refused.
"""

import logging
from collections.abc import Awaitable, Callable, Collection
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send
from tortoise.exceptions import OperationalError

from board import database
from server.auth import sessions, tokens
from server.auth.account import Account, Kind, account, administrator
from server.auth.origin import SAFE
from server.auth.secret import Secret
from server.auth.throttle import Throttle
from server.config import Config
from server.refusals import SignedOut

__all__ = ["Account", "Authentication", "Kind", "account", "administrator", "alive"]

logger = logging.getLogger(__name__)

_OPEN = ("/static/", "/healthz")
"""What is answered alike whoever asks."""


class Authentication:
    """Middleware that finds the account: `scope["account"]`, None when there is none."""

    def __init__(self, app: ASGIApp, config: Config, secret: Secret, throttle: Throttle) -> None:
        self.app = app
        self.cookie = sessions.cookie_name(config.secure)
        self.secret = secret
        self.throttle = throttle

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan" and not scope["path"].startswith(_OPEN):
            scope["account"] = found = await self._find(HTTPConnection(scope))
            if found and scope["type"] == "http" and scope["method"] not in SAFE:
                self.throttle.change(found.kind, found.id)
        await self.app(scope, receive, send)

    async def _find(self, conn: HTTPConnection) -> Account | None:
        if "authorization" in conn.headers:
            return await self._by_token(conn)
        cookie = conn.cookies.get(self.cookie)
        row = await sessions.find(self.secret, cookie) if cookie else None
        if row is None:
            return None
        await _seen(sessions.see, row)
        return Account.of("session", row)

    async def _by_token(self, conn: HTTPConnection) -> Account | None:
        if not conn.scope["path"].startswith("/api/"):
            return None
        token = bearer(conn.headers)
        row = await tokens.find(self.secret, token) if token else None
        if row is None:
            self.throttle.wrong_secret(conn)
            if conn.scope["type"] == "websocket":
                return None
            raise SignedOut("This token is not known here, or was revoked. Make another one.")
        await _seen(tokens.see, row)
        return Account.of("token", row)


def bearer(headers: Headers) -> str | None:
    """The token of an Authorization header; None when there is none, or more than one."""
    sent = headers.getlist("authorization")
    scheme, _, token = sent[0].partition(" ") if len(sent) == 1 else ("", "", "")
    return token.strip() if scheme.lower() == "bearer" else None


async def _seen(see: Callable[[dict[str, Any]], Awaitable[None]], row: dict[str, Any]) -> None:
    """Note the use. A database that cannot be written can still be read."""
    try:
        await see(row)
    except OperationalError as error:
        logger.warning("The last use of a credential could not be noted: %s", error)


async def alive(kind: str, ids: Collection[int]) -> set[int]:
    """Which of some sessions or tokens still stand, asked in one query."""
    if not ids:
        return set()
    query = {"session": sessions.alive, "token": tokens.alive}[kind]
    (rows,) = await database.read(query(sorted(ids)), use="feed")
    return {row["id"] for row in rows}
