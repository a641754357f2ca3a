"""Requests that may come twice: each is carried out once, however often it is sent.

A request that carries a key is recorded with what it was answered, in the transaction that carries
it out. When it comes again, the record answers; the same key with anything else asked is refused.
Refusals are not recorded: they may be tried again.
"""

import json
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board import database
from board.errors import Invalid
from board.instants import DAY, now
from board.seats import Once
from board.sqlite import Rows, Statement

KEPT_DAYS = 7
"""How long a record is kept: a repetition later than that is a new request."""


class Record(Model):
    """What was answered to a request that carried a key."""

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.User", on_delete=fields.RESTRICT
    )
    key = fields.CharField(255)
    digest = fields.CharField(64)
    answer = fields.TextField()
    at = fields.BigIntField()

    class Meta:
        table = "idempotency"
        indexes = (Index(fields=("at",)),)


class Repeated(Exception):
    """The request was carried out before; `answer` is what it was answered then."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__("The request was carried out before.")
        self.answer = answer


def recorded(user_id: int, key: str) -> Statement:
    """The query for the record of a request."""
    return (
        "SELECT digest, answer FROM idempotency WHERE user_id = ? AND key = ? AND at > ?",
        (user_id, key, now() - KEPT_DAYS * DAY),
    )


def repeat(once: Once, records: Rows) -> None:
    """Raises Repeated when there is a record of the request, Invalid when it is another's."""
    if not records:
        return
    if records[0]["digest"] != once.digest:
        raise taken()
    raise Repeated(json.loads(records[0]["answer"]))


def record(
    user_id: int, once: Once, answer: dict[str, Any], at: int
) -> tuple[Statement, Statement]:
    """The statements that record a request. An expired record of the same key gives way.

    A key that was recorded meanwhile, for a request at another board, fails as not unique.
    """
    return (
        (
            "DELETE FROM idempotency WHERE user_id = ? AND key = ? AND at <= ?",
            (user_id, once.key, now() - KEPT_DAYS * DAY),
        ),
        (
            "INSERT INTO idempotency (user_id, key, digest, answer, at) VALUES (?, ?, ?, ?, ?)",
            (user_id, once.key, once.digest, json.dumps(answer, ensure_ascii=False), at),
        ),
    )


def taken() -> Invalid:
    """The refusal of a key that was another request's."""
    return Invalid(
        "This Idempotency-Key was used for another request. Send a fresh key.",
        field="Idempotency-Key",
    )


async def forget() -> None:
    """Delete the records that nobody may repeat any more."""
    async with database.transaction() as (batch, _):
        await batch.run(("DELETE FROM idempotency WHERE at <= ?", (now() - KEPT_DAYS * DAY,)))
