"""Tortoise's PostgreSQL client with the same batches as `board/sqlite.py`.

SQL is written once, with `?` for its parameters; here they become `$1, $2, …`.

Each statement that is sent costs the server, and this process still more: a move of twenty took
four times as long as the same on SQLite. So in a transaction neighbours that cannot see what each
other does travel as one: queries, and writes of different tables that read none.
"""

import json
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from itertools import count
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.exceptions import IntegrityError, OperationalError

from board.sqlite import Interrupted, Rows, Statement, Then, Tuples, nothing, settled

FLOATS = frozenset({"estimate"})
"""The columns of all tables that hold numbers with a fraction."""


class Client(AsyncpgDBClient):
    """A pool of connections; a transaction has one to itself."""

    async def begin(self, *statements: Statement) -> "tuple[Batch, list[Rows]]":
        """Open a transaction and run statements. The first takes the lock it needs."""
        batch = Batch(self)
        await batch.begin()
        try:
            return batch, await batch.run(*statements)
        except BaseException:
            await batch.rollback()
            raise

    async def snapshot(self, *statements: Statement, then: Then = nothing) -> list[Rows]:
        """What several queries find at one moment, and behind it what `then` asks; one alone needs
        no transaction for that."""
        if len(statements) == 1 and then is nothing:
            return await settled(self._look(statements[0]))
        async with self._moment() as batch:
            rows = await batch.run(*statements)
            return rows + await batch.run(*then(rows))

    async def tuples(self, *statements: Statement) -> list[Tuples]:
        """The same, each row a tuple."""
        async with self._moment() as batch:
            return await batch.tuples(*statements)

    @asynccontextmanager
    async def _moment(self) -> "AsyncIterator[Batch]":
        batch = Batch(self)
        await batch.begin(isolation="repeatable_read", readonly=True)
        try:
            yield batch
        finally:
            await batch.rollback()

    async def glance(self, sql: str, params: Sequence[Any]) -> Rows:
        """What one query by a key finds."""
        (found,) = await self.snapshot((sql, params))
        return found

    async def _look(self, statement: Statement) -> list[Rows]:
        pool = await self.opened()
        async with pool.acquire() as connection:
            return [await _found(connection, *statement)]

    async def create_pool(self, **options: Any) -> Any:
        """A pool whose connections come back to it without a round trip: no session is ever
        changed, and asyncpg itself ends a transaction that was left open."""
        return await super().create_pool(reset=_as_it_is, **options)

    async def opened(self) -> Any:
        """The pool, made when it is first asked for."""
        async with self._pool_init_lock:
            if self._pool is None:
                await self.create_connection(with_db=True)
        return self._pool


