import pytest

from board.errors import Invalid
from board.exchange.dates import order, read
from board.instants import iso


@pytest.mark.parametrize(
    "cell, at",
    [
        ("2026-11-24", "2026-11-24T11:00"),
        ("2026/11/24", "2026-11-24T11:00"),
        ("24.11.2026", "2026-11-24T11:00"),
        ("24.11.26 8:05", "2026-11-24T07:05"),
        ("2026-11-24 08:05:09", "2026-11-24T07:05"),
        ("2026-11-24T08:05:09.123Z", "2026-11-24T08:05"),
        ("2026-11-24T08:05:09+0200", "2026-11-24T06:05"),
        ("24/Nov/26 11:19 AM", "2026-11-24T10:19"),
        ("24 November 2026, 12:19 am", "2026-11-23T23:19"),
        ("Nov 24, 2026", "2026-11-24T11:00"),
        ("46350", "2026-11-24T11:00"),
        ("46350.25", "2026-11-24T05:00"),
    ],
)
def test_dates_are_read_in_many_forms(cell: str, at: str) -> None:
    found = read(cell, None, "Europe/Berlin")
    assert found and (iso(found.at) or "").startswith(at)


@pytest.mark.parametrize(
    "cell",
    [
        *("", "soon", "2026-02-30", "2026-13-01", "13/13/2026", "0001-01-01", "2026-W53-7"),
        *("24 Foo 2026", "2026-11-24 25:00", "2026-11-24 13:00 PM", "99999999"),
        *("2026-11-24T10:00+99:00", "\u0661/\u0662/2026"),
    ],
)
def test_what_is_no_date_is_none(cell: str) -> None:
    assert read(cell, "day first", "Europe/Berlin") is None


def test_the_order_of_day_and_month_is_seen_in_one_date_of_a_table() -> None:
    assert order(["03/04/2026", "03/20/2026", ""]) == "month first"
    assert order(["03/04/2026", "20-03-2026"]) == "day first"
    assert order(["2026-03-04", "24.11.2026"]) is None
    assert read("03/04/2026", "day first", "UTC") != read("03/04/2026", "month first", "UTC")


@pytest.mark.parametrize("dates", [["03/04/2026"], ["20/03/2026", "03/20/2026"]])
def test_an_order_that_nothing_shows_is_asked_for(dates: list[str]) -> None:
    with pytest.raises(Invalid, match="which one comes first") as caught:
        order(dates)
    assert caught.value.field == "dates"
