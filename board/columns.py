"""Columns: the table, and the verbs that add, rename, limit, stage, order and archive one.

A column is known by its id, never by its name. Its stage says what a stay in it means for the
figures: `todo` before the work, `wip` in it, `done` after it, `discard` given up.
"""

from dataclasses import dataclass
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board import arrangement, limits, texts
from board.errors import Invalid, Missing
from board.events import (
    ColumnAdded,
    ColumnDescribed,
    ColumnLimited,
    ColumnMoved,
    ColumnRenamed,
    ColumnStaged,
)
from board.flow.arrivals import STAGES, dates
from board.limits import Limit
from board.log import Change, change
from board.seats import Seat
from board.sqlite import Rows, Statement

MOST = 200
"""Columns on one board."""


class Column(Model):
    """A column. `rank` orders the columns; `wait`: work waits in it (a queue)."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    name = fields.CharField(200)
    stage = fields.CharField(16)
    wait = fields.BooleanField(db_default=False)
    policy = fields.TextField(db_default="")
    wip_limit = fields.IntField(null=True)
    wip_mode = fields.CharField(8, db_default="soft")
    rank = fields.CharField(64)
    source = fields.CharField(255, null=True)
    archived_at = fields.BigIntField(null=True)
    removed_at = fields.BigIntField(null=True)
    """When its adding was undone; it is archived then, and found by nobody."""

    class Meta:
        table = "columns"
        indexes = (Index(fields=("board_id", "rank")),)


@dataclass(frozen=True)
class Draft:
    """A column that is yet to be: its values, checked."""

    name: str
    stage: str
    wait: bool = False
    wip_limit: int | None = None
    wip_mode: str = "soft"
    policy: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """The draft as the log keeps it."""
        return dict(vars(self))


def draft(**values: Any) -> Draft:
    """A column's values, checked. Raises Invalid with the field."""
    result = Draft(**values)
    of, mode = limits.valid(result.wip_limit, result.wip_mode)
    return Draft(
        name=texts.line(result.name, field="name", called="name", limit=texts.NAME_LIMIT),
        stage=valid_stage(result.stage),
        wait=result.wait and result.stage == "wip",
        wip_limit=of,
        wip_mode=mode,
        policy=texts.prose(result.policy, field="policy", called="policy", limit=5_000),
    )


def valid_stage(value: str) -> str:
    """A stage by its name. Raises Invalid."""
    if value not in STAGES:
        raise Invalid("A stage is todo, wip, done or discard.", field="stage")
    return value


def insert(board_id: int, column: Draft, rank: str) -> Statement:
    """The statement that inserts a column and returns its row."""
    return (
        "INSERT INTO columns (board_id, name, stage, wait, policy, wip_limit, wip_mode, rank)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
        (
            board_id,
            column.name,
            column.stage,
            column.wait,
            column.policy,
            column.wip_limit,
            column.wip_mode,
            rank,
        ),
    )


def limit(column: dict[str, Any]) -> Limit:
    """The WIP limit of a column's row."""
    return Limit("column", column["id"], column["name"], column["wip_limit"], column["wip_mode"])


# -- changes


async def add(by: Seat, column: Draft, *, after: int | None = None) -> dict[str, Any]:
    """Add a column at the right end, or after another. Event: column.added."""
    async with change(by, "edit columns", all_of(by.board_id)) as log:
        (present,) = log.rows
        room(present, field="name")
        rank = arrangement.spot(present, after=after)
        ((row,),) = await log.read(insert(by.board_id, column, rank))
        log(ColumnAdded(column=row["id"], title=column.name, rank=rank, **_rest(column)))
        return log.done(column=facts({**row, "wip": 0}))


def room(present: Rows, *, field: str | None) -> None:
    """Raises Invalid when no more column fits on a board that has these, archived ones too."""
    if sum(row["archived_at"] is None for row in present) >= MOST:
        raise Invalid(f"A board has at most {MOST} columns. Archive one first.", field=field)


def _rest(column: Draft) -> dict[str, Any]:
    return {name: value for name, value in vars(column).items() if name != "name"}


async def update(by: Seat, column_id: int, **values: Any) -> dict[str, Any]:
    """Change named values of a column: name, stage, wait, wip_limit, wip_mode, policy.

    Events: column.renamed, column.staged, column.limited, column.described, one for each group
    that differs. A change of stage restates the dates of every card.
    """
    async with change(by, "edit columns", named(by.board_id, column_id)) as log:
        row = found(log.rows[0])
        draft_ = draft(**{name: values.get(name, row[name]) for name in Draft.__annotations__})
        head = {"column": column_id, "title": row["name"]}
        new = {**row, **vars(draft_)}
        if new["name"] != row["name"]:
            log(ColumnRenamed(**head, name=[row["name"], new["name"]]))
        if _differ(row, new, "stage", "wait"):
            log(ColumnStaged(**head, **_pairs(row, new, "stage", "wait")))
            await restate(log, column_id, new["stage"])
        if _differ(row, new, "wip_limit", "wip_mode"):
            log(ColumnLimited(**head, **_pairs(row, new, "wip_limit", "wip_mode")))
        if new["policy"] != row["policy"]:
            log(ColumnDescribed(**head, policy=[row["policy"], new["policy"]]))
        write(log, new)
        return log.done(column=facts(new))


