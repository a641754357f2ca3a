"""Forecasts from past throughput: how many cards by a date, and when so many are done.

Every future day is drawn from the past days, independently and with replacement. The chances are
computed exactly by convolution instead of simulated: no trials, no seed, the same result anywhere.
It forecasts the past system: the same team under the same limits.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

HISTORY_DAYS = 84
"""Complete days that are drawn from: whole weeks, so that weekends have their share."""

FEWEST_DAYS, FEWEST_FINISHED = 14, 10
FARTHEST_DAYS = 3_650

_ROUNDING = 1e-12
_NEGLIGIBLE = 1e-18

Chances = list[float]
"""The chance of each sum from 0 on."""


def enough(history: Sequence[int]) -> bool:
    """Whether the past is long enough to speak of the future."""
    return len(history) >= FEWEST_DAYS and sum(history) >= FEWEST_FINISHED


def how_many(history: Sequence[int], days: int, confidences: Iterable[int]) -> dict[int, int]:
    """By confidence in per cent the largest number that so many days reach with that chance."""
    chances: Chances = [1.0]
    draws = _draws(history)
    for _ in range(days):
        chances = _drawn(chances, draws)
    at_least = _from_the_top(chances)
    return {
        c: max(k for k, chance in enumerate(at_least) if k == 0 or _reaches(chance, c))
        for c in confidences
    }


def when(history: Sequence[int], items: int, confidences: Iterable[int]) -> dict[int, int] | None:
    """By confidence in per cent the smallest number of days that reach so many items.

    None: nothing was finished in the past, or it would take more than ten years.
    """
    wanted = sorted(confidences)
    if items <= 0:
        return dict.fromkeys(wanted, 0)
    if not any(history):
        return None
    found: dict[int, int] = {}
    chances: Chances = [1.0]
    draws = _draws(history)
    for day in range(1, FARTHEST_DAYS + 1):
        chances = _drawn(chances, draws)[:items]
        reached = 1 - sum(chances)
        while len(found) < len(wanted) and _reaches(reached, wanted[len(found)]):
            found[wanted[len(found)]] = day
        if len(found) == len(wanted):
            return found
    return None


def _draws(history: Sequence[int]) -> list[tuple[int, float]]:
    """Each number of a past day with its chance; without a past no day brings anything."""
    counted = Counter(history) or Counter([0])
    total = sum(counted.values())
    return [(number, times / total) for number, times in sorted(counted.items())]


def _drawn(chances: Chances, draws: Sequence[tuple[int, float]]) -> Chances:
    """The chances after one more day."""
    start = next((n for n, chance in enumerate(chances) if chance > _NEGLIGIBLE), len(chances))
    end = len(chances)
    while end > start and chances[end - 1] <= _NEGLIGIBLE:
        end -= 1
    likely = chances[start:end]
    sums = [0.0] * (end + draws[-1][0])
    for number, chance in draws:
        for n, before in enumerate(likely, start + number):
            sums[n] += before * chance
    return sums


def _from_the_top(chances: Chances) -> Chances:
    """The chance of each sum or more."""
    found, above = [], 0.0
    for chance in reversed(chances):
        above += chance
        found.append(above)
    return found[::-1]


def _reaches(chance: float, per_cent: int) -> bool:
    return chance + _ROUNDING >= per_cent / 100
