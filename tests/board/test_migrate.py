"""Migrating a database with rows in it: nothing is lost, and what is damaged is not served."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tortoise import Tortoise
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.operations import AlterModelOptions

from board import database, edits, index, search
from board.migrate import UNIQUE, Damaged, migrate
from tests.world import World

LATER = "tests.board.later_schema"


async def _fill(url: str) -> dict[str, int]:
    """Rows in every table of a board; how many there are."""
    await database.connect(url, serving=True)
    try:
        world = World()
        board = await world.board("Todo Doing:2 Done")
        for n in range(5):
            await board.put(await board.add(f"card {n}"), "Doing")
        await world.joined(board, "eve")
        return await _counts()
    finally:
        await database.close()


async def _counts() -> dict[str, int]:
    tables = sorted(set(UNIQUE) | {"columns", "visits"})
    found = await database.read(*((f"SELECT COUNT(*) AS n FROM {t}", ()) for t in tables))
    return {table: rows[0]["n"] for table, rows in zip(tables, found, strict=True)}


async def test_a_migration_that_rebuilds_tables_keeps_every_row_and_rule(
    own_database_url: str,
) -> None:
    before = await _fill(own_database_url)
    applied = await migrate(own_database_url, LATER)
    assert any("0009_later" in name for name in applied)
    await database.connect(own_database_url, serving=True)
    try:
        assert await _counts() == before
        ((card,),) = await database.read(("SELECT later FROM cards LIMIT 1", ()))
        assert card["later"] == "new"
        with pytest.raises(Exception, match=r"(?i)unique"):
            async with database.transaction() as (batch, _):
                await batch.run(("UPDATE cards SET number = 1", ()))
        board = await World().board()
        await board.put(await board.add("still works"), "Doing")
    finally:
        await database.close()


async def test_search_finds_what_it_found_before_and_after_a_migration(
    own_database_url: str,
) -> None:
    await _fill(own_database_url)
    await migrate(own_database_url, LATER)
    await database.connect(own_database_url, serving=True)
    try:
        assert await index.rebuild() == 0
        assert await _titles("card") == [f"card {n}" for n in (4, 3, 2, 1, 0)]
        board = await World().board()
        await edits.edit(board.by, await board.add("new"), title="renamed since")
        (found,) = await search.find(board.by.user_id, "since")
        assert found["title"] == "renamed since"
    finally:
        await database.close()


async def test_a_migration_sets_the_index_of_words_right(own_database_url: str) -> None:
    await _fill(own_database_url)
    await _written("UPDATE cards SET title = 'otherwise' WHERE number = 1", own_database_url)
    await migrate(own_database_url, LATER)
    await database.connect(own_database_url)
    try:
        assert await _titles("otherwise") == ["otherwise"]
    finally:
        await database.close()


async def test_an_index_that_was_never_filled_is_filled(own_database_url: str) -> None:
    await _fill(own_database_url)
    await _written("DELETE FROM card_words", own_database_url)
    assert await migrate(own_database_url) == []
    await database.connect(own_database_url)
    try:
        assert len(await _titles("card")) == 5
    finally:
        await database.close()


async def _written(sql: str, url: str) -> None:
    await database.connect(url, serving=True)
    try:
        async with database.transaction() as (batch, _):
            await batch.run((sql, ()))
    finally:
        await database.close()


async def _titles(text: str) -> list[str]:
    """What the first user finds."""
    (rows,) = await database.read(("SELECT MIN(user_id) AS id FROM members", ()))
    return [card["title"] for card in await search.find(rows[0]["id"], text)]


async def test_a_file_that_is_migrated_is_copied_first(sqlite_url: str) -> None:
    await _fill(sqlite_url)
    file = database.path(sqlite_url)
    assert file is not None
    await migrate(sqlite_url, LATER)
    (copy,) = _copies(file)
    with closing(sqlite3.connect(copy)) as conn:
        assert conn.execute("SELECT COUNT(*) FROM cards").fetchone() == (5,)
        assert "later" not in [row[1] for row in conn.execute("PRAGMA table_info(cards)")]


async def test_migrating_twice_does_nothing_the_second_time(own_database_url: str) -> None:
    assert await migrate(own_database_url) == []
    file = database.path(own_database_url)
    assert file is None or _copies(file) == []


async def test_a_database_that_lost_a_unique_index_is_not_served(sqlite_url: str) -> None:
    file = database.path(sqlite_url)
    assert file is not None
    with closing(sqlite3.connect(file)) as conn:
        conn.execute("DROP INDEX unique_events_board_id_seq")
        conn.commit()
    with pytest.raises(Damaged, match=r"events\.board_id\+seq"):
        await migrate(sqlite_url, LATER)


async def test_the_models_and_the_migrations_agree(tmp_path: Path) -> None:
    config = database.settings(f"sqlite://{tmp_path / 'none.sqlite3'}")
    await Tortoise.init(config=config)
    try:
        detector = MigrationAutodetector(Tortoise.apps, config["apps"])
        missing = [
            operation
            for writer in await detector.changes()
            for operation in writer.operations
            # Descriptions of tables are for people; the migrations leave them out.
            if not isinstance(operation, AlterModelOptions)
        ]
        assert missing == []
    finally:
        await Tortoise.close_connections()


def _copies(file: Path) -> list[Path]:
    return list(_found(file))


def _found(file: Path) -> Iterator[Path]:
    return file.parent.glob(f"{file.name}.*.backup")
