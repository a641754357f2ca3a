"""Undo of what was done to a lane."""

from collections.abc import Callable
from typing import Any

from board import archive, lanes
from board.errors import Conflict
from board.events import (
    Event,
    LaneAdded,
    LaneArchived,
    LaneLimited,
    LaneMoved,
    LaneRemoved,
    LaneRenamed,
)
from board.log import Change
from board.undo import absences
from board.undo.way import Way, Ways, old_rank, unchanged


async def _lane(log: Change, undone: Any, **then: Any) -> dict[str, Any]:
    """The lane of an event, when it still is as the event left it."""
    (found,) = await log.read(lanes.named(log.by.board_id, undone.lane))
    lane = lanes.found(found)
    unchanged({name: lane[name] for name in then}, then)
    return lane


def _head(lane: dict[str, Any]) -> dict[str, Any]:
    """What every event of a lane says of it."""
    return {"lane": lane["id"], "title": lane["name"]}


def _lane_way(kind: Callable[..., Event], *names: str) -> Way:
    """Undo by writing the fields of a lane's event as they were before."""

    async def way(log: Change, undone: Any, seq: int, override: str | None) -> None:
        pairs = {name: getattr(undone, name) for name in names}
        lane = await _lane(log, undone, **{name: pair[1] for name, pair in pairs.items()})
        back = {name: pair[::-1] for name, pair in pairs.items()}
        log(kind(**_head(lane), **back), undoes=seq)
        lanes.write(log, {**lane, **{name: pair[1] for name, pair in back.items()}})

    return way


async def _move(log: Change, undone: Any, seq: int, override: str | None) -> None:
    """Undo to the old place, or right behind whatever stands there now."""
    lane = await _lane(log, undone, rank=undone.rank[1])
    (present,) = await log.read(lanes.all_of(log.by.board_id))
    rank = await old_rank(log, "lane", undone, present)
    log(LaneMoved(**_head(lane), rank=[lane["rank"], rank]), undoes=seq)
    lanes.write(log, {**lane, "rank": rank})


# -- adding one


_MADE_OF = ("wip_limit", "wip_mode")


async def _add(log: Change, undone: Any, seq: int, override: str | None) -> None:
    """Undo of adding a lane, which then never was; one in which cards stand is archived instead,
    by hand."""
    values = {name: getattr(undone, name) for name in _MADE_OF}
    lane = await _lane(log, undone, name=undone.title, archived_at=None, **values)
    query = "SELECT 1 FROM cards WHERE lane_id = ? AND deleted_at IS NULL LIMIT 1"
    (inside,) = await log.read((query, (lane["id"],)))
    if inside:
        raise Conflict("There are cards in that lane now. Archive it instead.")
    log(LaneRemoved(**_head(lane)), undoes=seq)
    _remove_at(log, lane, log.at)


async def _remove(log: Change, undone: Any, seq: int, override: str | None) -> None:
    query = "SELECT * FROM lanes WHERE id = ? AND board_id = ?"
    found, present = await log.read(
        (query, (undone.lane, log.by.board_id)), lanes.all_of(log.by.board_id)
    )
    lane = lanes.found(found)
    unchanged(lane["removed_at"] is None, False)
    lanes.room(present, field=None)
    values = {name: lane[name] for name in (*_MADE_OF, "rank")}
    log(LaneAdded(**_head(lane), **values), undoes=seq)
    _remove_at(log, lane, None)


def _remove_at(log: Change, lane: dict[str, Any], at: int | None) -> None:
    sql = "UPDATE lanes SET archived_at = ?, removed_at = ? WHERE id = ?"
    log.write(sql, at, at, lane["id"])


# -- archiving and restoring one, with its cards


async def _archive(log: Change, undone: Any, seq: int, override: str | None) -> None:
    absent = await absences.absence(log)
    lane = await _lane(log, undone, archived_at=absent.left)
    found, present = await log.read(
        absences.left_with("lane_id", lane["id"], absent), lanes.all_of(log.by.board_id)
    )
    lanes.room(present, field=None)
    back = absences.those(found, undone.cards)
    if any(card["column_left"] is not None for card in back):
        raise Conflict("A column that its cards came from is archived. Restore that first.")
    # The lane's own limit asks nothing, for they had been in it.
    await archive.let_in(log, [{**card, "lane": None} for card in back], override)
    log(archive.lane_restored(lane, back), undoes=seq)
    lanes.write(log, {**lane, "archived_at": None})
    await absences.end(log, [{**card, "lane": lane["id"]} for card in back], absent)


async def _restore(log: Change, undone: Any, seq: int, override: str | None) -> None:
    absent = await absences.absence(log)
    lane = await _lane(log, undone, archived_at=None)
    (inside,) = await log.read(archive.inside("lane_id", lane["id"], archive.OPEN))
    unchanged({card["id"] for card in inside}, set(undone.cards))
    log(LaneArchived(**_head(lane), cards=undone.cards), undoes=seq)
    lanes.write(log, {**lane, "archived_at": absent.left})
    await absences.begin(log, "lane_id", lane["id"], inside, absent)


WAYS: Ways = {
    "lane.added": ("edit columns", _add),
    "lane.removed": ("edit columns", _remove),
    "lane.archived": ("edit columns", _archive),
    "lane.restored": ("edit columns", _restore),
    "lane.renamed": ("edit columns", _lane_way(LaneRenamed, "name")),
    "lane.limited": ("edit columns", _lane_way(LaneLimited, "wip_limit", "wip_mode")),
    "lane.moved": ("edit columns", _move),
}
