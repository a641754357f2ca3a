"""Servers that do nothing, under the settings of the real one: what remains is the price of HTTP,
of sockets, and of the measuring end."""

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NamedTuple

import uvicorn
from starlette.types import Receive, Scope, Send
from websockets.asyncio.server import ServerConnection, broadcast, serve

from server import serving
from server.outbox import Outbox
from server.protocol import AT_ONCE
from tests import processes
from tests.bench.pulse import NOTHING
from tests.postgres import free_port


class Idle:
    """An app that answers every request with the same body, and tells every socket about it."""

    def __init__(self, size: int, message: int) -> None:
        self.filler = b"x" * size
        self.message = "x" * message
        self.seq = 0
        self.sockets: set[Outbox] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(scope["path"], receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            await self._lifespan(receive, send)

    async def _answer(self, path: str, receive: Receive, send: Send) -> None:
        while (await receive()).get("more_body"):
            pass
        if path == NOTHING:
            await self._send(b"{}", send)
            return
        self.seq += 1
        position = {"after": self.seq - 1, "seq": self.seq, "epoch": ""}
        text = json.dumps(position | {"content": self.message})
        for outbox in self.sockets:
            outbox.put(text)
        body = b'{"seq":%d,"card":"%b"}' % (self.seq, self.filler)
        await self._send(body, send)

    async def _send(self, body: bytes, send: Send) -> None:
        headers = [(b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept"})
        outbox = Outbox("html", 0, "", ("session", 0), scope["extensions"][AT_ONCE])
        outbox.put(json.dumps({"seq": self.seq, "epoch": ""}))
        self.sockets.add(outbox)
        pump = asyncio.create_task(self._pump(outbox, send))
        while (await receive())["type"] != "websocket.disconnect":
            pass
        self.sockets.discard(outbox)
        pump.cancel()

    async def _pump(self, outbox: Outbox, send: Send) -> None:
        while texts := await outbox.take():
            for text in texts:
                await send({"type": "websocket.send", "text": text})

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})


class Idler(NamedTuple):
    """A server that does nothing: where it listens, and its process."""

    port: int
    pid: int


def idle(size: int = 600, message: int = 2_000) -> AbstractContextManager[Idler]:
    """A server that answers with so many bytes and tells every socket of it with so many."""
    return _running(_serve, size, message)


def broadcasting(clients: int, message: int) -> AbstractContextManager[Idler]:
    """A server that, once so many are there, only sends frames."""
    return _running(_broadcast, clients, message)


@contextmanager
def _running(work: Any, *args: Any) -> Iterator[Idler]:
    port = free_port()
    process = processes.fork(work, port, *args)
    try:
        _await(port)
        yield Idler(port, process.pid)
    finally:
        process.kill()
        process.join()


def _await(port: int) -> None:
    deadline = time.monotonic() + processes.PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _serve(port: int, size: int, message: int) -> None:
    with socket.create_server(("127.0.0.1", port)) as sock:
        server = uvicorn.Server(serving.settings(Idle(size, message)))
        with asyncio.Runner(loop_factory=serving.loop()) as runner:
            runner.run(server.serve([sock]))


def _broadcast(port: int, clients: int, message: int) -> None:
    everybody: set[ServerConnection] = set()
    text = "x" * message

    async def hold(ws: ServerConnection) -> None:
        everybody.add(ws)
        await ws.wait_closed()
        everybody.discard(ws)

    async def send() -> None:
        async with serve(hold, "127.0.0.1", port, compression=None, ping_interval=None):
            while True:
                if len(everybody) == clients:
                    broadcast(everybody, text)
                    await asyncio.gather(*(ws.drain() for ws in everybody))
                await asyncio.sleep(0 if everybody else 0.01)

    with asyncio.Runner(loop_factory=serving.loop()) as runner:
        runner.run(send())
