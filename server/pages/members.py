"""Members: who sits at a board in which role, and the links that let others join.

Addresses of people and open invitations are shown to the board's admins alone.
"""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from board import boards, database, members, placeholders
from board.errors import Conflict
from board.instants import iso
from server import forms, ids, repeats
from server.faces import face, viewer
from server.pages.answers import Typed, again, elsewhere
from server.seats import seat
from server.templates import render


class RoleField(Typed):
    """The form of a member's role."""

    role: str


class Identity(Typed):
    """The form that says which member somebody without an account is."""

    member: int


class NewInvitation(Typed):
    """The form of an invitation: the role that it gives, and the days that it stands."""

    role: str
    days: int = members.INVITATION_DAYS


async def show(
    request: Request,
    *,
    problem: dict[str, Any] | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
    link: str | None = None,
) -> Response:
    """The members of a board and its open invitations; `link` of one that was just made."""
    by = await seat(request)
    admin = by.may("manage members")
    here, present, invited, joined = await database.read(
        boards.named(by.board_id),
        members.everyone(by.board_id),
        members.open_invitations(by.board_id),
        members.joinings(by.board_id),
    )
    board = boards.found(here)
    came = {told["user"]: told for told in (json.loads(row["data"]) for row in joined)}
    people = [_person(row, admin, came.get(row["user_id"])) for row in present]
    html = render(
        "members.html",
        board=board,
        people=people,
        members=people,
        seat=by,
        user=viewer(request.scope),
        invitations=[_invitation(row, came) for row in invited] if admin else [],
        link=link,
        problem=problem,
        typed=typed,
    )
    return HTMLResponse(html, status)


def _person(row: dict[str, Any], admin: bool, came: dict[str, Any] | None) -> dict[str, Any]:
    """A member, and how they came: by whose link, and since when they are here."""
    return {
        **face(row["user_id"], row["name"]),
        "user_id": row["user_id"],
        "role": row["role"],
        "email": row["email"] if admin else "",
        "placeholder": _placeholder(row),
        "joined": iso(row["joined_at"]),
        "inviter": came.get("inviter") if came else None,
    }


def _placeholder(row: dict[str, Any]) -> str:
    """Where a member without an account comes from; nothing for one with an account."""
    if row["placeholder_of"] is None:
        return ""
    made_up = (row["source"] or "").startswith("demo:")
    return "made up for the demo" if made_up else "came with the import"


def _invitation(row: dict[str, Any], came: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """An open link, and who of the members joined by it."""
    return {
        "joined": [told["name"] for told in came.values() if told["invitation"] == row["id"]],
        "id": row["id"],
        "role": row["role"],
        "by": row["by_name"],
        "expires": iso(row["expires_at"]),
    }


@again(show, "list")
async def reassign(request: Request) -> Response:
    """Give a member another role."""
    by = await seat(request, write=True)
    asked = await forms.form(request, RoleField)
    await repeats.answer(members.reassign(by, ids.named(request, "user"), asked.role))
    return RedirectResponse(f"/boards/{by.board_id}/members", 303)


@again(show, "list")
async def identify(request: Request) -> Response:
    """Say which member somebody without an account is."""
    by = await seat(request, write=True)
    asked = await forms.form(request, Identity)
    await repeats.answer(placeholders.identify(by, ids.named(request, "user"), asked.member))
    return RedirectResponse(f"/boards/{by.board_id}/members", 303)


@again(show, "list")
async def remove(request: Request) -> Response:
    """Remove a member, or leave."""
    by = await seat(request, write=True)
    user_id = ids.named(request, "user")
    await repeats.answer(members.remove(by, user_id))
    if user_id != by.user_id:
        return RedirectResponse(f"/boards/{by.board_id}/members", 303)
    return elsewhere(request, "/boards")


@again(show, "invite")
async def invite(request: Request) -> Response:
    """Make a link that lets its bearers join; the answer shows it, this once."""
    by = await seat(request, write=True)
    asked = await forms.form(request, NewInvitation)
    made = await repeats.answer(members.invite(by, asked.role, days=asked.days))
    token = made["invitation"].get("token")
    if token is None:
        raise Conflict("This link was made before, and a link is shown once. Make another one.")
    return await show(request, link=f"{request.app.state.config.address}/join/{token}")


@again(show, "list")
async def withdraw(request: Request) -> Response:
    """Let nobody in by an invitation any more."""
    by = await seat(request, write=True)
    await repeats.answer(members.withdraw(by, ids.named(request, "invitation")))
    return RedirectResponse(f"/boards/{by.board_id}/members", 303)


_BOARD = "/boards/{board}"

ROUTES = [
    Route(_BOARD + "/members", show, methods=["GET"]),
    Route(_BOARD + "/members/{user}", reassign, methods=["POST"]),
    Route(_BOARD + "/members/{user}/identity", identify, methods=["POST"]),
    Route(_BOARD + "/members/{user}/removal", remove, methods=["POST"]),
    Route(_BOARD + "/invitations", invite, methods=["POST"]),
    Route(_BOARD + "/invitations/{invitation}/withdrawal", withdraw, methods=["POST"]),
]
