"""The server as its visitors see it, without a socket: browsers and programs of the world's people.

ana = edge.program("ana")          # carries an API token
bo = await edge.browser("bo")      # carries a session
"""

import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from server.app import create_app
from server.auth import secret, sessions, tokens
from server.config import Config
from tests.world import World

# httpx looks for sniffio with each request, which takes a while where it is not. So it is known not
# to be there.
sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]


class Edge:
    """A running server and its visitors."""

    def __init__(self, app: Starlette, state: dict[str, Any], config: Config) -> None:
        self.app = app
        self.config = config
        self.world = World()
        self._secret = secret.load(config.secret)
        self.serve = self._served = _stated(app, state)
        self._open = AsyncExitStack()

    async def token(self, name: str, scope: str = "write") -> str:
        """An API token of a person."""
        user = await self.world.user(name)
        return await tokens.add(self._secret, user["id"], "test", scope)

    async def program(self, name: str, scope: str = "write") -> httpx.AsyncClient:
        """A program that carries a token of a person; its addresses begin behind /api/v1."""
        bearer = f"Bearer {await self.token(name, scope)}"
        return await self._visitor("/api/v1", {"Authorization": bearer})

    async def browser(self, name: str | None = None) -> httpx.AsyncClient:
        """A browser on a page of the server in which a person is signed in, or nobody."""
        cookies = {}
        if name:
            user = await self.world.user(name)
            conn = HTTPConnection({"type": "http", "headers": [], "client": ("127.0.0.1", 1)})
            token = await sessions.begin(self._secret, user["id"], conn)
            cookies = {sessions.cookie_name(self.config.secure): token}
        return await self._visitor("", {"Sec-Fetch-Site": "same-origin"}, cookies)

    async def _visitor(
        self, base: str, headers: dict[str, str], cookies: dict[str, str] | None = None
    ) -> httpx.AsyncClient:
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.serve, raise_app_exceptions=False),
            base_url=self.config.address + base,
            headers=headers,
            cookies=cookies,
        )
        return await self._open.enter_async_context(client)

    async def close(self) -> None:
        """Send every visitor home."""
        await self._open.aclose()


def _stated(app: ASGIApp, state: dict[str, Any]) -> ASGIApp:
    """The app with its lifespan's state in every request, as a server puts it there."""

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "state": dict(state)}, receive, send)

    return served


@asynccontextmanager
async def running(url: str, folder: Path) -> AsyncIterator[Edge]:
    """A server on a migrated database, until left."""
    config = Config(database_url=url, data=folder, rate_limit=False)
    app = create_app(config)
    async with app.router.lifespan_context(app) as state:
        edge = Edge(app, dict(state or {}), config)
        try:
            yield edge
        finally:
            await edge.close()
