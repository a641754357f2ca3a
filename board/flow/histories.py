"""What happened to each card: its past, told by the board's log of transitions.

A history is a fold: `follow` takes it one transition further, live as well as when everything is
computed anew, so both give the same. Whatever comes late is sorted in by its instant first.

Arrivals for good: on entering a column, every column at or before it in flow order that has no
date is dated with this instant, and the dates of all columns after it are erased. So the dated
columns are always the first so many, and their dates never fall.
"""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from board.flow.workflow import OUTSIDE, CardId, ColumnId, Workflow

Status = Literal["todo", "wip", "done", "discarded"]


class Transition(NamedTuple):
    """An entry of the log. No source: created or restored; no target: left the board."""

    card: CardId
    at: int
    source: ColumnId | None
    target: ColumnId | None


Stay = tuple[ColumnId | None, int, int | None]
"""A card's time in one column, or away from the board (no column): when it began and when it ended
(None: it lasts). There are so many of them that they are plain tuples."""


class History:
    """A card's past up to the last transition that it followed.

    `column` is where it is now (None: not on the board), `arrived` the dates for good of the first
    columns in flow order, `left_at` when it left the board, or entered `discard`, if it is away.
    `contradicted`: entries of its log that name another source than the target of the one before.
    """

    __slots__ = (
        "_began",
        "_days",
        "_first_start",
        "_past",
        "aborted_starts",
        "arrived",
        "card",
        "column",
        "contradicted",
        "created_at",
        "left_at",
        "reopened",
        "unknown",
        "workflow",
    )

    def __init__(self, card: CardId, created_at: int, workflow: Workflow) -> None:
        self.card = card
        self.created_at = created_at
        self.workflow = workflow
        self.column: ColumnId | None = None
        self.arrived: list[int] = []
        self.left_at: int | None = None
        self.reopened = 0
        self.aborted_starts = 0
        self.contradicted = 0
        self.unknown: frozenset[ColumnId] = frozenset()
        self._began: int | None = None
        self._days: list[int] | None = None
        self._first_start: int | None = None
        self._past: list[Stay] = []

    # -- followed

    def follow(self, at: int, target: ColumnId | None) -> None:
        """Take the history one transition further; its source is not asked, the target is trusted.

        A column that nobody knows counts as the one where the card was before.
        """
        if target is None:
            self._leave(at)
            return
        place = self.workflow.places.get(target)
        if place is None:
            self.unknown |= {target}
            target = self._last_column()
            if target is None:
                return
            place = self.workflow.places[target]
        if target == self.column:
            return
        self._turn(at, target)
        if place != OUTSIDE:
            self.left_at = None
            self._arrive(place, at)
        elif self.left_at is None:
            self.left_at = at

    def _leave(self, at: int) -> None:
        if self.column is not None or self._began is None:
            self._turn(at, None)
        if self.left_at is None:
            self.left_at = at

    def _turn(self, at: int, column: ColumnId | None) -> None:
        """End the stay that lasts and begin the next one."""
        if self._began is not None:
            self._past.append((self.column, self._began, at))
        self.column, self._began = column, at

    def _arrive(self, place: int, at: int) -> None:
        arrived, flow = self.arrived, self.workflow
        before = len(arrived)
        self._days = None
        if place >= before:
            arrived += [at] * (place + 1 - before)
            if self._first_start is None and place >= flow.start:
                self._first_start = at
            return
        del arrived[place + 1 :]
        self.reopened += place < flow.finish < before
        self.aborted_starts += place < flow.start < before

    def _last_column(self) -> ColumnId | None:
        if self.column is not None:
            return self.column
        past = (column for column, _, _ in reversed(self._past) if column is not None)
        return next(past, None)

    # -- told

    @property
    def days(self) -> list[int]:
        """The dates of the arrivals, as the board's calendar numbers them."""
        if self._days is None:
            self._days = [*map(self.workflow.calendar.ordinal, self.arrived)]
        return self._days

    @property
    def started_at(self) -> int | None:
        """When it arrived for good at the first column that is not `todo`; None: not committed."""
        if len(self.arrived) <= self.workflow.start:
            return None
        if self.workflow.keeps_first_start:
            return self._first_start
        return self.arrived[self.workflow.start]

    @property
    def finished_at(self) -> int | None:
        """When it arrived for good at the first column of the stage `done`."""
        finish = self.workflow.finish
        return self.arrived[finish] if len(self.arrived) > finish else None

    @property
    def discarded_at(self) -> int | None:
        """When it left the board without being finished."""
        return self.left_at if len(self.arrived) <= self.workflow.finish else None

    @property
    def ended_at(self) -> int | None:
        """When it was finished or discarded; None: it may still be worked on."""
        finished = self.finished_at
        return self.left_at if finished is None else finished

    @property
    def status(self) -> Status:
        """Finished for ever once it left from `done`, discarded when it left from elsewhere."""
        if len(self.arrived) > self.workflow.finish:
            return "done"
        if self.left_at is not None:
            return "discarded"
        return "wip" if len(self.arrived) > self.workflow.start else "todo"

    @property
    def arrivals(self) -> dict[ColumnId, int]:
        """The arrivals for good by column, in flow order."""
        order = self.workflow.order
        return {order[place].id: at for place, at in enumerate(self.arrived)}

    @property
    def stays(self) -> list[Stay]:
        """Its stays in columns in order; the last one may last."""
        found = [stay for stay in self._past if stay[0] is not None]
        if self.column is not None and self._began is not None:
            found.append((self.column, self._began, None))
        return found

    @property
    def absences(self) -> list[Stay]:
        """Its times away from the board; the last one may last."""
        found = [stay for stay in self._past if stay[0] is None]
        if self.column is None and self._began is not None:
            found.append((None, self._began, None))
        return found


def entries(
    card: CardId, visits: Iterable[tuple[ColumnId, int, int | None, bool]]
) -> list[Transition]:
    """The log of a card from its visits in order: column, began, ended, and whether it then left
    the board."""
    found: list[Transition] = []
    before: ColumnId | None = None
    for column, began, ended, gone in visits:
        found.append(Transition(card, began, before, column))
        before = column
        if gone and ended is not None:
            found.append(Transition(card, ended, column, None))
            before = None
    return found


def followed(
    stays: Iterable[Sequence[Any]], workflow: Workflow, as_of: int
) -> dict[CardId, History]:
    """The history of every card as it was known at an instant, from the stays of one after
    another in order: card, column, began, ended, and whether it then left the board."""
    found: dict[CardId, History] = {}
    last: History | None = None
    for card, column, began, ended, gone in stays:
        if began > as_of:
            continue
        if last is None or last.card != card:
            last = found[card] = History(card, began, workflow)
        last.follow(began, column)
        if gone and ended is not None and ended <= as_of:
            last.follow(ended, None)
    return found


def histories(log: Iterable[Transition], workflow: Workflow, as_of: int) -> dict[CardId, History]:
    """The history of every card in a log as it was known at an instant.

    Entries of the same instant keep the log's order. A source that contradicts what was known is
    not believed, but counted.
    """
    known = [entry for entry in log if entry.at <= as_of]
    known.sort(key=attrgetter("at"))
    found: dict[CardId, History] = {}
    targets: dict[CardId, ColumnId | None] = {}
    for card, at, source, target in known:
        history = found.get(card)
        if history is None:
            history = found[card] = History(card, at, workflow)
        elif source != targets[card]:
            history.contradicted += 1
        history.follow(at, target)
        targets[card] = target
    return found
