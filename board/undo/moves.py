"""Undo of moves: back to the old rank, or right behind whatever stands there now.

A stay that an undone move had begun never was; one that an undone undo begins again has its old
instant.
"""

from dataclasses import replace
from typing import Any

from board import moves, order, places, visits
from board.errors import Conflict
from board.events import ColumnSpread
from board.flow.arrivals import Dates, dates
from board.log import Change, event
from board.sqlite import Rows
from board.undo.way import Ways, card_of, first, unchanged


async def _move(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, source = await card_of(log, undone)
    undone = await _spread(log, undone, seq)
    unchanged((card["column_id"], card["archived_at"]), (undone.column[1], None))
    unchanged((card["lane_id"], card["rank"]), (undone.lane[1], undone.rank[1]))
    back = undone.column[0]
    target, near, stays = await log.read(
        places.target(log.by.board_id, back, undone.lane[0]),
        places.near(card["id"], back, undone.rank[0]),
        visits.of(card["id"]),
    )
    crossed = back != source["id"]
    if not target or target[0]["archived_at"] is not None:
        raise Conflict("The column it came from is archived. Restore that first.")
    if target[0]["lane_id"] != undone.lane[0]:
        raise Conflict("The lane it came from is archived. Restore that first.")
    broken = places.let_in(log, target[0], override, source)
    then = None
    if crossed:
        began, stands = await first(log)
        past = log, card, target[0], stays, began["at"]
        then = _never(*past) if stands else _again(*past)
    rank = places.rank_near(undone.rank[0], near[0])
    moves.move(log, card, source, target[0], rank, broken, override, undoes=seq, dates=then)


async def _spread(log: Change, undone: Any, seq: int) -> Any:
    """The move, in the ranks that its columns' cards have now: since then, or by the move itself,
    they may all have got new ones in the same order."""
    query = "SELECT * FROM events WHERE board_id = ? AND seq > ? AND kind = ? ORDER BY seq"
    (spreads,) = await log.read((query, (log.by.board_id, seq, ColumnSpread.kind)))
    (before, after) = undone.rank
    for found in spreads:
        spread: Any = event(found)
        if spread.column == undone.column[0]:
            before = _among(before, undone.card, spread.ranks)
        if spread.column == undone.column[1] and str(undone.card) in spread.ranks:
            after = spread.ranks[str(undone.card)][1]
    return replace(undone, rank=[before, after])


def _among(rank: str, card: int, ranks: dict[str, Any]) -> str:
    """The rank between the same cards that a rank stood between before they got new ones."""
    others = [pair for other, pair in ranks.items() if other != str(card)]
    low = max((new for old, new in others if old <= rank), default=None)
    high = min((new for old, new in others if old > rank), default=None)
    return order.between(low, high)


def _never(
    log: Change, card: dict[str, Any], target: dict[str, Any], stays: Rows, at: int
) -> Dates:
    """Take the stay that the move began out of the past; the dates that this leaves."""
    unchanged(stays[-1]["began_at"], at)
    log.writes(*visits.unbegin(card["id"], at))
    return dates((stay["stage"], stay["began_at"]) for stay in stays[:-1])


def _again(
    log: Change, card: dict[str, Any], target: dict[str, Any], stays: Rows, at: int
) -> Dates:
    """Put the stay back that an undone move had begun, at its old instant."""
    unchanged(stays[-1]["began_at"] <= at, True)
    log.writes(visits.end(card["id"], at, gone=False), visits.begin(card, target["id"], at))
    arrivals = [(stay["stage"], stay["began_at"]) for stay in stays]
    return dates([*arrivals, (target["stage"], at)])


WAYS: Ways = {"card.moved": ("edit cards", _move)}
