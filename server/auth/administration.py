"""Administration: what an administrator of the server does about accounts.

Somebody who is disabled is out at once: every session, token and link of theirs ends with the same
change, their sockets close with them, and being enabled again brings none of it back. The server
keeps an administrator. Everything is told in the account log.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from board import database, users
from board.errors import Conflict, Invalid, Missing, NotAllowed
from board.instants import now
from board.sqlite import Rows, Statement
from server.auth import links, sessions, tokens
from server.auth.account import Account
from server.auth.secret import Secret

PAGE = 50
"""Accounts on one page of the list."""

MOST_PAGES = 100_000


async def add(secret: Secret, by: Account, address: str, name: str, *, admin: bool) -> str:
    """Make an account for somebody; returns the token of the link that sets its password."""
    user = await users.add(address, name, None, admin=admin, by=by.user_id)
    return await links.reset(secret, user["id"], by=by.user_id, lasts=links.WELCOME_LASTS)


async def reset(secret: Secret, by: Account, user_id: int) -> str:
    """The token of a link that sets a new password. Raises Missing, Conflict."""
    async with _about(by, user_id) as (_, user, _):
        if user["disabled_at"] is not None:
            raise Conflict("This account is disabled. Enable it first.")
    return await links.reset(secret, user_id, by=by.user_id)


async def disable(by: Account, user_id: int) -> None:
    """Let somebody in no more, and end every session, token and link. Twice changes nothing."""
    async with _about(by, user_id) as (batch, user, admins):
        if user["disabled_at"] is None:
            _keep_one(admins, user_id)
            await batch.run(
                ("UPDATE users SET disabled_at = ? WHERE id = ?", (now(), user_id)),
                sessions.end_all(user_id),
                tokens.revoke_all(user_id),
                links.forget_resets(user_id),
                users.told("user.disabled", user_id, by.user_id),
            )


async def enable(by: Account, user_id: int) -> None:
    """Let somebody in again, by their password. Twice changes nothing."""
    async with _about(by, user_id) as (batch, user, _):
        if user["disabled_at"] is not None:
            await batch.run(
                ("UPDATE users SET disabled_at = NULL WHERE id = ?", (user_id,)),
                users.told("user.enabled", user_id, by.user_id),
            )


async def promote(by: Account, user_id: int) -> None:
    """Make somebody an administrator."""
    await _put(by, user_id, is_admin=True)


async def demote(by: Account, user_id: int) -> None:
    """Make an administrator a user like others."""
    await _put(by, user_id, is_admin=False)


async def _put(by: Account, user_id: int, *, is_admin: bool) -> None:
    async with _about(by, user_id) as (batch, user, admins):
        if bool(user["is_admin"]) == is_admin:
            return
        if not is_admin:
            _keep_one(admins, user_id)
        kind = "user.promoted" if is_admin else "user.demoted"
        await batch.run(
            ("UPDATE users SET is_admin = ? WHERE id = ?", (is_admin, user_id)),
            users.told(kind, user_id, by.user_id),
        )


@asynccontextmanager
async def _about(
    by: Account, user_id: int
) -> AsyncIterator[tuple[database.Batch, dict[str, Any], set[int]]]:
    """A transaction about somebody: their row, and the ids of the administrators, who stand still
    meanwhile, so that two of them cannot leave the server without one.

    Raises NotAllowed when who asks is none of them any more, Missing.
    """
    lock = " FOR NO KEY UPDATE" if database.dialect() == "postgres" else ""
    locked: Statement = (
        f"SELECT id FROM users WHERE is_admin AND disabled_at IS NULL ORDER BY id{lock}",  # noqa: S608
        (),
    )
    query: Statement = (
        "SELECT * FROM users WHERE id = ? AND placeholder_of IS NULL",
        (user_id,),
    )
    async with database.transaction(locked, query) as (batch, (standing, found)):
        admins = {row["id"] for row in standing}
        if by.user_id not in admins:
            raise NotAllowed("You are no administrator of this server any more.")
        if not found:
            raise Missing("There is no such account.")
        yield batch, found[0], admins


def _keep_one(admins: set[int], user_id: int) -> None:
    if admins == {user_id}:
        raise Conflict("A server needs an administrator. Make somebody else one first.")


# -- reading


async def listed(text: str, page: int) -> tuple[Rows, int]:
    """A page of the accounts whose name or address holds a text, by name; and how many there are.

    Raises Invalid for a page that cannot be.
    """
    if not 1 <= page <= MOST_PAGES:
        raise Invalid(f"page is a whole number from 1 to {MOST_PAGES:,}.", field="page")
    like = "LIKE ? ESCAPE '\\'"
    where = f"WHERE placeholder_of IS NULL AND (email_key {like} OR LOWER(name) {like})"
    parts = _part(users.email_key(text)), _part(text.lower())
    count, rows = await database.read(
        (f"SELECT COUNT(*) AS n FROM users {where}", parts),  # noqa: S608
        (
            "SELECT u.*, (SELECT COUNT(*) FROM members m JOIN boards b ON b.id = m.board_id"  # noqa: S608
            " WHERE m.user_id = u.id AND b.deleted_at IS NULL) AS boards, (SELECT MAX(s.seen_at)"
            f" FROM sessions s WHERE s.user_id = u.id) AS seen_at FROM users u {where}"
            " ORDER BY LOWER(u.name), u.id LIMIT ? OFFSET ?",
            (*parts, PAGE, (page - 1) * PAGE),
        ),
    )
    return rows, int(count[0]["n"])


def _part(text: str) -> str:
    """The pattern of what holds a text."""
    return "%" + "".join("\\" + c if c in "%_\\" else c for c in text) + "%"
