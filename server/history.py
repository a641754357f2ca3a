"""History: what happened to a card, or on a board, as sentences.

The log tells everything with the words of its time; here it is only read backwards. The sentence
of a kind of event stands in `templates/events/<kind>.html`.
"""

import json
from typing import Any

from board.instants import iso
from board.sqlite import Rows, Statement

LONGEST = 200
"""Entries that are told of one card: the latest."""


def of_card(board_id: int, card_id: int) -> Statement:
    """The query for the events of a card, the latest first."""
    return (
        "SELECT e.seq, e.at, e.kind, e.data, e.undoes, u.name AS by_name FROM events e"
        " JOIN users u ON u.id = e.by_id WHERE e.board_id = ? AND e.card_id = ?"
        " ORDER BY e.seq DESC LIMIT ?",
        (board_id, card_id, LONGEST),
    )


def merged(own: Rows, before: Rows) -> Rows:
    """What happened to a card here and elsewhere, the latest first."""
    return sorted([*own, *before], key=lambda row: int(row["at"]), reverse=True)


PAGE = 100
"""Entries on one page of a board's history."""

NOISE = ("column.spread",)
"""Kinds that only follow from others, in great numbers, and tell nobody anything."""


def of_board(board_id: int, before: int | None = None, by: int | None = None) -> Statement:
    """The query for the events of a board, the latest first: those before a number, by a person.

    One more than a page is asked for, so that it is known whether more follow.
    """
    sql = (
        "SELECT e.seq, e.at, e.kind, e.data, e.undoes, e.by_id, u.name AS by_name, c.number,"  # noqa: S608
        " c.deleted_at FROM events e JOIN users u ON u.id = e.by_id"
        " LEFT JOIN cards c ON c.id = e.card_id WHERE e.board_id = ?"
        f" AND e.kind NOT IN ({', '.join('?' * len(NOISE))})"
    )
    params: list[int | str] = [board_id, *NOISE]
    for condition, value in ((" AND e.seq < ?", before), (" AND e.by_id = ?", by)):
        if value is not None:
            sql += condition
            params.append(value)
    return f"{sql} ORDER BY e.seq DESC LIMIT ?", (*params, PAGE + 1)


def told(rows: Rows) -> list[dict[str, Any]]:
    """Rows of the log as the template takes them."""
    return [
        {
            "seq": row["seq"],
            "kind": row["kind"],
            "at": iso(row["at"]),
            "by": row["by_name"],
            "undoes": row["undoes"],
            "event": json.loads(row["data"]),
            "number": row.get("number"),
            "gone": row.get("deleted_at") is not None,
        }
        for row in rows
    ]
