"""Shares: what a card adds, by days of the board's zone."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from board.flow.histories import followed
from board.flow.shares import SPARKLINE_DAYS, Finish, Share, Window, share
from board.flow.spans import ENDLESS, Span
from board.flow.workflow import Column, Workflow
from board.instants import DAY, SECOND, instant

COLUMNS = [Column(1, "todo"), Column(2, "wip"), Column(3, "wip", wait=True), Column(4, "done")]
TODAY = date(2026, 3, 4)
NOON = instant(datetime(2026, 3, 4, 12, tzinfo=UTC))
HOUR = 3_600 * SECOND


class Stay(NamedTuple):
    column: int
    began_at: int
    ended_at: int | None = None
    gone: bool = False


def shared(stays: list[Stay], blocked: Sequence[Span] = (), zone: str = "UTC") -> Share:
    """The share of a card with these stays."""
    window = Window(TODAY, Workflow(COLUMNS, zone))
    (past,) = followed([(9, *stay) for stay in stays], window.workflow, ENDLESS).values()
    return share(past, blocked, window)


def test_a_finished_card_adds_its_cycle_and_its_ages_on_leaving_each_column() -> None:
    stays = [
        Stay(2, NOON - 4 * DAY, NOON - 2 * DAY),
        Stay(3, NOON - 2 * DAY, NOON),
        Stay(4, NOON),
    ]
    blocked = [(NOON - 3 * DAY, NOON - 2 * DAY)]
    found = shared(stays, blocked)
    day = TODAY.toordinal()
    assert found.finish == Finish(day, 5, active=DAY, elapsed=4 * DAY, exits=(3, 5))
    assert (found.started, found.nights) == (None, (25, 26, 27, 28))


def test_days_are_those_of_the_boards_zone() -> None:
    late = instant(datetime(2026, 3, 2, 23, 50, tzinfo=UTC))
    stays = [Stay(2, late, late + HOUR), Stay(4, late + HOUR)]
    for zone, days, nights in (("UTC", 2, (27,)), ("Europe/Berlin", 1, ())):
        found = shared(stays, zone=zone)
        assert found.finish is not None
        assert (found.finish.days, found.nights) == (days, nights)


def test_a_card_in_progress_adds_the_day_of_its_start_and_one_that_left_does_not() -> None:
    here = Stay(2, NOON - 50 * DAY)
    every = tuple(range(SPARKLINE_DAYS - 1))
    assert shared([here]) == Share(None, TODAY.toordinal() - 50, every)
    away = here._replace(ended_at=NOON - DAY, gone=True)
    assert shared([away]) == Share(None, None, every[:-1])
    back = [away, Stay(2, NOON)]
    assert shared(back).started == TODAY.toordinal() - 50


def test_midnight_belongs_to_the_new_day() -> None:
    midnight = instant(datetime(2026, 3, 3, tzinfo=UTC))
    before = Stay(2, midnight - HOUR, midnight, gone=True)
    assert shared([before]).nights == (27,)
    assert shared([Stay(2, midnight, midnight + HOUR, gone=True)]).nights == ()


def test_what_was_finished_before_the_window_adds_nothing() -> None:
    old = instant(datetime(2025, 12, 4, 23, tzinfo=UTC))
    assert shared([Stay(4, old)]) == Share()
    assert shared([Stay(4, old + HOUR)]).finish is not None
