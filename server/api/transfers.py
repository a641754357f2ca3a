"""Transfers: copying a card within its board, and moving one to another board."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from board import copies, seats, transfers
from board.errors import Conflict, LimitReached
from server import forms, ids, repeats
from server.api.answers import PlacedCard
from server.api.fields import Id, Position, Reason, Title
from server.api.openapi import Call
from server.seats import seat


class Copy(forms.Asked):
    """A copy that is to be made: by default in the same column, with all but the comments."""

    column: Id | None = None
    title: Title | None = None
    position: Position = "bottom"
    with_checklists: bool = True
    with_people: bool = True
    override: Reason | None = None


class Transfer(forms.Asked):
    """Where a card is to go: to a board, and there into a column or the first."""

    board: Id
    column: Id | None = None
    override: Reason | None = None


class TransferredCard(PlacedCard):
    """The card as it is on the other board, and the number of the board that it left."""

    board: int


async def copy(request: Request) -> JSONResponse:
    """Copy a card within its board."""
    by = await seat(request, write=True)
    asked = await forms.json(request, Copy)
    verb = copies.copy_card(by, ids.named(request, "card"), **dict(asked))
    return JSONResponse(await repeats.answer(verb), 201)


async def transfer(request: Request) -> JSONResponse:
    """Move a card to another board. What is left here is a tombstone that keeps its visits."""
    by = await seat(request, write=True)
    asked = await forms.json(request, Transfer)
    by.must("edit cards")
    there = await seats.seat(asked.board, by.user_id)
    verb = transfers.move_to_board(
        by, there, ids.named(request, "card"), column=asked.column, override=asked.override
    )
    return JSONResponse(await repeats.answer(verb))


_CARD = "/boards/{board}/cards/{card}"
_FULL = (LimitReached, Conflict)

ROUTES = [
    Call("POST", _CARD + "/copy", copy, PlacedCard, takes=Copy, status=201, refuses=_FULL),
    Call("POST", _CARD + "/transfer", transfer, TransferredCard, takes=Transfer, refuses=_FULL),
]
