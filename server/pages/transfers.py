"""Transfers: what the card's "…" menu sends: a copy, the way to another board, the deletion."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from board import boards, cards, columns, copies, database, seats, transfers
from board.archive import delete_card
from board.seats import MAY
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
    (found,) = await database.read(cards.named(by.board_id, ids.named(request, "card")))
    cards.one(found)
    open_to = [
        row
        for row in await boards.of_user(by.user_id)
        if row["id"] != by.board_id
        and "edit cards" in MAY[row["role"]]
        and row["archived_at"] is None
    ]
    heads = await database.read(*(columns.on(row["id"]) for row in open_to)) if open_to else []
    told = [
        {"id": row["id"], "name": row["name"], "columns": [_named(head) for head in of]}
        for row, of in zip(open_to, heads, strict=True)
    ]
    return JSONResponse({"boards": told})


def _named(row: dict[str, Any]) -> dict[str, Any]:
    return {"id": row["id"], "name": row["name"]}


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
