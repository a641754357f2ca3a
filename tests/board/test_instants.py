from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board import instants
from board.instants import DAY, SECOND, age, day, iso, midnight, moment, parse

BERLIN, AUCKLAND, ANGELES = "Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles"
HOUR = 3_600 * SECOND

some_day = st.dates(date(1971, 1, 1), date(2100, 1, 1))
some_zone = st.sampled_from(
    [BERLIN, AUCKLAND, ANGELES, "UTC", "Asia/Kathmandu", "America/Sao_Paulo", "Africa/Cairo"]
)


def test_an_instant_is_microseconds_since_1970() -> None:
    assert parse("1970-01-01T00:00:01Z") == SECOND
    assert parse("1969-12-31T23:59:59.999999Z") == -1


def test_now_is_now() -> None:
    before = datetime.now(UTC)
    assert before <= moment(instants.now()) <= datetime.now(UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02T09:00:00Z",
        "2026-03-02T09:00Z",
        "2026-03-02T09:00:00.000Z",
        "2026-03-02T10:00:00+01:00",
        "2026-03-02T04:00:00.000-0500",
    ],
)
def test_forms_of_one_instant(text: str) -> None:
    assert iso(parse(text)) == "2026-03-02T09:00:00.000Z"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-1",
        "1772442000000",
        "2026-02-30T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2026-W53-7",
        "2026-W10-1T00:00:00Z",
        "20260101T000000+2359",
        "2026-01-01",
        "2026-01-01T00:00:00",
        "2026-01-01 00:00:00Z",
        "2026-01-01T25:00:00Z",
        "2026-01-01T00:00:00+25:00",
        "٢٠٢٦-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z\n",
    ],
)
def test_what_is_no_date_and_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)


def test_nothing_has_no_text() -> None:
    assert iso(None) is None


@settings(deadline=None)
@given(st.integers(min_value=-60_000_000_000, max_value=240_000_000_000))
def test_what_is_written_can_be_read(milliseconds: int) -> None:
    at = milliseconds * 1_000
    assert parse(iso(at) or "") == at


# -- days


def test_a_day_is_a_date_in_the_board_s_zone() -> None:
    at = parse("2026-03-15T23:30:00Z")
    assert day(at, "UTC") == date(2026, 3, 15)
    assert day(at, AUCKLAND) == date(2026, 3, 16)
    assert day(at, ANGELES) == date(2026, 3, 15)


@pytest.mark.parametrize(
    "start, end, zone, days",
    [
        ("2026-03-02T09:00:00Z", "2026-03-02T17:00:00Z", "UTC", 1),
        ("2026-03-02T23:50:00Z", "2026-03-03T00:10:00Z", "UTC", 2),
        ("2026-03-02T23:50:00Z", "2026-03-03T00:10:00Z", ANGELES, 1),
        ("2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z", "UTC", 3),
        # 23 and 25 hours long: the night of the change never changes a count of days.
        ("2026-03-28T23:30:00Z", "2026-03-29T21:30:00Z", BERLIN, 1),
        ("2026-03-28T22:30:00Z", "2026-03-29T22:30:00Z", BERLIN, 3),
        ("2026-10-24T22:30:00Z", "2026-10-25T22:30:00Z", BERLIN, 1),
        ("2026-10-24T21:30:00Z", "2026-10-25T23:30:00Z", BERLIN, 3),
    ],
)
def test_an_age_counts_both_ends(start: str, end: str, zone: str, days: int) -> None:
    assert age(parse(start), day(parse(end), zone), zone) == days


def test_an_age_is_never_shorter_than_a_day() -> None:
    assert age(parse("2026-03-05T00:00:00Z"), date(2026, 3, 2), "UTC") == 1


def test_days_of_a_change_of_clocks_have_23_and_25_hours() -> None:
    def length(on: date) -> int:
        return midnight(on + timedelta(days=1), BERLIN) - midnight(on, BERLIN)

    assert length(date(2026, 3, 29)) == 23 * HOUR
    assert length(date(2026, 10, 25)) == 25 * HOUR
    assert length(date(2026, 3, 30)) == DAY


def test_a_day_without_a_midnight_begins_at_its_first_instant() -> None:
    at = midnight(date(2018, 11, 4), "America/Sao_Paulo")
    assert iso(at) == "2018-11-04T03:00:00.000Z"
    assert day(at, "America/Sao_Paulo") == date(2018, 11, 4)
    assert day(at - 1, "America/Sao_Paulo") == date(2018, 11, 3)


@settings(deadline=None)
@given(some_day, some_zone)
def test_a_day_begins_at_its_midnight(on: date, zone: str) -> None:
    at = midnight(on, zone)
    assert day(at, zone) == on
    assert day(at - 1, zone) == on - timedelta(days=1)


@settings(deadline=None)
@given(some_day, st.integers(min_value=0, max_value=400), some_zone)
def test_an_age_is_dates_apart_and_one(on: date, days: int, zone: str) -> None:
    assert age(midnight(on, zone), on + timedelta(days=days), zone) == days + 1


def test_zones_are_names_of_places() -> None:
    assert BERLIN in instants.zones()
    assert not {"../../etc/passwd", "+25:00", ""} & instants.zones()
