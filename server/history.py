"""History: what happened to a card, as sentences.

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
        }
        for row in rows
    ]
