"""Sessions: a browser in which somebody is signed in.

The browser holds 256 random bits in a cookie, the database their keyed hash. A session ends 30
days after it began, 7 days after it was last seen, or when somebody ends it; all three are asked
when it is read, so nothing depends on a job that clears up.
"""

import secrets
from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import Response
from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board import database, users
from board.instants import DAY, SECOND, now
from board.sqlite import Rows, Statement
from server.auth.secret import Secret

LASTS = 30 * DAY
IDLE = 7 * DAY
SEEN_EVERY = 60 * SECOND
"""A session's last sight is written at most this often."""

AGENT_LIMIT = 255


class Session(Model):
    """A session. `address` is where it was begun."""

    id = fields.IntField(primary_key=True)
    user: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField("andon.User")
    token_hash = fields.CharField(64)
    agent = fields.CharField(AGENT_LIMIT, db_default="")
    address = fields.CharField(64, db_default="")
    created_at = fields.BigIntField()
    seen_at = fields.BigIntField()
    expires_at = fields.BigIntField()
    ended_at = fields.BigIntField(null=True)

    class Meta:
        table = "sessions"
        indexes = (Index(fields=("user_id",)),)


async def begin(secret: Secret, user_id: int, conn: HTTPConnection) -> str:
    """Begin a session in the browser that asks; returns what its cookie holds."""
    token, at = secrets.token_urlsafe(32), now()
    agent = "".join(filter(str.isprintable, conn.headers.get("user-agent", "")))[:AGENT_LIMIT]
    address = conn.client.host if conn.client else ""
    async with database.transaction() as (batch, _):
        await batch.run(
            (
                "INSERT INTO sessions (user_id, token_hash, agent, address, created_at, seen_at,"
                " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (user_id, _hashed(secret, token), agent, address, at, at, at + LASTS),
            ),
            users.told("session.begun", user_id, user_id, address=address),
        )
    return token


async def find(secret: Secret, token: str) -> dict[str, Any] | None:
    """The session of a cookie with its user, None when it stands no more."""
    at = now()
    found = await database.glance(
        "SELECT s.id, s.user_id, s.seen_at, u.name, u.email, u.is_admin, u.timezone,"
        " u.theme, u.shortcuts, 'write' AS scope"
        " FROM sessions s JOIN users u ON u.id = s.user_id"
        " WHERE s.token_hash = ? AND s.ended_at IS NULL AND s.expires_at > ?"
        " AND s.seen_at > ? AND u.disabled_at IS NULL",
        _hashed(secret, token),
        at,
        at - IDLE,
    )
    return found[0] if found else None


async def see(session: dict[str, Any]) -> None:
    """Note that a session is used."""
    at = now()
    if session["seen_at"] > at - SEEN_EVERY:
        return
    async with database.transaction() as (batch, _):
        await batch.run(
            (
                "UPDATE sessions SET seen_at = ? WHERE id = ? AND seen_at <= ?",
                (at, session["id"], at - SEEN_EVERY),
            )
        )


async def end(session_id: int, user_id: int) -> None:
    """End a session of a user. One of somebody else's, or none, stays as it is."""
    async with database.transaction() as (batch, _):
        ended = (
            "UPDATE sessions SET ended_at = ? WHERE id = ? AND user_id = ? AND ended_at IS NULL"
            " RETURNING id"
        )
        ((*found,),) = await batch.run((ended, (now(), session_id, user_id)))
        if found:
            await batch.run(users.told("session.ended", user_id, user_id, session=session_id))


async def end_others(session_id: int, user_id: int) -> None:
    """End every session of a user but one."""
    async with database.transaction() as (batch, _):
        await batch.run(
            end_all(user_id, but=session_id),
            users.told("sessions.ended", user_id, user_id, but=session_id),
        )


def end_all(user_id: int, *, but: int = 0) -> Statement:
    """The statement that ends every session of a user, perhaps but one."""
    return (
        "UPDATE sessions SET ended_at = ? WHERE user_id = ? AND id <> ? AND ended_at IS NULL",
        (now(), user_id, but),
    )


async def of_user(user_id: int) -> Rows:
    """The sessions of a user that stand, the last seen first."""
    at = now()
    (found,) = await database.read(
        (
            "SELECT id, agent, address, created_at, seen_at FROM sessions WHERE user_id = ?"
            " AND ended_at IS NULL AND expires_at > ? AND seen_at > ? ORDER BY seen_at DESC, id",
            (user_id, at, at - IDLE),
        )
    )
    return found


def alive(ids: list[int]) -> Statement:
    """The query for those of some sessions that still stand."""
    at = now()
    marks = ", ".join("?" * len(ids))
    return (
        "SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.ended_at IS NULL"  # noqa: S608
        f" AND s.expires_at > ? AND u.disabled_at IS NULL AND s.id IN ({marks})",
        (at, *ids),
    )


async def forget() -> None:
    """Delete the sessions that ended long enough ago."""
    long_ago = now() - IDLE
    async with database.transaction() as (batch, _):
        await batch.run(
            ("DELETE FROM sessions WHERE expires_at < ? OR ended_at < ?", (long_ago, long_ago))
        )


def _hashed(secret: Secret, token: str) -> str:
    return secret.hashed("session", token)


# -- the cookie


def cookie_name(secure: bool) -> str:
    """With https the name itself makes browsers insist on Secure, Path=/ and no Domain."""
    return "__Host-andon" if secure else "andon"


def set_cookie(response: Response, token: str, *, secure: bool) -> None:
    """Give the browser its session."""
    response.set_cookie(
        cookie_name(secure),
        token,
        max_age=LASTS // SECOND,
        secure=secure,
        httponly=True,
        samesite="lax",
    )


def clear_cookie(response: Response, *, secure: bool) -> None:
    """Take the session from the browser."""
    response.delete_cookie(cookie_name(secure), secure=secure, httponly=True, samesite="lax")
