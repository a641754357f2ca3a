"""The strip: its figures and its window."""

from datetime import UTC, datetime

from board.flow.strip import Strip, since, strip
from board.instants import DAY, instant

NOON = instant(datetime(2026, 3, 2, 12, tzinfo=UTC))


def test_the_percentile_is_a_number_of_days_that_a_card_took() -> None:
    finished = [(NOON - days * DAY, NOON) for days in range(20)]
    assert strip(3, finished, "UTC") == Strip(wip=3, p85=17, finished=20)


def test_a_card_of_one_day_took_one_day() -> None:
    assert strip(0, [(NOON, NOON)], "UTC").p85 == 1


def test_without_finished_cards_there_is_no_percentile() -> None:
    assert strip(2, [], "UTC") == Strip(wip=2, p85=None, finished=0)


def test_days_are_those_of_the_boards_zone() -> None:
    start = instant(datetime(2026, 3, 2, 23, 50, tzinfo=UTC))
    end = instant(datetime(2026, 3, 3, 0, 10, tzinfo=UTC))
    assert strip(0, [(start, end)], "UTC").p85 == 2
    assert strip(0, [(start, end)], "Europe/Berlin").p85 == 1


def test_the_window_begins_at_a_local_midnight_and_holds_ninety_days() -> None:
    begins = since(NOON, "America/New_York")
    assert datetime.fromtimestamp(begins / 1e6, UTC) == datetime(2025, 12, 3, 5, tzinfo=UTC)
