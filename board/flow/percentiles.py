"""Percentiles by nearest rank: a number of days that some card really took."""

from collections.abc import Iterable, Sequence

PERCENTILES = (50, 70, 85, 95)
"""Those that charts draw."""


def percentile(values: Sequence[int], p: int) -> int | None:
    """The smallest value such that at least p % of all are at most it; None of no values.

    `sorted(values)[ceil(p * n / 100) - 1]`, the index worked out in integers because floats
    miscount (0.55 * 100 is above 55). Of no per cent it is the smallest.
    """
    if not values:
        return None
    return sorted(values)[_rank(p, len(values))]


def percentiles(values: Sequence[int], of: Iterable[int] = PERCENTILES) -> dict[int, int]:
    """Several percentiles of the same values; none of no values."""
    if not values:
        return {}
    ranked = sorted(values)
    return {p: ranked[_rank(p, len(ranked))] for p in of}


def _rank(p: int, n: int) -> int:
    return max(1, -(-p * n // 100)) - 1
