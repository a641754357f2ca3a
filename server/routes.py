"""Every address of the server, in the order in which it is looked up.

There are almost two hundred, and to hold a request against one of them after the other took as long
as all that is decided in a move. So it is held only against those with as many segments as its own,
fifty at most.
"""

from collections.abc import Iterable
from typing import Any, TypeGuard

from starlette.routing import BaseRoute, Route, Router, WebSocketRoute
from starlette.types import Receive, Scope, Send

from server import assets, health, sockets
from server.api import ROUTES as API
from server.pages.accounts import ROUTES as ACCOUNTS
from server.pages.activity import ROUTES as ACTIVITY
from server.pages.archive import ROUTES as ARCHIVE
from server.pages.boards import ROUTES as BOARDS
from server.pages.cards import ROUTES as CARDS
from server.pages.checklists import ROUTES as CHECKLISTS
from server.pages.columns import ROUTES as COLUMNS
from server.pages.comments import ROUTES as COMMENTS
from server.pages.demo import ROUTES as DEMO
from server.pages.door import ROUTES as DOOR
from server.pages.exports import ROUTES as EXPORTS
from server.pages.facts import ROUTES as FACTS
from server.pages.flow import ROUTES as FLOW
from server.pages.imports import ROUTES as IMPORTS
from server.pages.labels import ROUTES as LABELS
from server.pages.lanes import ROUTES as LANES
from server.pages.me import ROUTES as ME
from server.pages.members import ROUTES as MEMBERS
from server.pages.mine import ROUTES as MINE
from server.pages.search import ROUTES as SEARCH
from server.pages.selection import ROUTES as SELECTION
from server.pages.transfers import ROUTES as TRANSFERS
from server.pages.users import ROUTES as USERS

FEEDS = [
    WebSocketRoute("/boards/{board}/feed", sockets.page),
    WebSocketRoute("/api/v1/boards/{board}/feed", sockets.api),
]


class Addresses(Router):
    """The router of all routes, which finds the one for a request among those of its length."""

    def __init__(self, routes: Iterable[BaseRoute], **options: Any) -> None:
        super().__init__(list(routes), redirect_slashes=False, **options)
        lengths = {_length(route.path) for route in self.routes if _is_fixed(route)}
        self._near = {
            length: Router(self._of(length), redirect_slashes=False) for length in lengths
        }
        self._else = Router(self._of(None), redirect_slashes=False)

    def _of(self, length: int | None) -> list[BaseRoute]:
        """Those of a length, and those of any, in their order."""
        return [r for r in self.routes if not _is_fixed(r) or _length(r.path) == length]

    def near(self, path: str) -> Router:
        """The router of those that may take an address."""
        return self._near.get(_length(path), self._else)

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have the route of a request answer it."""
        answer = super().app if scope["type"] == "lifespan" else self.near(scope["path"]).app
        await answer(scope, receive, send)


def _is_fixed(route: BaseRoute) -> TypeGuard[Route | WebSocketRoute]:
    """Whether all addresses of a route are equally long."""
    return isinstance(route, Route | WebSocketRoute) and ":path}" not in route.path


def _length(path: str) -> int:
    return path.count("/")


def routes() -> list[BaseRoute]:
    """All of them."""
    return [
        *health.ROUTES,
        *assets.ROUTES,
        *DOOR,
        *ACCOUNTS,
        *ME,
        *SEARCH,
        *MINE,
        *USERS,
        *BOARDS,
        *DEMO,
        *EXPORTS,
        *IMPORTS,
        *COLUMNS,
        *LANES,
        *MEMBERS,
        *SELECTION,
        *CARDS,
        *FACTS,
        *LABELS,
        *TRANSFERS,
        *ARCHIVE,
        *ACTIVITY,
        *FLOW,
        *CHECKLISTS,
        *COMMENTS,
        *API,
        *FEEDS,
    ]
