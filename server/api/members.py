"""Members: listing them, giving one another role, removing one."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from board import database, members
from server import forms, ids, repeats
from server.api import paging
from server.api.fields import Role
from server.seats import seat


class MemberChanges(forms.Asked):
    """What is to change about a member."""

    role: Role


async def listed(request: Request) -> JSONResponse:
    """Who sits at a board."""
    by = await seat(request)
    page = paging.asked(request)
    (found,) = await database.read(members.everyone(by.board_id))
    people = sorted((members.facts(row) for row in found), key=lambda person: int(person["id"]))
    return JSONResponse(paging.turned("members", people, page))


async def reassign(request: Request) -> JSONResponse:
    """Give a member another role."""
    by = await seat(request, write=True)
    asked = await forms.json(request, MemberChanges)
    verb = members.reassign(by, ids.named(request, "user"), asked.role)
    return JSONResponse(await repeats.answer(verb))


async def remove(request: Request) -> JSONResponse:
    """Remove a member, or leave."""
    by = await seat(request, write=True)
    await forms.json(request, forms.Asked)
    return JSONResponse(await repeats.answer(members.remove(by, ids.named(request, "user"))))
