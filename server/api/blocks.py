"""Blocks: that a card cannot go on, and why."""

from typing import Annotated

from pydantic import WithJsonSchema
from starlette.requests import Request
from starlette.responses import JSONResponse

from board import blocks
from board.errors import Conflict
from server import forms, ids, repeats
from server.api.answers import CardAnswer
from server.api.openapi import Call
from server.seats import seat

Reason = Annotated[str, WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 500})]


class BlockReason(forms.Asked):
    """Why a card cannot go on."""

    reason: Reason


async def block(request: Request) -> JSONResponse:
    """Say that a card cannot go on; of a blocked one, another reason."""
    by = await seat(request, write=True)
    asked = await forms.json(request, BlockReason)
    verb = blocks.block(by, ids.named(request, "card"), asked.reason)
    return JSONResponse(await repeats.answer(verb))


async def unblock(request: Request) -> JSONResponse:
    """Say that a card can go on."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    return JSONResponse(await repeats.answer(blocks.unblock(by, ids.named(request, "card"))))


_ONE = "/boards/{board}/cards/{card}/block"

ROUTES = [
    Call("POST", _ONE, block, CardAnswer, takes=BlockReason, refuses=[Conflict]),
    Call("DELETE", _ONE, unblock, CardAnswer),
]
