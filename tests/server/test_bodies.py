import time
from contextlib import suppress

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import Receive, Scope, Send

from server.bodies import MOST, MOST_IMPORT, Bodies, allow
from server.errors import Errors
from server.refusals import TooLarge
from tests import wire
from tests.wire import Answer, ask

JSON = ("accept", "application/json")


def app(most: int | None = None, silence: float = 10) -> Errors:
    """An app that answers with the length of what it read."""

    async def length(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if most:
            allow(request, most)
        answer = JSONResponse(len(await request.body()))
        await answer(scope, receive, send)

    return Errors(Bodies(length, silence))


async def sent(*body: bytes | None, most: int | None = None, length: str | None = None) -> Answer:
    headers = [JSON] + ([("content-length", length)] if length else [])
    return await ask(app(most, silence=0.05), method="POST", headers=headers, body=body)


async def test_a_body_may_be_as_long_as_the_limit() -> None:
    answer = await sent(b"x" * MOST)

    assert (answer.status, answer.body) == (200, b"%d" % MOST)


@pytest.mark.parametrize("pieces", [(b"x" * (MOST + 1),), (b"x" * MOST, b"x")])
async def test_a_longer_one_is_refused_and_says_how_much_fits(pieces: tuple[bytes, ...]) -> None:
    problem = (await sent(*pieces)).problem

    assert (problem["status"], problem["code"]) == (413, "too_large")
    assert "256 KiB" in problem["detail"]


async def test_an_announced_length_is_believed_before_anything_is_read() -> None:
    answer = await sent(None, length=str(10**12))

    assert (answer.status, answer.headers["connection"]) == (413, "close")


async def test_what_is_a_little_too_long_is_read_to_its_end_so_that_the_answer_is_heard() -> None:
    pieces = [b"x" * MOST] * 3
    left = list(pieces)

    async def counted(scope: Scope, receive: Receive, send: Send) -> None:
        async def receiver() -> dict[str, object]:
            left.pop()
            return dict(await receive())

        await app()(scope, receiver, send)

    answer = await ask(counted, method="POST", body=tuple(pieces))

    assert (answer.status, left) == (413, [])


async def test_who_answers_for_itself_that_it_was_too_much_is_heard_too() -> None:
    left = [b"x" * MOST] * 3

    async def counted(scope: Scope, receive: Receive, send: Send) -> None:
        async def receiver() -> dict[str, object]:
            return {"type": "http.request", "body": left.pop(), "more_body": bool(left)}

        await Bodies(mild)(scope, receiver, send)

    async def mild(scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(TooLarge):
            await Request(scope, receive).body()
        await PlainTextResponse("Less, please.", 413)(scope, receive, send)

    answer = await ask(counted, method="POST", body=())
    assert (answer.status, left) == (413, [])


async def test_an_endpoint_may_take_more() -> None:
    answer = await sent(b"x" * (MOST + 1), most=MOST_IMPORT)

    assert (answer.status, answer.body) == (200, b"%d" % (MOST + 1))


async def test_a_body_that_stops_coming_is_cut_off_and_nothing_is_done() -> None:
    began = time.monotonic()

    answer = await sent(b"half", None)

    assert answer.problem["code"] == "too_slow"
    assert answer.headers["connection"] == "close"
    assert time.monotonic() - began < 10


async def test_over_a_wire_it_ends_in_time_too() -> None:
    post = b"POST / HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\nContent-Length: 9\r\n\r\n"

    async with wire.listening(app(silence=0.1)) as port:
        answer = await wire.sent(port, post + b"half", wait=9)

    assert answer.startswith(b"HTTP/1.1 408")


async def test_whoever_waits_for_the_end_of_the_connection_may_wait() -> None:
    async def waits(scope: Scope, receive: Receive, send: Send) -> None:
        await Request(scope, receive).body()
        assert (await receive())["type"] == "http.disconnect"
        await JSONResponse("done")(scope, receive, send)

    answer = await ask(Bodies(waits, silence=0.01), method="POST", body=(b"x",))

    assert answer.status == 200
