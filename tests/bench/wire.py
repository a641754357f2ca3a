"""The measuring ends: a program that sends requests and a viewer that hears frames, as thin as
Python allows, so that they measure the server and not themselves."""

import asyncio
import json
import re
import time
from typing import Any, Self

_SEQ = re.compile(rb'"seq": ?(\d+)')
KEY = "AAAAAAAAAAAAAAAAAAAAAA=="
PING, PONG = 0x89, 0x8A


class Program:
    """One connection that is kept, and one request at a time on it."""

    def __init__(self, port: int, token: str) -> None:
        self.port = port
        self._head = f"Host: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"

    async def __aenter__(self) -> Self:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    async def __aexit__(self, *exc: object) -> None:
        self._writer.close()

    async def call(self, method: str, path: str, key: str = "", **body: Any) -> dict[str, Any]:
        """The JSON that answers a request."""
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
        told: dict[str, Any] = json.loads(answer)
        return told


class Viewer(asyncio.Protocol):
    """One websocket that notes when it heard of which number."""

    def __init__(self) -> None:
        self.heard: list[tuple[int, float]] = []
        """Numbers of the log and when they came."""
        self.frames = 0
        self.bytes = 0
        self.open = asyncio.get_running_loop().create_future()
        self.transport: Any = None
        self._buffer = bytearray()

    @classmethod
    async def at(cls, port: int, path: str, cookie: str = "") -> "Viewer":
        """A viewer whose socket is open."""
        viewer = cls()
        loop = asyncio.get_running_loop()
        viewer.transport, _ = await loop.create_connection(lambda: viewer, "127.0.0.1", port)
        here = f"127.0.0.1:{port}"
        head = (
            f"GET {path} HTTP/1.1\r\nHost: {here}\r\nOrigin: http://{here}\r\nCookie: {cookie}\r\n"
            f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {KEY}\r\n\r\n"
        )
        viewer.transport.write(head.encode())
        await asyncio.wait_for(viewer.open, 10)
        return viewer

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self.open.done():
            head, end, rest = bytes(self._buffer).partition(b"\r\n\r\n")
            if not end:
                return
            if b" 101 " not in head:
                self.open.set_exception(RuntimeError(head.decode()))
                return
            self.open.set_result(None)
            self._buffer = bytearray(rest)
        while frame := self._frame():
            self._take(*frame)

    def _take(self, kind: int, payload: bytes) -> None:
        if kind == PING:
            mask = bytes(4)
            self.transport.write(bytes((PONG, 0x80 | len(payload))) + mask + payload)
            return
        self.frames += 1
        self.bytes += len(payload)
        found = _SEQ.search(payload, 0, 100)
        if found:
            self.heard.append((int(found[1]), time.perf_counter()))

    def _frame(self) -> tuple[int, bytes] | None:
        """The next whole frame: its first byte and its payload, which a server does not mask."""
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        size, begin = buffer[1], 2
        if size > 125:
            begin = 4 if size == 126 else 10
            size = int.from_bytes(buffer[2:begin])
        if len(buffer) < begin + size:
            return None
        frame = buffer[0], bytes(buffer[begin : begin + size])
        del buffer[: begin + size]
        return frame

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.open.done():
            self.open.set_exception(ConnectionError("closed during the handshake"))

    def leave(self) -> None:
        """Close the connection."""
        self.transport.close()
