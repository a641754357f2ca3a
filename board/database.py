"""The database: which one, how it is opened, and how several statements travel together.

Two dialects behind one interface. On SQLite one connection writes and others only read (one of
them for the feed alone, so that a slow page never delays what is live); on PostgreSQL one pool
does it all. The connections are named after their dialect because Tortoise caches its SQL by
connection name for the life of the process.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

from tortoise import Tortoise
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.connection import get_connection, get_connections
from tortoise.context import TortoiseContext

from board.sqlite import Rows, Statement, Then, Tuples, nothing

MODELS = (
    "board.users",
    "board.boards",
    "board.members",
    "board.columns",
    "board.lanes",
    "board.cards",
    "board.visits",
    "board.labels",
    "board.assignments",
    "board.blocks",
    "board.checklists",
    "board.comments",
    "board.stars",
    "board.log",
    "board.requests",
    "board.exchange.digests",
    "board.exchange.elsewhere",
    "server.auth.sessions",
    "server.auth.tokens",
    "server.auth.links",
)
"""Every module that holds tables. Names only: the domain never imports the edge."""

BUSY_MS = 5_000

Use = Literal["pages", "feed"]


class Open(Protocol):
    """An open transaction that somebody else ends."""

    async def run(self, *statements: Statement) -> list[Rows]: ...


class Batch(Open, Protocol):
    """An open transaction."""

    async def commit(self, *statements: Statement) -> None: ...
    async def rollback(self) -> None: ...


def settings(
    url: str, *, serving: bool = False, migrating: bool = False, migrations: str = "migrations"
) -> dict[str, Any]:
    """Tortoise's configuration for a database URL (`sqlite:///file` or `postgres://…`)."""
    dialect = "sqlite" if urlsplit(url).scheme == "sqlite" else "postgres"
    connections = (
        _sqlite(url, serving, migrating) if dialect == "sqlite" else {dialect: _postgres(url)}
    )
    app = {"models": list(MODELS), "migrations": migrations, "default_connection": dialect}
    return {"connections": connections, "apps": {"andon": app}, "use_tz": True, "timezone": "UTC"}


def path(url: str) -> Path | None:
    """The file of an SQLite database; None for PostgreSQL."""
    parts = urlsplit(url)
    return Path(parts.path) if parts.scheme == "sqlite" else None


def _sqlite(url: str, serving: bool, migrating: bool) -> dict[str, Any]:
    file = str(path(url))
    common = {"file_path": file, "busy_timeout": BUSY_MS, "temp_store": "MEMORY"}
    writer = {
        **common,
        "synchronous": "FULL",
        "foreign_keys": "OFF" if migrating else "ON",
        "journal_size_limit": 64 * 1024 * 1024,
        # Only the server checkpoints: two that do so at once corrupt a WAL before SQLite 3.51.3.
        "wal_autocheckpoint": 1_000 if serving else 0,
    }
    reader = {**common, "query_only": "ON", "cache_size": -32_000}
    names = {"sqlite": writer, "sqlite-pages": reader, "sqlite-feed": reader}
    return {
        name: {"engine": "board.sqlite", "credentials": dict(credentials)}
        for name, credentials in names.items()
    }


def _postgres(url: str) -> dict[str, Any]:
    config = expand_db_url(url)
    # A connection of its own for each waiting writer; PostgreSQL queues them at the board's row.
    credentials = {"minsize": 1, "maxsize": 20, **config["credentials"]}
    return {"engine": "board.postgres", "credentials": credentials}


async def connect(url: str, *, serving: bool = False) -> TortoiseContext:
    """Open the database, which must have been migrated; `serving` by the one server of it."""
    config = settings(url, serving=serving)
    return await Tortoise.init(config=config, _enable_global_fallback=True)


async def close() -> None:
    """Close every connection."""
    await Tortoise.close_connections()


def dialect() -> str:
    """`sqlite` or `postgres`."""
    return "sqlite" if "sqlite" in get_connections().db_config else "postgres"


def reader(use: Use = "pages") -> Any:
    """The connection for reads outside a change."""
    name = dialect()
    return get_connection(f"sqlite-{use}" if name == "sqlite" else name)


def writer() -> Any:
    """The connection that writes."""
    return get_connection(dialect())


async def read(*statements: Statement, use: Use = "pages", then: Then = nothing) -> list[Rows]:
    """What several queries find at one moment. Parameters are `?` on both databases. `then` says,
    by what they found, what else is asked at that moment; its rows follow theirs."""
    found: list[Rows] = await reader(use).snapshot(*statements, then=then)
    return found


async def tuples(*statements: Statement, use: Use = "pages") -> list[Tuples]:
    """The same, each row a tuple: for very many rows, which are slow to name."""
    found: list[Tuples] = await reader(use).tuples(*statements)
    return found


async def glance(sql: str, *params: Any) -> Rows:
    """What one query by a key finds: for what is asked with every request, and costs less than the
    way to another thread."""
    found: Rows = await reader().glance(sql, params)
    return found


async def version() -> int | None:
    """A number that differs when another connection has committed since; None when only a look
    at the rows can tell (PostgreSQL)."""
    if dialect() != "sqlite":
        return None
    ((found,),) = await reader("feed").snapshot(("PRAGMA data_version", ()))
    return int(found["data_version"])


@asynccontextmanager
async def transaction(*first: Statement) -> AsyncIterator[tuple[Batch, list[Rows]]]:
    """A transaction for what is not on a board: accounts, sessions, tokens, making a board.

    Yields the open batch and what the first statements found; commits at the end.
    """
    batch, rows = await writer().begin(*first)
    try:
        yield batch, rows
    except BaseException:
        await batch.rollback()
        raise
    await batch.commit()
