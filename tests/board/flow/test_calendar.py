"""Days of a board: zones, changes of the clocks, weekends."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from board import instants
from board.flow.calendar import Calendar, days
from board.instants import parse

WORKWEEK = range(5)


@pytest.mark.parametrize(
    "zone, start, end, span",
    [
        ("UTC", "2026-03-03T09:00:00Z", "2026-03-03T11:30:00Z", 1),
        ("UTC", "2026-03-03T23:50:00Z", "2026-03-04T00:10:00Z", 2),
        ("UTC", "2026-03-03T23:59:59.999999Z", "2026-03-04T00:00:00Z", 2),
        ("America/Los_Angeles", "2026-03-03T03:30:00Z", "2026-03-03T20:00:00Z", 2),
        ("Europe/Berlin", "2026-03-03T22:50:00Z", "2026-03-03T23:10:00Z", 2),
        ("Asia/Kolkata", "2026-03-03T18:29:00Z", "2026-03-03T18:30:00Z", 2),
        ("UTC", "2026-03-05T00:00:00Z", "2026-03-03T00:00:00Z", 1),
    ],
)
def test_both_days_count_in_the_boards_zone(zone: str, start: str, end: str, span: int) -> None:
    assert Calendar(zone).span(parse(start), parse(end)) == span


@pytest.mark.parametrize(
    "start, end, hours",
    [
        ("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", 23),
        ("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 25),
    ],
)
def test_a_change_of_the_clocks_changes_no_number_of_days(start: str, end: str, hours: int) -> None:
    berlin, begins, ends = Calendar("Europe/Berlin"), parse(start), parse(end)
    assert ends - begins == hours * 3_600 * instants.SECOND
    assert berlin.span(begins, ends) == 2
    assert berlin.span(begins, ends - 1) == 1
    assert berlin.midnight(berlin.day(begins)) == begins
    assert berlin.ends(berlin.day(begins)) == ends


@given(
    st.integers(parse("1971-01-01T00:00:00Z"), parse("2037-12-31T00:00:00Z")),
    st.sampled_from(
        ["America/St_Johns", "Pacific/Apia", "Asia/Kathmandu", "Africa/Cairo", "America/Sao_Paulo"]
    ),
)
@example(parse("2010-11-07T02:30:30Z"), "America/St_Johns")
@example(parse("2011-12-30T10:00:00Z"), "Pacific/Apia")
def test_what_it_remembers_is_what_the_zone_says(at: int, zone: str) -> None:
    calendar, hour = Calendar(zone), 3_600 * instants.SECOND
    for near in (at, at + 1, at - at % hour, at + hour // 2, *range(at - 24 * hour, at, 3 * hour)):
        assert calendar.day(near) == instants.day(near, zone)
        assert calendar.day(near) == instants.day(near, zone)


@pytest.mark.parametrize(
    "start, end, worked",
    [
        ("2026-03-06", "2026-03-09", 2),
        ("2026-03-07", "2026-03-08", 1),
        ("2026-03-07", "2026-03-07", 1),
        ("2026-03-02", "2026-03-13", 9),
        ("2026-03-10", "2026-03-10", 1),
        ("2026-03-09", "2026-03-11", 2),
    ],
)
def test_working_days_leave_out_weekends_and_holidays_but_are_never_none(
    start: str, end: str, worked: int
) -> None:
    calendar = Calendar("UTC", WORKWEEK, [date(2026, 3, 10), date(2026, 3, 14)])
    begins, ends = parse(f"{start}T09:00:00Z"), parse(f"{end}T17:00:00Z")
    assert calendar.workdays(begins, ends) == worked


@given(
    st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(0, 400), st.sets(st.integers(0, 6))
)
def test_working_days_are_those_that_one_counts(first: date, more: int, working: set[int]) -> None:
    calendar = Calendar("UTC", working)
    through = date.fromordinal(first.toordinal() + more)
    counted = sum(day.weekday() in working for day in days(first, through))
    assert calendar.workdays(calendar.midnight(first), calendar.midnight(through)) == max(
        1, counted
    )


def test_days_run_from_first_to_last() -> None:
    assert days(date(2026, 2, 27), date(2026, 3, 1)) == [
        date(2026, 2, 27),
        date(2026, 2, 28),
        date(2026, 3, 1),
    ]
    assert days(date(2026, 3, 1), date(2026, 2, 1)) == []
