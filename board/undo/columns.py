"""Undo of what was done to a column."""

from collections.abc import Callable
from typing import Any

from board import columns, order
from board.events import ColumnDescribed, ColumnLimited, ColumnMoved, ColumnRenamed, Event
from board.log import Change
from board.undo.way import Way, Ways, unchanged


async def _column(log: Change, undone: Any, **then: Any) -> dict[str, Any]:
    """The column of an event, when it still is as the event left it."""
    (found,) = await log.read(columns.named(log.by.board_id, undone.column))
    column = columns.found(found)
    unchanged({name: column[name] for name in then}, then)
    return column


def _column_way(kind: Callable[..., Event], *names: str) -> Way:
    """Undo by writing the fields of a column's event as they were before."""

    async def way(log: Change, undone: Any, seq: int, override: str | None) -> None:
        pairs = {name: getattr(undone, name) for name in names}
        column = await _column(log, undone, **{name: pair[1] for name, pair in pairs.items()})
        back = {name: pair[::-1] for name, pair in pairs.items()}
        log(kind(column=column["id"], title=column["name"], **back), undoes=seq)
        columns.write(log, {**column, **{name: pair[1] for name, pair in back.items()}})

    return way


async def _move_column(log: Change, undone: Any, seq: int, override: str | None) -> None:
    """Undo to the old place, or right behind whatever stands there now."""
    column = await _column(log, undone, rank=undone.rank[1])
    (present,) = await log.read(columns.all_of(log.by.board_id))
    ranks = [other["rank"] for other in present if other["id"] != column["id"]]
    rank = undone.rank[0]
    if rank in ranks:
        rank = order.between(rank, next((other for other in ranks if other > rank), None))
    head = {"column": column["id"], "title": column["name"]}
    log(ColumnMoved(**head, rank=[column["rank"], rank]), undoes=seq)
    columns.write(log, {**column, "rank": rank})


WAYS: Ways = {
    "column.renamed": ("edit columns", _column_way(ColumnRenamed, "name")),
    "column.limited": ("edit columns", _column_way(ColumnLimited, "wip_limit", "wip_mode")),
    "column.described": ("edit columns", _column_way(ColumnDescribed, "policy")),
    "column.moved": ("edit columns", _move_column),
}
