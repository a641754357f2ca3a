"""Every address of the server, in the order in which it is looked up."""

from starlette.routing import BaseRoute, WebSocketRoute

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
