"""HTTP and websockets from the measuring end, as thin as Python allows, so that they measure the
server and not themselves."""

import asyncio
import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

TEXT, CLOSE, PING, PONG = 0x81, 0x88, 0x89, 0x8A
LARGEST = 1 << 25
"""Bytes of an answer that are taken without a pause."""

KEY = "AAAAAAAAAAAAAAAAAAAAAA=="


@contextmanager
def uncollected() -> Iterator[None]:
    """Measure without the garbage collector of the measuring end: a look through all that is loaded
    here takes a tenth of a second, in which nothing is sent or heard."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Program:
    """One connection that is kept, and one request at a time on it."""

    def __init__(self, port: int, token: str) -> None:
        self.port = port
        self._head = f"Host: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"

    async def __aenter__(self) -> Self:
        await self._open()
        return self

    async def _open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection(
            "127.0.0.1", self.port, limit=LARGEST
        )

    async def __aexit__(self, *exc: object) -> None:
        self._writer.close()

    async def call(self, method: str, path: str, key: str = "", **body: Any) -> dict[str, Any]:
        """The JSON that answers a request."""
        told: dict[str, Any] = json.loads(await self.ask(method, path, key, **body))
        return told

    async def ask(self, method: str, path: str, key: str = "", **body: Any) -> bytes:
        """The bytes of it, which nobody has looked into."""
        if self._reader.at_eof():
            await self._open()  # The server has closed what nobody used for some seconds.
        sent = json.dumps(body).encode() if body else b""
        head = f"{method} {path} HTTP/1.1\r\n{self._head}Content-Length: {len(sent)}\r\n"
        if sent:
            head += "Content-Type: application/json\r\n"
        if key:
            head += f"Idempotency-Key: {key}\r\n"
        self._writer.write(head.encode() + b"\r\n" + sent)
        start, _, rest = (await self._reader.readuntil(b"\r\n\r\n")).lower().partition(b"\r\n")
        length = int(rest.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        answer = await self._reader.readexactly(length)
        if not start.split()[1].startswith(b"2"):
            raise RuntimeError(f"{method} {path}: {start!r} {answer!r}")
        return answer


def handshake(port: int, path: str, cookie: str = "") -> bytes:
    """What asks for a websocket, as a page of the server does."""
    here = f"127.0.0.1:{port}"
    return (
        f"GET {path} HTTP/1.1\r\nHost: {here}\r\nOrigin: http://{here}\r\nCookie: {cookie}\r\n"
        f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {KEY}\r\n\r\n"
    ).encode()


def opened(buffer: bytearray) -> bool:
    """Whether the server has agreed; its answer is taken off. Raises RuntimeError when refused."""
    head, end, _ = buffer.partition(b"\r\n\r\n")
    if not end:
        return False
    if b" 101 " not in head:
        raise RuntimeError(head.decode())
    del buffer[: len(head) + len(end)]
    return True


def whole(buffer: bytearray) -> Iterator[tuple[int, bytes]]:
    """The frames that are there to their end, which are taken off: the first byte and the payload
    of each. A server does not mask."""
    while len(buffer) >= 2:
        size, begin = buffer[1], 2
        if size > 125:
            begin = 4 if size == 126 else 10
            size = int.from_bytes(buffer[2:begin])
        if len(buffer) < begin + size:
            return
        frame = buffer[0], bytes(buffer[begin : begin + size])
        del buffer[: begin + size]
        yield frame


def pong(payload: bytes) -> bytes:
    """The answer to a ping."""
    return bytes((PONG, 0x80 | len(payload))) + bytes(4) + payload
