"""Origins: whether a request was sent by a page of this server (CSRF).

A browser says with every request which site made it, in headers that no script can forge; so no
token is hidden in any form, and one drawing of a page serves everybody. It holds for signing in
too, because a stranger's page could otherwise sign people in as somebody else.
"""

from collections.abc import Awaitable

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from server.config import Config
from server.refusals import CrossSite

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


class Origin:
    """Middleware that refuses changes which another site's page sends in somebody's name."""

    def __init__(self, app: ASGIApp, config: Config) -> None:
        self.app = app
        self.origins = config.origins

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] == "http" and scope["method"] not in SAFE:
            self._judge(scope["path"], Headers(scope=scope))
        return self.app(scope, receive, send)

    def _judge(self, path: str, headers: Headers) -> None:
        if "authorization" in headers:
            return  # Cookies are not looked at then, and browsers do not add it by themselves.
        if path.startswith("/api/") and "cookie" not in headers:
            return  # There is nothing to misuse: it will be told to send a token.
        site = headers.get("sec-fetch-site")
        if site == "same-origin":
            return
        if site is None and headers.get("origin") in self.origins:
            return
        raise CrossSite(
            "This request does not come from a page of this server, so nothing was done. Open the"
            " page here and try again; programs send a token."
        )


def allowed(conn: HTTPConnection) -> bool:
    """Whether a socket that is let in by cookie was opened by a page of this server."""
    config: Config = conn.app.state.config
    return conn.headers.getlist("origin") in [[origin] for origin in config.origins]
