"""Spreads: short ranks for a whole column, when halving has made some of them long.

Every card keeps its place; the log tells each rank before and after.
"""

from typing import Any

from board import order, places
from board.events import ColumnSpread
from board.log import Change

Row = dict[str, Any]


async def at_end(log: Change, target: Row, ends: Row, position: str, count: int) -> list[str]:
    """Ranks for several cards at the top or the bottom of a column, whose `places.ends` are known.

    Where they would be long the column is spread first: behind a spread, ranks from before it
    stand anywhere. Raises Invalid. Event: column.spread.
    """
    ranks = places.ranks_at_end(ends, position, count)
    if max(map(len, ranks), default=0) > order.LONGEST:
        await spread(log, target["id"])
        ((ends,),) = await log.read(places.ends(log.board["id"], target["id"]))
        ranks = places.ranks_at_end(ends, position, count)
    return ranks


async def settled(log: Change, card: Row) -> Row:
    """The placed card; its whole column gets short ranks when halving has made its own long.

    Event: column.spread.
    """
    if len(card["rank"]) <= order.LONGEST:
        return card
    ranks = await spread(log, card["column_id"])
    return {**card, "rank": ranks[card["id"]]}


async def spread(log: Change, column_id: int) -> dict[int, str]:
    """Give the cards of a column short ranks in the same order; returns them by the cards' ids.

    Event: column.spread.
    """
    await log.flush()
    ((column,), cards) = await log.read(
        ("SELECT name FROM columns WHERE id = ?", (column_id,)),
        ("SELECT id, rank FROM cards WHERE column_id = ?", (column_id,)),
    )
    present = sorted((card["rank"], card["id"]) for card in cards)
    fresh = order.spread(len(present))
    ranks = {identity: rank for (_, identity), rank in zip(present, fresh, strict=True)}
    pairs = {str(identity): [old, ranks[identity]] for old, identity in present}
    log(ColumnSpread(column=column_id, title=column["name"], ranks=pairs))
    # Ranks are unique in a column, so all move out of the way before any comes back.
    log.write("UPDATE cards SET rank = '~' || rank WHERE column_id = ?", column_id)
    for identity, rank in ranks.items():
        log.write("UPDATE cards SET rank = ? WHERE id = ?", rank, identity)
    await log.flush()  # The next of many finds the column as it is from here on.
    return ranks
