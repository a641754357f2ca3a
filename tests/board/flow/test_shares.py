"""Shares: what a card adds, by days of the board's zone."""

from datetime import UTC, date, datetime

from board.flow.shares import SPARKLINE_DAYS, Finish, Share, Stay, Window, share
from board.flow.workflow import Column, Workflow
from board.instants import DAY, SECOND, instant

COLUMNS = [Column(1, "todo"), Column(2, "wip"), Column(3, "wip", wait=True), Column(4, "done")]
TODAY = date(2026, 3, 4)
NOON = instant(datetime(2026, 3, 4, 12, tzinfo=UTC))
HOUR = 3_600 * SECOND


def window(zone: str = "UTC") -> Window:
    return Window(TODAY, Workflow(COLUMNS, zone))


def test_a_finished_card_adds_its_cycle_and_its_ages_on_leaving_each_column() -> None:
    stays = [
        Stay(2, NOON - 4 * DAY, NOON - 2 * DAY, gone=False),
        Stay(3, NOON - 2 * DAY, NOON, gone=False),
        Stay(4, NOON, None, gone=False),
    ]
    blocked = [(NOON - 3 * DAY, NOON - 2 * DAY)]
    found = share(9, stays, blocked, window())
    day = TODAY.toordinal()
    assert found.finish == Finish(day, 5, active=DAY, elapsed=4 * DAY, exits=(3, 5))
    assert (found.started, found.nights) == (None, (25, 26, 27, 28))


def test_days_are_those_of_the_boards_zone() -> None:
    late = instant(datetime(2026, 3, 2, 23, 50, tzinfo=UTC))
    stays = [Stay(2, late, late + HOUR, gone=False), Stay(4, late + HOUR, None, gone=False)]
    for zone, days, nights in (("UTC", 2, (27,)), ("Europe/Berlin", 1, ())):
        found = share(9, stays, (), window(zone))
        assert found.finish is not None
        assert (found.finish.days, found.nights) == (days, nights)


def test_a_card_in_progress_adds_the_day_of_its_start_and_one_that_left_does_not() -> None:
    here = Stay(2, NOON - 50 * DAY, None, gone=False)
    every = tuple(range(SPARKLINE_DAYS - 1))
    assert share(9, [here], (), window()) == Share(None, TODAY.toordinal() - 50, every)
    away = here._replace(ended_at=NOON - DAY, gone=True)
    assert share(9, [away], (), window()) == Share(None, None, every[:-1])
    back = [away, Stay(2, NOON, None, gone=False)]
    assert share(9, back, (), window()).started == TODAY.toordinal() - 50


def test_midnight_belongs_to_the_new_day() -> None:
    midnight = instant(datetime(2026, 3, 3, tzinfo=UTC))
    before = Stay(2, midnight - HOUR, midnight, gone=False)
    assert share(9, [before], (), window()).nights == (27,)
    assert share(9, [Stay(2, midnight, midnight + HOUR, gone=False)], (), window()).nights == ()


def test_what_was_finished_before_the_window_and_no_stay_at_all_add_nothing() -> None:
    old = instant(datetime(2025, 12, 4, 23, tzinfo=UTC))
    assert share(9, [Stay(4, old, None, gone=False)], (), window()) == Share()
    assert share(9, [Stay(4, old + HOUR, None, gone=False)], (), window()).finish is not None
    assert share(9, [], (), window()) == Share()
