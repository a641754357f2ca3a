"""Shares: what each card adds to the figures over the board.

A figure over the board is a sum over its cards, so one card's change replaces that card's share and
asks for no other. Only windows are looked at: what was finished in 90 days, and at how many ends of
the last 30 days a card was in progress. A share is worked out for a certain today; the next one
begins with all shares anew.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from board.flow import efficiency
from board.flow.histories import History
from board.flow.workflow import CardId, Workflow

FINISHED_DAYS = 90
SPARKLINE_DAYS = 30


class Stay(NamedTuple):
    """A card's stay in a column; `gone`: it ended because the card left the board."""

    column: int
    began_at: int
    ended_at: int | None
    gone: bool


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


def share(
    card: CardId,
    stays: Sequence[Stay],
    blocked: Sequence[tuple[int, int | None]],
    window: Window,
) -> Share:
    """The share of a card in the figures, from its stays in order and when it was blocked."""
    if not stays:
        return Share()
    past = history(card, stays, window.workflow)
    at_work = {column.id for column in window.workflow.wip}
    nights = {
        night for stay in stays if stay.column in at_work for night in _nights(stay, window.ends)
    }
    return Share(_finish(past, blocked, window), _started(past, window), tuple(sorted(nights)))


def history(card: CardId, stays: Sequence[Stay], workflow: Workflow) -> History:
    """A card's past, told by its stays in order, of which it has one at least."""
    past = History(card, stays[0].began_at, workflow)
    for stay in stays:
        past.follow(stay.began_at, stay.column)
        if stay.gone and stay.ended_at is not None:
            past.follow(stay.ended_at, None)
    return past


def _finish(
    past: History, blocked: Sequence[tuple[int, int | None]], window: Window
) -> Finish | None:
    started, finished = past.started_at, past.finished_at
    time = efficiency.spent(past, blocked, finished or 0)
    if started is None or finished is None or time is None or finished < window.finished_since:
        return None
    flow = window.workflow
    return Finish(
        day=flow.calendar.day(finished).toordinal(),
        days=flow.calendar.span(started, finished),
        active=time.active,
        elapsed=time.elapsed,
        exits=tuple(
            flow.calendar.span(started, left)
            for left in past.arrived[flow.start + 1 : flow.finish + 1]
        ),
    )


def _started(past: History, window: Window) -> int | None:
    started = past.started_at
    if past.status != "wip" or started is None:
        return None
    return window.workflow.calendar.day(started).toordinal()


def _nights(stay: Stay, ends: list[int]) -> range:
    """The days at whose ends a stay lasted. What happens at midnight belongs to the new day."""
    last = len(ends) if stay.ended_at is None else bisect_right(ends, stay.ended_at)
    return range(bisect_right(ends, stay.began_at), last)
