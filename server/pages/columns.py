"""A board's settings: its columns and their limits, its name and time zone.

Every form is answered with the same page: after a success by going there again, after a refusal
drawn with the sentence where it belongs.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from board import boards, columns, database, members
from board.archive import archive_column, restore_column
from board.instants import zones
from board.sqlite import Statement
from server import forms, ids, repeats
from server.faces import face
from server.ids import Id
from server.pages.answers import Typed, again
from server.seats import seat
from server.templates import render


class BoardFields(Typed):
    """The form of the board itself."""

    name: str
    timezone: str


class ColumnFields(Typed):
    """The form of a column, new or not: all of its values. An empty limit is none."""

    name: str
    stage: str
    wait: bool = False
    wip_limit: int | None = None
    wip_mode: str = "soft"
    policy: str = ""


class ColumnPlace(Typed):
    """Where a column is to stand: before another, or at the end."""

    before: Id | None = None


async def show(
    request: Request,
    *,
    problem: dict[str, Any] | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    """The settings of a board."""
    by = await seat(request)
    (board,), people, heads, archived = await database.read(
        boards.named(by.board_id),
        members.everyone(by.board_id),
        columns.on(by.board_id),
        _archived(by.board_id),
    )
    html = render(
        "settings.html",
        board=board,
        people=[face(person["user_id"], person["name"]) for person in people],
        seat=by,
        user=face(by.user_id, by.name),
        columns=[{**row, "count": row["wip"]} for row in heads],
        archived=archived,
        zones=sorted(zones()),
        problem=problem,
        typed=typed,
    )
    return HTMLResponse(html, status)


def _archived(board_id: int) -> Statement:
    """The query for the archived columns, with the number of cards that left with each."""
    return (
        "SELECT k.id, k.name, (SELECT COUNT(*) FROM cards c WHERE c.column_id = k.id"
        " AND c.archived_at = k.archived_at AND c.deleted_at IS NULL) AS count"
        " FROM columns k WHERE k.board_id = ? AND k.archived_at IS NOT NULL ORDER BY k.rank, k.id",
        (board_id,),
    )


def _shown(board_id: int) -> Response:
    return RedirectResponse(f"/boards/{board_id}/settings", 303)


@again(show, "board")
async def update_board(request: Request) -> Response:
    """Rename a board, or move its midnight."""
    by = await seat(request, write=True)
    asked = await forms.form(request, BoardFields)
    await repeats.answer(boards.update(by, **dict(asked)))
    return _shown(by.board_id)


@again(show, "new")
async def add(request: Request) -> Response:
    """Add a column at the right end."""
    by = await seat(request, write=True)
    asked = await forms.form(request, ColumnFields)
    await repeats.answer(columns.add(by, columns.draft(**dict(asked))))
    return _shown(by.board_id)


@again(show, "column-{column}")
async def update(request: Request) -> Response:
    """Change a column's values."""
    by = await seat(request, write=True)
    asked = await forms.form(request, ColumnFields)
    await repeats.answer(columns.update(by, ids.named(request, "column"), **dict(asked)))
    return _shown(by.board_id)


@again(show, "list")
async def place(request: Request) -> Response:
    """Put a column before another, or at the right end."""
    by = await seat(request, write=True)
    asked = await forms.form(request, ColumnPlace)
    verb = columns.place(by, ids.named(request, "column"), before=asked.before)
    await repeats.answer(verb)
    return _shown(by.board_id)


@again(show, "list")
async def archive(request: Request) -> Response:
    """Take a column off the board, and its open cards with it."""
    by = await seat(request, write=True)
    await repeats.answer(archive_column(by, ids.named(request, "column")))
    return _shown(by.board_id)


@again(show, "list")
async def restore(request: Request) -> Response:
    """Put an archived column back, and the cards that left with it."""
    by = await seat(request, write=True)
    await repeats.answer(restore_column(by, ids.named(request, "column")))
    return _shown(by.board_id)


_COLUMN = "/boards/{board}/columns/{column}"

ROUTES = [
    Route("/boards/{board}/settings", show, methods=["GET"]),
    Route("/boards/{board}", update_board, methods=["POST"]),
    Route("/boards/{board}/columns", add, methods=["POST"]),
    Route(_COLUMN, update, methods=["POST"]),
    Route(_COLUMN + "/place", place, methods=["POST"]),
    Route(_COLUMN + "/archival", archive, methods=["POST"]),
    Route(_COLUMN + "/restoral", restore, methods=["POST"]),
]
