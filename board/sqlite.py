"""Tortoise's SQLite client, made fit for many writers at once.

The stock client opens transactions with a plain BEGIN (a read that then writes fails at once with
"database is locked", whatever the timeout), keeps its lock for ever when the task that enters a
transaction is cancelled, and pays a hop to the connection's thread for every statement. Here a
transaction begins IMMEDIATE, entering and leaving it cannot be cut in two by a cancellation, and
statements travel in batches: one hop to begin and read, one to write and commit. The next writer
comes in when the commit is on its way, so that the thread goes on from one to the other and need
not be woken in between. What is looked up by its key with every request, who asks and where they
sit, is read without any hop. LOWER knows all letters and not only those of ASCII, as it does on
PostgreSQL.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

import aiosqlite
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
)
from tortoise.connection import get_connections
from tortoise.exceptions import IntegrityError, OperationalError

Statement = tuple[str, Sequence[Any]]
Rows = list[dict[str, Any]]
Tuples = list[Sequence[Any]]
"""Rows as tuples, their values in the order of the query."""

T = TypeVar("T")

Then = Callable[[list[Rows]], Sequence[Statement]]
"""What else is asked at the same moment, by what the first queries found. It may run on another
thread, so it only works that out."""


def nothing(_found: list[Rows]) -> Sequence[Statement]:
    """What is asked besides when nothing is."""
    return ()


class Client(SqliteClient):
    """One connection with its thread; whoever holds the lock has it alone."""

    _near: sqlite3.Connection | None = None
    """Another one, for the thread of the event loop."""

    def _in_transaction(self) -> "Context":
        return Context(Wrapper(self), self._lock)

    async def begin(self, *statements: Statement) -> "tuple[Batch, list[Rows]]":
        """Take the write lock of the database and run statements, in one hop."""
        await self._lock.acquire()
        batch = Batch(self)
        try:
            await self.create_connection(with_db=True)
            rows = await batch.settle(lambda conn: _begin(conn, "BEGIN IMMEDIATE", statements))
        except BaseException as error:
            if isinstance(error, Interrupted) and error.succeeded:
                await batch.rollback()
            batch.close()
            raise
        return batch, rows

    async def snapshot(self, *statements: Statement, then: Then = nothing) -> list[Rows]:
        """What several queries find at one moment, in one hop, and behind it what `then` asks."""
        async with self._lock:
            await self.create_connection(with_db=True)
            return await Batch(self).settle(lambda conn: _snapshot(conn, statements, _then(then)))

    async def glance(self, sql: str, params: Sequence[Any]) -> Rows:
        """What one query by a key finds, on the caller's own thread: a hop costs ten times more. A
        database that is busy, as after a crash, is waited for on the other thread."""
        try:
            if self._near is None:
                self._near = _opened(self.filename, self.pragmas | {"busy_timeout": 0})
            return _rows(self._near.execute(sql, params))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise OperationalError(error) from error
        (found,) = await self.snapshot((sql, params))
        return found

    async def tuples(self, *statements: Statement) -> list[Tuples]:
        """The same, each row a tuple."""
        async with self._lock:
            await self.create_connection(with_db=True)
            return await Batch(self).settle(lambda conn: _snapshot(conn, statements, _tuples))

    async def create_connection(self, with_db: bool) -> None:
        """Open the connection unless it is, in one hop: the stock client takes two for a pragma."""
        if self._connection is None:
            opened = partial(_opened, self.filename, self.pragmas)
            self._connection = await aiosqlite.Connection(opened, iter_chunk_size=64)
            self._connection.row_factory = sqlite3.Row

    async def close(self) -> None:
        """Close both."""
        if self._near is not None:
            self._near.close()
            self._near = None
        await super().close()


class Batch:
    """An open transaction that runs statements in batches."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._open = True

    async def run(self, *statements: Statement) -> list[Rows]:
        """Run statements now and return what each finds."""
        return await self.settle(lambda conn: _run(conn, statements))

    async def commit(self, *statements: Statement) -> None:
        """Run the last statements and commit; on any failure nothing of the transaction stays."""
        await self._end(lambda conn: _commit(conn, statements))

    async def rollback(self) -> None:
        """Undo everything since the begin."""
        await self._end(lambda conn: conn.rollback())

    async def _end(self, work: Callable[[sqlite3.Connection], None]) -> None:
        try:
            ending = self._queued(work)
        finally:
            self.close()
        with _translated():
            await settled(ending)

    def close(self) -> None:
        """Let the next writer in. The transaction has ended, will before anything else that the
        thread is given, or never began."""
        if self._open:
            self._open = False
            self._client._lock.release()

    async def settle(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run work on the connection's thread and wait for its end, even when cancelled."""
        with _translated():
            return await settled(self._queued(work))

    def _queued(self, work: Callable[[sqlite3.Connection], T]) -> "asyncio.Future[T]":
        """Give work to the connection's thread, which does it behind all that it was given."""
        connection = self._client._connection
        if connection is None or not connection._running:
            raise OperationalError("The database is closed")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        connection._tx.put_nowait((future, partial(work, connection._conn)))
        return future


@contextmanager
def _translated() -> Iterator[None]:
    """SQLite's errors as Tortoise's."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise IntegrityError(error) from error
    except sqlite3.OperationalError as error:
        raise OperationalError(error) from error


async def settled(work: Awaitable[T]) -> T:
    """Await work to its end. A cancellation meanwhile is raised after it, so that what the thread
    did and what the caller believes cannot differ."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            try:
                await asyncio.wait([task])
            except asyncio.CancelledError:
                continue
        raise Interrupted(task) from None


class Interrupted(asyncio.CancelledError):
    """The caller was cancelled while the thread worked; `task` tells how the work ended."""

    def __init__(self, task: "asyncio.Task[Any] | asyncio.Future[Any]") -> None:
        super().__init__()
        self.succeeded = not task.cancelled() and task.exception() is None


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _opened(file: str, pragmas: dict[str, Any]) -> sqlite3.Connection:
    """A connection. How long it waits for others is among its pragmas, the first of them."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=0)
    try:
        connection.create_function("LOWER", 1, _lower, deterministic=True)
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name}={value}")
    except BaseException:
        connection.close()
        raise
    return connection


def _run(conn: sqlite3.Connection, statements: Sequence[Statement]) -> list[Rows]:
    cursor = conn.cursor()
    cursor.row_factory = None
    return [_rows(cursor.execute(sql, params)) for sql, params in statements]


def _rows(found: sqlite3.Cursor) -> Rows:
    """What a statement found, by name. (To make a dict of a sqlite3.Row takes four times as long:
    it looks for each name among all.)"""
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found]


def _tuples(conn: sqlite3.Connection, statements: Sequence[Statement]) -> list[Tuples]:
    cursor = conn.cursor()
    cursor.row_factory = None
    return [cursor.execute(sql, params).fetchall() for sql, params in statements]


def _begin(conn: sqlite3.Connection, sql: str, statements: Sequence[Statement]) -> list[Rows]:
    conn.execute(sql)
    try:
        return _run(conn, statements)
    except BaseException:
        conn.rollback()
        raise


def _then(then: Then) -> Callable[[sqlite3.Connection, Sequence[Statement]], list[Rows]]:
    """Statements, and what is asked by what they found."""

    def run(conn: sqlite3.Connection, statements: Sequence[Statement]) -> list[Rows]:
        rows = _run(conn, statements)
        return rows + _run(conn, then(rows))

    return run


def _snapshot(
    conn: sqlite3.Connection,
    statements: Sequence[Statement],
    run: Callable[[sqlite3.Connection, Sequence[Statement]], T],
) -> T:
    conn.execute("BEGIN")
    try:
        return run(conn, statements)
    finally:
        conn.rollback()


def _commit(conn: sqlite3.Connection, statements: Sequence[Statement]) -> None:
    try:
        _run(conn, statements)
        conn.commit()
    except BaseException:
        conn.rollback()
        raise


class Wrapper(SqliteTransactionWrapper):
    """A Tortoise transaction that begins IMMEDIATE."""

    async def begin(self) -> None:
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise OperationalError(error) from error


class Context(SqliteTransactionContext):
    """Entering a Tortoise transaction, so that a cancellation cannot leave the lock behind."""

    async def __aenter__(self) -> Any:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            try:
                await settled(self.connection.begin())
            except Interrupted as cut:
                if cut.succeeded:
                    await asyncio.shield(self.connection.rollback())
                raise
            self.token = get_connections().set(self.connection_name, self.connection)
            return self.connection
        except BaseException:
            self._trxlock.release()
            raise


client_class = Client
