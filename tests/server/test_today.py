"""Today: over at the board's midnight, and not before it is told to turn."""

from datetime import date

import time_machine

from server.today import Today


def test_a_day_is_over_at_the_midnight_of_the_boards_zone() -> None:
    with time_machine.travel("2026-03-28T22:59:59Z", tick=False) as clock:
        today = Today("Europe/Berlin")
        assert (today.date, today.over()) == (date(2026, 3, 28), False)
        clock.shift(1)
        assert (today.date, today.over()) == (date(2026, 3, 28), True)
        today.turn()
        assert (today.date, today.over()) == (date(2026, 3, 29), False)
        clock.shift(23 * 3_600 - 1)
        assert not today.over(), "the day on which clocks go on has 23 hours"
        clock.shift(1)
        assert today.over()
