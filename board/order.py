"""Ranks: places in an order, as texts that sort.

A rank is a non-empty text of `0-9a-z` that does not end in `0`, so there is always room between
two of them, and every database collation sorts them alike. Only the moved thing gets a new rank;
its neighbours keep theirs.
"""

from collections.abc import Iterator
from itertools import accumulate, islice

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST = 40
"""A rank longer than this calls for `spread`."""

_HEAD = 6
_SPACE = 36**_HEAD
_STEP = 36**2


def between(low: str | None, high: str | None) -> str:
    """A rank after `low` and before `high`; None is the end of the order on that side.

    At an end the ranks step evenly, so that adding ten thousand cards keeps them short; inside
    they halve. Raises ValueError when `low` does not sort before `high`.
    """
    if low is not None and high is not None and low >= high:
        raise ValueError(f"{low!r} does not sort before {high!r}")
    if high is None:
        return _after(low)
    if low is None:
        return _before(high)
    return _middle(low, high)


def among(low: str | None, high: str | None, count: int) -> list[str]:
    """`count` ranks in order after `low` and before `high`, for several that come at once.

    At an end they step evenly as long as there is room for all, or else they halve.
    """
    if count == 0:
        return []
    if high is None and (low is None or _number(low) + count * _STEP < _SPACE):
        first = between(low, None)
        return list(
            accumulate(range(count - 1), lambda rank, _: between(rank, None), initial=first)
        )
    if low is None and high is not None and _number(high) - count * _STEP > 0:
        last = between(None, high)
        down = accumulate(range(count - 1), lambda rank, _: between(None, rank), initial=last)
        return list(down)[::-1]
    middle, before = between(low, high), (count - 1) // 2
    return [*among(low, middle, before), middle, *among(middle, high, count - 1 - before)]


def spread(count: int) -> Iterator[str]:
    """`count` short ranks in order, evenly spaced: for a column whose ranks ran out."""
    step = _SPACE // (count + 1)
    return islice((_text(step * n) for n in range(1, count + 1)), count)


def _after(low: str | None) -> str:
    if low is None:
        return _text(_SPACE // 2)
    number = _number(low) + _STEP
    return _text(number) if number < _SPACE else _middle(low, None)


def _before(high: str) -> str:
    number = _number(high) - _STEP
    return _text(number) if number > 0 else _middle("", high)


def _number(rank: str) -> int:
    return int(rank[:_HEAD].ljust(_HEAD, "0"), 36)


def _text(number: int) -> str:
    digits = ""
    for _ in range(_HEAD):
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits.rstrip("0")


def _middle(low: str, high: str | None) -> str:
    """The shortest rank near the middle; `low` may be empty, `high` None for no bound."""
    rank = ""
    for n in range(len(low) + len(high or "") + 1):
        floor = DIGITS.index(low[n]) if n < len(low) else 0
        ceiling = DIGITS.index(high[n]) if high is not None and n < len(high) else 36
        if ceiling - floor > 1:
            return rank + DIGITS[(floor + ceiling) // 2]
        rank += DIGITS[floor]
        if ceiling > floor:
            high = None
    return rank + DIGITS[18]
