"""Stars: the boards that somebody wants first. They are nobody else's business and on no log."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from board import database
from board.seats import Seat


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


async def star(by: Seat) -> None:
    """Put the seat's board first among the user's. Twice changes nothing."""
    async with database.transaction() as (batch, _):
        await batch.run(
            (
                "INSERT INTO stars (user_id, board_id) SELECT user_id, board_id FROM members"
                " WHERE user_id = ? AND board_id = ? ON CONFLICT DO NOTHING",
                (by.user_id, by.board_id),
            )
        )


async def unstar(by: Seat) -> None:
    """Put it among the others again."""
    async with database.transaction() as (batch, _):
        await batch.run(
            (
                "DELETE FROM stars WHERE user_id = ? AND board_id = ?",
                (by.user_id, by.board_id),
            )
        )
