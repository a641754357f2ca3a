"""The export of a board, in Andon's own form (docs/export.md)."""

from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from board import boards, database
from board.exchange import exports
from server.api.shapes import Shape
from server.seats import seat


class Export(Shape):
    """A whole board with its history, as docs/export.md describes it."""

    format: Literal["andon"]
    version: Literal[1]
    board: dict[str, Any]
    columns: list[dict[str, Any]]
    lanes: list[dict[str, Any]]
    labels: list[dict[str, Any]]
    people: list[dict[str, Any]]
    cards: list[dict[str, Any]]
    events: list[dict[str, Any]]


async def show(request: Request) -> Response:
    """A whole board with its history, to keep or to import elsewhere; people's addresses only for
    an admin of the board."""
    by = await seat(request)
    (rows,) = await database.read(boards.named(by.board_id))
    boards.found(rows)
    pieces = exports.whole(by.board_id, addresses=by.role == "admin")
    return StreamingResponse(pieces, media_type="application/json")
