"""Digests: what an import last brought to a board, field by field, as hashes.

When the same board comes again they tell what changed where it comes from, and what was changed
here, without a copy of anybody's words beside the board's own rows.
"""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class Import(Model):
    """An import into a board; `seq` is the number of its event."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    seq = fields.BigIntField()
    at = fields.BigIntField()
    source = fields.CharField(255)
    digests = fields.TextField()
    """JSON: of each thing by its kind and id, the digests of its fields."""

    class Meta:
        table = "imports"
        indexes = (Index(fields=("board_id", "seq")),)
