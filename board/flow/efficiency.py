"""Flow efficiency: the share of a card's time in progress in which somebody could work on it.

Time in columns of work that do not wait, less the time it was blocked there, of all the time since
its start: waiting columns, absences and time in Done before it was reopened count as waiting. It is
only as good as the marks on columns and cards.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from board.flow.histories import History
from board.flow.spans import Span, both, length
from board.flow.workflow import CardId, Workflow

Blocks = Mapping[CardId, Sequence[Span]]
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


def spent(history: History, blocked: Collection[Span], as_of: int) -> Spent | None:
    """Where a card's time went since its start, to its end or the present; None: not started."""
    begin = history.started_at
    if begin is None:
        return None
    ended = history.ended_at
    end = max(begin, as_of if ended is None else ended)
    worked = _worked(history, begin, end)
    active = sum(left - began for began, left in worked)
    if not blocked:
        return Spent(active, 0, end - begin)
    blocks = both(blocked, [(begin, end)])
    idle = length(both(worked, blocks), end)
    return Spent(active - idle, length(blocks, end), end - begin)


def _worked(history: History, begin: int, end: int) -> list[tuple[int, int]]:
    """The stays between two instants in columns where somebody works."""
    works = history.workflow.working
    cut = [
        (max(began, begin), end if ended is None else min(ended, end))
        for column, began, ended in history.stays
        if column in works
    ]
    return [(began, ended) for began, ended in cut if began < ended]


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
