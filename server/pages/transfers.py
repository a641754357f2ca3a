"""Transfers: what the card's "…" menu sends: a copy, the way to another board, the deletion."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from board import cards, copies, database, seats, transfers
from board.archive import delete_card
from server import forms, ids, repeats
from server.ids import Id
from server.pages.answers import Typed, done
from server.seats import seat


class Copy(Typed):
    """The form of a copy."""

    column: Id | None = None
    title: str | None = None
    position: str = "bottom"
    with_checklists: bool = False
    with_people: bool = False
    override: str | None = None


class Transfer(Typed):
    """The form of the way to another board."""

    board: Id
    column: Id | None = None
    override: str | None = None


async def copy(request: Request) -> Response:
    """Copy the card."""
    by = await seat(request, write=True)
    asked = await forms.form(request, Copy)
    answer = await repeats.answer(copies.copy_card(by, ids.named(request, "card"), **dict(asked)))
    return done(request, answer, f"/{answer['card']['key']}")


async def choices(request: Request) -> JSONResponse:
    """The other boards on which one may add the card, with their columns."""
    by = await seat(request)
    found, rows = await database.read(
        cards.named(by.board_id, ids.named(request, "card")),
        transfers.open_to(by.user_id, but=by.board_id),
    )
    cards.one(found)
    told: dict[int, dict[str, Any]] = {}
    for row in rows:
        empty = {"id": row["id"], "name": row["name"], "columns": []}
        board = told.setdefault(row["id"], empty)
        if row["column_id"] is not None:
            board["columns"].append({"id": row["column_id"], "name": row["column_name"]})
    return JSONResponse({"boards": [*told.values()]})


async def transfer(request: Request) -> Response:
    """Move the card to another board."""
    by = await seat(request, write=True)
    asked = await forms.form(request, Transfer)
    by.must("edit cards")
    there = await seats.seat(asked.board, by.user_id)
    verb = transfers.move_to_board(
        by, there, ids.named(request, "card"), column=asked.column, override=asked.override
    )
    answer = await repeats.answer(verb)
    return done(request, answer, f"/{answer['card']['key']}")


async def delete(request: Request) -> Response:
    """Delete the card, but for a tombstone that keeps its visits."""
    by = await seat(request, write=True)
    answer = await repeats.answer(delete_card(by, ids.named(request, "card")))
    return done(request, answer, f"/boards/{by.board_id}")


_CARD = "/boards/{board}/cards/{card}"

ROUTES = [
    Route(_CARD + "/copy", copy, methods=["POST"]),
    Route(_CARD + "/transfer", choices, methods=["GET"]),
    Route(_CARD + "/transfer", transfer, methods=["POST"]),
    Route(_CARD + "/deletion", delete, methods=["POST"]),
]
