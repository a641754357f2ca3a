"""Places: where a card is to stand, and whether it is let in there.

A place is a column, a lane or none, and a rank. The queries here find the neighbours' ranks in one
go, counting archived cards as neighbours too: their ranks stay taken, so that they can come back.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from board import columns, lanes, limits, order, texts
from board.errors import Conflict, Invalid
from board.lanes import KEEP, Keep
from board.limits import Limit, Place
from board.log import Change
from board.seats import Seat
from board.sqlite import Rows, Statement

MOST_OPEN = 20_000
"""Open cards in one column."""

Row = dict[str, Any]

_LANE_OF = "(SELECT lane_id FROM cards WHERE id = ?)"


# -- the column and the lane, with all counts that a limit may ask about


def target(
    board_id: int, column_id: int | None, lane: int | Keep | None = None, card_id: int = 0
) -> Statement:
    """The query for what to enter: the named column, or the board's first, in a lane or none.

    Its row is the column's, with `wip`, the cards in it; `lane_id`, `lane_name`, `lane_limit`,
    `lane_mode` and `lane_wip` of the lane, when it stands on the board; and `board_wip`.
    """
    column = "?" if column_id is not None else _FIRST
    return _surrounded(
        board_id,
        (column, column_id if column_id is not None else board_id),
        (_LANE_OF, card_id) if lane is KEEP else ("?", lane),
    )


_FIRST = (
    "(SELECT id FROM columns WHERE board_id = ? AND archived_at IS NULL ORDER BY rank, id LIMIT 1)"
)


def source(board_id: int, card_id: int) -> Statement:
    """The query for the column and the lane that a card stands in; a row like `target`'s."""
    return _surrounded(board_id, *_where(card_id))


def left(board_id: int, card_id: int) -> Statement:
    """The same without the counts, for a card that goes elsewhere: nobody asks for them."""
    return _surrounded(board_id, *_where(card_id), counts="")


def _where(card_id: int) -> tuple[tuple[str, Any], tuple[str, Any]]:
    return ("(SELECT column_id FROM cards WHERE id = ?)", card_id), (_LANE_OF, card_id)


_AT_WORK = (
    "(SELECT COUNT(*) FROM cards c JOIN columns w ON w.id = c.column_id"
    " WHERE w.board_id = k.board_id AND w.stage = 'wip' AND c.archived_at IS NULL"
)
_COUNTS = (
    ", (SELECT COUNT(*) FROM cards c WHERE c.column_id = k.id AND c.archived_at IS NULL) AS wip,"  # noqa: S608
    f" {_AT_WORK}) AS board_wip,"
    f" CASE WHEN l.id IS NULL THEN 0 ELSE {_AT_WORK} AND c.lane_id = l.id) END AS lane_wip"
)


def _surrounded(
    board_id: int, column: tuple[str, Any], lane: tuple[str, Any], counts: str = _COUNTS
) -> Statement:
    return (
        "SELECT k.*, l.id AS lane_id, l.name AS lane_name, l.wip_limit AS lane_limit,"  # noqa: S608
        f" l.wip_mode AS lane_mode{counts} FROM columns k LEFT JOIN lanes l"
        f" ON l.board_id = k.board_id AND l.archived_at IS NULL AND l.id = {lane[0]}"
        f" WHERE k.id = {column[0]} AND k.board_id = ?",
        (lane[1], column[1], board_id),
    )


def standing(found: Rows, lane: int | Keep | None = KEEP) -> Row:
    """The column that was looked for, when it and the lane stand on the board. Raises Invalid."""
    if not found or found[0]["archived_at"] is not None:
        raise Invalid("There is no such column on this board. Choose another.", field="column")
    if lane is not KEEP and found[0]["lane_id"] != lane:
        raise Invalid("There is no such lane on this board. Choose another.", field="lane")
    return found[0]


# -- may it enter


def reason(by: Seat, override: str | None) -> str | None:
    """The reason for an override, None when there is none. Raises NotAllowed or Invalid."""
    if override is None:
        return None
    by.must("override limits")
    return texts.line(override, field="override", called="reason", limit=500)


def let_in(log: Change, target: Row, override: str | None, source: Row | None = None) -> list[Row]:
    """The limits that one more card breaks in the column, the lane and on the board.

    `source`: where the card stands now, None when it is not on the board; what it stays under
    asks nothing. Raises LimitReached for a hard limit.
    """
    if override is not None:
        log.by.must("override limits")
    new = limits.entered(of_row(source) if source else None, of_row(target))
    if ("column", target["id"]) in new:
        _open(target, 1)
    under: list[tuple[str, int | None, Limit, int]] = [
        ("column", target["id"], columns.limit(target), target["wip"]),
        ("lane", target["lane_id"], _lane(target), target["lane_wip"]),
        ("board", None, whole(log.board), target["board_wip"]),
    ]
    asked = [(limit, n, 1) for scope, id_, limit, n in under if (scope, id_) in new]
    return limits.enter_all(asked, override)


async def let_all_in(
    log: Change, entering: Iterable[tuple[Place | None, Place]], override: str | None
) -> list[Row]:
    """The limits that many cards break together, each from a place, None off the board, to another.

    Raises LimitReached for the first hard one: all of them enter, or none.
    """
    if override is not None:
        log.by.must("override limits")
    more = Counter(under for before, after in entering for under in limits.entered(before, after))
    board_id = log.board["id"]
    heads, rows, counts = await log.read(
        columns.on(board_id), lanes.on(board_id), lanes.at_work(board_id)
    )
    for head in heads:
        _open(head, more["column", head["id"]])
    under = [
        *((columns.limit(row), row["wip"], more["column", row["id"]]) for row in heads),
        *((lanes.limit(row), row["wip"], more["lane", row["id"]]) for row in rows),
        (whole(log.board), sum(row["n"] for row in counts), more["board", None]),
    ]
    return limits.enter_all(under, override)


