"""Migrating a database with rows in it: nothing is lost, and what is damaged is not served."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import NamedTuple

import pytest
from tortoise import Tortoise
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.operations import AlterModelOptions

from board import database, edits, index, search
from board.migrate import UNIQUE, Damaged, migrate
from tests import template
from tests.conftest import KINDS, TEMPLATE
from tests.postgres import Cluster
from tests.world import World

LATER = "tests.board.later_schema"


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[None]:
    await database.connect(url, serving=True)
    try:
        yield
    finally:
        await database.close()


async def _fill(url: str) -> dict[str, int]:
    """Rows in every table of a board; how many there are."""
    async with opened(url):
        world = World()
        board = await world.board("Todo Doing:2 Done")
        for n in range(5):
            await board.put(await board.add(f"card {n}"), "Doing")
        await world.joined(board, "eve")
        return await _counts()


async def _counts() -> dict[str, int]:
    tables = sorted(set(UNIQUE) | {"columns", "visits"})
    found = await database.read(*((f"SELECT COUNT(*) AS n FROM {t}", ()) for t in tables))
    return {table: rows[0]["n"] for table, rows in zip(tables, found, strict=True)}


class Later(NamedTuple):
    """A filled database whose tables a migration has rebuilt, and how many rows it had before and
    after. One title was changed without a word to the index before."""

    url: str
    before: dict[str, int]
    after: dict[str, int]


@pytest.fixture(scope="module", params=KINDS)
def later(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Later]:
    """One for all tests of this module, of each kind."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("later")
        template.lay(folder)
        yield asyncio.run(_later(f"sqlite://{folder / 'andon.sqlite3'}"))
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    cluster.create("later", template=TEMPLATE)
    yield asyncio.run(_later(cluster.url("later")))
    cluster.drop("later")


async def _later(url: str) -> Later:
    before = await _fill(url)
    await _written("UPDATE cards SET title = 'otherwise' WHERE number = 1", url)
    applied = await migrate(url, LATER)
    assert any("0009_later" in name for name in applied)
    async with opened(url):
        return Later(url, before, await _counts())


async def test_a_migration_that_rebuilds_tables_keeps_every_row_and_rule(later: Later) -> None:
    assert later.after == later.before
    async with opened(later.url):
        ((card,),) = await database.read(("SELECT later FROM cards LIMIT 1", ()))
        assert card["later"] == "new"
        with pytest.raises(Exception, match=r"(?i)unique"):
            async with database.transaction() as (batch, _):
                await batch.run(("UPDATE cards SET number = 1", ()))


async def test_search_finds_what_it_found_before_and_what_the_index_had_missed(
    later: Later,
) -> None:
    async with opened(later.url):
        assert await index.rebuild() == 0
        assert await _titles("card") == [f"card {n}" for n in (4, 3, 2, 1)]
        assert await _titles("otherwise") == ["otherwise"]


async def test_work_goes_on_behind_a_migration(later: Later) -> None:
    async with opened(later.url):
        board = await World().board()
        card = await board.add("new")
        await board.put(card, "Doing")
        await edits.edit(board.by, card, title="renamed since")
        (found,) = await search.find(board.by.user_id, "since")
        assert found["title"] == "renamed since"


async def test_an_index_that_was_never_filled_is_filled(own_database_url: str) -> None:
    await _fill(own_database_url)
    await _written("DELETE FROM card_words", own_database_url)
    assert await migrate(own_database_url) == []
    async with opened(own_database_url):
        assert len(await _titles("card")) == 5


async def _written(sql: str, url: str) -> None:
    async with opened(url), database.transaction() as (batch, _):
        await batch.run((sql, ()))


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
