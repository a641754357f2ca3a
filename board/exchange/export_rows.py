"""The rows of a whole board, read at one moment for its export."""

from board import boards, database
from board.sqlite import Rows

_ON_CARD = " JOIN cards c ON c.id = x.card_id WHERE c.board_id = ?"
_HERE = " WHERE x.board_id = ?"
_REST = {
    "columns": "columns x" + _HERE + " ORDER BY x.rank, x.id",
    "lanes": "lanes x" + _HERE + " ORDER BY x.rank, x.id",
    "labels": "labels x" + _HERE + " AND x.removed_at IS NULL ORDER BY x.id",
    "cards": "cards x JOIN columns k ON k.id = x.column_id"
    + _HERE
    + " ORDER BY k.rank, k.id, x.rank, x.id",
    "card_labels": "card_labels x JOIN labels w ON w.id = x.label_id"
    + _ON_CARD
    + " AND w.removed_at IS NULL ORDER BY x.id",
    "assignments": "assignments x" + _ON_CARD + " ORDER BY x.id",
    "visits": "visits x" + _HERE + " ORDER BY x.began_at, x.id",
    "blocks": "blocks x" + _HERE + " ORDER BY x.began_at, x.id",
    "checklists": "checklists x" + _HERE + " AND x.removed_at IS NULL ORDER BY x.rank, x.id",
    "comments": "comments x" + _HERE + " AND x.removed_at IS NULL ORDER BY x.written_at, x.id",
    "items": "checklist_items x" + _ON_CARD + " AND x.removed_at IS NULL ORDER BY x.rank, x.id",
}
"""Where the rows of everything stand, in the order in which an export has them."""

_PEOPLE = (
    "SELECT u.id, u.name, u.email, x.role FROM users u"
    " LEFT JOIN members x ON x.user_id = u.id AND x.board_id = ? WHERE x.id IS NOT NULL"
    " OR u.id IN (SELECT by_id FROM comments WHERE board_id = ?)"
    " OR u.id IN (SELECT by_id FROM blocks WHERE board_id = ?)"
    " ORDER BY CASE WHEN x.id IS NULL THEN 1 ELSE 0 END, x.joined_at, u.id"
)
"""Whoever sits at the board, and whoever said something there."""


async def read(board_id: int) -> dict[str, Rows]:
    """The rows of everything on a board, by what they are; those of cards have a `card_id`."""
    rest = ((f"SELECT x.* FROM {which}", (board_id,)) for which in _REST.values())  # noqa: S608
    found = await database.read(
        boards.named(board_id), (_PEOPLE, (board_id, board_id, board_id)), *rest
    )
    return dict(zip(("board", "people", *_REST), found, strict=True))
