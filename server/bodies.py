"""Bodies: how much a request may carry, and how long it may keep silent.

Both are asked only when an endpoint reads, so an endpoint that takes more says so first, and one
that refuses without reading costs nothing.
"""

import asyncio
from collections.abc import Awaitable

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from board.errors import Refused
from server.refusals import TooLarge, TooSlow

MOST = 256 * 1024
"""Bytes of a form or of JSON."""

MOST_IMPORT = 50 * 1000 * 1000
"""Bytes of an import."""

MOST_IGNORED = 4 * 1024 * 1024
"""Bytes that are read and dropped, so that the sender of too many gets to hear why; where more than
usual is allowed, twice of that."""

SILENCE_SECONDS = 10.0


class Bodies:
    """Middleware that cuts off bodies that are too long, or that stop coming."""

    def __init__(self, app: ASGIApp, silence: float = SILENCE_SECONDS) -> None:
        self.app = app
        self.silence = silence

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if scope["type"] == "http":
            return self._bounded(scope, receive, send)
        return self.app(scope, receive, send)

    async def _bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["most_bytes"] = MOST
        body = _Body(scope, receive, self.silence)

        async def sender(message: Message) -> None:
            if body.is_too_large:
                await body.drop()
            await send(message)

        try:
            await self.app(scope, body.receive, sender)
        except TooLarge:
            await body.drop()
            raise


def allow(request: Request, most: int) -> None:
    """Let a request carry more than usual. Call it before anything is read."""
    request.scope["most_bytes"] = most


class _Body:
    """The body of one request, as far as it has come."""

    def __init__(self, scope: Scope, receive: Receive, silence: float) -> None:
        self._scope = scope
        self._receive = receive
        self._silence = silence
        announced = Headers(scope=scope).get("content-length", "0")
        self._announced = int(announced) if announced.isdigit() else 0
        self._had = 0
        self._more = True
        self._refused: Refused | None = None

    async def receive(self) -> Message:
        if not self._more:
            return await self._receive()
        if self._refused:
            raise self._refused
        try:
            self._judge(self._announced)
            message = await self._next()
            self._judge(self._had)
        except Refused as refusal:
            self._refused = refusal
            raise
        return message

    def _judge(self, size: int) -> None:
        most: int = self._scope["most_bytes"]
        if size > most:
            fit = f"{most // 1_000_000} MB" if most > 1_000_000 else f"{most // 1024} KiB"
            raise TooLarge(f"That is too much: {fit} fit into one request. Send less at once.")

    async def _next(self) -> Message:
        try:
            async with asyncio.timeout(self._silence):
                message = await self._receive()
        except TimeoutError:
            raise TooSlow("The rest of the request did not come, so nothing was done.") from None
        self._had += len(message.get("body", b""))
        self._more = message.get("more_body", False)
        return message

    @property
    def is_too_large(self) -> bool:
        """Whether it was refused for its size."""
        return isinstance(self._refused, TooLarge)

    async def drop(self) -> None:
        """Read on for a while: who is cut off in the middle of sending does not hear the answer."""
        most = max(MOST_IGNORED, 2 * self._scope["most_bytes"])
        while self._more and max(self._had, self._announced) <= most:
            await self._next()
