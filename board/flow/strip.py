"""The strip: the few figures over the board."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from board.flow.percentiles import percentile
from board.instants import day, midnight, span

WINDOW_DAYS = 90
LIKELY = 85


@dataclass(frozen=True, slots=True)
class Strip:
    """Cards in progress; days within which 85 % of the cards finished in the last 90 days were
    done (None when none was), started to finished; and how many those are."""

    wip: int
    p85: int | None
    finished: int


def since(now: int, zone: str) -> int:
    """The instant at which the window begins: a local midnight, so that today is its last day."""
    return midnight(day(now, zone) - timedelta(days=WINDOW_DAYS - 1), zone)


def strip(wip: int, finished: Iterable[tuple[int, int]], zone: str) -> Strip:
    """The strip from the number of cards in progress and the (start, finish) of those done."""
    days = [span(start, end, zone) for start, end in finished]
    return Strip(wip, percentile(days, LIKELY), len(days))
