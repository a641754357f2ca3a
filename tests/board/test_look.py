from datetime import date

import pytest

from board import instants
from board.errors import Invalid
from board.look import Look, check, read

NOW = instants.parse("2026-03-10T05:00:00Z")
ZONE = "America/Los_Angeles"  # It is the 9th there.


def look(**said: str) -> Look:
    return read(said, ZONE, NOW)


def test_days_are_those_of_the_board() -> None:
    assert look() == Look(NOW, date(2026, 3, 9), date(2025, 12, 10))
    assert look(period="all").first is None
    assert look(period="30", to="2026-03-01").first == date(2026, 1, 31)
    own = look(**{"from": "2026-03-01", "period": "30"})
    assert (own.first, own.last) == (date(2026, 3, 1), date(2026, 3, 9))


def test_a_day_is_known_as_at_its_end_and_today_as_now() -> None:
    assert look(as_of="2026-03-08").as_of == instants.parse("2026-03-09T07:00:00Z") - 1
    assert look(as_of="2026-03-08").last == date(2026, 3, 8)
    assert look(as_of="2026-03-09").as_of == NOW
    assert look(as_of="2026-03-09T23:00:00-01:00").last == date(2026, 3, 9)


def test_cards_are_those_of_one_of_the_values() -> None:
    found = look(lane="3,none", label="", **{"class": "expedite,standard"})
    assert (found.lanes, found.labels) == ({0, 3}, frozenset())
    assert found.classes == {"expedite", "standard"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("period", "91"),
        ("period", "ALL"),
        ("from", "2026-03-10"),
        ("from", "2026-02-30"),
        ("from", "1969-12-31"),
        ("to", "2026-03-10"),
        ("to", "yesterday"),
        ("as_of", "2026-03-10"),
        ("as_of", "2026-03-10T05:00:00.001Z"),
        ("as_of", "2026-03-08T05:00:00"),
        ("as_of", "9999-12-31"),
        ("as_of", "٢٠٢٦-03-08"),
        ("lane", "0"),
        ("lane", "1;2"),
        ("label", "-1"),
        ("label", "1," * 300),
        ("class", "urgent"),
    ],
)
def test_what_means_nothing_is_refused_by_its_name(field: str, value: str) -> None:
    with pytest.raises(Invalid, match=f"^{field} ") as refused:
        look(**{field: value})
    assert refused.value.field == field


def test_what_is_not_on_the_board_is_refused() -> None:
    check(look(lane="3,none", label="4"), [{"id": 3}], [{"id": 4}])
    with pytest.raises(Invalid, match="no such label"):
        check(look(label="4"), [{"id": 4}], [])
