"""Archive: the cards that left a board."""

from starlette.requests import Request
from starlette.responses import Response

from board import archived, boards, cards, database
from board.errors import Invalid
from server.api import paging
from server.api.answers import Paged
from server.api.openapi import Call
from server.api.parameters import PAGE
from server.api.shapes import Card
from server.api.writing import written
from server.ids import LAST
from server.seats import seat


class ArchivedList(Paged):
    """One page of a board's archived cards, the one that left last first."""

    cards: list[Card]


async def listed(request: Request) -> Response:
    """A board's archived cards, those with the words `q` in their title or with that key."""
    by = await seat(request)
    page = paging.asked(request, "q")
    words = request.query_params.get("q", "")
    if "\0" in words:
        raise Invalid("q holds a NUL character. Leave it out.", field="q")
    after = page.after if page.after <= LAST else 0
    here, found = await database.read(
        boards.named(by.board_id), archived.on(by.board_id, words, after, page.limit + 1)
    )
    board = boards.found(here)
    return await written(
        lambda: paging.opened("cards", [cards.facts(row, board) for row in found], page)
    )


ROUTES = [Call("GET", "/boards/{board}/archive", listed, ArchivedList, query=(*PAGE, "q"))]
