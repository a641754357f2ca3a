"""Tortoise's PostgreSQL client with the same batches as `board/sqlite.py`.

SQL is written once, with `?` for its parameters; here they become `$1, $2, …`.
"""

from functools import cache
from itertools import count
from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.exceptions import IntegrityError, OperationalError

from board.sqlite import Rows, Statement, settled

__all__ = ["Batch", "Client", "client_class"]


class Client(AsyncpgDBClient):
    """A pool of connections; a transaction has one to itself."""

    async def begin(self, *statements: Statement) -> "tuple[Batch, list[Rows]]":
        """Open a transaction and run statements. The first takes the lock it needs."""
        batch = await Batch.open(self)
        try:
            return batch, await batch.run(*statements)
        except BaseException:
            await batch.rollback()
            raise

    async def snapshot(self, *statements: Statement) -> list[Rows]:
        """What several queries find at one moment."""
        batch = await Batch.open(self, isolation="repeatable_read", readonly=True)
        try:
            return await batch.run(*statements)
        finally:
            await batch.rollback()


class Batch:
    """An open transaction that runs statements in batches."""

    def __init__(self, pool: Any, connection: Any, transaction: Any) -> None:
        self._pool = pool
        self._connection = connection
        self._transaction = transaction

    @classmethod
    async def open(cls, client: Client, **options: Any) -> "Batch":
        """Take a connection from the pool and begin."""
        if client._pool is None:
            await client.create_connection(with_db=True)
        pool: Any = client._pool
        connection = await pool.acquire()
        batch = cls(pool, connection, connection.transaction(**options))
        try:
            await batch._transaction.start()
        except BaseException:
            connection.terminate()
            await pool.release(connection)
            raise
        return batch

    async def run(self, *statements: Statement) -> list[Rows]:
        """Run statements now and return what each finds."""
        return [
            [dict(row) for row in await self._translated(_dollars(sql), params)]
            for sql, params in statements
        ]

    async def _translated(self, sql: str, params: Any) -> list[Any]:
        try:
            return await self._connection.fetch(sql, *params)  # type: ignore[no-any-return]
        except asyncpg.IntegrityConstraintViolationError as error:
            raise IntegrityError(error) from error
        except (asyncpg.SyntaxOrAccessError, asyncpg.DataError) as error:
            raise OperationalError(error) from error

    async def commit(self, *statements: Statement) -> None:
        """Run the last statements and commit; on any failure nothing of the transaction stays."""
        await settled(self._finish(statements))

    async def _finish(self, statements: tuple[Statement, ...]) -> None:
        try:
            await self.run(*statements)
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
        # A statement that was cancelled half-way may still occupy the connection; closing it is
        # the one way to be sure that its transaction is gone before the next one starts.
        try:
            await self._transaction.rollback()
        except asyncpg.InterfaceError:
            self._connection.terminate()
        finally:
            await self._pool.release(self._connection)


@cache
def _dollars(sql: str) -> str:
    pieces = sql.split("?")
    numbers = count(1)
    return "".join(f"{piece}${next(numbers)}" for piece in pieces[:-1]) + pieces[-1]


client_class = Client
