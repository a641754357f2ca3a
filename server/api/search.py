"""Search: cards by their words, over all boards that one may see."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from board import search
from server.api import paging
from server.auth import account
from server.ids import LAST


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
