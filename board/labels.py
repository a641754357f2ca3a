"""Labels: words with a colour that a board's cards carry.

A label that is removed stays as a row, and so do its places on cards, so that a removal can be
undone; whatever shows labels leaves it out.
"""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board.sqlite import Statement

COLORS = ("red", "orange", "amber", "green", "teal", "blue", "indigo", "violet", "pink", "grey")
"""The colours of labels; each is a class in the style sheet."""


class Label(Model):
    """A label of a board."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    name = fields.CharField(100)
    color = fields.CharField(16)
    source = fields.CharField(255, null=True)
    removed_at = fields.BigIntField(null=True)

    class Meta:
        table = "labels"
        indexes = (Index(fields=("board_id",)),)


class CardLabel(Model):
    """A label on a card."""

    id = fields.IntField(primary_key=True)
    card: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Card", on_delete=fields.RESTRICT
    )
    label: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Label", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "card_labels"
        indexes = (Index(fields=("label_id",)),)


def of_board(board_id: int) -> Statement:
    """The query for the labels of a board, by name."""
    sql = "SELECT id, name, color FROM labels WHERE board_id = ? AND removed_at IS NULL"
    return f"{sql} ORDER BY LOWER(name), id", (board_id,)
