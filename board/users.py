"""Users: who has an account on this server, and the log of what happens to accounts.

Accounts are not on any board, so they are written outside a change, in small transactions of
their own, and told in the account log.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from tortoise import fields
from tortoise.exceptions import IntegrityError
from tortoise.indexes import Index
from tortoise.models import Model

from board import database, texts
from board.errors import Conflict, Invalid, Missing
from board.instants import now, zones
from board.sqlite import Statement

EMAIL_LIMIT = 254
_WORD = r"[^\s@<>()\[\]\\,;:\"\x00-\x1f]"
_EMAIL = re.compile(rf"{_WORD}{{1,64}}@{_WORD}+\.[^\s@.<>]+")


class User(Model):
    """An account. Without a password hash nobody can sign in by password."""

    id = fields.IntField(primary_key=True)
    email = fields.CharField(254)
    """As it was typed; `email_key` is what makes it unique."""
    email_key = fields.CharField(254)
    name = fields.CharField(200)
    password_hash = fields.CharField(255, null=True)
    is_admin = fields.BooleanField(db_default=False)
    timezone = fields.CharField(64, db_default="UTC")
    theme = fields.CharField(8, db_default="system")
    """`light`, `dark`, or `system`: as the device says."""
    shortcuts = fields.BooleanField(db_default=True)
    """Whether single keys do something on a board (WCAG 2.1.4)."""
    created_at = fields.BigIntField()
    disabled_at = fields.BigIntField(null=True)
    placeholder_of = fields.IntField(null=True)
    """The board that it came to with an import: somebody who has no account here. It has no
    address and no password, so nobody signs in as it and nothing is ever sent to it."""

    class Meta:
        table = "users"


class AccountEvent(Model):
    """An entry of the account log."""

    id = fields.IntField(primary_key=True)
    at = fields.BigIntField()
    kind = fields.CharField(64)
    user_id = fields.IntField(null=True)
    by_id = fields.IntField(null=True)
    data = fields.TextField()

    class Meta:
        table = "account_events"
        indexes = (Index(fields=("user_id",)),)


def email(value: str) -> str:
    """An address as it may be kept. Raises Invalid when it cannot be one."""
    text = unicodedata.normalize("NFC", value.strip())
    if len(text) > EMAIL_LIMIT or not _EMAIL.fullmatch(text):
        raise Invalid("That is no e-mail address. It looks like ana@example.com.", field="email")
    return text


def email_key(value: str) -> str:
    """What two spellings of one address have in common."""
    return unicodedata.normalize("NFC", value.strip().casefold())


def name(value: str) -> str:
    """A person's name as it may be kept."""
    return texts.line(value, field="name", called="name", limit=texts.NAME_LIMIT)


def timezone(value: str) -> str:
    """An IANA time zone's name. Raises Invalid when there is none of that name."""
    if value not in zones():
        raise Invalid(
            "There is no such time zone. Take a name such as Europe/Berlin.", field="timezone"
        )
    return value


def told(kind: str, user_id: int | None, by: int | None = None, **data: Any) -> Statement:
    """The statement that writes an entry of the account log."""
    return (
        "INSERT INTO account_events (at, kind, user_id, by_id, data) VALUES (?, ?, ?, ?, ?)",
        (now(), kind, user_id, by, json.dumps(data)),
    )


def theme(value: str) -> str:
    """A theme by its name. Raises Invalid."""
    if value not in ("light", "dark", "system"):
        raise Invalid("A theme is light, dark or system.", field="theme")
    return value


async def add(
    address: str,
    called: str,
    password_hash: str | None,
    *,
    admin: bool = False,
    zone: str = "UTC",
    by: int | None = None,
) -> dict[str, Any]:
    """Make an account and return its row. `by`: the administrator who made it for somebody.

    Raises Invalid, or Conflict when the address has one.
    """
    row = {
        "email": email(address),
        "email_key": email_key(address),
        "name": name(called),
        "password_hash": password_hash,
        "is_admin": admin,
        "timezone": timezone(zone),
        "created_at": now(),
    }
    try:
        return await _add(row, by)
    except IntegrityError:
        # Somebody took the address in the same instant.
        raise _taken() from None


async def _add(row: dict[str, Any], by: int | None) -> dict[str, Any]:
    async with database.transaction(
        ("SELECT id FROM users WHERE email_key = ?", (row["email_key"],)),
    ) as (batch, (taken,)):
        if taken:
            raise _taken()
        marks = ", ".join("?" * len(row))
        sql = f"INSERT INTO users ({', '.join(row)}) VALUES ({marks}) RETURNING *"  # noqa: S608
        ((user,),) = await batch.run((sql, list(row.values())))
        await batch.run(told("user.added", user["id"], by, admin=row["is_admin"]))
    return user


def _taken() -> Conflict:
    return Conflict("That address has an account already. Sign in instead.", field="email")


async def update(user_id: int, **values: Any) -> None:
    """Change what somebody says of themselves: `name`, `timezone`, `theme`, `shortcuts`. What
    others see is told in the account log. Raises Invalid."""
    checked = {each: _CHECKS[each](value) for each, value in values.items()}
    sets = ", ".join(f"{each} = ?" for each in checked)
    async with database.transaction(("SELECT name FROM users WHERE id = ?", (user_id,))) as (
        batch,
        ((before,),),
    ):
        await batch.run((f"UPDATE users SET {sets} WHERE id = ?", (*checked.values(), user_id)))  # noqa: S608
        if checked.get("name", before["name"]) != before["name"]:
            pair = [before["name"], checked["name"]]
            await batch.run(told("user.renamed", user_id, user_id, name=pair))


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "name": name,
    "timezone": timezone,
    "theme": theme,
    "shortcuts": bool,
}


async def by_email(address: str) -> dict[str, Any] | None:
    """The account of an address, None when it has none."""
    (found,) = await database.read(
        (
            "SELECT * FROM users WHERE email_key = ? AND placeholder_of IS NULL",
            (email_key(address),),
        )
    )
    return found[0] if found else None


async def owner(address: str) -> dict[str, Any]:
    """The account of an address, for a command. Raises Missing with the way out."""
    user = await by_email(address)
    if user is None or user["disabled_at"] is not None:
        raise Missing(f"No account has the address {address}. Add one with: andon user add EMAIL")
    return user


async def any_account() -> bool:
    """Whether anybody has an account yet."""
    (found,) = await database.read(("SELECT id FROM users LIMIT 1", ()))
    return bool(found)