def _open(column: Row, more: int) -> None:
    """Raises Conflict or Invalid for a column that takes no cards, or not so many."""
    if more and column["archived_at"] is not None:
        raise Conflict(f"The column {column['name']} is archived. Restore it first.")
    if more and column["wip"] + more > MOST_OPEN:
        raise Invalid(f"A column holds at most {MOST_OPEN:,} cards. Archive some.", field="column")


def of_row(row: Row) -> Place:
    """A place as limits see it, from a row of `target` or `source`."""
    return Place(row["id"], row["stage"] == "wip", row["lane_id"])


def of_card(card: Row) -> Place:
    """Where a card stands, from its row."""
    return Place(card["column_id"], card["stage"] == "wip", card["lane_id"])


def _lane(row: Row) -> Limit:
    return Limit("lane", row["lane_id"], row["lane_name"], row["lane_limit"], row["lane_mode"])


def whole(board: Row) -> Limit:
    """The WIP limit of a board's row."""
    return Limit("board", board["id"], board["name"], board["wip_limit"], board["wip_mode"])


# -- where in the column


def spot(
    card_id: int, column_id: int, before: int, after: int, lane: int | Keep | None = KEEP
) -> Statement:
    """The query for the ranks around a place, the card itself left out; 0 is no neighbour.

    `before` and `after`: the rank of that neighbour, None when it is not an open card of the
    cell. `above`: the rank in front of `before`; `below`: the one behind `after`; `last`: the
    lowest card's; those are of any lane, `over` and `under` are the same within the cell.
    """
    here = "FROM cards WHERE column_id = ? AND id <> ?"
    column = column_id, card_id
    mark, value = (f"COALESCE({_LANE_OF}, 0)", card_id) if lane is KEEP else ("?", lane or 0)
    cell = f"COALESCE(lane_id, 0) = {mark} AND archived_at IS NULL"
    named = f"(SELECT rank {here} AND id = ? AND {cell})"
    parts = {
        "before": (named, (*column, before, value)),
        "after": (named, (*column, after, value)),
        "above": (
            f"(SELECT MAX(rank) {here} AND rank < {named})",
            (*column, *column, before, value),
        ),
        "below": (
            f"(SELECT MIN(rank) {here} AND rank > {named})",
            (*column, *column, after, value),
        ),
        "over": (
            f"(SELECT MAX(rank) {here} AND {cell} AND rank < {named})",
            (*column, value, *column, before, value),
        ),
        "under": (
            f"(SELECT MIN(rank) {here} AND {cell} AND rank > {named})",
            (*column, value, *column, after, value),
        ),
        "last": (f"(SELECT MAX(rank) {here})", column),
    }
    sql = ", ".join(f"{part} AS {name}" for name, (part, _) in parts.items())
    return f"SELECT {sql}", [each for _, params in parts.values() for each in params]


def rank_at(found: Row) -> str:
    """A rank for the place that `spot` found; without a neighbour, the bottom."""
    return _beside(found) or order.between(found["last"], None)


def rank_within(card: Row, found: Row) -> str | None:
    """A rank for another place in the card's own cell; None when it stands there already."""
    if found["before"] is not None:
        stays = (found["over"] or "") < card["rank"] < found["before"]
    elif found["after"] is not None:
        stays = found["after"] < card["rank"] and (
            found["under"] is None or card["rank"] < found["under"]
        )
    else:
        return None
    return None if stays else _beside(found)


def _beside(found: Row) -> str | None:
    if found["before"] is not None:
        return order.between(found["above"], found["before"])
    if found["after"] is not None:
        return order.between(found["after"], found["below"])
    return None


def ends(board_id: int, column_id: int | None) -> Statement:
    """The query for the ranks at both ends of a column (the board's first when None)."""
    sql = "SELECT MIN(rank) AS first, MAX(rank) AS last FROM cards WHERE column_id = "
    if column_id is None:
        return sql + _FIRST, (board_id,)
    return sql + "?", (column_id,)


def rank_at_end(found: Row, position: str) -> str:
    """A rank at the top or the bottom of a column. Raises Invalid."""
    return ranks_at_end(found, position, 1)[0]


def ranks_at_end(found: Row, position: str, count: int) -> list[str]:
    """Ranks for several cards, in order, at the top or the bottom of a column. Raises Invalid."""
    if position == "top":
        return order.among(None, found["first"], count)
    if position == "bottom":
        return order.among(found["last"], None, count)
    raise Invalid("A position is top or bottom.", field="position")


def near(card_id: int, column_id: int, rank: str) -> Statement:
    """The query for what stands at and around a rank, so that a card can come back to it."""
    here = "FROM cards WHERE column_id = ? AND id <> ?"
    return (
        f"SELECT (SELECT MAX(rank) {here} AND rank <= ?) AS low,"
        f" (SELECT MIN(rank) {here} AND rank > ?) AS high",
        (column_id, card_id, rank, column_id, card_id, rank),
    )


def rank_near(rank: str, found: Row) -> str:
    """The rank itself when it is free, else the one right behind it."""
    return rank if found["low"] != rank else order.between(rank, found["high"])
