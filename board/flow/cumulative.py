"""The cumulative flow diagram, and the counts of cards at each day's end.

A line of the diagram counts arrivals for good at a column, so no line ever falls and none crosses
another; a move back restates the past. What the board looked like at a day's end is the snapshot,
which may fall and is no cumulative flow diagram.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from board.flow.calendar import days
from board.flow.histories import History
from board.flow.workflow import ColumnId, Workflow

NOTHING: Mapping[ColumnId, int] = {}


class Flow(NamedTuple):
    """The diagram: for every column in flow order the height of its line on each day."""

    days: list[date]
    lines: dict[ColumnId, list[int]]
    discarded: list[int]


class _Steps:
    """Rises and falls by day of a count that begins before the first day; what happens later
    than the last day is not seen."""

    def __init__(self, first: date, last: date, height: int = 0) -> None:
        self._first = first.toordinal()
        self._steps = [0] * max(0, last.toordinal() - self._first + 1)
        self._height = height

    def add(self, day: date, step: int = 1) -> None:
        place = day.toordinal() - self._first
        if place < len(self._steps):
            self._steps[max(0, place)] += step

    def add_after(self, day: date, step: int) -> None:
        place = day.toordinal() - self._first + 1
        if place < len(self._steps):
            self._steps[max(0, place)] += step

    def heights(self) -> list[int]:
        return list(accumulate(self._steps, initial=self._height))[1:]


def cumulative(
    histories: Iterable[History],
    workflow: Workflow,
    first: date,
    last: date,
    *,
    heights: Mapping[ColumnId, int] = NOTHING,
    discarded: int = 0,
) -> Flow:
    """The diagram from first to last.

    `heights` and `discarded` count cards that are not among the histories: by column those that
    arrived for good at it before the first day.
    """
    lines = [_Steps(first, last, heights.get(column.id, 0)) for column in workflow.order]
    gone = _Steps(first, last, discarded)
    day = workflow.calendar.day
    for history in histories:
        for line, at in zip(lines, history.arrived, strict=False):
            line.add(day(at))
        if (left := history.discarded_at) is not None:
            gone.add(day(left))
    drawn = {c.id: line.heights() for c, line in zip(workflow.order, lines, strict=True)}
    return Flow(days(first, last), drawn, gone.heights())


def snapshot(
    histories: Iterable[History],
    workflow: Workflow,
    first: date,
    last: date,
    *,
    heights: Mapping[ColumnId, int] = NOTHING,
) -> dict[ColumnId, list[int]]:
    """Cards in each column at the end of each day, on the last day at the present.

    `heights` counts cards that are not among the histories: by column those that are in it
    throughout.
    """
    counts = {c.id: _Steps(first, last, heights.get(c.id, 0)) for c in workflow.order}
    day = workflow.calendar.day
    for history in histories:
        for column, began, ended in history.stays:
            if column is not None and (count := counts.get(column)) is not None:
                count.add(day(began))
                if ended is not None:
                    count.add(day(ended), -1)
    return {column: count.heights() for column, count in counts.items()}


def wip(counts: Mapping[ColumnId, Sequence[int]], workflow: Workflow) -> list[int]:
    """Cards in progress at the end of each day, out of a snapshot."""
    columns = [counts[column.id] for column in workflow.wip]
    if not columns:
        return [0 for _ in next(iter(counts.values()), ())]
    return [sum(at_once) for at_once in zip(*columns, strict=True)]


def wip_inclusive(
    histories: Iterable[History], workflow: Workflow, first: date, last: date
) -> list[int]:
    """Cards in progress at any time of each day: the work that belongs to the count of days in
    which start and finish both count, and to Little's law."""
    count = _Steps(first, last)
    day = workflow.calendar.day
    for history in histories:
        if (started := history.started_at) is None:
            continue
        count.add(day(started))
        if (ended := history.ended_at) is not None:
            count.add_after(day(ended), -1)
    return count.heights()
