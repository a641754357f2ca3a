"""My cards: what one is to do, over all boards."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from board import mine
from board.errors import Invalid
from server.api import paging
from server.api.answers import Paged
from server.api.shapes import Card
from server.api.writing import written
from server.auth import account


class OwnCard(Card):
    """A card that one is to do, and where it stands."""

    board: int
    board_name: str
    column_name: str


class OwnCardList(Paged):
    """One page of one's own cards, by their ids."""

    cards: list[OwnCard]


async def listed(request: Request) -> Response:
    """The cards that are assigned to oneself, stand on a board and are not finished."""
    who = account(request)
    page = paging.asked(request, "assignee")
    if request.query_params.get("assignee", "me") != "me":
        raise Invalid("assignee is me: only one's own cards are told here.", field="assignee")
    boards = await mine.of_user(who.user_id)

    def told() -> dict[str, Any]:
        found = [
            {**card, "board": board["id"], "board_name": board["name"]}
            for board in boards
            for card in board["cards"]
        ]
        return paging.turned("cards", sorted(found, key=lambda card: card["id"]), page)

    return await written(told)
