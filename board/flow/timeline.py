"""A card's time on the board: in which columns it was for how long, and blocked for how long.

It is told as spans and never as a length, because what lasts still grows while somebody looks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from board.flow.spans import ENDLESS, Span, both, merged, without


@dataclass(frozen=True, slots=True)
class Stay:
    """A card's stay in a column."""

    column: int
    stage: str
    wait: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Time:
    """An amount of time: what has passed, and since when it grows (None: it does not)."""

    passed: int = 0
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A card's time: its stays and blocks until it was finished or left the board, and both
    summed up by column in the order of the first stays."""

    stays: list[Stay]
    blocks: list[Span]
    columns: list[tuple[int, Time, Time]]
    """Column, time in it, and the blocked part of that."""


def timeline(stays: Iterable[Stay], blocks: Iterable[Span], until: int | None) -> Timeline:
    """The timeline of a card until an instant, or still going on."""
    here: list[Span] = [(-ENDLESS, until)]
    cut = [
        Stay(stay.column, stay.stage, stay.wait, span)
        for stay in stays
        for span in both([stay.span], here)
    ]
    stuck = both(blocks, [stay.span for stay in cut])
    return Timeline(cut, stuck, [_summed(cut, stuck, column) for column in _columns(cut)])


def active(stays: Iterable[Stay], blocks: Iterable[Span], started: int, until: int | None) -> Time:
    """The time in which a card was worked on, from its start until an instant or now: in columns
    in progress, waiting in none and blocked by nothing."""
    worked = [stay.span for stay in stays if stay.stage == "wip" and not stay.wait]
    return together(without(both(worked, [(started, until)]), blocks))


def together(spans: Iterable[Span]) -> Time:
    """The amount of time of spans."""
    each = merged(spans)
    passed = sum(ended - began for began, ended in each if ended is not None)
    return Time(passed, next((began for began, ended in each if ended is None), None))


def _columns(stays: Sequence[Stay]) -> list[int]:
    return list(dict.fromkeys(stay.column for stay in stays))


def _summed(stays: Sequence[Stay], blocks: list[Span], column: int) -> tuple[int, Time, Time]:
    here = [stay.span for stay in stays if stay.column == column]
    return column, together(here), together(both(here, blocks))
