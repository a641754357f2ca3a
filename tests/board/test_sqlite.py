"""SQLite: batches on the connection's thread, and what a cancellation may not do to them."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator

import pytest
from tortoise.exceptions import OperationalError

from board import database
from board.sqlite import Interrupted, settled


@pytest.fixture
async def opened(sqlite_url: str) -> AsyncIterator[str]:
    await database.connect(sqlite_url, serving=True)
    yield sqlite_url
    await database.close()


async def test_work_that_was_begun_is_waited_for_even_when_cancelled() -> None:
    ended = asyncio.Event()

    async def work() -> None:
        await asyncio.sleep(0.02)
        ended.set()

    task = asyncio.ensure_future(settled(work()))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    assert ended.is_set() and task.cancelled()


async def test_who_is_cancelled_learns_how_the_work_ended() -> None:
    async def work(fails: bool) -> None:
        await asyncio.sleep(0.01)
        if fails:
            raise ValueError

    async def caller(fails: bool) -> bool:
        try:
            await settled(work(fails))
        except Interrupted as cut:
            return cut.succeeded
        raise AssertionError("it was not cancelled")

    for fails in (False, True):
        task = asyncio.ensure_future(caller(fails))
        await asyncio.sleep(0.001)
        task.cancel()
        assert await task is not fails


async def test_a_second_writer_waits_for_the_first(opened: str) -> None:
    order: list[int] = []

    async def write(n: int) -> None:
        async with database.transaction():
            order.append(n)
            await asyncio.sleep(0.01)
            order.append(n)

    await asyncio.gather(*(write(n) for n in range(4)))
    assert order == [0, 0, 1, 1, 2, 2, 3, 3]


async def test_a_begin_whose_queries_fail_lets_the_next_one_in(opened: str) -> None:
    for _ in range(3):
        with pytest.raises(Exception, match="nowhere"):
            async with database.transaction(("SELECT 1 FROM nowhere", ())):
                pytest.fail("it began")
    async with asyncio.timeout(20):
        async with database.transaction(("SELECT 1 AS one", ())) as (_, ((found,),)):
            assert found == {"one": 1}


async def test_the_next_writer_need_not_wait_for_the_commit_before_it(opened: str) -> None:
    first, _ = await database.writer().begin()
    committing = asyncio.ensure_future(
        first.commit(("UPDATE boards SET name = name", ()), ("SELECT 1", ()))
    )
    await asyncio.sleep(0)
    second, ((found,),) = await asyncio.wait_for(
        database.writer().begin(("SELECT 2 AS two", ())), 20
    )
    assert committing.done() and found == {"two": 2}
    await second.rollback()


async def test_a_commit_that_fails_leaves_nothing_to_the_next_writer(opened: str) -> None:
    for _ in range(3):
        batch, _found = await database.writer().begin()
        with pytest.raises(Exception, match="nowhere"):
            await batch.commit(("DELETE FROM nowhere", ()))
    async with asyncio.timeout(20):
        async with database.transaction(("SELECT 1 AS one", ())) as (_, ((found,),)):
            assert found == {"one": 1}


async def test_a_glance_writes_nothing_and_says_what_is_wrong(opened: str) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        await database.glance("DELETE FROM users")
    with pytest.raises(OperationalError, match="nowhere"):
        await database.glance("SELECT 1 FROM nowhere WHERE id = ?", 1)


async def test_a_glance_at_a_busy_database_does_not_hold_up_the_loop(opened: str) -> None:
    holder = sqlite3.connect(opened.removeprefix("sqlite://"), isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    glance = asyncio.create_task(database.glance("SELECT COUNT(*) AS n FROM users"))
    await asyncio.sleep(0.05)
    holder.close()
    assert await glance == [{"n": 0}]
