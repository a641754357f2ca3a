"""Checklists: the small steps of a card, in order, each done or not.

What is removed stays as a row, so that a removal can be undone.
"""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class Checklist(Model):
    """A checklist of a card. `rank` orders the checklists of the card."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    card: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Card", on_delete=fields.RESTRICT
    )
    name = fields.CharField(200)
    rank = fields.CharField(64)
    removed_at = fields.BigIntField(null=True)

    class Meta:
        table = "checklists"
        indexes = (Index(fields=("card_id",)),)


class Item(Model):
    """An item of a checklist. `rank` orders the items of the checklist."""

    id = fields.IntField(primary_key=True)
    checklist: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Checklist", on_delete=fields.RESTRICT
    )
    card: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Card", on_delete=fields.RESTRICT
    )
    text = fields.CharField(1000)
    rank = fields.CharField(64)
    done_at = fields.BigIntField(null=True)
    removed_at = fields.BigIntField(null=True)

    class Meta:
        table = "checklist_items"
        indexes = (Index(fields=("card_id",)), Index(fields=("checklist_id",)))
