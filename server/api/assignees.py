"""Assignees: which members work on a card."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from board import assignments
from server import forms, ids, repeats
from server.api.answers import CardAnswer
from server.api.openapi import Call
from server.seats import seat


async def assign(request: Request) -> JSONResponse:
    """Have a member work on a card."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    verb = assignments.assign(by, ids.named(request, "card"), ids.named(request, "user"))
    return JSONResponse(await repeats.answer(verb))


async def unassign(request: Request) -> JSONResponse:
    """Have a member work on a card no more."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    verb = assignments.unassign(by, ids.named(request, "card"), ids.named(request, "user"))
    return JSONResponse(await repeats.answer(verb))


_ONE = "/boards/{board}/cards/{card}/assignees/{user}"

ROUTES = [
    Call("PUT", _ONE, assign, CardAnswer),
    Call("DELETE", _ONE, unassign, CardAnswer),
]
