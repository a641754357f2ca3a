"""Invitations: links that let their bearers join a board. The link itself is answered once."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from board import database, members
from board.instants import iso
from server import forms, ids, repeats
from server.api import paging
from server.api.fields import Days, Role
from server.seats import seat


class NewInvitation(forms.Asked):
    """An invitation that is to be made."""

    role: Role
    days: Days = members.INVITATION_DAYS


async def listed(request: Request) -> JSONResponse:
    """The invitations that still let somebody in."""
    by = await seat(request)
    by.must("manage members")
    page = paging.asked(request)
    (found,) = await database.read(members.open_invitations(by.board_id))
    return JSONResponse(paging.turned("invitations", [facts(row) for row in found], page))


async def invite(request: Request) -> JSONResponse:
    """Make a link that lets its bearers join. A repeated request is answered without the link."""
    by = await seat(request, write=True)
    asked = await forms.json(request, NewInvitation)
    made = await repeats.answer(members.invite(by, asked.role, days=asked.days))
    token = made["invitation"].get("token")
    url = token and f"{request.app.state.config.address}/join/{token}"
    link = {"token": token, "url": url}
    return JSONResponse({**made, "invitation": {**facts(made["invitation"]), **link}}, 201)


async def withdraw(request: Request) -> JSONResponse:
    """Let nobody in by an invitation any more."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    verb = members.withdraw(by, ids.named(request, "invitation"))
    return JSONResponse(await repeats.answer(verb))


def facts(row: dict[str, Any]) -> dict[str, Any]:
    """An invitation as every outside names it."""
    return {"id": row["id"], "role": row["role"], "expires_at": iso(row["expires_at"])}
