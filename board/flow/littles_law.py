"""Little's law: average work in progress is throughput times average cycle time.

In whole days, with both ends counted, it holds exactly over a window that contains the whole life
of all its cards; in instants it holds exactly over any window.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from board.flow.cycle import Cycle
from board.instants import DAY


class Averages(NamedTuple):
    """Starts, finishes and averages over a window of days; None: nothing to average."""

    arrivals: int
    departures: int
    sum_ct_days: int
    avg_wip: float | None
    throughput_per_day: float | None
    avg_ct: float | None


class Window(NamedTuple):
    """A window of instants: average load, arrivals a day, average days of a card within it."""

    load: float
    rate: float
    time: float | None


def averages(started: int, cycles: Sequence[Cycle], inclusive: Sequence[int]) -> Averages:
    """The averages of a log from the cards that started, those that finished, and the daily work
    in progress."""
    days, finished = len(inclusive), len(cycles)
    taken = sum(cycle.days for cycle in cycles)
    return Averages(
        started,
        finished,
        taken,
        sum(inclusive) / days if days else None,
        finished / days if days else None,
        taken / finished if finished else None,
    )


def window(lives: Iterable[tuple[int, int | None]], begin: int, end: int) -> Window:
    """Load, rate and time between two instants from the (start, end) of cards; no end: they last.

    Load is rate times time whatever the cards did.
    """
    cut = [
        (max(start, begin), end if over is None else min(over, end))
        for start, over in lives
        if start < end and (over is None or over > begin)
    ]
    spent = sum(b - a for a, b in cut)
    length = end - begin
    return Window(spent / length, len(cut) * DAY / length, spent / DAY / len(cut) if cut else None)
