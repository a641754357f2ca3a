"""PostgreSQL: the same batches, one connection a transaction."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from tortoise import Tortoise
from tortoise.exceptions import IntegrityError
from tortoise.fields import FloatField

from board import database
from board.postgres import FLOATS, _dollars, together

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
    async with asyncio.timeout(20):
        await asyncio.gather(*(hold() for _ in range(30)))


async def test_a_snapshot_writes_nothing(opened: str) -> None:
    with pytest.raises(Exception, match="read-only"):
        await database.read(("DELETE FROM users", ()), ("SELECT 1", ()))


def test_neighbours_that_cannot_see_each_other_travel_together() -> None:
    lock = "SELECT * FROM boards WHERE id = ? FOR NO KEY UPDATE"
    one, two = "SELECT * FROM cards WHERE id = ?", "SELECT name FROM users"
    move, note = "UPDATE cards SET rank = ? WHERE id = ?", "INSERT INTO events (seq) VALUES (?)"
    free = "DELETE FROM idempotency WHERE at < ?"
    asks = "INSERT INTO visits (id) SELECT id FROM cards"
    tells = "INSERT INTO visits (id) VALUES (?) RETURNING id"

    assert grouped(lock, one, two) == [[lock], [one, two]]
    assert grouped(free, move, note, note) == [[free, move, note], [note]]
    assert grouped(one, move, two) == [[one], [move], [two]]
    assert grouped(move, asks, note, tells, free) == [[move], [asks], [note], [tells], [free]]
    assert grouped() == []


def grouped(*sql: str) -> list[list[str]]:
    return [[each for each, _ in group] for group in together([(each, ()) for each in sql])]


async def test_what_travels_together_finds_what_it_finds_alone(opened: str) -> None:
    queries = (
        (
            "SELECT n, n * ?::bigint AS far, 'ä\"' AS text, NULL AS none"
            " FROM generate_series(1, 3) n ORDER BY n DESC",
            (2**52,),
        ),
        ("SELECT 1 AS one WHERE ?::int = 2", (1,)),
        ("SELECT ?::float AS part, TRUE AS yes, ARRAY['a', 'b'] AS words", (0.1,)),
    )
    async with database.transaction() as (batch, _):
        alone = [(await batch.run(query))[0] for query in queries]
        assert await batch.run(*queries) == alone
        assert [row["n"] for row in alone[0]] == [3, 2, 1] and alone[1] == []


async def test_whole_numbers_with_a_fraction_stay_what_they_are(opened: str) -> None:
    query = "SELECT CAST(n AS float) AS estimate FROM generate_series(4, 5) n", ()
    none = "SELECT NULL AS estimate", ()
    found, _, lost = await database.read(query, query, none)
    assert [repr(row["estimate"]) for row in found] == ["4.0", "5.0"]
    assert lost == [{"estimate": None}]


async def test_every_column_with_a_fraction_is_known(opened: str) -> None:
    held = {
        name
        for model in Tortoise.apps["andon"].values()
        for name, field in model._meta.fields_map.items()
        if isinstance(field, FloatField)
    }
    assert held == FLOATS


async def test_writes_that_travel_together_are_all_done_or_none(opened: str) -> None:
    count = "SELECT (SELECT COUNT(*) FROM made) + (SELECT COUNT(*) FROM other) AS n", ()
    async with database.transaction() as (batch, _):
        await batch.run(("CREATE TABLE made (id int PRIMARY KEY)", ()))
        await batch.run(("CREATE TABLE other (id int PRIMARY KEY)", ()))
    both = ("INSERT INTO made (id) VALUES (?)", (1,)), ("INSERT INTO other (id) VALUES (?)", (2,))
    async with database.transaction() as (batch, _):
        assert await batch.run(*both, count) == [[], [], [{"n": 2}]]
    with pytest.raises(IntegrityError, match="other_pkey"):
        async with database.transaction() as (batch, _):
            await batch.run(("INSERT INTO made (id) VALUES (?)", (3,)), both[1])
    assert await database.read(count) == [[{"n": 2}]]
    async with database.transaction() as (batch, _):
        await batch.run(("DROP TABLE made", ()))
        await batch.run(("DROP TABLE other", ()))
