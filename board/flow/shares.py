"""Shares: what each card adds to the figures over the board.

A figure over the board is a sum over its cards, so one card's change replaces that card's share and
asks for no other. Only windows are looked at: what was finished in 90 days, and at how many ends of
the last 30 days a card was in progress. A share is worked out for a certain today; the next one
begins with all shares anew.
"""

from bisect import bisect_right
from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from board.flow import efficiency
from board.flow.histories import History
from board.flow.spans import Span
from board.flow.workflow import Workflow

FINISHED_DAYS = 90
SPARKLINE_DAYS = 30


class Finish(NamedTuple):
    """A finished card: its day and its cycle time, the time it was worked on of all it took, and
    its age on leaving each column in progress. Days are numbers that grow by one a day."""

    day: int
    days: int
    active: int
    elapsed: int
    exits: tuple[int, ...]


class Share(NamedTuple):
    """What a card adds: its finish within the window, the day of its start while it is in progress,
    and the last days, today not among them, at whose ends it was in progress (0: the first)."""

    finish: Finish | None = None
    started: int | None = None
    nights: tuple[int, ...] = ()


class Window:
    """The days that are looked at, from the board's today backwards, both counted."""

    def __init__(self, today: date, workflow: Workflow) -> None:
        self.today = today
        self.workflow = workflow
        self.first_finish = today - timedelta(days=FINISHED_DAYS - 1)
        days = [today - timedelta(days=back) for back in range(SPARKLINE_DAYS - 1, 0, -1)]
        calendar = workflow.calendar
        self.ends = [calendar.ends(day) for day in days]
        """When each day of the sparkline but today was over."""
        self.finished_since = calendar.midnight(self.first_finish)
        self.nights_since = calendar.midnight(days[0])
        self.at_work = frozenset(column.id for column in workflow.wip)


def share(past: History, blocked: Collection[Span], window: Window) -> Share:
    """The share of a card in the figures, from its past and when it was blocked."""
    nights = {
        night
        for column, began, ended in past.stays
        if column in window.at_work
        for night in _nights(began, ended, window.ends)
    }
    return Share(_finish(past, blocked, window), _started(past, window), tuple(sorted(nights)))


def _finish(past: History, blocked: Collection[Span], window: Window) -> Finish | None:
    started, finished = past.started_at, past.finished_at
    if started is None or finished is None or finished < window.finished_since:
        return None
    time = efficiency.spent(past, blocked, finished)
    if time is None:
        return None
    flow = window.workflow
    before = flow.calendar.ordinal(started) - 1
    exits = [day - before for day in past.days[flow.start + 1 : flow.finish + 1]]
    return Finish(
        day=past.days[flow.finish],
        days=past.days[flow.finish] - before,
        active=time.active,
        elapsed=time.elapsed,
        exits=tuple(exits),
    )


def _started(past: History, window: Window) -> int | None:
    started = past.started_at
    if past.status != "wip" or started is None:
        return None
    return window.workflow.calendar.ordinal(started)


def _nights(began: int, ended: int | None, ends: list[int]) -> range:
    """The days at whose ends a stay lasted. What happens at midnight belongs to the new day."""
    if ended is not None and ended < ends[0]:
        return range(0)
    last = len(ends) if ended is None else bisect_right(ends, ended)
    return range(bisect_right(ends, began), last)
