"""My cards: the page of what one is to do, over all boards."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from board import mine
from board.instants import day, now
from server.auth import account
from server.faces import face
from server.templates import render


async def listed(request: Request) -> Response:
    """One's own cards, board by board."""
    who = account(request)
    boards = [
        {**board, "today": day(now(), board["timezone"]).isoformat()}
        for board in await mine.of_user(who.user_id)
    ]
    count = sum(len(board["cards"]) for board in boards)
    user = face(who.user_id, who.name)
    return HTMLResponse(render("mine.html", user=user, boards=boards, count=count))


ROUTES = [Route("/mine", listed, methods=["GET"])]
