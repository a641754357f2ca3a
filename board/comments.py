"""Comments: what people say about a card, in Markdown.

Whoever may comment may; one's own comment can be edited and removed, and an admin can remove any.
"""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class Comment(Model):
    """A comment on a card."""

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
    text = fields.TextField()
    written_at = fields.BigIntField()
    edited_at = fields.BigIntField(null=True)
    removed_at = fields.BigIntField(null=True)
    source = fields.CharField(255, null=True)

    class Meta:
        table = "comments"
        indexes = (Index(fields=("card_id", "written_at")),)
