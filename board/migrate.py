"""Migrating a database that holds people's work.

Tortoise rebuilds SQLite tables with foreign keys on, which deletes the rows that refer to them,
and drops their indexes without a word. So here an SQLite file is copied aside first, migrated
with foreign keys off, given back what a rebuild dropped, and then checked: rows, foreign keys,
integrity, and every unique index that the rules rely on. What fails the check is not served.
At the end the index of words is set right, whatever the migrations did to the texts.
"""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tortoise import Tortoise
from tortoise.migrations.api.migrate import migrate as run_migrations
from tortoise.migrations.executor import PlanStep

from board import database, index
from board.errors import Refused
from board.instants import moment, now

UNIQUE: dict[str, tuple[tuple[str, ...], ...]] = {
    "users": (("email_key",),),
    "sessions": (("token_hash",),),
    "tokens": (("token_hash",),),
    "links": (("token_hash",),),
    "boards": (("key",),),
    "members": (("board_id", "user_id"),),
    "invitations": (("token_hash",),),
    "cards": (("board_id", "number"), ("column_id", "rank")),
    "events": (("board_id", "seq"),),
    "idempotency": (("user_id", "key"),),
    "card_labels": (("card_id", "label_id"),),
    "assignments": (("card_id", "user_id"),),
    "stars": (("user_id", "board_id"),),
}
"""Columns that no two rows of a table may share. Migrations create them as indexes."""


class Damaged(Refused):
    """A migration left the database in a state that must not be served."""

    code = "damaged"


async def migrate(url: str, migrations: str = "migrations") -> list[str]:
    """Bring the database to the present schema; returns the names of the migrations applied.

    An SQLite file that is changed is copied first, beside itself. Raises Damaged when the result
    does not hold together; the copy is then named. `migrations`: the package that holds them.
    """
    file = database.path(url)
    if file is None:
        applied = await _run(url, migrations)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        applied = await _migrate_file(url, file, migrations)
    await _indexed(url, changed=bool(applied))
    return applied


async def _indexed(url: str, *, changed: bool) -> None:
    """Compare the index of words with the texts: their number always, each after a migration."""
    await database.connect(url)
    try:
        await index.rebuild(all_=changed)
    finally:
        await database.close()


async def _migrate_file(url: str, file: Path, migrations: str) -> list[str]:
    existed = await asyncio.to_thread(_holds_something, file)
    if existed and not await pending(url, migrations):
        return []
    before = await asyncio.to_thread(_Shape.of, file) if existed else _Shape()
    copy = await asyncio.to_thread(_copy, file) if existed else None
    applied = await _run(url, migrations)
    wrong = await asyncio.to_thread(_mend, file, before)
    if wrong:
        raise Damaged(
            f"The migration left the database damaged ({'; '.join(wrong)})."
            + (f" The state before it is in {copy}." if copy else "")
        )
    return applied


async def pending(url: str, migrations: str = "migrations") -> bool:
    """Whether a migration waits to be applied."""
    waiting: list[str] = []
    await _run(url, migrations, dry=waiting)
    return bool(waiting)


async def _run(url: str, migrations: str, dry: list[str] | None = None) -> list[str]:
    applied: list[str] = []
    planned = applied if dry is None else dry

    def report(_connection: str, plan: Sequence[PlanStep], _fake: bool, _dry: bool) -> None:
        planned.extend(step.migration.name for step in plan)

    try:
        await run_migrations(
            config=database.settings(url, migrating=True, migrations=migrations),
            reporter=report,
            dry_run=dry is not None,
        )
    finally:
        await Tortoise.close_connections()
    return applied


def _holds_something(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _copy(file: Path) -> Path:
    stamp = f"{moment(now()):%Y%m%dT%H%M%S%f}"
    copy = file.with_name(f"{file.name}.{stamp}.backup")
    with closing(sqlite3.connect(file)) as conn:
        conn.execute("VACUUM INTO ?", (str(copy),))
    return copy


class _Shape:
    """What a rebuild of a table may lose: indexes, triggers, rows."""

    def __init__(self) -> None:
        self.made: dict[str, tuple[str, str]] = {}
        self.rows: dict[str, int] = {}

    @classmethod
    def of(cls, file: Path) -> "_Shape":
        shape = cls()
        with closing(sqlite3.connect(file)) as conn:
            made = "SELECT name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            for name, table, sql in conn.execute(f"{made} AND type IN ('index', 'trigger')"):
                shape.made[name] = (table, sql)
            for table in _tables(conn):
                ((shape.rows[table],),) = conn.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608
        return shape


def _tables(conn: sqlite3.Connection) -> list[str]:
    """The tables that hold what people wrote: not the index of words, nor what is behind it."""
    found = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    virtual = [name for name, sql in found if (sql or "").upper().startswith("CREATE VIRTUAL")]
    behind = tuple(f"{name}_" for name in virtual)
    return [name for name, _ in found if name not in virtual and not name.startswith(behind)]


def _mend(file: Path, before: _Shape) -> list[str]:
    """Give back what a rebuild dropped; returns what is wrong all the same."""
    after = _Shape.of(file)
    wrong: list[str] = []
    with closing(sqlite3.connect(file)) as conn:
        for name, (table, sql) in before.made.items():
            if name not in after.made and table in after.rows:
                try:
                    conn.execute(sql)
                except sqlite3.OperationalError as error:
                    wrong.append(f"{name} of {table} is lost: {error}")
        conn.commit()
        wrong += _checked(conn)
    wrong += [
        f"{table} had {count} rows and has {after.rows[table]}"
        for table, count in before.rows.items()
        if after.rows.get(table, count) < count
    ]
    return wrong


def _checked(conn: sqlite3.Connection) -> list[str]:
    wrong = [
        f"a row of {row[0]} refers to nothing" for row in conn.execute("PRAGMA foreign_key_check")
    ]
    wrong += [row[0] for row in conn.execute("PRAGMA integrity_check") if row[0] != "ok"]
    for table, groups in UNIQUE.items():
        present = _uniques(conn, table)
        wrong += [f"{table}.{'+'.join(g)} is not unique" for g in groups if g not in present]
    return wrong


def _uniques(conn: sqlite3.Connection, table: str) -> set[tuple[str, ...]]:
    indexes = conn.execute(f'PRAGMA index_list("{table}")').fetchall()
    return {
        tuple(row[2] for row in conn.execute(f'PRAGMA index_info("{name}")'))
        for _, name, unique, *_ in indexes
        if unique
    }
