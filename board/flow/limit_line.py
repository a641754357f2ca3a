"""The limit of the work in progress on a board, day by day, from what changed it."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from board.flow.calendar import Calendar, days


class Change(NamedTuple):
    """A limit became another one at an instant; None: there was none, or is none."""

    at: int
    before: int | None
    after: int | None


def limit_line(
    changes: Sequence[Change], now: int | None, first: date, last: date, calendar: Calendar
) -> list[int | None]:
    """The limit at the end of each day; `changes` in order, `now` after all of them."""
    instants = [change.at for change in changes]
    known = [*(change.before for change in changes), now]
    return [known[bisect_right(instants, calendar.ends(day) - 1)] for day in days(first, last)]
