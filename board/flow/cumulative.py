"""The cumulative flow diagram, and the counts of cards at each day's end.

A line of the diagram counts arrivals for good at a column, so no line ever falls and none crosses
another; a move back restates the past. What the board looked like at a day's end is the snapshot,
which may fall and is no cumulative flow diagram.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
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

    def __init__(self, rises: Iterable[int] = (), height: int = 0) -> None:
        self.steps = Counter(rises)
        self._height = height

    def heights(self, first: date, last: date) -> list[int]:
        """The count at the end of each day."""
        begin, end = first.toordinal(), last.toordinal()
        before = sum(step for day, step in self.steps.items() if day < begin)
        steps = (self.steps[day] for day in range(begin, end + 1))
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
    cards = list(histories)
    arrivals = [history.days for history in cards]
    lines = {}
    for place, column in enumerate(workflow.order):
        arrivals = [of for of in arrivals if len(of) > place]
        line = _Count((of[place] for of in arrivals), heights.get(column.id, 0))
        lines[column.id] = line.heights(first, last)
    left = [at for history in cards if (at := history.discarded_at) is not None]
    gone = _Count(map(workflow.calendar.ordinal, left), discarded)
    return Flow(days(first, last), lines, gone.heights(first, last))


def snapshot(
    histories: Iterable[History],
    workflow: Workflow,
    first: date,
    last: date,
) -> dict[ColumnId, list[int]]:
    """Cards in each column at the end of each day, on the last day at the present."""
    counts = {column.id: _Count() for column in workflow.order}
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


def wip(histories: Iterable[History], workflow: Workflow, first: date, last: date) -> list[int]:
    """Cards in progress at the end of each day, on the last day at the present."""
    count = _Count()
    steps, day = count.steps, workflow.calendar.ordinal
    at_work = {column.id for column in workflow.wip}
    for history in histories:
        for column, began, ended in history.stays:
            if column in at_work:
                steps[day(began)] += 1
                if ended is not None:
                    steps[day(ended)] -= 1
    return count.heights(first, last)


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
