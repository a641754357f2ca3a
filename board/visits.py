"""Visits: a card's stays in columns, the past from which every flow figure is worked out.

A stay ends when the card enters another column (the next stay begins at that instant) or when
it leaves the board (`gone`). A change of rank or lane ends no stay.
"""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board.sqlite import Statement


class Visit(Model):
    """A card's stay in a column; `ended_at` None while it lasts."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    card: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Card", on_delete=fields.RESTRICT
    )
    column: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Column", on_delete=fields.RESTRICT
    )
    began_at = fields.BigIntField()
    ended_at = fields.BigIntField(null=True)
    gone = fields.BooleanField(db_default=False)

    class Meta:
        table = "visits"
        indexes = (Index(fields=("card_id", "began_at")), Index(fields=("board_id", "began_at")))


def begin(card: dict[str, Any], column_id: int, at: int) -> Statement:
    """A stay in a column begins."""
    return (
        "INSERT INTO visits (board_id, card_id, column_id, began_at, gone) VALUES (?, ?, ?, ?, ?)",
        (card["board_id"], card["id"], column_id, at, False),
    )


def end(card_id: int, at: int, *, gone: bool) -> Statement:
    """The present stay of a card ends."""
    return (
        "UPDATE visits SET ended_at = ?, gone = ? WHERE card_id = ? AND ended_at IS NULL",
        (at, gone, card_id),
    )


def of(card_id: int) -> Statement:
    """The query for the stays of a card, first one first, with what their columns are."""
    return (
        "SELECT v.*, c.name, c.stage, c.wait FROM visits v JOIN columns c ON c.id = v.column_id"
        " WHERE v.card_id = ? ORDER BY v.began_at, v.id",
        (card_id,),
    )


def unbegin(card_id: int, at: int) -> tuple[Statement, Statement]:
    """Take a stay that began at an instant out of the past, and let the one before go on."""
    return (
        (
            "DELETE FROM visits WHERE card_id = ? AND began_at = ? AND ended_at IS NULL",
            (card_id, at),
        ),
        reopen(card_id, at),
    )


def reopen(card_id: int, at: int) -> Statement:
    """Let the stay go on that ended at an instant."""
    return (
        "UPDATE visits SET ended_at = NULL, gone = ? WHERE card_id = ? AND ended_at = ?",
        (False, card_id, at),
    )


def never(card_id: int) -> Statement:
    """Take every stay of a card out of the past."""
    return "DELETE FROM visits WHERE card_id = ?", (card_id,)
