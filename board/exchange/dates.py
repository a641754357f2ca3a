"""Dates as tables have them: with the year first, in two orders of day and month, with the
months' names, or as a workbook counts days.

A day without a time is its noon, so that no other zone makes another day of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from board.errors import Invalid
from board.instants import instant

Order = Literal["day first", "month first"]

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_TIME = (
    r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?(?: ?(?P<zone>Z|UTC|[+-]\d\d:?\d\d))?)?"
)


def _form(day: str) -> re.Pattern[str]:
    return re.compile(day + _TIME, re.ASCII)


_YEAR_FIRST = _form(r"(?P<year>\d{4})(?P<dash>[-/.])(?P<month>\d{1,2})(?P=dash)(?P<day>\d{1,2})")
_DOTTED = _form(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d\d)")
_EITHER = _form(
    r"(?P<first>\d{1,2})(?P<dash>[/-])(?P<second_>\d{1,2})(?P=dash)(?P<year>\d{4}|\d\d)"
)
_NAMED = _form(r"(?P<day>\d{1,2})[ /.-]+(?P<name>[A-Za-z]{3})[a-z]*[ ,/.-]+(?P<year>\d{4}|\d\d)")
_NAME_FIRST = _form(r"(?P<name>[A-Za-z]{3})[a-z]*\.? (?P<day>\d{1,2}),? (?P<year>\d{4})")
_COUNTED = re.compile(r"\d{5}(?:\.\d{1,10})?", re.ASCII)
_COUNTED_FROM = datetime(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class When:
    """A date that was read; `timed`: it has a time of day."""

    at: int
    day: date
    timed: bool


def order(values: Iterable[str]) -> Order | None:
    """The order of day and month that the dates of a table show; None when there are none of
    which one would have to know it.

    Raises Invalid when they show both, and when they show neither.
    """
    met, seen = False, set[Order]()
    for value in values:
        found = _EITHER.fullmatch(value)
        if found:
            met = True
            if int(found["first"]) > 12:
                seen.add("day first")
            elif int(found["second_"]) > 12:
                seen.add("month first")
    if len(seen) == 1:
        return seen.pop()
    if not met:
        return None
    problem = "are written in two orders" if seen else "may begin with the day or with the month"
    raise Invalid(f"The dates of the table {problem}. Say which one comes first.", field="dates")


def read(value: str, order: Order | None, zone: str) -> When | None:
    """A date in a cell; None when it is none."""
    if _COUNTED.fullmatch(value):
        moment = _COUNTED_FROM + timedelta(days=float(value))
        return _when(moment, timed="." in value, zone=ZoneInfo(zone))
    for form in (_YEAR_FIRST, _DOTTED, _EITHER, _NAMED, _NAME_FIRST):
        found = form.fullmatch(value)
        if found:
            return _of(found.groupdict(), order, zone)
    return None


def _of(parts: dict[str, str | None], order: Order | None, zone: str) -> When | None:
    year, month, day = _year(parts["year"] or ""), _month(parts, order), _day(parts, order)
    try:
        on = date(year, month, day)
        if parts["hour"] is None:
            return _when(datetime.combine(on, time(12)), timed=False, zone=ZoneInfo(zone))
        moment = datetime.combine(on, _time(parts))
        offset = parts["zone"]
        if offset is None:
            return _when(moment, timed=True, zone=ZoneInfo(zone))
        told = datetime.fromisoformat(moment.isoformat() + offset.replace("UTC", "Z"))
        return _when(told.astimezone(ZoneInfo(zone)), timed=True, zone=ZoneInfo(zone))
    except (ValueError, OverflowError):
        return None


def _when(moment: datetime, *, timed: bool, zone: ZoneInfo) -> When | None:
    if not timed:
        moment = datetime.combine(moment.date(), time(12))
    if not 1970 < moment.year < 2200:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return When(instant(aware), moment.date(), timed)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (1900 if year >= 70 else 2000)


def _month(parts: dict[str, str | None], order: Order | None) -> int:
    name = parts.get("name")
    if name:
        return _MONTHS.index(name.lower()) + 1 if name.lower() in _MONTHS else 0
    return int(parts.get("month") or parts["second_" if order == "day first" else "first"] or 0)


def _day(parts: dict[str, str | None], order: Order | None) -> int:
    return int(parts.get("day") or parts["first" if order == "day first" else "second_"] or 0)


def _time(parts: dict[str, str | None]) -> time:
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError("no hour of half a day")
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    fraction = int((parts["fraction"] or "0").ljust(6, "0")[:6])
    return time(hour, int(parts["minute"] or 0), int(parts["second"] or 0), fraction)
