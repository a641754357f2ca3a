"""Instants and days.

An instant is an integer: microseconds since 1970-01-01 UTC. SQLite and PostgreSQL store,
compare and return it alike, and no driver's idea of a time zone can touch it. Days are dates
in a board's IANA zone, never the viewer's.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from time import time_ns
from zoneinfo import ZoneInfo, available_timezones

SECOND = 1_000_000
DAY = 86_400 * SECOND

_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE = _EPOCH.replace(tzinfo=None)
_MICROSECOND = timedelta(microseconds=1)


def now() -> int:
    """The present instant."""
    return time_ns() // 1_000


def instant(when: datetime) -> int:
    """The instant of an aware datetime."""
    return (when - _EPOCH) // _MICROSECOND


def moment(at: int) -> datetime:
    """The aware UTC datetime of an instant."""
    return _EPOCH + timedelta(0, 0, at)


@lru_cache(maxsize=32_768)
def iso(at: int | None) -> str | None:
    """ISO 8601 in UTC with a `Z`; None stays None. (Who reads a board reads it again.)"""
    if at is None:
        return None
    return (_NAIVE + timedelta(0, 0, at)).isoformat(timespec="milliseconds") + "Z"


def parse(text: str) -> int:
    """The instant of an ISO 8601 date-time such as `2026-11-23T10:00:00Z`.

    Raises ValueError for another form, for one without an offset, and for a year so near to the
    ends of the calendar that some zone has no date for it.
    """
    if not _ISO.fullmatch(text):
        raise ValueError(f"{text} is no date and time with an offset")
    when = datetime.fromisoformat(text)
    if not 1 < when.year < 9999:
        raise ValueError(f"{text} is too far away")
    return instant(when)


@cache
def zones() -> frozenset[str]:
    """The names of all time zones that a board can have: places, and UTC.

    Systems add names of other kinds (`localtime`, `EST5EDT`, `posix/…`), which mean something else
    elsewhere or nothing at all.
    """
    places = (name for name in available_timezones() if "/" in name)
    return frozenset(p for p in places if not p.startswith(("posix/", "right/"))) | {"UTC"}


def local(at: int, zone: str) -> datetime:
    """The date and time of an instant in a zone."""
    return moment(at).astimezone(ZoneInfo(zone))


def day(at: int, zone: str) -> date:
    """The date of an instant in a zone."""
    if at < 0:  # which not every platform takes
        return local(at, zone).date()
    return datetime.fromtimestamp(at // SECOND, ZoneInfo(zone)).date()


def age(start: int, today: date, zone: str) -> int:
    """Calendar days from an instant to a date of the zone, both counted: 1 on the same day."""
    return max(1, (today - day(start, zone)).days + 1)


def midnight(on: date, zone: str) -> int:
    """The instant at which a date begins in a zone."""
    return instant(datetime(on.year, on.month, on.day, tzinfo=ZoneInfo(zone)))
