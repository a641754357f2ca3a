"""Days of a board: dates of instants in its zone, spans of days, working days.

One zone a board, never the viewer's. Figures ask for the dates of hundreds of thousands of
instants; a zone's rules are slow to ask, so a calendar remembers each hour that lies in one day.
"""

from bisect import bisect_right
from collections.abc import Collection
from datetime import date, timedelta

from board import instants

HOUR = 3_600 * instants.SECOND
ONE = timedelta(days=1)
EVERY_DAY = frozenset(range(7))


class Calendar:
    """A zone's days; `working` are weekdays (Monday is 0) on which work is done."""

    def __init__(
        self,
        zone: str,
        working: Collection[int] = EVERY_DAY,
        holidays: Collection[date] = (),
    ) -> None:
        self.zone = zone
        self._hours: dict[int, int] = {}
        self._working = frozenset(working)
        self._begun = [sum(weekday < rest for weekday in self._working) for rest in range(7)]
        self._holidays = sorted({d.toordinal() for d in holidays if d.weekday() in self._working})

    def ordinal(self, at: int) -> int:
        """The number of an instant's date among all dates, as `date.toordinal` counts them."""
        hour = at // HOUR
        found = self._hours.get(hour)
        if found is None:
            found = self._learnt(hour)
        return found or instants.day(at, self.zone).toordinal()

    def _learnt(self, hour: int) -> int:
        """The number of a whole hour's date, as below; all hours of that day are then known,
        unless the clocks change on it."""
        day = instants.day(hour * HOUR, self.zone)
        begin, end = self.midnight(day), self.ends(day)
        offsets = {instants.local(at, self.zone).utcoffset() for at in (begin, end - 1)}
        if len(offsets) == 1:
            whole = range(-(-begin // HOUR), end // HOUR)
            self._hours |= dict.fromkeys(whole, day.toordinal())
        if hour not in self._hours:
            self._hours[hour] = self._of_hour(hour)
        return self._hours[hour]

    def _of_hour(self, hour: int) -> int:
        """The number of a whole hour's date; 0 when a day ends in it or the clocks change."""
        first = instants.local(hour * HOUR, self.zone)
        last = instants.local((hour + 1) * HOUR - 1, self.zone)
        same = first.date() == last.date() and first.utcoffset() == last.utcoffset()
        return first.toordinal() if same else 0

    def day(self, at: int) -> date:
        """The date of an instant."""
        return date.fromordinal(self.ordinal(at))

    def span(self, start: int, end: int) -> int:
        """Calendar days from start to end, both counted: 1 on the same day, and never less."""
        return max(1, self.ordinal(end) - self.ordinal(start) + 1)

    def workdays(self, start: int, end: int) -> int:
        """Working days from start to end, both counted; at least 1, for a card done on Saturday."""
        return max(1, self._worked(self.ordinal(end)) - self._worked(self.ordinal(start) - 1))

    def _worked(self, ordinal: int) -> int:
        """Working days from the first of all days, a Monday, through this one."""
        weeks, rest = divmod(ordinal, 7)
        return (
            weeks * len(self._working) + self._begun[rest] - bisect_right(self._holidays, ordinal)
        )

    def midnight(self, on: date) -> int:
        """The instant at which a day begins."""
        return instants.midnight(on, self.zone)

    def ends(self, on: date) -> int:
        """The instant at which a day is over: the next one begins."""
        return self.midnight(on + ONE)


def days(first: date, last: date) -> list[date]:
    """Every date from first to last, both counted; none when last comes before first."""
    return [date.fromordinal(ordinal) for ordinal in range(first.toordinal(), last.toordinal() + 1)]
