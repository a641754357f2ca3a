"""What is archived: cards, columns and lanes that left the board, for whoever looks for them."""

import re

from board import cards
from board.sqlite import Statement

_KEYED = re.compile(r"(?:([A-Za-z][A-Za-z0-9]*)-)?([0-9]{1,9})")


def on(board_id: int, words: str, after: int, limit: int) -> Statement:
    """The query for archived cards, the one that left last first, behind another one.

    `words`: a piece of the title, a key or a number; `after`: the id of the last one that was read.
    """
    sql = f"{cards.shown()} WHERE c.board_id = ? AND c.archived_at IS NOT NULL"
    params: list[int | str] = [board_id]
    sql += " AND c.deleted_at IS NULL"
    if words.strip():
        sql += " AND (LOWER(c.title) LIKE ? ESCAPE '!' OR c.number = ?)"
        params += [f"%{_escaped(words.strip().lower())}%", _number(words.strip())]
    if after:
        last = "(SELECT archived_at FROM cards WHERE id = ? AND board_id = c.board_id)"
        sql += f" AND (c.archived_at < {last} OR (c.archived_at = {last} AND c.id < ?))"
        params += [after, after, after]
    sql += " ORDER BY c.archived_at DESC, c.id DESC LIMIT ?"
    return sql, (*params, limit)


def _escaped(text: str) -> str:
    return re.sub(r"([!%_])", r"!\1", text)


def _number(words: str) -> int:
    """The number that a key or a number names, else one that no card has."""
    found = _KEYED.fullmatch(words)
    return int(found[2]) if found else -1


def columns(board_id: int) -> Statement:
    """The query for archived columns, the one that left last first."""
    return _places("columns", board_id)


def lanes(board_id: int) -> Statement:
    """The query for archived lanes, the one that left last first."""
    return _places("lanes", board_id)


def _places(table: str, board_id: int) -> Statement:
    return (
        f"SELECT id, name, archived_at FROM {table}"  # noqa: S608
        " WHERE board_id = ? AND archived_at IS NOT NULL AND removed_at IS NULL"
        " ORDER BY archived_at DESC, id DESC",
        (board_id,),
    )
