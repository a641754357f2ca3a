"""One connection, treated a little more strictly than uvicorn does.

uvicorn waits for ever for a request's head, reads one of any length, and forgets the host of a
target such as `GET http://other/path`. Here a head comes within seconds and has a limit, and the
target is passed on, so that the gate can judge it. And a websocket that has ended ends, even if
its other end never takes what was sent to it. While it is open, a text can be sent at once: that
costs half of what it does on the way through every layer and a task.
"""

import asyncio
import json
from functools import lru_cache

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State

HEAD_SECONDS = 10.0
HEAD_LIMIT = 64 * 1024
LINGER_SECONDS = 5.0
MOST_PONGS = 1_000
MOST_PIECES = 1_000

AT_ONCE = "andon.at_once"
"""The extension of an open websocket's scope that sends a text without a task's turn."""


class Protocol(HttpToolsProtocol):
    """uvicorn's protocol with a deadline and a limit for the head of each request."""

    _deadline: asyncio.TimerHandle | None = None
    _in_head = True
    _heads = 0
    """How many heads were read to their end."""
    _bytes = 0
    """How long the present one is so far, to the nearest read."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def _await_head(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def data_received(self, data: bytes) -> None:
        if not self._in_head:
            super().data_received(data)
            return
        self._await_head()
        heads = self._heads
        super().data_received(data)
        self._bytes = self._bytes + len(data) if heads == self._heads else 0
        if self._bytes > HEAD_LIMIT:
            self.send_400_response("The head of the request is too long.")

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._heads += 1
        self._cancel_deadline()
        super().on_headers_complete()
        if not self.url.startswith(b"/"):
            self.scope["target"] = self.url.decode("latin-1")  # type: ignore[typeddict-unknown-key]

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._in_head = True

    def handle_websocket_upgrade(self) -> None:
        super().handle_websocket_upgrade()
        # It and its parser hold each other, and the garbage collector comes late: until then the
        # two took as much memory as a fifth of a socket, of hundreds that had come at once.
        self.parser = None  # type: ignore[assignment]

    def connection_lost(self, exc: Exception | None) -> None:
        self._cancel_deadline()
        super().connection_lost(exc)

    def _cancel_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP as every other refusal is answered."""
        problem = {
            "type": "about:blank",
            "title": "Bad Request",
            "status": 400,
            "detail": msg,
            "code": "malformed",
        }
        body = json.dumps(problem).encode()
        self.transport.write(
            b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json\r\n"
            b"x-content-type-options: nosniff\r\ncache-control: no-store\r\n"
            b"content-length: %d\r\nconnection: close\r\n\r\n%b" % (len(body), body)
        )
        self.transport.close()


class Socket(WebSocketsSansIOProtocol):
    """uvicorn's websocket with a deadline for its end and bounds for what it holds.

    uvicorn closes a connection behind the last byte that is on its way. Whoever takes none would
    keep it, and the memory in front of it, for ever. It also answers every ping, read or not, and
    collects the pieces of a frame, however many come.
    """

    _deadline: asyncio.TimerHandle | None = None
    _pongs = 0
    """Answers to pings that wait behind what the other end does not take."""

    def start_keepalive(self) -> None:
        """Called once the socket is open: from here on nobody looks into the headers again, and
        it would hold three copies of them as long as it lasts."""
        super().start_keepalive()
        self.scope["extensions"][AT_ONCE] = self._at_once  # type: ignore[assignment]
        self.request.headers.clear()
        self.response.headers.clear()
        self.scope["headers"].clear()  # type: ignore[attr-defined]

    def _at_once(self, text: str) -> bool:
        """Send a text, unless it has to wait behind what the other end has not taken."""
        if (
            self.conn.state is not State.OPEN
            or self.transport.is_closing()
            or not self.writable.is_set()
        ):
            return False
        self.transport.write(_framed(text))
        return True

    def on_task_complete(self, task: "asyncio.Task[None]") -> None:
        super().on_task_complete(task)
        self.scope["extensions"].clear()
        self._end_soon()

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self._end_soon()

    def _end_soon(self) -> None:
        if self._deadline is None and not self.disconnected:
            self._deadline = self.loop.call_later(LINGER_SECONDS, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.conn.parser.close()  # Or the two hold each other, until the garbage is collected.
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def handle_ping(self) -> None:
        super().handle_ping()
        self._pongs = 0 if self.writable.is_set() else self._pongs + 1
        if self._pongs > MOST_PONGS:
            self.transport.abort()

    def handle_cont(self, event: Frame) -> None:
        super().handle_cont(event)
        if len(self.frames) > MOST_PIECES and not self.close_sent:
            self.conn.fail(1009, "too many pieces")
            self.handle_parser_exception()


@lru_cache(maxsize=1)
def _framed(text: str) -> bytes:
    """A text as it travels: made once for all sockets that are sent the same."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)
