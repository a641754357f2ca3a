"""A board's settings: its columns and their limits, its name and time zone.

Every form is answered with the same page: after a success by going there again, after a refusal
drawn with the sentence where it belongs.
"""

from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from board import boards, clearings, columns, database, labels, lanes, members
from board.archive import archive_column, restore_column
from board.instants import iso, zones
from board.seats import Seat
from board.sqlite import Statement
from server import forms, ids, repeats
from server.faces import face, viewer
from server.ids import Id
from server.pages.answers import Return, Typed, again, done
from server.seats import seat
from server.templates import render


class BoardFields(Typed):
    """The form of the board itself; what it does not name stays. `wip_mode` says that the limit is
    named, for an empty one is none."""

    name: str | None = None
    timezone: str | None = None
    wip_limit: int | None = None
    wip_mode: str | None = None


class NewColumn(Typed):
    """The form of a new column. An empty limit is none."""

    name: str
    stage: str
    wait: bool = False
    wip_limit: int | None = None
    wip_mode: str = "soft"
    policy: str = ""


class ColumnFields(Typed):
    """Forms of a column; what one does not name stays. `wip_mode` says that the limit is named,
    and `stage` that `wait` is, for an empty one of those is none."""

    name: str | None = None
    stage: str | None = None
    wait: bool = False
    wip_limit: int | None = None
    wip_mode: str | None = None
    policy: str | None = None


class ColumnPlace(Typed):
    """Where a column is to stand: before another, or at the end."""

    before: Id | None = None


class Clearing(Typed):
    """Where all cards of a column go: to another column, or into the archive."""

    to: Id | None = None
    override: str | None = None


def named(asked: BaseModel) -> dict[str, Any]:
    """The values that a form names."""
    values = {name: value for name, value in dict(asked).items() if value is not None}
    if "wip_mode" in values:
        values["wip_limit"] = asked.wip_limit  # type: ignore[attr-defined]
    else:
        values.pop("wip_limit", None)
    if "stage" not in values:
        values.pop("wait", None)
    return values


async def show(
    request: Request,
    *,
    problem: dict[str, Any] | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    """The settings of a board."""
    by = await seat(request)
    here, people, heads, archived, rows, put_away, words = await database.read(
        boards.named(by.board_id),
        members.everyone(by.board_id),
        columns.on(by.board_id),
        _archived("columns", "column_id", by.board_id),
        lanes.on(by.board_id),
        _archived("lanes", "lane_id", by.board_id),
        labels.counted(by.board_id),
    )
    board = boards.found(here)
    html = render(
        "settings.html",
        board={**board, "archived_iso": iso(board["archived_at"])},
        people=[face(person["user_id"], person["name"]) for person in people],
        seat=by,
        user=viewer(request.scope),
        columns=[{**row, "count": row["wip"]} for row in heads],
        archived=archived,
        lanes=rows,
        archived_lanes=put_away,
        labels=words,
        colors=labels.COLORS,
        fresh_color=labels.rarest(words),
        zones=sorted(zones()),
        problem=problem,
        typed=typed,
    )
    return HTMLResponse(html, status)


def _archived(table: str, of: str, board_id: int) -> Statement:
    """The query for the archived columns or lanes, with the number of cards that left with each."""
    return (
        f"SELECT k.id, k.name, (SELECT COUNT(*) FROM cards c WHERE c.{of} = k.id"  # noqa: S608
        " AND c.archived_at = k.archived_at AND c.deleted_at IS NULL) AS count"
        f" FROM {table} k WHERE k.board_id = ? AND k.archived_at IS NOT NULL"
        " AND k.removed_at IS NULL ORDER BY k.rank, k.id",
        (board_id,),
    )


def _settings(by: Seat) -> str:
    return f"/boards/{by.board_id}/settings"


@again(show, "board")
async def update_board(request: Request) -> Response:
    """Rename a board, or move its midnight."""
    by = await seat(request, write=True)
    asked = await forms.form(request, BoardFields)
    answer = await repeats.answer(boards.update(by, **named(asked)))
    return done(request, answer, _settings(by))


@again(show, "new")
async def add(request: Request) -> Response:
    """Add a column at the right end."""
    by = await seat(request, write=True)
    asked = await forms.form(request, NewColumn)
    answer = await repeats.answer(columns.add(by, columns.draft(**dict(asked))))
    return done(request, answer, _settings(by))


@again(show, "column-{column}")
async def update(request: Request) -> Response:
    """Change a column's values."""
    by = await seat(request, write=True)
    asked = await forms.form(request, ColumnFields)
    verb = columns.update(by, ids.named(request, "column"), **named(asked))
    return done(request, await repeats.answer(verb), _settings(by))


@again(show, "list")
async def place(request: Request) -> Response:
    """Put a column before another, or at the right end."""
    by = await seat(request, write=True)
    asked = await forms.form(request, ColumnPlace)
    verb = columns.place(by, ids.named(request, "column"), before=asked.before)
    return done(request, await repeats.answer(verb), _settings(by))


@again(show, "list")
async def archive(request: Request) -> Response:
    """Take a column off the board, and its open cards with it."""
    by = await seat(request, write=True)
    answer = await repeats.answer(archive_column(by, ids.named(request, "column")))
    return done(request, answer, _settings(by))


@again(show, "list")
async def restore(request: Request) -> Response:
    """Put an archived column back, and the cards that left with it."""
    by = await seat(request, write=True)
    asked = await forms.form(request, Return)
    verb = restore_column(by, ids.named(request, "column"), override=asked.override)
    return done(request, await repeats.answer(verb), _settings(by))


async def clear(request: Request) -> Response:
    """Put all cards of a column into another, or into the archive."""
    by = await seat(request, write=True)
    asked = await forms.form(request, Clearing)
    verb = clearings.clear(by, ids.named(request, "column"), asked.to, override=asked.override)
    return done(request, await repeats.answer(verb), f"/boards/{by.board_id}")


_COLUMN = "/boards/{board}/columns/{column}"

ROUTES = [
    Route("/boards/{board}/settings", show, methods=["GET"]),
    Route("/boards/{board}", update_board, methods=["POST"]),
    Route("/boards/{board}/columns", add, methods=["POST"]),
    Route(_COLUMN, update, methods=["POST"]),
    Route(_COLUMN + "/place", place, methods=["POST"]),
    Route(_COLUMN + "/archival", archive, methods=["POST"]),
    Route(_COLUMN + "/restoral", restore, methods=["POST"]),
    Route(_COLUMN + "/clearing", clear, methods=["POST"]),
]
