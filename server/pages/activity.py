"""Activity: the page of what happened on a board, as sentences."""

import re

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from board import boards, database, members
from server import faces, history
from server.faces import viewer
from server.seats import seat
from server.templates import render

_NUMBER = re.compile(r"[1-9][0-9]{0,9}")


async def show(request: Request) -> Response:
    """What happened, the last thing first; `before` turns the page, `by` names a person."""
    by = await seat(request)
    before, who = _number(request, "before"), _number(request, "by")
    here, people, found = await database.read(
        boards.named(by.board_id),
        members.everyone(by.board_id),
        history.of_board(by.board_id, before, who),
    )
    board = boards.found(here)
    shown = found[: history.PAGE]
    html = render(
        "activity.html",
        board=board,
        people=[faces.face(row["user_id"], row["name"]) for row in people],
        user=viewer(request.scope),
        seat=by,
        history=history.told(shown),
        who=who,
        begun=before is not None,
        before=shown[-1]["seq"] if len(found) > history.PAGE else None,
    )
    return HTMLResponse(html)


def _number(request: Request, name: str) -> int | None:
    """A number that the address may name; what is none is as if it was not named."""
    text = request.query_params.get(name, "")
    return int(text) if _NUMBER.fullmatch(text) and int(text) < 2**31 else None


ROUTES = [Route("/boards/{board}/activity", show, methods=["GET"])]
