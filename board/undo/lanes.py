"""Undo of what was done to a lane."""

from collections.abc import Callable
from typing import Any

from board import lanes, order
from board.events import Event, LaneLimited, LaneMoved, LaneRenamed
from board.log import Change
from board.undo.way import Way, Ways, unchanged


async def _lane(log: Change, undone: Any, **then: Any) -> dict[str, Any]:
    """The lane of an event, when it still is as the event left it."""
    (found,) = await log.read(lanes.named(log.by.board_id, undone.lane))
    lane = lanes.found(found)
    unchanged({name: lane[name] for name in then}, then)
    return lane


def _lane_way(kind: Callable[..., Event], *names: str) -> Way:
    """Undo by writing the fields of a lane's event as they were before."""

    async def way(log: Change, undone: Any, seq: int, override: str | None) -> None:
        pairs = {name: getattr(undone, name) for name in names}
        lane = await _lane(log, undone, **{name: pair[1] for name, pair in pairs.items()})
        back = {name: pair[::-1] for name, pair in pairs.items()}
        log(kind(lane=lane["id"], title=lane["name"], **back), undoes=seq)
        lanes.write(log, {**lane, **{name: pair[1] for name, pair in back.items()}})

    return way


async def _move(log: Change, undone: Any, seq: int, override: str | None) -> None:
    """Undo to the old place, or right behind whatever stands there now."""
    lane = await _lane(log, undone, rank=undone.rank[1])
    (present,) = await log.read(lanes.all_of(log.by.board_id))
    ranks = [other["rank"] for other in present if other["id"] != lane["id"]]
    rank = undone.rank[0]
    if rank in ranks:
        rank = order.between(rank, next((other for other in ranks if other > rank), None))
    log(LaneMoved(lane=lane["id"], title=lane["name"], rank=[lane["rank"], rank]), undoes=seq)
    lanes.write(log, {**lane, "rank": rank})


WAYS: Ways = {
    "lane.renamed": ("edit columns", _lane_way(LaneRenamed, "name")),
    "lane.limited": ("edit columns", _lane_way(LaneLimited, "wip_limit", "wip_mode")),
    "lane.moved": ("edit columns", _move),
}
