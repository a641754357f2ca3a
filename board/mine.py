"""My cards: what somebody is to do, over all boards that they sit at."""

import asyncio
from typing import Any

from board import cards, database
from board.sqlite import Rows, Statement


async def of_user(user_id: int) -> list[dict[str, Any]]:
    """The boards on which something is to be done by a user, starred ones first, with the cards.

    Those are the cards that are assigned to the user, stand on the board and are not finished:
    what is due first comes first. Each board has `id, key, name, timezone, epoch` and
    `cards`, as every outside names them, with the name of their column.
    """
    return await asyncio.to_thread(_told, *await database.read(_boards(user_id), _cards(user_id)))


def _told(boards: Rows, found: Rows) -> list[dict[str, Any]]:
    told: dict[int, dict[str, Any]] = {row["id"]: {**row, "cards": []} for row in boards}
    for row in found:
        board = told[row["board_id"]]
        column = {"column_name": row["column_name"]}
        board["cards"].append({**cards.facts(row, board), **column})
    return [board for board in told.values() if board["cards"]]


_SEEN = (
    "JOIN members m ON m.board_id = b.id AND m.user_id = ?"
    " WHERE b.deleted_at IS NULL AND b.archived_at IS NULL"
)


def _boards(user_id: int) -> Statement:
    sql = (
        "SELECT b.id, b.key, b.name, b.timezone, b.epoch FROM boards b"  # noqa: S608
        " LEFT JOIN stars s ON s.board_id = b.id AND s.user_id = ?"
        f" {_SEEN} ORDER BY CASE WHEN s.id IS NULL THEN 1 ELSE 0 END, LOWER(b.name), b.id"
    )
    return sql, (user_id, user_id)


def _cards(user_id: int) -> Statement:
    head = cards.shown().replace("SELECT c.*", "SELECT c.*, k.name AS column_name", 1)
    return (
        f"{head} JOIN assignments mine ON mine.card_id = c.id AND mine.user_id = ?"
        f" JOIN boards b ON b.id = c.board_id {_SEEN}"
        " AND c.archived_at IS NULL AND c.deleted_at IS NULL AND k.stage IN ('todo', 'wip')"
        " ORDER BY COALESCE(c.due_on, '9999'), CASE WHEN c.class_of_service = 'expedite'"
        " THEN 0 ELSE 1 END, COALESCE(c.started_at, c.created_at), c.id",
        (user_id, user_id),
    )
