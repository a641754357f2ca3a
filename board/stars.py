"""Stars: the boards that somebody wants first. They are nobody else's business and on no log."""

from typing import Any

from tortoise import fields
from tortoise.models import Model


class Star(Model):
    """A board that a user has starred."""

    id = fields.IntField(primary_key=True)
    user: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.User", on_delete=fields.CASCADE
    )
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.CASCADE
    )

    class Meta:
        table = "stars"
