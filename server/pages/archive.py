"""Archive: the page of what left a board, with the way back."""

import re

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from board import archived, boards, columns, database, labels, members
from board.instants import iso
from server import faces
from server.cardface import around
from server.cardface import face as face_of
from server.faces import viewer
from server.seats import seat
from server.templates import render

SHOWN = 50
"""Cards on one page."""

_ID = re.compile(r"[1-9][0-9]{0,8}")


async def show(request: Request) -> Response:
    """What was archived, the last one first; `q` looks for cards, `after` turns the page."""
    by = await seat(request)
    words, after = request.query_params.get("q", "")[:200], request.query_params.get("after", "")
    begin = int(after) if _ID.fullmatch(after) else 0
    here, people, known, heads, found, left, lanes = await database.read(
        boards.named(by.board_id),
        members.everyone(by.board_id),
        labels.of_board(by.board_id),
        columns.all_of(by.board_id),
        archived.on(by.board_id, words.replace("\0", ""), begin, SHOWN + 1),
        archived.columns(by.board_id),
        archived.lanes(by.board_id),
    )
    board = boards.found(here)
    names, there = {head["id"]: head["name"] for head in heads}, around(board, people, known)
    html = render(
        "archive.html",
        board=board,
        people=[faces.face(row["user_id"], row["name"]) for row in people],
        user=viewer(request.scope),
        seat=by,
        words=words,
        begun=bool(begin),
        cards=[
            {
                **face_of(row, there)._asdict(),
                "at": iso(row["archived_at"]),
                "column_name": names[row["column_id"]],
            }
            for row in found[:SHOWN]
        ],
        after=found[SHOWN - 1]["id"] if len(found) > SHOWN else None,
        columns=[{**row, "at": iso(row["archived_at"])} for row in left],
        lanes=[{**row, "at": iso(row["archived_at"])} for row in lanes],
    )
    return HTMLResponse(html)


ROUTES = [Route("/boards/{board}/archive", show, methods=["GET"])]
