"""Places: where a card is to stand, and whether the column lets it in.

A place is a column and a rank. The queries here find the neighbours' ranks in one go, counting
archived cards as neighbours too: their ranks stay taken, so that they can come back.
"""

from typing import Any

from board import columns, limits, order, texts
from board.errors import Conflict, Invalid
from board.events import ColumnSpread
from board.log import Change
from board.seats import Seat
from board.sqlite import Rows, Statement

MOST_OPEN = 20_000
"""Open cards in one column."""

Row = dict[str, Any]


# -- may it enter


def target(board_id: int, column_id: int | None) -> Statement:
    """The query for the column to enter: the named one, or the board's first."""
    if column_id is not None:
        return columns.named(board_id, column_id)
    sql, params = columns.on(board_id)
    return f"{sql} LIMIT 1", params


def standing(found: Rows) -> Row:
    """The column that was looked for, when it stands on the board. Raises Invalid."""
    if not found or found[0]["archived_at"] is not None:
        raise Invalid("There is no such column on this board. Choose another.", field="column")
    return found[0]


def reason(by: Seat, override: str | None) -> str | None:
    """The reason for an override, None when there is none. Raises NotAllowed or Invalid."""
    if override is None:
        return None
    by.must("override limits")
    return texts.line(override, field="override", called="reason", limit=500)


def let_in(log: Change, column: Row, override: str | None) -> list[Row]:
    """The limits that one more card in the column breaks. Raises LimitReached for a hard one."""
    if override is not None:
        log.by.must("override limits")
    if column["archived_at"] is not None:
        raise Conflict(f"The column {column['name']} is archived. Restore it first.")
    if column["wip"] >= MOST_OPEN:
        raise Invalid(f"A column holds at most {MOST_OPEN:,} cards. Archive some.", field="column")
    broken = limits.enter(columns.limit(column), column["wip"], override)
    return [broken.facts] if broken else []


# -- where in the column


def spot(card_id: int, column_id: int, before: int, after: int) -> Statement:
    """The query for the ranks around a place, the card itself left out; 0 is no neighbour.

    `before` and `after`: the rank of that neighbour, None when it is not an open card of the
    column. `above`: the rank in front of `before`; `below`: the one behind `after`; `last`: the
    lowest card's.
    """
    here = "FROM cards WHERE column_id = ? AND id <> ?"
    named = f"(SELECT rank {here} AND id = ? AND archived_at IS NULL)"
    return (
        f"SELECT {named} AS before, {named} AS after,"
        f" (SELECT MAX(rank) {here} AND rank < {named}) AS above,"
        f" (SELECT MIN(rank) {here} AND rank > {named}) AS below,"
        f" (SELECT MAX(rank) {here}) AS last",
        (
            *(column_id, card_id, before),
            *(column_id, card_id, after),
            *(column_id, card_id, column_id, card_id, before),
            *(column_id, card_id, column_id, card_id, after),
            *(column_id, card_id),
        ),
    )


def rank_at(found: Row) -> str:
    """A rank for the place that `spot` found; without a neighbour, the bottom."""
    return _beside(found) or order.between(found["last"], None)


def rank_within(card: Row, found: Row) -> str | None:
    """A rank for another place in the card's own column; None when it stands there already."""
    if found["before"] is not None:
        stays = (found["above"] or "") < card["rank"] < found["before"]
    elif found["after"] is not None:
        stays = found["after"] < card["rank"] and (
            found["below"] is None or card["rank"] < found["below"]
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
    first = (
        "(SELECT id FROM columns WHERE board_id = ? AND archived_at IS NULL"
        " ORDER BY rank, id LIMIT 1)"
    )
    sql = "SELECT MIN(rank) AS first, MAX(rank) AS last FROM cards WHERE column_id = "
    if column_id is None:
        return sql + first, (board_id,)
    return sql + "?", (column_id,)


def rank_at_end(found: Row, position: str) -> str:
    """A rank at the top or the bottom of a column."""
    if position == "top":
        return order.between(None, found["first"])
    if position == "bottom":
        return order.between(found["last"], None)
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


async def settled(log: Change, card: Row) -> Row:
    """The placed card; its whole column gets short ranks when halving has made its own long.

    Event: column.spread.
    """
    if len(card["rank"]) <= order.LONGEST:
        return card
    column_id = card["column_id"]
    ((column,), cards) = await log.read(
        ("SELECT name FROM columns WHERE id = ?", (column_id,)),
        ("SELECT id, rank FROM cards WHERE column_id = ? AND id <> ?", (column_id, card["id"])),
    )
    present = sorted(
        [*((other["rank"], other["id"]) for other in cards), (card["rank"], card["id"])]
    )
    fresh = {
        id_: [rank, new]
        for (rank, id_), new in zip(present, order.spread(len(present)), strict=True)
    }
    pairs = {str(identity): pair for identity, pair in fresh.items()}
    log(ColumnSpread(column=column_id, title=column["name"], ranks=pairs))
    # Ranks are unique in a column, so all move out of the way before any comes back.
    log.write("UPDATE cards SET rank = '~' || rank WHERE column_id = ?", column_id)
    for identity, (_, rank) in fresh.items():
        log.write("UPDATE cards SET rank = ? WHERE id = ?", rank, identity)
    return {**card, "rank": fresh[card["id"]][1]}
