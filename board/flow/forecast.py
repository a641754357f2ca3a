"""Forecasts from past throughput: how many cards by a date, and when so many are done.

Every future day is drawn from the past days, independently and with replacement. The chances are
computed exactly by convolution instead of simulated: no trials, no seed, the same result anywhere.
It forecasts the past system: the same team under the same limits.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

HISTORY_DAYS = 84
"""Complete days that are drawn from: whole weeks, so that weekends have their share."""

FEWEST_DAYS, FEWEST_FINISHED = 14, 10
FARTHEST_DAYS = 3_650

_ROUNDING = 1e-12
_NEGLIGIBLE = 1e-18

Chances = dict[int, float]
"""The chance of each number."""


def enough(history: Sequence[int]) -> bool:
    """Whether the past is long enough to speak of the future."""
    return len(history) >= FEWEST_DAYS and sum(history) >= FEWEST_FINISHED


def how_many(history: Sequence[int], days: int, confidences: Iterable[int]) -> dict[int, int]:
    """By confidence in per cent the largest number that so many days reach with that chance."""
    chances: Chances = {0: 1.0}
    draws = _draws(history)
    for _ in range(days):
        chances = _drawn(chances, draws)
    at_least: Chances = {}
    above = 0.0
    for number in sorted(chances, reverse=True):
        above += chances[number]
        at_least[number] = above
    at_least[0] = 1.0
    return {
        c: max(number for number, chance in at_least.items() if _reaches(chance, c))
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
    chances: Chances = {0: 1.0}
    draws = _draws(history)
    for day in range(1, FARTHEST_DAYS + 1):
        chances = {n: chance for n, chance in _drawn(chances, draws).items() if n < items}
        reached = 1 - sum(chances.values())
        while len(found) < len(wanted) and _reaches(reached, wanted[len(found)]):
            found[wanted[len(found)]] = day
        if len(found) == len(wanted):
            return found
    return None


def _draws(history: Sequence[int]) -> Chances:
    """Each number of a past day with its chance; without a past no day brings anything."""
    counted = Counter(history) or Counter([0])
    return {number: times / counted.total() for number, times in counted.items()}


def _drawn(chances: Chances, draws: Chances) -> Chances:
    """The chances after one more day; those that add nothing to any answer are let go."""
    sums: defaultdict[int, float] = defaultdict(float)
    for number, chance in draws.items():
        for before, likely in chances.items():
            sums[before + number] += likely * chance
    return {number: chance for number, chance in sums.items() if chance > _NEGLIGIBLE}


def _reaches(chance: float, per_cent: int) -> bool:
    return chance + _ROUNDING >= per_cent / 100
