"""The queue in front of a socket: in order, bounded, and never in anybody's way."""

import asyncio

import pytest

from server.outbox import GONE, MOST_BYTES, MOST_MESSAGES, RESTART, SLOW, Outbox


@pytest.fixture
async def outbox() -> Outbox:
    return Outbox("html", 1, "editor", ("session", 1))


async def test_messages_are_taken_in_order_and_once(outbox: Outbox) -> None:
    outbox.put("a")
    outbox.put("b")
    assert await outbox.take() == ["a", "b"]
    outbox.put("c")
    assert await outbox.take() == ["c"]


async def test_taking_waits_for_a_message(outbox: Outbox) -> None:
    taking = asyncio.ensure_future(outbox.take())
    await asyncio.sleep(0)
    assert not taking.done()
    outbox.put("a")
    assert await asyncio.wait_for(taking, 20) == ["a"]


class Wire:
    """What is sent at once, while it is free."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.free = True

    def __call__(self, text: str) -> bool:
        if self.free:
            self.sent.append(text)
        return self.free


async def test_what_finds_nothing_in_front_of_it_is_sent_at_once() -> None:
    wire = Wire()
    outbox = Outbox("html", 1, "editor", ("session", 1), wire)
    taking = asyncio.ensure_future(outbox.take())
    await asyncio.sleep(0)
    outbox.put("a")
    outbox.whisper("here", "b")
    assert wire.sent == ["a", "b"]
    wire.free = False
    outbox.put("c")
    outbox.whisper("here", "d")
    assert await asyncio.wait_for(taking, 20) == ["c", "d"]
    assert wire.sent == ["a", "b"]


async def test_nothing_overtakes_what_waits_or_is_being_sent() -> None:
    wire = Wire()
    outbox = Outbox("html", 1, "editor", ("session", 1), wire)
    outbox.put("a")  # nobody has begun to take
    assert await outbox.take() == ["a"]
    outbox.put("b")  # the first is not sent yet
    assert await outbox.take() == ["b"]
    wire.free = False
    taking = asyncio.ensure_future(outbox.take())
    await asyncio.sleep(0)
    outbox.put("c")
    wire.free = True
    outbox.put("d")  # the one before it was not taken yet
    assert await asyncio.wait_for(taking, 20) == ["c", "d"]
    assert wire.sent == []


async def test_what_comes_when_nobody_waits_any_more_is_kept_for_the_next(outbox: Outbox) -> None:
    taking = asyncio.ensure_future(outbox.take())
    await asyncio.sleep(0)
    taking.cancel()
    await asyncio.wait({taking})
    outbox.put("a")
    assert await asyncio.wait_for(outbox.take(), 20) == ["a"]


async def test_a_queue_of_too_many_messages_closes_the_socket(outbox: Outbox) -> None:
    for _ in range(MOST_MESSAGES):
        outbox.put("a")
    assert outbox.closed is None
    outbox.put("a")
    assert outbox.closed == SLOW


async def test_a_queue_of_too_many_bytes_closes_the_socket(outbox: Outbox) -> None:
    for _ in range(4):
        outbox.put("a" * (MOST_BYTES // 4))
    assert outbox.closed is None
    outbox.put("a")
    assert outbox.closed == SLOW


async def test_one_message_may_be_larger_than_the_bound(outbox: Outbox) -> None:
    outbox.put("a" * (2 * MOST_BYTES))
    assert outbox.closed is None
    assert len(await outbox.take()) == 1


async def test_what_was_taken_counts_no_more(outbox: Outbox) -> None:
    for _ in range(3):
        outbox.put("a" * MOST_BYTES)
        await outbox.take()
    for _ in range(3):
        for _ in range(MOST_MESSAGES):
            outbox.put("a")
        await outbox.take()
    assert outbox.closed is None


async def test_a_closed_queue_is_empty_and_stays_so(outbox: Outbox) -> None:
    outbox.put("a")
    outbox.close(GONE)
    outbox.put("b")
    assert await outbox.take() == []


async def test_nobody_waits_for_a_message_of_a_closed_queue(outbox: Outbox) -> None:
    taking = asyncio.ensure_future(outbox.take())
    await asyncio.sleep(0)
    outbox.close(GONE)
    assert await asyncio.wait_for(taking, 20) == []
    assert await asyncio.wait_for(outbox.take(), 20) == []


async def test_the_first_reason_to_close_stands(outbox: Outbox) -> None:
    outbox.close(GONE)
    outbox.close(RESTART)
    assert outbox.closed == GONE


async def test_whoever_waits_for_the_end_hears_of_it(outbox: Outbox) -> None:
    assert not outbox.ended.done()
    outbox.close(GONE)
    await asyncio.wait_for(outbox.ended, 20)
