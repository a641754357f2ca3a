"""Boards: listing, making, reading, changing, copying, archiving, deleting and starring one."""

from typing import Annotated, Any

from pydantic import Field
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from board import (
    board_copies,
    boards,
    cards,
    columns,
    database,
    labels,
    lanes,
    members,
    seats,
    stars,
)
from board.errors import Invalid
from board.instants import iso
from board.sqlite import Rows
from server import forms, repeats
from server.api import cardtexts, paging
from server.api.columns import ColumnDraft
from server.api.fields import FewEnough, Key, Mode, Name, WipLimit, Zone
from server.api.writing import written
from server.auth import account
from server.seats import once, seat


class NewBoard(forms.Asked):
    """A board that is to be made; without a key it gets one made of its name, without a time zone
    one's own."""

    name: Name
    key: Key | None = None
    timezone: Zone | None = None
    columns: Annotated[list[ColumnDraft], FewEnough] = Field(
        default=[], json_schema_extra={"maxItems": columns.MOST}
    )


class BoardCopy(forms.Asked):
    """A board that is to be made like another, perhaps with its open cards."""

    name: Name
    with_cards: bool = False


class BoardChanges(forms.Asked):
    """What is to change about a board; `wip_limit` null lifts the limit of its work in progress."""

    name: Name = ""
    timezone: Zone = ""
    wip_limit: WipLimit | None = None
    wip_mode: Mode = ""


async def listed(request: Request) -> JSONResponse:
    """The boards that one may see."""
    page = paging.asked(request)
    rows = await boards.of_user(account(request).user_id)
    found = [head(row) for row in sorted(rows, key=lambda row: row["id"])]
    return JSONResponse(paging.turned("boards", found, page))


async def create(request: Request) -> Response:
    """Make a board and become its admin."""
    maker = account(request, write=True)
    asked = await forms.json(request, NewBoard)
    made = await repeats.answer(
        boards.create(
            {"id": maker.user_id, "name": maker.name},
            asked.name,
            key=asked.key,
            timezone=maker.timezone if asked.timezone is None else asked.timezone,
            drafts=tuple(_draft(n, column) for n, column in enumerate(asked.columns)),
            once=await once(request),
        )
    )
    # Who asks again may have been removed from the board since.
    await seats.seat(made["id"], maker.user_id)
    return await _whole(made["id"], 201)


def _draft(n: int, column: ColumnDraft) -> columns.Draft:
    try:
        return columns.draft(**dict(column))
    except Invalid as wrong:
        wrong.facts["field"] = wrong.field = f"columns.{n}.{wrong.field}"
        raise


async def show(request: Request) -> Response:
    """One board with everything that stands on it, as of one moment."""
    by = await seat(request)
    return await _whole(by.board_id)


async def update(request: Request) -> Response:
    """Rename a board, move its midnight, or limit its work in progress."""
    by = await seat(request, write=True)
    asked = await forms.json(request, BoardChanges)
    await repeats.answer(boards.update(by, **asked.given))
    return await _whole(by.board_id)


async def copy(request: Request) -> Response:
    """Make a board like this one and become its admin: with its columns, limits, policies, lanes
    and labels, and its open cards as if they were new if that is asked."""
    by = await seat(request, write=True)
    asked = await forms.json(request, BoardCopy)
    made = await repeats.answer(board_copies.copy(by, asked.name, with_cards=asked.with_cards))
    await seats.seat(made["id"], by.user_id)
    return await _whole(made["id"], 201)


async def archive(request: Request) -> JSONResponse:
    """Put a board away: it can be read, and nothing on it changes until it is restored."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    return JSONResponse(await repeats.answer(boards.archive(by)))


async def restore(request: Request) -> JSONResponse:
    """Take an archived board up again."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    return JSONResponse(await repeats.answer(boards.restore(by)))


async def delete(request: Request) -> JSONResponse:
    """Delete a board: from then on it exists for nobody."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    return JSONResponse(await repeats.answer(boards.delete(by)))


async def star(request: Request) -> JSONResponse:
    """Put a board first among one's own; nobody else sees it."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    await stars.star(by)
    return JSONResponse({"starred": True})


async def unstar(request: Request) -> JSONResponse:
    """Put a board among the others again."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    await stars.unstar(by)
    return JSONResponse({"starred": False})


# -- facts


def head(row: dict[str, Any]) -> dict[str, Any]:
    """A board as a list names it."""
    names = ("id", "key", "name", "timezone", "seq", "epoch", "role")
    mine = {"starred": bool(row["starred"]), "archived_at": iso(row["archived_at"])}
    return {**{name: row[name] for name in names}, **mine}


async def _whole(board_id: int, status: int = 200) -> Response:
    """A board with its columns, members and open cards, from one read. Raises Missing."""
    found = await database.read(
        boards.named(board_id),
        columns.on(board_id),
        lanes.on(board_id),
        lanes.at_work(board_id),
        members.everyone(board_id),
        labels.of_board(board_id),
        cards.open_on(board_id),
    )
    return await written(lambda: _told(*found), status)


def _told(
    found: Rows, heads: Rows, rows: Rows, counts: Rows, people: Rows, words: Rows, present: Rows
) -> bytes:
    board = boards.found(found)
    around = {
        **{name: board[name] for name in ("id", "key", "name", "timezone", "seq", "epoch")},
        **{name: board[name] for name in ("wip_limit", "wip_mode")},
        "wip": sum(row["n"] for row in counts),
        "archived_at": iso(board["archived_at"]),
        "columns": [columns.facts(row) for row in heads],
        "lanes": [lanes.facts(row) for row in rows],
        "labels": words,
        "members": [members.facts(row) for row in people],
    }
    told = b",".join(cardtexts.texts(_ordered(present, heads), board))
    return b'%b,"cards":[%b]}' % (to_json(around).removesuffix(b"}"), told)


def _ordered(present: Rows, heads: Rows) -> Rows:
    """The cards in the order of the board; the query orders them within their columns."""
    cells: dict[int, Rows] = {row["id"]: [] for row in heads}
    for card in present:
        cells[card["column_id"]].append(card)
    return [card for cell in cells.values() for card in cell]
