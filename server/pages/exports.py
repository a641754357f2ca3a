"""Exports of a board, as files: whole as JSON, and its moves as a table."""

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from board import boards, database
from board.exchange import export_moves, exports
from server.seats import seat


async def whole(request: Request) -> Response:
    """The whole board with its history; people's addresses only for an admin of it."""
    by = await seat(request)
    headers = await _named(by.board_id, "json")
    pieces = exports.whole(by.board_id, addresses=by.role == "admin")
    return StreamingResponse(pieces, media_type="application/json", headers=headers)


async def moves(request: Request) -> Response:
    """The moves of its cards."""
    by = await seat(request)
    headers = await _named(by.board_id, "csv")
    return StreamingResponse(
        export_moves.table(by.board_id), media_type="text/csv", headers=headers
    )


async def _named(board_id: int, ending: str) -> dict[str, str]:
    """The headers of a file that is kept, called as the board's key. Raises Missing."""
    (rows,) = await database.read(boards.named(board_id))
    name = boards.found(rows)["key"]
    return {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}


ROUTES = [
    Route("/boards/{board}/export.json", whole, methods=["GET"]),
    Route("/boards/{board}/export.csv", moves, methods=["GET"]),
]
