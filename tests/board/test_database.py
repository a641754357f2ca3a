"""The database: snapshots, batches, and what other connections see."""

import asyncio
from typing import Any

import pytest
from tortoise.exceptions import IntegrityError, OperationalError
from tortoise.transactions import in_transaction

from board import database
from board.users import User
from tests.world import World


async def test_several_queries_see_one_moment(db: str, world: World) -> None:
    await world.user("ana")
    first, second = await database.read(
        ("SELECT COUNT(*) AS n FROM users", ()), ("SELECT name FROM users WHERE id > ?", (0,))
    )
    assert first[0]["n"] == len(second) == 1


async def test_rows_are_tuples_where_they_are_very_many(db: str, world: World) -> None:
    await world.user("ana")
    first, second = await database.tuples(
        ("SELECT COUNT(*), 'all' FROM users", ()), ("SELECT name FROM users WHERE id > ?", (0,))
    )
    ((count, word),) = first
    assert (count, word, [name for (name,) in second]) == (1, "all", ["Ana"])
    ((named,),) = await database.read(("SELECT name FROM users", ()))
    assert named == {"name": "Ana"}


async def test_a_transaction_that_raises_is_rolled_back(db: str, world: World) -> None:
    user = await world.user("ana")
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as (batch, _):
            await batch.run(("UPDATE users SET name = ? WHERE id = ?", ("Bea", user["id"])))
            raise ZeroDivisionError
    ((row,),) = await database.read(("SELECT name FROM users", ()))
    assert row["name"] == "Ana"


async def test_reads_do_not_wait_for_an_open_transaction(db: str, world: World) -> None:
    user = await world.user("ana")
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE users SET name = ? WHERE id = ?", ("Bea", user["id"])))
        ((row,),) = await asyncio.wait_for(database.read(("SELECT name FROM users", ())), 20)
        assert row["name"] == "Ana"


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ("SELECT nothing FROM nowhere", OperationalError),
        ("INSERT INTO users (id) VALUES (1)", IntegrityError),
    ],
)
async def test_what_the_driver_raises_is_said_in_tortoises_words(
    db: str, sql: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        async with database.transaction() as (batch, _):
            await batch.run((sql, ()))


async def test_a_page_cannot_write_through_its_reader(sqlite_url: str) -> None:
    await database.connect(sqlite_url, serving=True)
    try:
        with pytest.raises(OperationalError, match="readonly"):
            await database.read(("DELETE FROM users", ()))
    finally:
        await database.close()


async def test_the_writer_keeps_its_promises(sqlite_url: str) -> None:
    await database.connect(sqlite_url, serving=True)
    try:
        pragmas = ("synchronous", "journal_mode", "foreign_keys", "wal_autocheckpoint")
        async with database.transaction(*((f"PRAGMA {p}", ()) for p in pragmas)) as (_, found):
            assert [next(iter(rows[0].values())) for rows in found] == [2, "wal", 1, 1000]
    finally:
        await database.close()


async def test_a_command_beside_the_server_never_checkpoints(sqlite_url: str) -> None:
    await database.connect(sqlite_url)
    try:
        async with database.transaction(("PRAGMA wal_autocheckpoint", ())) as (_, found):
            assert next(iter(found[0][0].values())) == 0
    finally:
        await database.close()


async def test_the_version_differs_after_another_connection_wrote(
    sqlite_url: str,
) -> None:
    await database.connect(sqlite_url, serving=True)
    try:
        before = await database.version()
        await World().user("ana")
        assert await database.version() != before
    finally:
        await database.close()


async def test_tortoises_own_transactions_survive_cancellation(sqlite_url: str) -> None:
    async def rename(n: int) -> None:
        async with in_transaction(database.dialect()) as connection:
            await User.filter(id=1).using_db(connection).update(name=f"Ana {n}")

    await database.connect(sqlite_url, serving=True)
    try:
        await World().user("ana")
        tries: list[Any] = [
            asyncio.wait_for(rename(n), timeout=0.0004 * (n % 9)) for n in range(60)
        ]
        await asyncio.gather(*tries, return_exceptions=True)
        await asyncio.wait_for(rename(99), 20)
        ((row,),) = await database.read(("SELECT name FROM users", ()))
        assert row["name"] == "Ana 99"
    finally:
        await database.close()


async def test_a_glance_sees_what_is_committed_and_nothing_before(db: str, world: World) -> None:
    ana, named = await world.user("ana"), "SELECT name FROM users WHERE id = ?"
    before = await database.glance(named, ana["id"])
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE users SET name = ? WHERE id = ?", ("Anna", ana["id"])))
        assert await database.glance(named, ana["id"]) == before
    assert await database.glance(named, ana["id"]) == [{"name": "Anna"}]
