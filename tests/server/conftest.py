from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from board import users
from server.app import create_app
from server.auth import passwords
from server.config import Config
from tests.edge import Edge

PASSWORD = "many grey geese go home"

KEPT: dict[str, str] = {}
"""What is kept of passwords, worked out once: it takes long, as it should."""

Serve = Callable[..., Awaitable[Edge]]


@pytest.fixture
async def serve(database_url: str, tmp_path: Path) -> AsyncIterator[Serve]:
    """Starts a server with the settings it is called with, once on each kind of database."""
    async with AsyncExitStack() as stack:

        async def start(**settings: Any) -> Edge:
            values = {"database_url": database_url, "data": tmp_path, "rate_limit": False}
            config = Config(**{**values, **settings})
            app = create_app(config)
            state = await stack.enter_async_context(app.router.lifespan_context(app))
            edge = Edge(app, dict(state or {}), config)
            stack.push_async_callback(edge.close)
            return edge

        yield start


@pytest.fixture
async def site(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Edge]:
    """A server, for what has nothing to do with the kind of database."""
    config = Config(database_url=sqlite_url, data=tmp_path, rate_limit=False)
    app = create_app(config)
    async with app.router.lifespan_context(app) as state:
        edge = Edge(app, dict(state or {}), config)
        yield edge
        await edge.close()


@pytest.fixture
def person() -> Callable[..., Awaitable[dict[str, Any]]]:
    """Makes an account with a password."""

    async def add(name: str = "Ana", password: str = PASSWORD) -> dict[str, Any]:
        if password not in KEPT:
            KEPT[password] = await passwords.hashed(password)
        return await users.add(f"{name.lower()}@example.com", name, KEPT[password])

    return add
