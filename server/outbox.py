"""The queue in front of a socket, and who listens at its other end.

What finds nothing in front of it is sent at once: to wake a task for each of hundreds of sockets
costs more than all the rest of telling them. So the queue is for a socket that does not take
everything as it comes.

It is bounded: a reader that does not keep up is closed, comes back with its position and catches
up; nobody waits for it. One message alone may be as long as it is, or a large board could never
be sent.
"""

import asyncio
from collections.abc import Callable
from typing import Literal

MOST_MESSAGES = 256
MOST_BYTES = 1024 * 1024

RESTART = 1012
SLOW = 1013
SIGNED_OUT = 4401
GONE = 4403

Kind = Literal["html", "json"]

AtOnce = Callable[[str], bool]
"""Sends a text; False when it cannot be sent without waiting."""


def never(_text: str) -> bool:
    """Nothing is sent at once."""
    return False


class Outbox:
    """Messages on their way to one socket, in order; `closed` is the code to close it with."""

    def __init__(
        self,
        kind: Kind,
        user_id: int,
        role: str,
        credential: tuple[str, int],
        at_once: AtOnce = never,
    ) -> None:
        self.kind = kind
        self.user_id = user_id
        self.role = role
        self.credential = credential
        """What let the socket in: `("session" | "token", its id)`."""
        self.cards: dict[str, int | None] = {}
        """Of a page: the card that it shows open (`looking`), and the one in the hand."""
        self.closed: int | None = None
        self._at_once = at_once
        self._whispers: dict[str, str] = {}
        self._queue: list[str] = []
        self._bytes = 0
        self._filled: asyncio.Future[None] | None = None
        """While somebody waits to take something: done when there is."""
        self.ended = asyncio.get_running_loop().create_future()
        """Done when the socket is to be closed."""

    def put(self, text: str) -> None:
        """Send a message, or queue it; a queue that is full closes the socket instead."""
        if self.closed is not None or self._sent(text):
            return
        self._queue.append(text)
        self._bytes += len(text)
        waiting = len(self._queue)
        if waiting > MOST_MESSAGES or (waiting > 1 and self._bytes > MOST_BYTES):
            self.close(SLOW)
        else:
            self._fill()

    def whisper(self, name: str, text: str) -> None:
        """Send a state beside the messages, in place of the one of that name that still waits."""
        if self.closed is None and not self._sent(text):
            self._whispers[name] = text
            self._fill()

    def _sent(self, text: str) -> bool:
        """Whether a text could be sent at once: nothing waits in front of it, here or in the hands
        of who takes from here."""
        idle = self._filled is not None and not self._filled.done()
        return idle and self._at_once(text)

    def _fill(self) -> None:
        if self._filled is not None and not self._filled.done():
            self._filled.set_result(None)

    def close(self, code: int) -> None:
        """Drop what waits; the socket is to be closed with the code."""
        if self.closed is None:
            self.closed = code
            self._queue.clear()
            self._whispers.clear()
            self._fill()
            self.ended.set_result(None)

    async def take(self) -> list[str]:
        """Wait for messages and take all; none when the socket is to be closed."""
        if not self._queue and not self._whispers and self.closed is None:
            self._filled = asyncio.get_running_loop().create_future()
            await self._filled
        taken = [*self._queue, *self._whispers.values()]
        self._queue.clear()
        self._whispers.clear()
        self._bytes = 0
        return taken
