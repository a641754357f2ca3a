"""Undo of what was done to a column."""

from collections.abc import Callable
from typing import Any

from board import archive, columns
from board.errors import Conflict
from board.events import (
    ColumnAdded,
    ColumnArchived,
    ColumnDescribed,
    ColumnLimited,
    ColumnMoved,
    ColumnRemoved,
    ColumnRenamed,
    ColumnStaged,
    Event,
)
from board.log import Change
from board.undo import absences
from board.undo.way import Way, Ways, old_rank, unchanged


async def _column(log: Change, undone: Any, **then: Any) -> dict[str, Any]:
    """The column of an event, when it still is as the event left it."""
    (found,) = await log.read(columns.named(log.by.board_id, undone.column))
    column = columns.found(found)
    unchanged({name: column[name] for name in then}, then)
    return column


def _head(column: dict[str, Any]) -> dict[str, Any]:
    """What every event of a column says of it."""
    return {"column": column["id"], "title": column["name"]}


def _column_way(kind: Callable[..., Event], *names: str) -> Way:
    """Undo by writing the fields of a column's event as they were before."""

    async def way(log: Change, undone: Any, seq: int, override: str | None) -> None:
        pairs = {name: getattr(undone, name) for name in names}
        column = await _column(log, undone, **{name: pair[1] for name, pair in pairs.items()})
        back = {name: pair[::-1] for name, pair in pairs.items()}
        log(kind(**_head(column), **back), undoes=seq)
        columns.write(log, {**column, **{name: pair[1] for name, pair in back.items()}})

    return way


async def _move_column(log: Change, undone: Any, seq: int, override: str | None) -> None:
    """Undo to the old place, or right behind whatever stands there now."""
    column = await _column(log, undone, rank=undone.rank[1])
    (present,) = await log.read(columns.all_of(log.by.board_id))
    rank = await old_rank(log, "column", undone, present)
    log(ColumnMoved(**_head(column), rank=[column["rank"], rank]), undoes=seq)
    columns.write(log, {**column, "rank": rank})


async def _stage(log: Change, undone: Any, seq: int, override: str | None) -> None:
    """Undo to the old stage, with which all dates are worked out anew."""
    column = await _column(log, undone, stage=undone.stage[1], wait=undone.wait[1])
    back = {"stage": undone.stage[::-1], "wait": undone.wait[::-1]}
    log(ColumnStaged(**_head(column), **back), undoes=seq)
    await columns.restate(log, column["id"], undone.stage[0])
    columns.write(log, {**column, "stage": undone.stage[0], "wait": undone.wait[0]})


# -- adding one


_MADE_OF = ("stage", "wait", "policy", "wip_limit", "wip_mode")


async def _add(log: Change, undone: Any, seq: int, override: str | None) -> None:
    """Undo of adding a column, which then never was; one in which cards stand is archived instead,
    by hand."""
    values = {name: getattr(undone, name) for name in _MADE_OF}
    column = await _column(log, undone, name=undone.title, archived_at=None, **values)
    query = "SELECT 1 FROM cards WHERE column_id = ? AND deleted_at IS NULL LIMIT 1"
    (inside,) = await log.read((query, (column["id"],)))
    if inside:
        raise Conflict("There are cards in that column now. Archive it instead.")
    log(ColumnRemoved(**_head(column)), undoes=seq)
    _remove_at(log, column, log.at)


async def _remove(log: Change, undone: Any, seq: int, override: str | None) -> None:
    query = "SELECT * FROM columns WHERE id = ? AND board_id = ?"
    found, present = await log.read(
        (query, (undone.column, log.by.board_id)), columns.all_of(log.by.board_id)
    )
    column = columns.found(found)
    unchanged(column["removed_at"] is None, False)
    columns.room(present, field=None)
    values = {name: column[name] for name in (*_MADE_OF, "rank")}
    log(ColumnAdded(**_head(column), **values), undoes=seq)
    _remove_at(log, column, None)


def _remove_at(log: Change, column: dict[str, Any], at: int | None) -> None:
    sql = "UPDATE columns SET archived_at = ?, removed_at = ? WHERE id = ?"
    log.write(sql, at, at, column["id"])


# -- archiving and restoring one, with its cards


async def _archive(log: Change, undone: Any, seq: int, override: str | None) -> None:
    absent = await absences.absence(log)
    column = await _column(log, undone, archived_at=absent.left)
    found, present = await log.read(
        absences.left_with("column_id", column["id"], absent), columns.all_of(log.by.board_id)
    )
    columns.room(present, field=None)
    homeless = {} if absent.back is None else absent.origin.homeless
    back = [
        absences.in_lane(c, None if str(c["id"]) in homeless else c["lane_id"], c["lane"])
        for c in absences.those(found, undone.cards)
    ]
    await archive.let_in(log, back, override)
    log(archive.column_restored(column, back), undoes=seq)
    columns.write(log, {**column, "archived_at": None})
    await absences.end(log, back, absent)


async def _restore(log: Change, undone: Any, seq: int, override: str | None) -> None:
    absent = await absences.absence(log)
    column = await _column(log, undone, archived_at=None)
    (inside,) = await log.read(archive.inside("column_id", column["id"], archive.OPEN))
    unchanged({card["id"] for card in inside}, set(undone.cards))
    for card in inside:
        before = undone.homeless.get(str(card["id"]))
        unchanged(before is None or card["lane_id"] is None, True)
        card["lane"] = before or card["lane_id"]
    log(ColumnArchived(**_head(column), cards=undone.cards), undoes=seq)
    columns.write(log, {**column, "archived_at": absent.left})
    await absences.begin(log, "column_id", column["id"], inside, absent)


WAYS: Ways = {
    "column.added": ("edit columns", _add),
    "column.removed": ("edit columns", _remove),
    "column.staged": ("edit columns", _stage),
    "column.archived": ("edit columns", _archive),
    "column.restored": ("edit columns", _restore),
    "column.renamed": ("edit columns", _column_way(ColumnRenamed, "name")),
    "column.limited": ("edit columns", _column_way(ColumnLimited, "wip_limit", "wip_mode")),
    "column.described": ("edit columns", _column_way(ColumnDescribed, "policy")),
    "column.moved": ("edit columns", _move_column),
}
