"""Members: who sits at a board and how they came to; invitation links.

A board keeps at least one admin whose account is not disabled. Of an invitation only the hash of
its token is stored; the link itself is shown once, to whoever made it.
"""

import hashlib
import json
import secrets
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board import assignments, database
from board.errors import Conflict, Invalid, Missing
from board.events import (
    InvitationMade,
    InvitationWithdrawn,
    MemberJoined,
    MemberReassigned,
    MemberRemoved,
)
from board.instants import DAY, now
from board.log import Change, change, joining
from board.seats import Action, Seat, valid_role
from board.sqlite import Rows, Statement

INVITATION_DAYS = 7

DAYS = (1, 7, 30)
"""How long an invitation may stand."""


class Member(Model):
    """A user's seat at a board."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    user: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.User", on_delete=fields.RESTRICT
    )
    role = fields.CharField(16)
    joined_at = fields.BigIntField()
    source = fields.CharField(255, null=True)
    """Who they are where the board was imported from, as `system:id`."""

    class Meta:
        table = "members"
        indexes = (Index(fields=("user_id",)),)


class Invitation(Model):
    """A link that lets its bearers join a board; only the hash of its token is kept."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    token_hash = fields.CharField(64)
    role = fields.CharField(16)
    by: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.User", on_delete=fields.RESTRICT
    )
    made_at = fields.BigIntField()
    expires_at = fields.BigIntField()
    withdrawn_at = fields.BigIntField(null=True)

    class Meta:
        table = "invitations"


# -- invitations


async def invite(by: Seat, role: str, *, days: int = INVITATION_DAYS) -> dict[str, Any]:
    """Make a link that lets its bearers join; the answer holds its token, this once.

    Event: invitation.made.
    """
    valid_role(role)
    if days not in DAYS:
        raise Invalid("An invitation stands for 1, 7 or 30 days.", field="days")
    token = secrets.token_urlsafe(32)
    async with change(by, "manage members", even_archived=True) as log:
        expires_at = log.at + days * DAY
        ((row,),) = await log.read(
            (
                "INSERT INTO invitations (board_id, token_hash, role, by_id, made_at, expires_at)"
                " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                (by.board_id, hashed(token), role, by.user_id, log.at, expires_at),
            )
        )
        log(InvitationMade(invitation=row["id"], role=role, expires_at=expires_at))
        made = {"id": row["id"], "role": role, "expires_at": expires_at}
        answer = log.done(invitation=made)
    # Behind the change: what is kept of the request must not hold the token.
    return {**answer, "invitation": {**made, "token": token}}


async def withdraw(by: Seat, invitation_id: int) -> dict[str, Any]:
    """Let nobody in by an invitation any more. Event: invitation.withdrawn."""
    query = "SELECT * FROM invitations WHERE id = ? AND board_id = ?"
    read = query, (invitation_id, by.board_id)
    async with change(by, "manage members", read, even_archived=True) as log:
        (found,) = log.rows
        if not found:
            raise Missing("There is no such invitation on this board.")
        if found[0]["withdrawn_at"] is None:
            log(InvitationWithdrawn(invitation=invitation_id, role=found[0]["role"]))
            log.write("UPDATE invitations SET withdrawn_at = ? WHERE id = ?", log.at, invitation_id)
        return log.done()


async def invitation(token: str) -> dict[str, Any]:
    """What a link invites to: board_id, board (its name), role, by_name. Raises Missing when
    it is over."""
    (found,) = await database.read(_bearing(token))
    if not found:
        raise Missing("This invitation is used up or withdrawn. Ask for a fresh link.")
    return found[0]


def _bearing(token: str) -> Statement:
    return (
        "SELECT i.id, i.role, i.board_id, i.made_at, b.name AS board, u.name AS by_name"
        " FROM invitations i JOIN boards b ON b.id = i.board_id JOIN users u ON u.id = i.by_id"
        " WHERE i.token_hash = ? AND i.withdrawn_at IS NULL AND i.expires_at > ?"
        " AND b.deleted_at IS NULL",
        (hashed(token), now()),
    )


async def join(user: dict[str, Any], token: str) -> int:
    """Take a seat by an invitation; returns the board's id. A member who comes again changes
    nothing. Event: member.joined."""
    asked = await invitation(token)
    newcomer = Seat(asked["board_id"], user["id"], user["name"], "viewer")
    reads = _bearing(token), _seat_of(newcomer.board_id, newcomer.user_id)
    async with joining(newcomer, *reads) as log:
        bearing, seated = log.rows
        if not bearing:
            raise Missing("This invitation is used up or withdrawn. Ask for a fresh link.")
        if not seated:
            await _never_left(log, user["id"], bearing[0]["made_at"])
            take_seat(log, user, bearing[0])
    return newcomer.board_id


