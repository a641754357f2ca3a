"""My cards: the page of what one is to do, over all boards."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from board import mine, projection
from board.flow.levels import Thresholds
from board.instants import day, now
from server.auth import account
from server.faces import face
from server.templates import rendered


async def listed(request: Request) -> Response:
    """One's own cards, board by board."""
    who = account(request)
    boards = [await _noticed(board) for board in await mine.of_user(who.user_id)]
    count = sum(len(board["cards"]) for board in boards)
    user = face(who.user_id, who.name)
    return HTMLResponse(await rendered("mine.html", user=user, boards=boards, count=count))


async def _noticed(board: dict[str, Any]) -> dict[str, Any]:
    """A board with its day, and its cards with how their ages stand to those of the finished."""
    at_work = any(card["age_days"] for card in board["cards"])
    ages = await projection.ages(board) if at_work else Thresholds()
    levels = (ages.level(card["age_days"], card["column"]) for card in board["cards"])
    cards = [{**card, "level": level} for card, level in zip(board["cards"], levels, strict=True)]
    return {**board, "today": day(now(), board["timezone"]).isoformat(), "cards": cards}


ROUTES = [Route("/mine", listed, methods=["GET"])]
