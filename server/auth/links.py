"""One-time links: how somebody without a password gets in.

There are two: the link that `andon serve` prints while nobody has an account, which makes the
first administrator, and the link of `andon user reset` and of an administrator's page, which sets
a password. Each works once; the database keeps the keyed hash of what stands in it.
"""

import secrets
from typing import Any, Literal

from tortoise import fields
from tortoise.models import Model

from board import database, users
from board.instants import DAY, SECOND, now
from board.sqlite import Statement
from server.auth import sessions
from server.auth.secret import Secret
from server.refusals import UsedUp

RESET_LASTS = 30 * 60 * SECOND
WELCOME_LASTS = 7 * DAY
"""How long somebody has who was given an account."""

Kind = Literal["first", "reset"]

OVER = "This link was used, or its time has passed. Ask whoever runs this server for a fresh one."


class Link(Model):
    """A one-time link; `expires_at` None while it stands until it is used."""

    id = fields.IntField(primary_key=True)
    kind = fields.CharField(16)
    user: fields.ForeignKeyNullableRelation[Any] = fields.ForeignKeyField("andon.User", null=True)
    token_hash = fields.CharField(64)
    created_at = fields.BigIntField()
    expires_at = fields.BigIntField(null=True)
    used_at = fields.BigIntField(null=True)

    class Meta:
        table = "links"


async def first(secret: Secret) -> str | None:
    """A token that makes the first administrator, in place of every earlier one; None when
    somebody has an account."""
    token = secrets.token_urlsafe(32)
    async with database.transaction(_ANYBODY) as (batch, (somebody,)):
        await batch.run(("DELETE FROM links WHERE kind = 'first' AND used_at IS NULL", ()))
        if somebody:
            return None
        await batch.run(_insert(secret, "first", token, None, None))
    return token


async def reset(
    secret: Secret, user_id: int, *, by: int | None = None, lasts: int = RESET_LASTS
) -> str:
    """A token that sets a new password for a user, in place of every earlier one."""
    token = secrets.token_urlsafe(32)
    async with database.transaction() as (batch, _):
        await batch.run(
            forget_resets(user_id),
            _insert(secret, "reset", token, user_id, now() + lasts),
            users.told("reset.offered", user_id, by),
        )
    return token


async def find(secret: Secret, kind: Kind, token: str) -> dict[str, Any]:
    """A link that stands: `user_id` and `name` of whom it is for. Raises UsedUp."""
    found, somebody = await database.read(
        (
            "SELECT l.id, l.user_id, u.name, u.email FROM links l"
            " LEFT JOIN users u ON u.id = l.user_id WHERE l.kind = ? AND l.token_hash = ?"
            " AND l.used_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > ?)"
            " AND u.disabled_at IS NULL",
            (kind, _hashed(secret, kind, token), now()),
        ),
        _ANYBODY,
    )
    if not found or (kind == "first" and somebody):
        raise UsedUp(OVER)
    return found[0]


async def use_first(link: dict[str, Any]) -> None:
    """Use up the link of the first administrator. Raises UsedUp for the second who tries."""
    async with database.transaction() as (batch, _):
        await _use(batch, link)


async def use_reset(link: dict[str, Any], password_hash: str) -> None:
    """Set a new password and end every session of the user, in one step. Raises UsedUp."""
    user_id = link["user_id"]
    async with database.transaction() as (batch, _):
        await _use(batch, link)
        await batch.run(
            ("UPDATE users SET password_hash = ? WHERE id = ?", (password_hash, user_id)),
            sessions.end_all(user_id),
            forget_resets(user_id),
            users.told("password.reset", user_id, user_id),
        )


async def _use(batch: database.Batch, link: dict[str, Any]) -> None:
    sql = "UPDATE links SET used_at = ? WHERE id = ? AND used_at IS NULL RETURNING id"
    ((*found,),) = await batch.run((sql, (now(), link["id"])))
    if not found:
        raise UsedUp(OVER)


_ANYBODY: Statement = ("SELECT id FROM users LIMIT 1", ())


def _insert(
    secret: Secret, kind: Kind, token: str, user_id: int | None, expires_at: int | None
) -> Statement:
    return (
        "INSERT INTO links (kind, user_id, token_hash, created_at, expires_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (kind, user_id, _hashed(secret, kind, token), now(), expires_at),
    )


def forget_resets(user_id: int) -> Statement:
    """The statement that lets nobody set a password of a user by a link any more."""
    sql = "DELETE FROM links WHERE kind = 'reset' AND user_id = ? AND used_at IS NULL"
    return sql, (user_id,)


async def forget() -> None:
    """Delete the links that nobody can use any more."""
    async with database.transaction() as (batch, _):
        await batch.run(("DELETE FROM links WHERE used_at IS NOT NULL OR expires_at < ?", (now(),)))


def _hashed(secret: Secret, kind: Kind, token: str) -> str:
    return secret.hashed(f"link:{kind}", token)
