"""Blocks: when a card could not go on, and why.

Blocked time is a past like the visits are: flow efficiency is worked out from it. The card's row
carries what blocks it now, so that whatever shows the card needs no second look.
"""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


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
