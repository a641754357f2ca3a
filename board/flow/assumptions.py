"""The assumptions of Little's law, one by one: where a board breaks them, averages say little.

They are lights and no figures. Each holds, or does not, or there is too little to say.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from board.flow.histories import History
from board.flow.percentiles import percentile
from board.flow.workflow import Workflow

_APART = 0.1
_DISCARDED = 0.1
_DRIFT = 0.25
_OLD = 2
_WEEK = 7


class Assumption(NamedTuple):
    """An assumption by name, and whether it holds; None: too little to say."""

    name: str
    holds: bool | None


class Life(NamedTuple):
    """Days of a card from its start to its end, as ordinals; no end: it is in progress."""

    start: int
    end: int | None
    discarded: bool


def lives(histories: Iterable[History], workflow: Workflow) -> list[Life]:
    """The lives of the cards that were started."""
    day = workflow.calendar.ordinal
    found = []
    for history in histories:
        if (started := history.started_at) is not None:
            ended = history.ended_at
            over = None if ended is None else day(ended)
            found.append(Life(day(started), over, history.status == "discarded"))
    return found


def assumptions(
    cards: Sequence[Life], first: date, last: date, ct_days: Sequence[int]
) -> list[Assumption]:
    """The lights of a window of days; `ct_days` are the cycle times that it is judged by."""
    begin, end = first.toordinal(), last.toordinal()
    started = [card for card in cards if begin <= card.start <= end]
    left = sum(card.end is not None and begin <= card.end <= end for card in cards)
    return [
        Assumption("As many cards leave as start", _near(len(started), left, _APART)),
        Assumption("What is started is finished", _finished(started, cards, end, ct_days)),
        Assumption(
            "As much is in progress at the end as at the beginning",
            _near(len(_open(cards, begin)), len(_open(cards, end)), _DRIFT),
        ),
        Assumption("Work in progress grows neither older nor younger", _steady(cards, begin, end)),
    ]


def _finished(
    started: Sequence[Life], cards: Sequence[Life], today: int, ct_days: Sequence[int]
) -> bool | None:
    """Few of those that start are discarded, and none has been in progress for far too long."""
    if not started:
        return None
    longest = percentile(ct_days, 95)
    for card in _open(cards, today):
        if longest is not None and today - card.start + 1 > _OLD * longest:
            return False
    return sum(card.discarded for card in started) <= _DISCARDED * len(started)


def _steady(cards: Sequence[Life], begin: int, end: int) -> bool | None:
    """The average age in the first week and in the last one."""
    if end - begin + 1 < 2 * _WEEK:
        return None
    early = _average_age(cards, range(begin, begin + _WEEK))
    late = _average_age(cards, range(end - _WEEK + 1, end + 1))
    return _near(early, late, _DRIFT) if early and late else None


def _average_age(cards: Sequence[Life], days: range) -> float | None:
    ages = [day - card.start + 1 for day in days for card in _open(cards, day)]
    return sum(ages) / len(ages) if ages else None


def _open(cards: Sequence[Life], day: int) -> list[Life]:
    """The cards in progress at the end of a day."""
    return [card for card in cards if card.start <= day and (card.end is None or card.end > day)]


def _near(one: float, other: float, apart: float) -> bool | None:
    most = max(one, other)
    return abs(one - other) <= apart * most if most else None
