"""A board's workflow: its columns in flow order, its days and its policies.

The flow order is by stage first (todo, wip, done) and by position on the board second, because
people put “In Progress” left of “To do”. Columns of the stage `discard` lie outside of it: to enter
one is to leave the board.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from board.flow.arrivals import Stage
from board.flow.calendar import EVERY_DAY, Calendar

ColumnId = int | str
CardId = int | str

Restart = Literal["reset", "first"]
"""What becomes of the start of a card that goes back before the commitment: a new commitment
starts it anew, or its very first start stands again. Until then it is not started either way."""

OUTSIDE = -1
_FLOW: tuple[Stage, ...] = ("todo", "wip", "done")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the figures see it; `wait`: nobody works on what stands there."""

    id: ColumnId
    stage: Stage
    wait: bool = False


class Workflow:
    """Columns in flow order, which everything else is counted in.

    `places` gives each column its place in that order, OUTSIDE to one of the stage `discard`; what
    is not in it is unknown. A card at or beyond the place `start` is started, at or beyond `finish`
    finished. In the columns `working` somebody works, in all others a card waits. Deleted columns
    stand at the end of their stage.
    """

    def __init__(
        self,
        columns: Iterable[Column],
        zone: str = "UTC",
        *,
        deleted: Iterable[Column] = (),
        restart: Restart = "reset",
        working_days: Collection[int] = EVERY_DAY,
        holidays: Collection[date] = (),
    ) -> None:
        known = [*columns, *deleted]
        self.order = tuple(c for stage in _FLOW for c in known if c.stage == stage)
        self.columns = {column.id: column for column in known}
        self.places = {column.id: OUTSIDE for column in known}
        self.places |= {column.id: place for place, column in enumerate(self.order)}
        self.start = sum(column.stage == "todo" for column in self.order)
        self.finish = sum(column.stage != "done" for column in self.order)
        self.working = frozenset(column.id for column in self.wip if not column.wait)
        self.keeps_first_start = restart == "first"
        self.calendar = Calendar(zone, working_days, holidays)

    @property
    def wip(self) -> tuple[Column, ...]:
        """The columns of work in progress, in flow order."""
        return self.order[self.start : self.finish]
