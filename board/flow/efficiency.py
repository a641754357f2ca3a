"""Flow efficiency: the share of a card's time in progress in which somebody could work on it.

Time in columns of work that do not wait, less the time it was blocked there, of all the time since
its start: waiting columns, absences and time in Done before it was reopened count as waiting. It is
only as good as the marks on columns and cards.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from board.flow.histories import History
from board.flow.workflow import CardId, Workflow

Interval = tuple[int, int]
Blocks = Mapping[CardId, Sequence[tuple[int, int | None]]]
"""When each card was blocked, from and to; no end: it still is."""


class Spent(NamedTuple):
    """Microseconds since a card's start: worked on, blocked, and all."""

    active: int
    blocked: int
    elapsed: int

    @property
    def efficiency(self) -> float | None:
        """The share of active time; None of no time at all."""
        return self.active / self.elapsed if self.elapsed else None


def spent(history: History, blocked: Iterable[tuple[int, int | None]], as_of: int) -> Spent | None:
    """Where a card's time went since its start, to its end or the present; None: not started."""
    begin = history.started_at
    if begin is None:
        return None
    ended = history.ended_at
    end = max(begin, as_of if ended is None else ended)
    blocks = merged(clipped(blocked, begin, end, as_of))
    work = [
        (began, ended)
        for column, began, ended in history.stays
        if column is not None and _works(history.workflow, column)
    ]
    worked = clipped(work, begin, end, as_of)
    active = length(worked) - sum(_overlap(work, block) for work in worked for block in blocks)
    return Spent(active, length(blocks), end - begin)


def together(cards: Iterable[Spent]) -> Spent:
    """The time of several cards: efficiency is of the sums, never a mean of shares."""
    active = blocked = elapsed = 0
    for card in cards:
        active += card.active
        blocked += card.blocked
        elapsed += card.elapsed
    return Spent(active, blocked, elapsed)


def meaningful(workflow: Workflow, blocks: Blocks) -> bool:
    """Whether anything marks waiting: some column waits, or some card was blocked."""
    return any(blocks.values()) or any(column.wait for column in workflow.wip)


def clipped(
    intervals: Iterable[tuple[int, int | None]], begin: int, end: int, as_of: int
) -> list[Interval]:
    """What of the intervals lies between begin and end; one without an end lasts until now."""
    cut = [(max(a, begin), min(as_of if b is None else b, end)) for a, b in intervals]
    return [(a, b) for a, b in cut if a < b]


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time without overlaps, in order."""
    found: list[Interval] = []
    for begin, end in sorted(intervals):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def length(intervals: Iterable[Interval]) -> int:
    """The time that intervals take together."""
    return sum(end - begin for begin, end in intervals)


def _works(workflow: Workflow, column: int | str) -> bool:
    place = workflow.places[column]
    return workflow.start <= place < workflow.finish and not workflow.columns[column].wait


def _overlap(one: Interval, other: Interval) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
