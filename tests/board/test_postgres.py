"""PostgreSQL: the same batches, one connection a transaction."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from board import database
from board.postgres import _dollars

pytestmark = pytest.mark.postgres


@pytest.fixture
async def opened(postgres_url: str) -> AsyncIterator[str]:
    await database.connect(postgres_url)
    yield postgres_url
    await database.close()


def test_parameters_are_numbered_in_their_order() -> None:
    assert _dollars("a = ? AND b IN (?, ?)") == "a = $1 AND b IN ($2, $3)"
    assert _dollars("nothing to fill in") == "nothing to fill in"


async def test_many_who_begin_at_once_share_one_pool_and_give_everything_back(
    opened: str,
) -> None:
    async def ask(n: int) -> int:
        async with database.transaction(("SELECT ?::int AS n", (n,))) as (_, ((found,),)):
            return int(found["n"])

    assert await asyncio.gather(*(ask(n) for n in range(60))) == list(range(60))


async def test_connections_come_back_from_transactions_that_were_cancelled(opened: str) -> None:
    async def hold() -> None:
        async with database.transaction(("SELECT pg_sleep(0.02)", ())):
            await asyncio.sleep(0.02)

    tries = [asyncio.wait_for(hold(), timeout=0.001 * (n % 60)) for n in range(90)]
    await asyncio.gather(*tries, return_exceptions=True)
    async with asyncio.timeout(5):
        await asyncio.gather(*(hold() for _ in range(30)))


async def test_a_snapshot_writes_nothing(opened: str) -> None:
    with pytest.raises(Exception, match="read-only"):
        await database.read(("DELETE FROM users", ()), ("SELECT 1", ()))
