"""Search: cards by their words, over all boards that one may see."""

from typing import Literal

from pydantic import AwareDatetime
from starlette.requests import Request
from starlette.responses import JSONResponse

from board import search
from server.api import paging
from server.api.shapes import Shape
from server.auth import account
from server.ids import LAST


class Piece(Shape):
    """A piece of a text, as it is written."""

    text: str
    hit: bool
    """It is what was looked for."""


class Found(Shape):
    """A card that was found."""

    id: int
    number: int
    key: str
    title: str
    board: int
    board_name: str
    column_name: str
    archived: bool
    """It is archived, or its column or its board is."""
    archived_at: AwareDatetime | None
    found_in: Literal["title", "description", "checklist", "comment", "key"]
    snippet: list[Piece]
    """The text around the first hit outside the title, or the title."""


class FoundList(Shape):
    """The cards that were found, the best one first."""

    cards: list[Found]


async def find(request: Request) -> JSONResponse:
    """The cards that have all words of `q`, the best 100 at most.

    The last word may be a beginning. Hits in titles come first and archived cards last, among
    equals the newest; before all the card whose key or number was asked for.
    """
    who = account(request)
    given = paging.parameters(request, "q", "board", "limit")
    board = paging.number(given, "board", 1, LAST, standard=0)
    limit = paging.number(given, "limit", 1, paging.LONGEST, standard=search.MOST)
    found = await search.find(who.user_id, given.get("q", ""), board=board or None, limit=limit)
    return JSONResponse({"cards": found})
