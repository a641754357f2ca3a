"""Throughput: how many cards were finished, by day and by ISO week of the board's zone.

Days without any are data: the series is filled with zeros. Today and this week are incomplete, and
so is a week that began before the series: they are shown and never part of a baseline.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from board.flow.calendar import days


class Week(NamedTuple):
    """An ISO week by its name, such as 2026-W11, and its Monday."""

    name: str
    begins: date
    finished: int
    complete: bool


def daily(finished: Iterable[date], first: date, last: date) -> dict[date, int]:
    """Cards finished on each day from first to last; those outside are not counted."""
    counted = Counter(finished)
    return {day: counted[day] for day in days(first, last)}


def weekly(by_day: Mapping[date, int], today: date) -> list[Week]:
    """Sums over the ISO weeks that a series of days touches, in order."""
    sums: Counter[date] = Counter()
    for day, finished in by_day.items():
        sums[monday(day)] += finished
    first = min(by_day, default=today)
    return [
        Week(week_name(begins), begins, finished, first <= begins and monday(today) > begins)
        for begins, finished in sorted(sums.items())
    ]


def baseline(by_day: Mapping[date, int], today: date) -> list[int]:
    """Throughput of the complete days, the oldest first."""
    return [finished for day, finished in by_day.items() if day < today]


def monday(day: date) -> date:
    """The first day of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def week_name(day: date) -> str:
    """The ISO week of a day: the last days of December may lie in week 1 of the next year."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
