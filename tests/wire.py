"""Requests byte for byte: what no honest client sends."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Message

from server.protocol import Protocol, Socket


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def problem(self) -> dict[str, Any]:
        """A refusal as RFC 9457 has it."""
        assert self.headers["content-type"] == "application/problem+json"
        found: dict[str, Any] = json.loads(self.body)
        assert {"type", "title", "status", "detail", "code"} <= set(found)
        assert found["status"] == self.status
        return found


async def ask(
    app: ASGIApp,
    path: str = "/",
    *,
    method: str = "GET",
    headers: list[tuple[str, str]] | None = None,
    host: str | None = "127.0.0.1:8000",
    query: str = "",
    body: tuple[bytes | None, ...] = (b"",),
    **scope: Any,
) -> Answer:
    """Send a request to an app. The body comes in pieces; after None it never comes to its end."""
    sent = [] if host is None else [("host", host)]
    sent += headers or []
    whole = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in sent],
        "client": ("192.0.2.7", 1234),
        "server": ("127.0.0.1", 8000),
        **scope,
    }
    pieces, got = list(body), list[Message]()

    async def receive() -> Message:
        if not pieces:
            return {"type": "http.disconnect"}
        piece = pieces.pop(0)
        if piece is None:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message: Message) -> None:
        got.append(message)

    await app(whole, receive, send)
    start = got[0]
    fields = {name.decode().lower(): value.decode("latin-1") for name, value in start["headers"]}
    return Answer(start["status"], fields, b"".join(m.get("body", b"") for m in got[1:]))


@asynccontextmanager
async def listening(app: ASGIApp) -> AsyncIterator[int]:
    """An app behind a real port, read by our protocol."""
    config = uvicorn.Config(
        app,
        port=0,
        http=Protocol,
        ws=Socket,
        lifespan="off",
        log_config=None,
        log_level="critical",
    )
    server = uvicorn.Server(config)
    server.capture_signals = nullcontext  # type: ignore[method-assign]
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await serving


async def sent(port: int, *pieces: bytes, wait: float = 20) -> bytes:
    """What is answered to bytes until the other side hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in pieces:
        writer.write(piece)
        await asyncio.sleep(0.02)
    try:
        return await asyncio.wait_for(reader.read(), wait)
    finally:
        writer.close()
