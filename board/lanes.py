"""Lanes: rows across all columns of a board (swimlanes), for work of different kinds.

A card without a lane stands in "No lane", which is always there. A lane is a filter on a column's
order: ranks are unique in a column, whatever the lanes, and a change of lane ends no visit.
"""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class Lane(Model):
    """A lane. `rank` orders the lanes of a board."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    name = fields.CharField(200)
    rank = fields.CharField(64)
    wip_limit = fields.IntField(null=True)
    wip_mode = fields.CharField(8, db_default="soft")
    source = fields.CharField(255, null=True)
    archived_at = fields.BigIntField(null=True)

    class Meta:
        table = "lanes"
        indexes = (Index(fields=("board_id", "rank")),)
