from datetime import date

from board.flow.calendar import Calendar
from board.flow.limit_line import Change, limit_line
from board.instants import parse

BERLIN = Calendar("Europe/Berlin")
DAYS = date(2026, 3, 2), date(2026, 3, 5)


def test_the_limit_of_a_day_is_the_one_at_its_end() -> None:
    changes = [
        Change(parse("2026-03-02T22:59:59Z"), None, 6),
        Change(parse("2026-03-04T09:00:00Z"), 6, 9),
        Change(parse("2026-03-04T09:01:00Z"), 9, 4),
    ]
    assert limit_line(changes, 4, *DAYS, BERLIN) == [6, 6, 4, 4]
    assert limit_line(changes[1:], 4, *DAYS, BERLIN) == [6, 6, 4, 4]
    assert limit_line([], None, *DAYS, BERLIN) == [None] * 4


def test_midnight_belongs_to_the_new_day() -> None:
    changes = [Change(parse("2026-03-02T23:00:00Z"), None, 6)]
    assert limit_line(changes, 6, *DAYS, BERLIN) == [None, 6, 6, 6]
