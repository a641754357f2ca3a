"""Pace lines: how old finished cards were when they left each column of work in progress.

A card's exit age of a column is the span from its start to its arrival for good at the next one,
so it does not fall from column to column, and neither do the lines; the last column's lines are
the percentiles of cycle time.
"""

from collections.abc import Iterable, Mapping, Sequence

from board.flow.histories import History
from board.flow.percentiles import PERCENTILES, percentiles
from board.flow.workflow import ColumnId, Workflow

Pace = Mapping[ColumnId, Mapping[int, int]]
"""Days by percentile, by column."""


def pace(
    histories: Iterable[History], workflow: Workflow, of: Sequence[int] = PERCENTILES
) -> dict[ColumnId, dict[int, int]]:
    """The pace lines by column in flow order; none at all while no card is finished."""
    ages: list[list[int]] = [[] for _ in workflow.wip]
    for history in histories:
        started = history.started_at
        if started is None or history.finished_at is None:
            continue
        exits = history.days[workflow.start + 1 : workflow.finish + 1]
        before = workflow.calendar.ordinal(started) - 1
        for column, left in zip(ages, exits, strict=True):
            column.append(left - before)
    return {
        column.id: percentiles(found, of)
        for column, found in zip(workflow.wip, ages, strict=True)
        if found
    }
