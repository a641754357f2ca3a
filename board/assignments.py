"""Assignments: which members work on a card."""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class Assignment(Model):
    """A member who works on a card."""

    id = fields.IntField(primary_key=True)
    card: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Card", on_delete=fields.RESTRICT
    )
    user: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.User", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "assignments"
        indexes = (Index(fields=("user_id",)),)
