"""Cycle time, lead time and age of cards.

Cycle time runs from started to finished, lead time from created to finished, age from started to
now. Days are calendar days, both ends counted: the same day is 1. A clock that would make one
negative makes it 0 seconds and 1 day, and is counted.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from board.flow.calendar import Calendar
from board.flow.histories import History
from board.flow.workflow import CardId


class Cycle(NamedTuple):
    """A finished card: `ordinal` is the number of its last day, `days` its cycle time."""

    card: CardId
    started_at: int
    finished_at: int
    ordinal: int
    days: int

    @property
    def day(self) -> date:
        """The date of its finish."""
        return date.fromordinal(self.ordinal)

    @property
    def lasted(self) -> int:
        """Microseconds from start to finish."""
        return elapsed(self.started_at, self.finished_at)

    @property
    def skipped_wip(self) -> bool:
        """Whether it never was work in progress: it came to be done as it was started."""
        return self.started_at == self.finished_at

    @property
    def clamped(self) -> bool:
        """Whether it finished before it started, by a clock that was wrong."""
        return self.finished_at < self.started_at


class Age(NamedTuple):
    """A card in progress and the days that it has been so, the first one counted."""

    card: CardId
    started_at: int
    days: int


def elapsed(start: int, end: int) -> int:
    """Microseconds from start to end; 0 when the end comes first."""
    return max(0, end - start)


def cycle(card: CardId, started_at: int, finished_at: int, calendar: Calendar) -> Cycle:
    """The cycle of a card from its two dates."""
    last = calendar.ordinal(finished_at)
    days = max(1, last - calendar.ordinal(started_at) + 1)
    return Cycle(card, started_at, finished_at, last, days)


def cycles(histories: Iterable[History], calendar: Calendar) -> list[Cycle]:
    """The cycles of the cards that are finished."""
    return [
        cycle(history.card, started, finished, calendar)
        for history in histories
        if (finished := history.finished_at) is not None
        and (started := history.started_at) is not None
    ]


def ages(histories: Iterable[History], calendar: Calendar, as_of: int) -> list[Age]:
    """The ages of the cards that are in progress."""
    return [
        Age(history.card, started, calendar.span(started, as_of))
        for history in histories
        if history.status == "wip" and (started := history.started_at) is not None
    ]
