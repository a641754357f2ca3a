"""What commands stand on: the open database, and the files that they are given."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from board import database, migrate
from board.errors import Refused
from server.bodies import MOST_IMPORT
from server.config import Config

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run one command's work to its end."""
    return asyncio.run(work)


@asynccontextmanager
async def opened(config: Config) -> AsyncIterator[None]:
    """The database, migrated. One that does not exist yet is made.

    Raises Refused when a migration is due: it is never done behind somebody's back.
    """
    file = database.path(config.database)
    if file is not None and not file.exists():
        await migrate.migrate(config.database)
    elif await migrate.pending(config.database):
        raise Refused("The database is of an earlier version. Run: andon migrate")
    await database.connect(config.database)
    try:
        yield
    finally:
        await database.close()


def read(file: Path) -> bytes:
    """What is in a file. Raises Refused."""
    try:
        if file.stat().st_size > MOST_IMPORT:
            raise Refused(f"{file} is larger than {MOST_IMPORT // 1_000_000} MB.")
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from None
