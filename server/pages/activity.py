"""Activity: the page of what happened on a board, as sentences."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from board import boards, database, members
from board.exchange import elsewhere
from server import faces, history
from server.faces import viewer
from server.seats import seat
from server.templates import render

_NUMBER = re.compile(r"[1-9][0-9]{0,9}")
_PLACE = re.compile(r"(-?[0-9]{1,18})\.([0-9]{1,9})")


async def show(request: Request) -> Response:
    """What happened, the last thing first, and behind it what had happened before the board came
    here; `before` and `past` turn the page, `by` names a person."""
    by = await seat(request)
    before, who = (_number(request, name) for name in ("before", "by"))
    past = _place(request)
    here, people, own, old = await database.read(
        boards.named(by.board_id),
        members.everyone(by.board_id),
        history.of_board(by.board_id, 0 if past else before, who),
        elsewhere.of_board(by.board_id, past, who, history.PAGE + 1),
    )
    board = boards.found(here)
    shown = [*own, *old][: history.PAGE]
    html = render(
        "activity.html",
        board=board,
        people=[faces.face(row["user_id"], row["name"]) for row in people],
        user=viewer(request.scope),
        seat=by,
        history=history.told(shown),
        who=who,
        begun=before is not None or past is not None,
        older=_older(shown[-1]) if len(own) + len(old) > history.PAGE else None,
    )
    return HTMLResponse(html)


def _older(last: dict[str, Any]) -> str:
    """What asks for the entries behind the last one of a page."""
    return f"before={last['seq']}" if last["seq"] else f"past={last['at']}.{last['id']}"


def _number(request: Request, name: str) -> int | None:
    """A number that the address may name; what is none is as if it was not named."""
    text = request.query_params.get(name, "")
    return int(text) if _NUMBER.fullmatch(text) and int(text) < 2**31 else None


def _place(request: Request) -> elsewhere.Place | None:
    """The entry of the past that the address may name."""
    found = _PLACE.fullmatch(request.query_params.get("past", ""))
    return (int(found[1]), int(found[2])) if found else None


ROUTES = [Route("/boards/{board}/activity", show, methods=["GET"])]
