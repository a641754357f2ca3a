"""Percentiles by nearest rank: a number of days that some card really took."""

from collections.abc import Sequence


def percentile(values: Sequence[int], p: int) -> int | None:
    """The smallest value such that at least p % of all are at most it; None of no values.

    `sorted(values)[ceil(p * n / 100) - 1]`, the index worked out in integers because floats
    miscount (0.55 * 100 is above 55). Of no per cent it is the smallest.
    """
    if not values:
        return None
    return sorted(values)[max(1, -(-p * len(values) // 100)) - 1]
