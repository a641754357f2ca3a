"""The cumulative flow diagram, and the counts of cards at each day's end.

A line of the diagram counts arrivals for good at a column, so no line ever falls and none crosses
another; a move back restates the past. What the board looked like at a day's end is the snapshot,
which may fall and is no cumulative flow diagram.
"""

from collections import defaultdict
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


class _Count:
    """A count over time: its height at first, and its rises and falls by the numbers of days."""

    def __init__(self, height: int = 0) -> None:
        self.steps: defaultdict[int, int] = defaultdict(int)
        self._height = height

    def heights(self, first: date, last: date) -> list[int]:
        """The count at the end of each day."""
        begin, end = first.toordinal(), last.toordinal()
        before = sum(step for day, step in self.steps.items() if day < begin)
        steps = (self.steps.get(day, 0) for day in range(begin, end + 1))
        return list(accumulate(steps, initial=self._height + before))[1:]


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
    lines = {column.id: _Count(heights.get(column.id, 0)) for column in workflow.order}
    arriving = [line.steps for line in lines.values()]
    gone = _Count(discarded)
    day = workflow.calendar.ordinal
    for history in histories:
        for steps, at in zip(arriving, history.arrived, strict=False):
            steps[day(at)] += 1
        if (left := history.discarded_at) is not None:
            gone.steps[day(left)] += 1
    drawn = {column: line.heights(first, last) for column, line in lines.items()}
    return Flow(days(first, last), drawn, gone.heights(first, last))


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
    counts = {column.id: _Count(heights.get(column.id, 0)) for column in workflow.order}
    steps_of = {column: count.steps for column, count in counts.items()}
    day = workflow.calendar.ordinal
    for history in histories:
        for column, began, ended in history.stays:
            if column in steps_of:
                steps = steps_of[column]
                steps[day(began)] += 1
                if ended is not None:
                    steps[day(ended)] -= 1
    return {column: count.heights(first, last) for column, count in counts.items()}


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
    count = _Count()
    day = workflow.calendar.ordinal
    for history in histories:
        if (started := history.started_at) is None:
            continue
        count.steps[day(started)] += 1
        if (ended := history.ended_at) is not None:
            count.steps[day(ended) + 1] -= 1
    return count.heights(first, last)
