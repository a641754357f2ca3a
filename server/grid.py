"""The grid: the columns and the lanes of a board, and the cells in which they cross.

A board without lanes has one cell a column. With lanes each column has a cell for each of them and
one for no lane, which is always there then, the last. A cell is drawn 50 cards at a time.
"""

from typing import Any

from board import cards, columns, lanes, limits, places
from board.limits import Limit
from board.sqlite import Rows, Statement
from server.cardface import Around, Face, face

DRAWN = 50
"""Cards of a cell that are drawn at a time."""

Row = dict[str, Any]


def first_cards(board_id: int) -> Statement:
    """The query for the cards that are drawn at first: of each cell so many, and one more."""
    first = (
        "SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY column_id, lane_id"
        " ORDER BY rank) AS nth FROM cards WHERE board_id = ? AND archived_at IS NULL)"
        " AS numbered WHERE nth <= ?"
    )
    sql = f"{cards.shown()} WHERE c.id IN ({first}) ORDER BY c.column_id, c.rank"
    return sql, (board_id, DRAWN + 1)


def cards_behind(board_id: int, column_id: int, lane: int | None, rank: str) -> Statement:
    """The query for the next cards of a cell behind a rank, and one more."""
    return (
        f"{cards.shown()} WHERE c.board_id = ? AND c.column_id = ? AND c.archived_at IS NULL"
        " AND COALESCE(c.lane_id, 0) = ? AND c.rank > ? ORDER BY c.rank LIMIT ?",
        (board_id, column_id, lane or 0, rank, DRAWN + 1),
    )


def suffix(lane: int | None) -> str:
    """What tells the cell of a lane from the column's own in an element's id."""
    return f"-{lane}" if lane else ""


# -- as the templates take them


def filled(there: Around, heads: Rows, rows: list[Row], shown: Rows) -> list[Row]:
    """The columns, each with its cells; `rows` are the lanes as `lane_heads` makes them."""
    within: dict[tuple[int, int], list[Face]] = {}
    for card in shown:
        within.setdefault((card["column_id"], card["lane_id"] or 0), []).append(face(card, there))
    across = rows or [{"id": 0, "name": ""}]
    return [
        {
            **head(row),
            "cells": [_cell(lane, within.get((row["id"], lane["id"]), [])) for lane in across],
        }
        for row in heads
    ]


def _cell(lane: Row, faces: list[Face]) -> Row:
    more = len(faces) > DRAWN
    drawn = faces[:DRAWN]
    return {
        "lane": lane,
        "suffix": suffix(lane["id"]),
        "cards": drawn,
        "upto": drawn[-1].rank if more else "",
        "more": more,
    }


def head(row: Row) -> Row:
    """A column's header."""
    return {
        **{name: row[name] for name in ("id", "name", "stage", "policy")},
        "wait": bool(row["wait"]),
        **signal(columns.limit(row), row["wip"]),
    }


def lane_heads(rows: Rows, counts: Rows) -> list[Row]:
    """The headers of the lanes and of no lane, the last; none when there are no lanes."""
    if not rows:
        return []
    loose = sum(row["n"] for row in counts if row["lane_id"] is None)
    none = {"id": 0, "name": lanes.NO_LANE, "wip_limit": None, "wip_mode": "soft", "wip": loose}
    return [
        {"id": row["id"], "name": row["name"], **signal(lanes.limit(row), row["wip"])}
        for row in [*rows, none]
    ]


def whole(board: Row, count: int) -> Row:
    """The work in progress on the whole board."""
    return signal(places.whole(board), count)


def signal(limit: Limit, count: int) -> Row:
    """How many, of how many, and the lamp that this lights."""
    standing = limits.Standing(limit, count)
    return {"count": count, "limit": limit.of, "mode": limit.mode, "lamp": standing.lamp}
