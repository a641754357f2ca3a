"""Lanes: rows across all columns of a board (swimlanes), for work of different kinds.

A card without a lane stands in "No lane", which is always there. A lane is a filter on a column's
order: ranks are unique in a column, whatever the lanes, and a change of lane ends no visit.
"""

from enum import Enum
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board import arrangement, limits, texts
from board.errors import Invalid, Missing
from board.events import LaneAdded, LaneLimited, LaneMoved, LaneRenamed
from board.limits import Limit
from board.log import Change, change
from board.seats import Seat
from board.sqlite import Rows, Statement

MOST = 30
"""Open lanes on one board."""

NO_LANE = "No lane"


class Keep(Enum):
    """What is said of a card's lane when nothing is said of it."""

    KEEP = "keep"


KEEP = Keep.KEEP
"""The lane that the card is in."""


class Lane(Model):
    """A lane. `rank` orders the lanes of a board."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    name = fields.CharField(200)
    rank = fields.CharField(64)
    wip_limit = fields.IntField(null=True)
    wip_mode = fields.CharField(8, db_default="soft")
    source = fields.CharField(255, null=True)
    archived_at = fields.BigIntField(null=True)
    removed_at = fields.BigIntField(null=True)
    """When its adding was undone; it is archived then, and found by nobody."""

    class Meta:
        table = "lanes"
        indexes = (Index(fields=("board_id", "rank")),)


# -- changes


async def add(
    by: Seat,
    name: str,
    *,
    wip_limit: int | None = None,
    wip_mode: str = "soft",
    after: int | None = None,
) -> dict[str, Any]:
    """Add a lane at the lower end, or after another. Event: lane.added."""
    name = _name(name)
    of, mode = limits.valid(wip_limit, wip_mode)
    async with change(by, "edit columns", all_of(by.board_id)) as log:
        (present,) = log.rows
        room(present, field="name")
        rank = arrangement.spot(present, after=after)
        ((row,),) = await log.read(
            (
                "INSERT INTO lanes (board_id, name, wip_limit, wip_mode, rank)"
                " VALUES (?, ?, ?, ?, ?) RETURNING *",
                (by.board_id, name, of, mode, rank),
            )
        )
        log(LaneAdded(lane=row["id"], title=name, wip_limit=of, wip_mode=mode, rank=rank))
        return log.done(lane=facts({**row, "wip": 0}))


def _name(value: str) -> str:
    return texts.line(value, field="name", called="name", limit=texts.NAME_LIMIT)


def room(present: Rows, *, field: str | None) -> None:
    """Raises Invalid when no more lane fits on a board that has these, archived ones too."""
    if sum(row["archived_at"] is None for row in present) >= MOST:
        raise Invalid(f"A board has at most {MOST} lanes. Archive one first.", field=field)


async def update(by: Seat, lane_id: int, **values: Any) -> dict[str, Any]:
    """Change named values of a lane: name, wip_limit, wip_mode.

    Events: lane.renamed, lane.limited, one for each that differs.
    """
    async with change(by, "edit columns", named(by.board_id, lane_id)) as log:
        row = found(log.rows[0])
        new = {**row, **values}
        new["name"] = _name(new["name"])
        limits.valid(new["wip_limit"], new["wip_mode"])
        head: dict[str, Any] = {"lane": lane_id, "title": row["name"]}
        if new["name"] != row["name"]:
            log(LaneRenamed(**head, name=[row["name"], new["name"]]))
        pairs: dict[str, Any] = {n: [row[n], new[n]] for n in ("wip_limit", "wip_mode")}
        if any(before != after for before, after in pairs.values()):
            log(LaneLimited(**head, **pairs))
        write(log, new)
        return log.done(lane=facts(new))


async def place(
    by: Seat, lane_id: int, *, before: int | None = None, after: int | None = None
) -> dict[str, Any]:
    """Put a lane before or after another, or at the lower end. Event: lane.moved."""
    reads = named(by.board_id, lane_id), all_of(by.board_id)
    async with change(by, "edit columns", *reads) as log:
        row = found(log.rows[0])
        others = [other for other in log.rows[1] if other["id"] != lane_id]
        rank = arrangement.spot(others, before=before, after=after)
        if not arrangement.stays(log.rows[1], lane_id, rank):
            log(LaneMoved(lane=lane_id, title=row["name"], rank=[row["rank"], rank]))
            row["rank"] = rank
            write(log, row)
            ranks = arrangement.settled(log, [*others, row], LaneMoved, "lane")
            row["rank"] = ranks[lane_id]
        return log.done(lane=facts(row))


def write(log: Change, row: dict[str, Any]) -> None:
    """Queue the values of a lane's row."""
    log.write(
        "UPDATE lanes SET name = ?, wip_limit = ?, wip_mode = ?, rank = ?, archived_at = ?"
        " WHERE id = ?",
        *(row[name] for name in ("name", "wip_limit", "wip_mode", "rank", "archived_at", "id")),
    )


# -- reading


_AT_WORK = (
    "SELECT c.lane_id, COUNT(*) AS n FROM cards c JOIN columns k ON k.id = c.column_id"
    " WHERE k.board_id = ? AND k.stage = 'wip' AND c.archived_at IS NULL GROUP BY c.lane_id"
)


def at_work(board_id: int) -> Statement:
    """The query for the number `n` of cards in progress in each lane, and in none."""
    return _AT_WORK, (board_id,)


def all_of(board_id: int) -> Statement:
    """The query for all lanes of a board in order, archived ones too."""
    return "SELECT * FROM lanes WHERE board_id = ? ORDER BY rank, id", (board_id,)


def on(board_id: int) -> Statement:
    """The query for the lanes that stand on a board, in order, each with its count `wip`."""
    return (
        f"SELECT l.*, COALESCE(w.n, 0) AS wip FROM lanes l LEFT JOIN ({_AT_WORK}) w"  # noqa: S608
        " ON w.lane_id = l.id WHERE l.board_id = ? AND l.archived_at IS NULL"
        " ORDER BY l.rank, l.id",
        (board_id, board_id),
    )


def named(board_id: int, lane_id: int) -> Statement:
    """The query for one lane of a board, with its count `wip`."""
    return (
        f"SELECT l.*, COALESCE(w.n, 0) AS wip FROM lanes l LEFT JOIN ({_AT_WORK}) w"  # noqa: S608
        " ON w.lane_id = l.id WHERE l.id = ? AND l.board_id = ? AND l.removed_at IS NULL",
        (board_id, lane_id, board_id),
    )


def found(rows: Rows) -> dict[str, Any]:
    """The lane that was looked for. Raises Missing."""
    if not rows:
        raise Missing("There is no such lane on this board.")
    return rows[0]


def limit(lane: dict[str, Any]) -> Limit:
    """The WIP limit of a lane's row."""
    return Limit("lane", lane["id"], lane["name"], lane["wip_limit"], lane["wip_mode"])


def facts(row: dict[str, Any]) -> dict[str, Any]:
    """A lane as every outside names it."""
    return {name: row[name] for name in ("id", "name", "wip_limit", "wip_mode", "wip")}