async def _never_left(log: Change, user_id: int, since: int) -> None:
    """Whoever was removed, or left, comes back only by a link that was made afterwards."""
    query = "SELECT data FROM events WHERE board_id = ? AND kind = ? AND at > ?"
    (gone,) = await log.read((query, (log.board["id"], MemberRemoved.kind, since)))
    if any(json.loads(row["data"])["user"] == user_id for row in gone):
        raise Missing("This invitation is from before you left the board. Ask for a fresh link.")


def take_seat(log: Change, user: dict[str, Any], by: dict[str, Any]) -> None:
    """Seat a user by an invitation. Event: member.joined."""
    log(
        MemberJoined(
            user=user["id"],
            name=user["name"],
            role=by["role"],
            invitation=by["id"],
            inviter=by["by_name"],
        )
    )
    log.write(
        "INSERT INTO members (board_id, user_id, role, joined_at) VALUES (?, ?, ?, ?)",
        log.board["id"],
        user["id"],
        by["role"],
        log.at,
    )


# -- members


async def reassign(by: Seat, user_id: int, role: str) -> dict[str, Any]:
    """Give a member another role. Raises Conflict for the last admin. Event: member.reassigned."""
    valid_role(role)
    async with change(by, "manage members", everyone(by.board_id), even_archived=True) as log:
        member = found(log.rows[0], user_id)
        if member["placeholder_of"] is not None:
            raise Conflict(f"{member['name']} has no account here. Say who it is, or remove it.")
        if role != member["role"]:
            _keep_an_admin(log.rows[0], member)
            log(MemberReassigned(user=user_id, name=member["name"], role=[member["role"], role]))
            log.write(
                "UPDATE members SET role = ? WHERE board_id = ? AND user_id = ?",
                role,
                by.board_id,
                user_id,
            )
        return log.done(member=facts({**member, "role": role}))


async def remove(by: Seat, user_id: int) -> dict[str, Any]:
    """Remove a member; anybody may leave. Raises Conflict for the last admin.

    They work on no card any more. Event: member.removed. What the feed sends afterwards no longer
    reaches them.
    """
    action: Action = "see" if user_id == by.user_id else "manage members"
    reads = everyone(by.board_id), assignments.of_member(by.board_id, user_id)
    async with change(by, action, *reads, even_archived=True) as log:
        member = found(log.rows[0], user_id)
        _keep_an_admin(log.rows[0], member)
        cards = [card["id"] for card in log.rows[1]]
        who = {"user": user_id, "name": member["name"], "role": member["role"]}
        log(MemberRemoved(**who, cards=cards))
        log.writes(assignments.end_all(by.board_id, user_id))
        log.write("DELETE FROM members WHERE board_id = ? AND user_id = ?", by.board_id, user_id)
        return log.done()


def found(present: Rows, user_id: int) -> dict[str, Any]:
    """A member among those of a board. Raises Missing."""
    for member in present:
        if member["user_id"] == user_id:
            return member
    raise Missing("There is no such member on this board.")


def _keep_an_admin(present: Rows, member: dict[str, Any]) -> None:
    admins = [each for each in present if each["role"] == "admin" and each["disabled_at"] is None]
    if admins == [member]:
        raise Conflict("A board needs an admin. Make somebody else one first.")


# -- reading


def everyone(board_id: int) -> Statement:
    """The query for the members of a board, in the order of joining; a deleted one has none."""
    return (
        "SELECT m.user_id, m.role, m.joined_at, m.source, u.name, u.email, u.disabled_at,"
        " u.placeholder_of FROM members m"
        " JOIN users u ON u.id = m.user_id JOIN boards b ON b.id = m.board_id"
        " WHERE m.board_id = ? AND b.deleted_at IS NULL ORDER BY m.joined_at, m.id",
        (board_id,),
    )


def _seat_of(board_id: int, user_id: int) -> Statement:
    sql = "SELECT role FROM members WHERE board_id = ? AND user_id = ?"
    return sql, (board_id, user_id)


def open_invitations(board_id: int) -> Statement:
    """The query for the invitations that still let somebody in."""
    return (
        "SELECT i.id, i.role, i.made_at, i.expires_at, u.name AS by_name FROM invitations i"
        " JOIN users u ON u.id = i.by_id WHERE i.board_id = ? AND i.withdrawn_at IS NULL"
        " AND i.expires_at > ? ORDER BY i.id",
        (board_id, now()),
    )


def joinings(board_id: int) -> Statement:
    """The query for who joined by which invitation: the data of their events, in order."""
    sql = "SELECT at, data FROM events WHERE board_id = ? AND kind = ? ORDER BY seq"
    return sql, (board_id, MemberJoined.kind)


def facts(row: dict[str, Any]) -> dict[str, Any]:
    """A member as every outside names it."""
    return {
        "id": row["user_id"],
        "name": row["name"],
        "role": row["role"],
        "placeholder": row["placeholder_of"] is not None,
    }


def hashed(token: str) -> str:
    """What is kept of a secret that was made long and random."""
    return hashlib.sha256(token.encode()).hexdigest()
