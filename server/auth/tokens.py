"""API tokens: how a program acts as a user.

A token is 256 random bits behind a prefix that scanners for lost secrets recognise. It is shown
once; the database keeps its keyed hash. It reads, or reads and writes, only under /api/, and can
make no other token.
"""

import secrets
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board import database, texts, users
from board.errors import Invalid, Missing
from board.instants import SECOND, now
from board.sqlite import Rows, Statement
from server.auth.secret import Secret

PREFIX = "andon_"
USED_EVERY = 60 * SECOND
"""A token's last use is written at most this often."""

NAME_LIMIT = 100
MOST = 100
"""Standing tokens of one user."""


class Token(Model):
    """An API token."""

    id = fields.IntField(primary_key=True)
    user: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField("andon.User")
    name = fields.CharField(200)
    scope = fields.CharField(8)
    token_hash = fields.CharField(64)
    created_at = fields.BigIntField()
    used_at = fields.BigIntField(null=True)
    revoked_at = fields.BigIntField(null=True)

    class Meta:
        table = "tokens"
        indexes = (Index(fields=("user_id",)),)


async def add(secret: Secret, user_id: int, name: str, scope: str) -> str:
    """Make a token and return it, this once. Raises Invalid."""
    name = texts.line(name, field="name", called="name", limit=NAME_LIMIT)
    token, scope = PREFIX + secrets.token_urlsafe(32), valid_scope(scope)
    standing = "SELECT COUNT(*) AS n FROM tokens WHERE user_id = ? AND revoked_at IS NULL"
    async with database.transaction((standing, (user_id,))) as (batch, ((count,),)):
        if count["n"] >= MOST:
            raise Invalid(f"You have {MOST} tokens. Revoke one that is not used.", field="name")
        ((row,),) = await batch.run(
            (
                "INSERT INTO tokens (user_id, name, scope, token_hash, created_at)"
                " VALUES (?, ?, ?, ?, ?) RETURNING id",
                (user_id, name, scope, _hashed(secret, token), now()),
            )
        )
        await batch.run(users.told("token.made", user_id, user_id, token=row["id"], scope=scope))
    return token


def valid_scope(value: str) -> str:
    """A scope by its name. Raises Invalid."""
    if value not in ("read", "write"):
        raise Invalid("A token's scope is read or write.", field="scope")
    return value


async def find(secret: Secret, token: str) -> dict[str, Any] | None:
    """A token's row with its user, None when it stands no more."""
    found = await database.glance(
        "SELECT t.id, t.user_id, t.scope, t.used_at, u.name, u.email, u.is_admin, u.timezone,"
        " u.theme, u.shortcuts FROM tokens t JOIN users u ON u.id = t.user_id"
        " WHERE t.token_hash = ? AND t.revoked_at IS NULL AND u.disabled_at IS NULL",
        _hashed(secret, token),
    )
    return found[0] if found else None


async def see(token: dict[str, Any]) -> None:
    """Note that a token is used."""
    at = now()
    if token["used_at"] is not None and token["used_at"] > at - USED_EVERY:
        return
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE tokens SET used_at = ? WHERE id = ?", (at, token["id"])))


async def revoke(token_id: int, user_id: int) -> None:
    """Let nobody in by a token of the user any more. Raises Missing when there is none."""
    async with database.transaction() as (batch, _):
        ((*found,),) = await batch.run(
            (
                "UPDATE tokens SET revoked_at = ? WHERE id = ? AND user_id = ?"
                " AND revoked_at IS NULL RETURNING id",
                (now(), token_id, user_id),
            )
        )
        if not found:
            raise Missing("There is no such token of yours.")
        await batch.run(users.told("token.revoked", user_id, user_id, token=token_id))


def revoke_all(user_id: int) -> Statement:
    """The statement that revokes every token of a user."""
    sql = "UPDATE tokens SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL"
    return sql, (now(), user_id)


async def of_user(user_id: int) -> Rows:
    """The tokens of a user that stand, the newest first."""
    (found,) = await database.read(
        (
            "SELECT id, name, scope, created_at, used_at FROM tokens"
            " WHERE user_id = ? AND revoked_at IS NULL ORDER BY id DESC",
            (user_id,),
        )
    )
    return found


def alive(ids: list[int]) -> Statement:
    """The query for those of some tokens that still stand."""
    marks = ", ".join("?" * len(ids))
    return (
        "SELECT t.id FROM tokens t JOIN users u ON u.id = t.user_id WHERE t.revoked_at IS NULL"  # noqa: S608
        f" AND u.disabled_at IS NULL AND t.id IN ({marks})",
        ids,
    )


def _hashed(secret: Secret, token: str) -> str:
    return secret.hashed("token", token)
