"""Natural process limits (XmR): what throughput does by itself, and signals that something changed.

The limits are not targets. A point outside of them says “look for a cause”, not “bad”.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

FEWEST = 6
"""Points that a baseline needs; 15 to 20 are better."""

_TO_LIMIT = 2.66
_TO_RANGE_LIMIT = 3.268
_RUN = 8
_NEAR, _OF = 3, 4

Kind = Literal["outside", "run", "near"]


class Limits(NamedTuple):
    """Mean, mean moving range, the upper and lower limit of a point, the upper one of a range."""

    mean: float
    mr: float
    unpl: float
    lnpl: float
    url: float


class Signal(NamedTuple):
    """Points from first to last that are no chance: outside the limits, a run of eight on one
    side of the centre, or three of four nearer to a limit than to the centre."""

    kind: Kind
    first: int
    last: int


def limits(points: Sequence[int]) -> Limits | None:
    """The limits of a baseline, its zeros included; None of fewer than two points."""
    if len(points) < 2:
        return None
    mean = sum(points) / len(points)
    ranges = [abs(after - before) for before, after in pairwise(points)]
    mr = sum(ranges) / len(ranges)
    reach = _TO_LIMIT * sum(ranges) / len(ranges)
    return Limits(mean, mr, mean + reach, max(0.0, mean - reach), _TO_RANGE_LIMIT * mr)


def signals(points: Sequence[int], found: Limits) -> list[Signal]:
    """The signals among points, in the order in which they end.

    A lower limit that would lie below zero is drawn at zero, but nothing is near to it: of small
    numbers zeros are no signal.
    """
    sides = [(point > found.mean) - (point < found.mean) for point in points]
    reach = _TO_LIMIT * found.mr / 2
    near = [
        side if abs(point - found.mean) > reach else 0
        for side, point in zip(sides, points, strict=True)
    ]
    told: list[Signal] = []
    for n, point in enumerate(points):
        if not found.lnpl <= point <= found.unpl:
            told.append(Signal("outside", n, n))
        if n >= _RUN - 1 and abs(sum(sides[n - _RUN + 1 : n + 1])) == _RUN:
            told.append(Signal("run", n - _RUN + 1, n))
        if n >= _OF - 1 and near[n] and near[n - _OF + 1 : n + 1].count(near[n]) >= _NEAR:
            told.append(Signal("near", n - _OF + 1, n))
    return told
