"""Filters: which cards of a board somebody wants to see.

A filter is what stands in the address of a board (`?q=word&who=4,me&label=3,7&due=overdue&age=5`),
and it looks only at what a card's face shows. `static/js/match.js` does the same in the browser;
one table of cases holds both to it. Of several values of one name a card has one; of several names
it has all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from board.words import fold

NAMES = ("q", "who", "label", "class", "blocked", "due", "age")
"""What a filter is made of."""

CLASSES = ("expedite", "fixed_date", "standard", "intangible")
DUES = ("overdue", "week", "none")
"""Past its day, to be done within a week from today, or without a day."""

LEVELS = ("watch", "risk", "over")
"""How an age stands to the ages of what is finished: see board/flow/levels.py."""

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Filter:
    """What is wanted; whatever is empty leaves every card in."""

    words: tuple[str, ...] = ()
    """Each stands somewhere in the key and title, folded."""
    people: frozenset[int] = frozenset()
    """One of them is to do it; 0 is nobody."""
    labels: frozenset[int] = frozenset()
    """It has one of them; 0 is none."""
    classes: frozenset[str] = frozenset()
    blocked: frozenset[bool] = frozenset()
    dues: frozenset[str] = frozenset()
    age: int | None = None
    """It has been at work for more days than that."""
    levels: frozenset[str] = frozenset()
    """Its age stands so to the ages of what is finished."""

    @property
    def empty(self) -> bool:
        """Whether every card is wanted."""
        return self == Filter()


def read(said: Mapping[str, str], me: int) -> Filter:
    """The filter of an address; what means nothing there is passed over."""
    of = {name: frozenset(said.get(name, "").split(",")) for name in NAMES}
    return Filter(
        words=tuple(fold(said.get("q", "")).split()),
        people=_ids(of["who"], {"me": me, "nobody": 0}),
        labels=_ids(of["label"], {"none": 0}),
        classes=of["class"] & frozenset(CLASSES),
        blocked=frozenset(word == "yes" for word in of["blocked"] & {"yes", "no"}),
        dues=of["due"] & frozenset(DUES),
        age=_number(said.get("age", "")),
        levels=of["age"] & frozenset(LEVELS),
    )


def _ids(words: frozenset[str], named: dict[str, int]) -> frozenset[int]:
    numbers = {each for each in map(_number, words) if each}
    return frozenset(numbers | {named[word] for word in words if word in named})


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None


def lets_in(wanted: Filter, card: Mapping[str, Any], today: date, level: str = "") -> bool:
    """Whether a card is wanted; `card` as the API tells it, `today` in the board's zone, `level`:
    how its age stands to the ages of what is finished there."""
    said = fold(f"{card['key']} {card['title']}")
    return (
        all(word in said for word in wanted.words)
        and _any(wanted.people, card["assignees"])
        and _any(wanted.labels, card["labels"])
        and (not wanted.classes or card["class_of_service"] in wanted.classes)
        and (not wanted.blocked or (card["blocked"] is not None) in wanted.blocked)
        and (not wanted.dues or _due(card, today) in wanted.dues)
        and (wanted.age is None or (card["age_days"] or 0) > wanted.age)
        and (not wanted.levels or level in wanted.levels)
    )


def _any(wanted: frozenset[int], there: list[int]) -> bool:
    return not wanted or bool(wanted & set(there)) or (0 in wanted and not there)


def _due(card: Mapping[str, Any], today: date) -> str:
    """What of `DUES` holds for a card. One that is finished is neither late nor near."""
    if card["due"] is None:
        return "none"
    due = date.fromisoformat(card["due"])
    if card["finished_at"] is not None or due > today + WEEK:
        return ""
    return "overdue" if due < today else "week"