def write(log: Change, row: dict[str, Any]) -> None:
    """Queue the values of a column's row."""
    log.write(
        "UPDATE columns SET name = ?, stage = ?, wait = ?, policy = ?, wip_limit = ?,"
        " wip_mode = ?, rank = ?, archived_at = ? WHERE id = ?",
        row["name"],
        row["stage"],
        bool(row["wait"]),
        row["policy"],
        row["wip_limit"],
        row["wip_mode"],
        row["rank"],
        row["archived_at"],
        row["id"],
    )


def _differ(old: dict[str, Any], new: dict[str, Any], *names: str) -> bool:
    return any(old[name] != new[name] for name in names)


def _pairs(old: dict[str, Any], new: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: [old[name], new[name]] for name in names}


async def restate(log: Change, column_id: int, stage: str) -> None:
    """Work the dates of every card that was ever in the column out anew, with its new stage."""
    (stays,) = await log.read(
        (
            "SELECT v.card_id, v.began_at, v.column_id, c.stage FROM visits v"
            " JOIN columns c ON c.id = v.column_id WHERE v.card_id IN"
            " (SELECT card_id FROM visits WHERE column_id = ?)"
            " ORDER BY v.card_id, v.began_at, v.id",
            (column_id,),
        )
    )
    cards: dict[int, list[tuple[str, int]]] = {}
    for stay in stays:
        restaged = stage if stay["column_id"] == column_id else stay["stage"]
        cards.setdefault(stay["card_id"], []).append((restaged, stay["began_at"]))
    for card_id, arrivals in cards.items():
        worked_out = dates(arrivals)
        log.write(
            "UPDATE cards SET started_at = ?, finished_at = ? WHERE id = ?",
            worked_out.started_at,
            worked_out.finished_at,
            card_id,
        )


async def place(
    by: Seat, column_id: int, *, before: int | None = None, after: int | None = None
) -> dict[str, Any]:
    """Put a column before or after another, or at the right end. Event: column.moved."""
    reads = named(by.board_id, column_id), all_of(by.board_id)
    async with change(by, "edit columns", *reads) as log:
        row = found(log.rows[0])
        others = [other for other in log.rows[1] if other["id"] != column_id]
        rank = arrangement.spot(others, before=before, after=after)
        if not arrangement.stays(log.rows[1], column_id, rank):
            head = {"column": column_id, "title": row["name"]}
            log(ColumnMoved(**head, rank=[row["rank"], rank]))
            log.write("UPDATE columns SET rank = ? WHERE id = ?", rank, column_id)
            row["rank"] = arrangement.settled(log, [*others, {**row, "rank": rank}])[column_id]
        return log.done(column=facts(row))


# -- reading


def all_of(board_id: int) -> Statement:
    """The query for all columns of a board in order, archived ones too."""
    return "SELECT * FROM columns WHERE board_id = ? ORDER BY rank, id", (board_id,)


def on(board_id: int) -> Statement:
    """The query for the columns that stand on a board, in order, each with its count `wip`."""
    return (
        "SELECT k.*, (SELECT COUNT(*) FROM cards c WHERE c.column_id = k.id"
        " AND c.archived_at IS NULL) AS wip FROM columns k"
        " WHERE k.board_id = ? AND k.archived_at IS NULL ORDER BY k.rank, k.id",
        (board_id,),
    )


def named(board_id: int, column_id: int) -> Statement:
    """The query for one column of a board, with the number of its open cards as `wip`."""
    return (
        "SELECT k.*, (SELECT COUNT(*) FROM cards c WHERE c.column_id = k.id"
        " AND c.archived_at IS NULL) AS wip FROM columns k WHERE k.id = ? AND k.board_id = ?"
        " AND k.removed_at IS NULL",
        (column_id, board_id),
    )


def found(rows: Rows, field: str | None = None) -> dict[str, Any]:
    """The column that was looked for. Raises Missing, or Invalid when a field named it."""
    if rows:
        return {**rows[0], "wait": bool(rows[0]["wait"])}
    if field:
        raise Invalid("There is no such column on this board. Choose another.", field=field)
    raise Missing("There is no such column on this board.")


def facts(row: dict[str, Any]) -> dict[str, Any]:
    """A column as every outside names it."""
    return {
        "id": row["id"],
        "name": row["name"],
        "stage": row["stage"],
        "wait": bool(row["wait"]),
        "policy": row["policy"],
        "wip_limit": row["wip_limit"],
        "wip_mode": row["wip_mode"],
        "wip": row["wip"],
    }
