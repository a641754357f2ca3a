"""The service level: within how many days cards are done, with which chance.

How an open card stands to it is told by `levels.py`.
"""

from collections.abc import Sequence

from board.flow.levels import FEWEST
from board.flow.percentiles import percentile


def attainment(days: Sequence[int], within: int) -> float | None:
    """The share of finished cards that took so many days or less; None of no cards."""
    if not days:
        return None
    return sum(taken <= within for taken in days) / len(days)


def measured(days: Sequence[int], p: int) -> int | None:
    """The days within which p % of cards were done; None while too few were."""
    return percentile(days, p) if len(days) >= FEWEST else None
