"""When a card was started and finished: its arrival for good at each side of the work.

A card is started when it first leaves the stage `todo` for good, and finished when it arrives at
`done` for good; a move back erases the dates of what now lies ahead. Leaving the board, or lying
in `discard`, is no move back: the dates stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Stage = Literal["todo", "wip", "done", "discard"]
STAGES: tuple[Stage, ...] = ("todo", "wip", "done", "discard")


@dataclass(frozen=True, slots=True)
class Dates:
    """The instants of start and finish; None: not, or not any more."""

    started_at: int | None = None
    finished_at: int | None = None

    def arrive(self, stage: str, at: int) -> "Dates":
        """The dates after entering a column of a stage at an instant."""
        match stage:
            case "todo":
                return Dates()
            case "wip":
                return Dates(self._or(self.started_at, at), None)
            case "done":
                return Dates(self._or(self.started_at, at), self._or(self.finished_at, at))
            case _:
                return self

    @staticmethod
    def _or(date: int | None, at: int) -> int:
        return at if date is None else date


def dates(stays: Iterable[tuple[str, int]]) -> Dates:
    """The dates of a card from all its arrivals in order: stage and instant of each."""
    result = Dates()
    for stage, at in stays:
        result = result.arrive(stage, at)
    return result
