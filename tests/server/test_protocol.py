import asyncio
import gc
import json
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from websockets.asyncio.client import connect
from websockets.server import ServerProtocol

from server import protocol
from server.protocol import AT_ONCE, HEAD_LIMIT, Protocol, Socket
from tests.wire import listening, sent


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the target that was passed on and the length of the body."""
    request = Request(scope, receive)
    answer = JSONResponse([scope.get("target"), len(await request.body())])
    await answer(scope, receive, send)


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async with listening(echo) as number:
        yield number


def get(target: str, *more: str) -> bytes:
    lines = [f"GET {target} HTTP/1.1", "Host: a", "Connection: close", *more, "", ""]
    return "\r\n".join(lines).encode()


async def test_a_path_is_just_a_path(port: int) -> None:
    assert (await sent(port, get("/x"))).endswith(b"[null,0]")


async def test_a_target_with_a_host_is_passed_on(port: int) -> None:
    assert b'"http://evil.example/x"' in await sent(port, get("http://evil.example/x"))


@pytest.mark.parametrize("length", ["-1", "9" * 20, "1.0", "0x1", "1, 1"])
async def test_a_length_that_is_none_is_refused_as_a_problem(port: int, length: str) -> None:
    answer = await sent(port, get("/", f"Content-Length: {length}"))

    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400") and b"application/problem+json" in head
    assert json.loads(body)["code"] == "malformed"


async def test_lengths_that_contradict_each_other_are_refused(port: int) -> None:
    both = get("/", "Content-Length: 1", "Transfer-Encoding: chunked")

    assert (await sent(port, both)).startswith(b"HTTP/1.1 400")


async def test_a_head_without_an_end_is_cut_off(port: int) -> None:
    began = b"GET / HTTP/1.1\r\nX: " + b"x" * HEAD_LIMIT

    assert b"too long" in await sent(port, began, b"x")


async def test_a_body_may_be_longer_than_a_head(port: int) -> None:
    size = 4 * HEAD_LIMIT
    post = get("/", f"Content-Length: {size}").replace(b"GET", b"POST", 1)

    assert (await sent(port, post + b"x" * size)).endswith(f"[null,{size}]".encode())
    assert (await sent(port, post, b"x" * size)).endswith(f"[null,{size}]".encode())


async def test_one_connection_carries_many_requests(port: int) -> None:
    first = get("/").replace(b"Connection: close\r\n", b"X: " + b"x" * 40_000 + b"\r\n")

    answer = await sent(port, first, first, first + first, get("/"))

    assert answer.count(b"[null,0]") == 5


@pytest.mark.parametrize("began", [b"", b"GET / HTTP/1.1\r\nHost:"])
async def test_a_head_that_does_not_come_is_not_waited_for(
    port: int, began: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.2)
    start = time.monotonic()

    assert await sent(port, began) == b""

    assert time.monotonic() - start < 10


class Door:
    """Lets websockets in, and holds them; `scopes`: what each of them asked."""

    def __init__(self) -> None:
        self.scopes: list[Any] = []
        self.left = asyncio.Event()
        """Somebody has left."""
        self.headers: list[bytes] = []
        """Names of those that were there before a websocket was let in."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.scopes.append(scope)
        self.headers += [name for name, _ in scope["headers"]]
        await send({"type": "websocket.accept"})
        while (await receive())["type"] != "websocket.disconnect":
            pass
        self.left.set()


@pytest.fixture
def uncollected() -> Iterator[None]:
    """What is garbage during the test stays, and nothing that was before."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def there(kind: type) -> int:
    """How many of a kind there are, garbage too."""
    return sum(type(one) is kind for one in gc.get_objects())


@pytest.mark.usefixtures("uncollected")
async def test_what_read_the_head_is_gone_once_a_websocket_has_come() -> None:
    async with listening(Door()) as port, connect(f"ws://127.0.0.1:{port}", proxy=None):
        assert (there(Protocol), there(Socket)) == (0, 1)


@pytest.mark.usefixtures("uncollected")
async def test_a_websocket_that_has_ended_leaves_nothing_to_collect() -> None:
    async with listening(Door()) as port:
        async with connect(f"ws://127.0.0.1:{port}", proxy=None):
            assert there(ServerProtocol) == 1
        async with asyncio.timeout(20):
            while there(Socket) or there(ServerProtocol):
                await asyncio.sleep(0.01)


async def test_the_headers_are_let_go_once_a_websocket_is_open() -> None:
    door = Door()
    async with (
        listening(door) as port,
        connect(f"ws://127.0.0.1:{port}", proxy=None, additional_headers={"X": "y"}),
    ):
        (scope,) = door.scopes
        assert b"x" in door.headers
        assert scope["headers"] == []


async def test_a_text_that_is_sent_at_once_is_there_at_once() -> None:
    door = Door()
    async with listening(door) as port, connect(f"ws://127.0.0.1:{port}", proxy=None) as ws:
        (scope,) = door.scopes
        for text in ("a", "ß" * 100_000, ""):
            assert scope["extensions"][AT_ONCE](text)
            assert await asyncio.wait_for(ws.recv(), 20) == text


async def test_nothing_is_sent_at_once_to_somebody_who_has_not_taken_the_last() -> None:
    door = Door()
    async with (
        listening(door) as port,
        connect(f"ws://127.0.0.1:{port}", proxy=None, max_queue=1) as ws,
    ):
        (scope,) = door.scopes
        sent = 0
        while scope["extensions"][AT_ONCE](str(sent).zfill(50_000)):
            sent += 1
        assert sent < 1_000
        for n in range(sent):
            assert await asyncio.wait_for(ws.recv(), 20) == str(n).zfill(50_000)


async def test_nothing_is_sent_at_once_to_somebody_who_has_left() -> None:
    door = Door()
    async with listening(door) as port:
        async with connect(f"ws://127.0.0.1:{port}", proxy=None):
            (scope,) = door.scopes
            at_once = scope["extensions"][AT_ONCE]
        await asyncio.wait_for(door.left.wait(), 20)
        assert not at_once("a")
        assert scope["extensions"] == {}
