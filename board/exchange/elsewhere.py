"""Elsewhere: what happened to a board where it was before it came here, as it was told there.

It is told again in the histories of cards, and nothing follows from it: the dates and figures of
an imported board are in its visits. The ids in its entries are those of the other server.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board import bulk
from board.database import Open
from board.exchange.drafts import Happened
from board.sqlite import Statement


class PastEvent(Model):
    """Something that happened before the board came here. `by_name`: who did it, as it was told."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    card: fields.ForeignKeyNullableRelation[Any] = fields.ForeignKeyField(
        "andon.Card", null=True, on_delete=fields.RESTRICT
    )
    at = fields.BigIntField()
    kind = fields.CharField(64)
    by_name = fields.CharField(200)
    data = fields.TextField()

    class Meta:
        table = "past_events"
        indexes = (
            Index(fields=("board_id", "at", "id")),
            Index(fields=("card_id", "board_id", "at", "id")),
        )


Place = tuple[int, int]
"""Where an entry stands in a past: its instant and its id. An update writes old ones anew."""

FIRST: Place = (-(2**62), 0)
"""Before all."""


async def write(
    batch: Open, board_id: int, events: Iterable[Happened], cards: Mapping[str, int]
) -> None:
    """Keep what happened, in its order; `cards`: the ids of the cards by the source's."""
    rows = [
        {
            "board_id": board_id,
            "card_id": cards.get(event.card) if event.card else None,
            "at": event.at,
            "kind": event.kind,
            "by_name": event.by,
            "data": json.dumps(event.data, ensure_ascii=False, separators=(",", ":")),
        }
        for event in events
    ]
    await bulk.insert(batch, "past_events", rows, returning="id")


def forget(card_id: int) -> Statement:
    """The statement that forgets the past of a card."""
    return "DELETE FROM past_events WHERE card_id = ?", (card_id,)


def after(board_id: int, last: Place, limit: int) -> Statement:
    """The query for the past of a board behind an entry, in order."""
    return (
        "SELECT id, at, kind, by_name, card_id, data FROM past_events"
        " WHERE board_id = ? AND (at, id) > (?, ?) ORDER BY at, id LIMIT ?",
        (board_id, *last, limit),
    )


def of_board(board_id: int, before: Place | None, by: int | None, limit: int) -> Statement:
    """The query for the past of a board, the latest first: before an entry, and of what somebody
    did who is called as a user is."""
    sql = (
        "SELECT p.id, 0 AS seq, p.at, p.kind, p.data, NULL AS undoes, p.by_name, c.number,"
        " c.deleted_at FROM past_events p LEFT JOIN cards c ON c.id = p.card_id"
        " WHERE p.board_id = ?"
    )
    params = [board_id]
    if before is not None:
        sql += " AND (p.at, p.id) < (?, ?)"
        params += before
    if by is not None:
        sql += " AND p.by_name = (SELECT name FROM users WHERE id = ?)"
        params.append(by)
    return f"{sql} ORDER BY p.at DESC, p.id DESC LIMIT ?", (*params, limit)


def of_card(card_id: int, limit: int) -> Statement:
    """The query for the past of a card, the latest first, as the log has its own."""
    return (
        "SELECT 0 AS seq, at, kind, data, NULL AS undoes, by_name FROM past_events"
        " WHERE card_id = ? ORDER BY at DESC, id DESC LIMIT ?",
        (card_id, limit),
    )