class Batch:
    """A transaction that runs statements in batches.

    What was sent to the server is waited for, even by a task that was cancelled: a connection
    that is dropped half-way may commit what nobody knows of.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._pool: Any = None
        self._connection: Any = None
        self._transaction: Any = None

    async def begin(self, **options: Any) -> None:
        """Take a connection from the pool and begin."""
        try:
            await settled(self._begin(options))
        except Interrupted as cut:
            if cut.succeeded:
                await self.rollback()
            raise

    async def _begin(self, options: dict[str, Any]) -> None:
        self._pool = await self._client.opened()
        self._connection = await self._pool.acquire()
        try:
            self._transaction = self._connection.transaction(**options)
            await self._transaction.start()
        except BaseException:
            await self._pool.release(self._connection)
            raise

    async def run(self, *statements: Statement) -> list[Rows]:
        """Run statements now and return what each finds."""
        return await settled(self._run(statements))

    async def _run(self, statements: tuple[Statement, ...]) -> list[Rows]:
        found: list[Rows] = []
        for several in together(statements):
            if len(several) == 1:
                found.append(await _found(self._connection, *several[0]))
            elif _is_query(several[0]):
                found += await _all_found(self._connection, several)
            else:
                found += await _all_written(self._connection, several)
        return found

    async def tuples(self, *statements: Statement) -> list[Tuples]:
        """The same, each row a tuple."""
        return await settled(self._tuples(statements))

    async def _tuples(self, statements: tuple[Statement, ...]) -> list[Tuples]:
        return [await _fetched(self._connection, sql, params) for sql, params in statements]

    async def commit(self, *statements: Statement) -> None:
        """Run the last statements and commit; on any failure nothing of the transaction stays."""
        await settled(self._finish(statements))

    async def _finish(self, statements: tuple[Statement, ...]) -> None:
        try:
            await self._run(statements)
            await self._transaction.commit()
        except BaseException:
            await self._transaction.rollback()
            raise
        finally:
            await self._pool.release(self._connection)

    async def rollback(self) -> None:
        """Undo everything since the begin."""
        await settled(self._abandon())

    async def _abandon(self) -> None:
        try:
            await self._transaction.rollback()
        finally:
            await self._pool.release(self._connection)


async def _found(connection: Any, sql: str, params: Sequence[Any]) -> Rows:
    return [dict(row) for row in await _fetched(connection, sql, params)]


async def _all_found(connection: Any, queries: Sequence[Statement]) -> list[Rows]:
    """What several queries find, as one that answers in JSON."""
    parts = (f"(SELECT json_agg(q) FROM ({sql}) q)" for sql, _ in queries)  # noqa: S608
    sql = ", ".join(f"{part} AS found{n}" for n, part in enumerate(parts))
    (row,) = await _fetched(connection, f"SELECT {sql}", _params(queries))
    return [_as_alone(json.loads(each)) if each else [] for each in row]


def _as_alone(rows: Rows) -> Rows:
    """Rows that came as JSON, which knows no 5.0: there it is 5."""
    for name in FLOATS & rows[0].keys():
        for row in rows:
            if row[name] is not None:
                row[name] = float(row[name])
    return rows


async def _all_written(connection: Any, writes: Sequence[Statement]) -> list[Rows]:
    """Nothing, for each of several writes that are done as one."""
    *others, last = (sql for sql, _ in writes)
    parts = ", ".join(f"written{n} AS ({sql})" for n, sql in enumerate(others))
    await _fetched(connection, f"WITH {parts} {last}", _params(writes))
    return [[] for _ in writes]


def _params(statements: Sequence[Statement]) -> list[Any]:
    return [each for _, params in statements for each in params]


def together(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements in groups that can travel as one each, in their order. What locks, and whatever
    else may have to see what its neighbours do, is alone."""
    groups: list[list[Statement]] = []
    for each in statements:
        if groups and _joins(each, groups[-1]):
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _joins(statement: Statement, others: Sequence[Statement]) -> bool:
    if _is_query(statement):
        return _is_query(others[0])
    table, written = _table(statement), {_table(each) for each in others}
    return table is not None and not written & {None, table}


def _is_query(statement: Statement) -> bool:
    """Whether a statement only looks. One that locks waits for others, and what comes behind it
    must see what they did."""
    return statement[0].startswith("SELECT ") and " FOR NO KEY UPDATE" not in statement[0]


_WRITE = re.compile(
    r"(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)(?!.*\b(?:SELECT|FROM|USING|RETURNING)\b)", re.DOTALL
)


def _table(statement: Statement) -> str | None:
    """The only table that a statement has to do with; None for one that is no write, or answers."""
    found = _WRITE.match(statement[0])
    return found[1] if found else None


async def _fetched(connection: Any, sql: str, params: Sequence[Any]) -> Tuples:
    try:
        return await connection.fetch(_dollars(sql), *params)  # type: ignore[no-any-return]
    except asyncpg.IntegrityConstraintViolationError as error:
        raise IntegrityError(error) from error
    except (asyncpg.SyntaxOrAccessError, asyncpg.DataError) as error:
        raise OperationalError(error) from error


async def _as_it_is(connection: Any) -> None:
    """What is done to a connection that comes back to the pool."""


@lru_cache(maxsize=2_000)
def _dollars(sql: str) -> str:
    pieces = sql.split("?")
    numbers = count(1)
    return "".join(f"{piece}${next(numbers)}" for piece in pieces[:-1]) + pieces[-1]


client_class = Client
