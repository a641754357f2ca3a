"""Blocks: when a card could not go on, and why.

Blocked time is a past like the visits are: flow efficiency is worked out from it. The card's row
carries what blocks it now, so that whatever shows the card needs no second look. A block ends with
the card's leaving the board, at that instant; a card that is restored comes back without it, and
one whose leaving is undone with it.
"""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board import cards, texts
from board.cards import Row
from board.events import CardBlocked, CardUnblocked
from board.log import Change, change
from board.seats import Seat
from board.sqlite import Statement


class Block(Model):
    """A time in which a card was blocked; `ended_at` None while it lasts."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    card: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Card", on_delete=fields.RESTRICT
    )
    by: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.User", on_delete=fields.RESTRICT
    )
    reason = fields.CharField(500)
    began_at = fields.BigIntField()
    ended_at = fields.BigIntField(null=True)

    class Meta:
        table = "blocks"
        indexes = (Index(fields=("card_id", "began_at")), Index(fields=("board_id", "began_at")))


# -- changes


async def block(by: Seat, card_id: int, reason: str) -> dict[str, Any]:
    """Say that a card cannot go on and why; of one that is blocked, another reason.

    Its clock goes on then, and the same reason changes nothing. Raises Conflict for an archived
    card. Event: card.blocked.
    """
    reason = texts.line(reason, field="reason", called="reason", limit=500)
    async with change(by, "edit cards", cards.named(by.board_id, card_id)) as log:
        card = cards.open_card(log.rows[0])
        if card["blocked_at"] is None:
            log.writes(begin(log, card["id"], by.user_id, reason, log.at))
            now = {"blocked_at": log.at, "blocked_reason": reason, "blocked_by": by.name}
            card = show(log, {**card, **now}, log(_blocked(card, reason)))
        elif reason != card["blocked_reason"]:
            card = reword(log, card, reason)
        return log.done(card=cards.facts(card, log.board))


async def unblock(by: Seat, card_id: int) -> dict[str, Any]:
    """Say that a card can go on; one that is not blocked stays as it is. Event: card.unblocked."""
    async with change(by, "edit cards", cards.named(by.board_id, card_id)) as log:
        card = cards.one(log.rows[0])
        if card["blocked_at"] is not None:
            card = unblock_now(log, card, log.at)
        return log.done(card=cards.facts(card, log.board))


def reword(log: Change, card: Row, reason: str, undoes: int | None = None) -> Row:
    """Log and queue that a blocked card is so for another reason."""
    version = log(_blocked(card, reason), undoes)
    sql = "UPDATE blocks SET reason = ? WHERE card_id = ? AND ended_at IS NULL"
    log.write(sql, reason, card["id"])
    return show(log, {**card, "blocked_reason": reason}, version)


def unblock_now(log: Change, card: Row, at: int, undoes: int | None = None) -> Row:
    """Log and queue that a block ended at an instant."""
    was = {name: card[name] for name in ("blocked_at", "blocked_by")}
    event = CardUnblocked(**cards.told(card), reason=card["blocked_reason"], **was)
    version = log(event, undoes)
    sql = "UPDATE blocks SET ended_at = ? WHERE card_id = ? AND ended_at IS NULL"
    log.write(sql, at, card["id"])
    return show(log, {**card, **NOTHING}, version)


def _blocked(card: Row, reason: str) -> CardBlocked:
    return CardBlocked(**cards.told(card), reason=[card["blocked_reason"], reason])


NOTHING: Row = {"blocked_at": None, "blocked_reason": None, "blocked_by": None}
"""What a card's row says of its block when there is none."""


def show(log: Change, card: Row, version: int) -> Row:
    """Queue what a card's row says of its block; returns it with the version."""
    log.write(
        "UPDATE cards SET blocked_at = ?, blocked_reason = ?, blocked_by = ? WHERE id = ?",
        *(card[name] for name in NOTHING),
        card["id"],
    )
    return cards.versioned(log, card, version)


def begin(log: Change, card_id: int, by: int, reason: str, at: int) -> Statement:
    """A block begins."""
    return (
        "INSERT INTO blocks (board_id, card_id, by_id, reason, began_at) VALUES (?, ?, ?, ?, ?)",
        (log.board["id"], card_id, by, reason, at),
    )


def of(card_id: int) -> Statement:
    """The query for the blocks of a card, first one first."""
    return "SELECT * FROM blocks WHERE card_id = ? ORDER BY began_at, id", (card_id,)


# -- leaving the board


def leave(which: str, *params: Any, at: int) -> tuple[Statement, Statement]:
    """The blocks of some cards (`id = ?`, `column_id = ?`) end, because they leave the board."""
    blocked = f"{which} AND blocked_at IS NOT NULL"
    mine = f"SELECT id FROM cards WHERE {blocked}"  # noqa: S608
    none = ", ".join(f"{name} = NULL" for name in NOTHING)
    return (
        (
            f"UPDATE blocks SET ended_at = ? WHERE ended_at IS NULL AND card_id IN ({mine})",  # noqa: S608
            (at, *params),
        ),
        (f"UPDATE cards SET {none} WHERE {blocked}", params),  # noqa: S608
    )


async def stay(log: Change, ids: set[int], left_at: int) -> None:
    """Queue that the leaving of some cards at an instant did not end their blocks."""
    query = (
        "SELECT b.*, u.name FROM blocks b JOIN users u ON u.id = b.by_id"
        " WHERE b.board_id = ? AND b.ended_at = ?"
    )
    (ended,) = await log.read((query, (log.board["id"], left_at)))
    for was in ended:
        if was["card_id"] not in ids:
            continue
        log.write("UPDATE blocks SET ended_at = NULL WHERE id = ?", was["id"])
        now = {"blocked_at": was["began_at"], "blocked_reason": was["reason"]}
        show(log, {"id": was["card_id"], **now, "blocked_by": was["name"]}, log.seq)
