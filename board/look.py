"""A look at a board's figures: which days, as known when, and which cards.

It is what the address of a page of figures says (`?period=90&lane=3`), and a query of the API.
Days are those of the board's zone. A card is chosen by its lane, labels and class as they are now:
of several values of one name it has one, of several names it has all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from board import instants
from board.errors import Invalid
from board.filters import CLASSES
from board.flow.calendar import Calendar
from board.sqlite import Rows

NAMES = ("period", "from", "to", "as_of", "lane", "label", "class")
"""What a look is made of."""

PERIODS = ("30", "90", "180", "365", "all")
STANDARD = "90"

LONGEST = 400
"""Characters of a value."""

_DATE = re.compile(r"(19[7-9]\d|[2-8]\d{3})-\d\d-\d\d", re.ASCII)
_ID = re.compile(r"[1-9]\d{0,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at; no first day: from the first one of the log."""

    as_of: int
    last: date
    first: date | None = None
    lanes: frozenset[int] = frozenset()
    """The card is in one of them; 0 is no lane."""
    labels: frozenset[int] = frozenset()
    """It carries one of them; 0 is none."""
    classes: frozenset[str] = frozenset()


def read(said: Mapping[str, str], zone: str, now: int, *, period: str = STANDARD) -> Look:
    """The look that is asked for; `period`: how many days without a word. Raises Invalid."""
    said = {name: said[name] for name in NAMES if said.get(name)}
    for name, value in said.items():
        if len(value) > LONGEST:
            raise Invalid(f"{name} has at most {LONGEST} characters here.", field=name)
    days = Calendar(zone)
    as_of = _as_of(said.get("as_of"), days, now)
    today = days.day(as_of)
    first, last = _days(said, today, period)
    return Look(
        as_of=as_of,
        first=first,
        last=last,
        lanes=_ids(said, "lane"),
        labels=_ids(said, "label"),
        classes=_classes(said),
    )


def check(look: Look, lanes: Rows, labels: Rows) -> None:
    """Raises Invalid when the board has no such lane or label."""
    for field, wanted, there in (("lane", look.lanes, lanes), ("label", look.labels, labels)):
        if wanted - {0} - {row["id"] for row in there}:
            raise Invalid(f"There is no such {field} on this board. Choose another.", field=field)


# -- days


def _as_of(text: str | None, days: Calendar, now: int) -> int:
    """The instant of an instant or of the end of a day; the present without either."""
    if text is None:
        return now
    today = days.day(now)
    if _DATE.fullmatch(text):
        day = _date(text, "as_of")
        if day > today:
            raise _future("as_of")
        return now if day == today else days.ends(day) - 1
    try:
        at = instants.parse(text)
    except ValueError:
        raise Invalid(
            "as_of is a date such as 2026-11-24, or an instant such as 2026-11-24T09:00:00Z.",
            field="as_of",
        ) from None
    if at > now:
        raise _future("as_of")
    return at


def _future(field: str) -> Invalid:
    return Invalid(f"{field} lies in the future. Choose a day up to today.", field=field)


def _days(said: Mapping[str, str], today: date, period: str) -> tuple[date | None, date]:
    """The first and the last day. Days of one's own go before a period."""
    length = said.get("period", period)
    if length not in PERIODS:
        raise Invalid(f"period is {', '.join(PERIODS[:-1])} or {PERIODS[-1]}.", field="period")
    last = _date(said["to"], "to") if "to" in said else today
    if last > today:
        raise Invalid(
            f"to lies behind the last day that is known, {today}. Choose an earlier one.",
            field="to",
        )
    if "from" in said:
        first = _date(said["from"], "from")
        if first > last:
            raise Invalid(
                f"from lies behind the last day, {last}. Choose an earlier one.", field="from"
            )
        return first, last
    return (None if length == "all" else last - timedelta(days=int(length) - 1)), last


def _date(text: str, field: str) -> date:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Invalid(f"{field} is a date such as 2026-11-24, from 1970 on.", field=field)


# -- cards


def _ids(said: Mapping[str, str], name: str) -> frozenset[int]:
    words = said[name].split(",") if name in said else []
    if not all(word == "none" or _ID.fullmatch(word) for word in words):
        raise Invalid(
            f"{name} is an id, or none; several have commas between.",
            field=name,
        )
    return frozenset(0 if word == "none" else int(word) for word in words)


def _classes(said: Mapping[str, str]) -> frozenset[str]:
    found = frozenset(said["class"].split(",") if "class" in said else ())
    if found - set(CLASSES):
        raise Invalid(
            f"class is {', '.join(CLASSES[:-1])} or {CLASSES[-1]}; several have commas between.",
            field="class",
        )
    return found
