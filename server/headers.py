"""Headers that stand on every answer, so that a browser trusts a page with no more than it needs.

Scripts, styles, pictures and sockets come from this server alone; nothing inline runs; no other
site may frame a page or read an answer; what was private is not kept in any cache.
"""

from collections.abc import Awaitable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.config import Config

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)

STANDARD = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

HTTPS_ONLY = "max-age=31536000; includeSubDomains"


class SecurityHeaders:
    """Middleware that adds them. What an answer says about its own caching stays."""

    def __init__(self, app: ASGIApp, config: Config) -> None:
        self.app = app
        self.standard = dict(STANDARD)
        if config.secure:
            self.standard["Strict-Transport-Security"] = HTTPS_ONLY

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        async def sender(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                headers.update(self.standard)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        return self.app(scope, receive, sender)
