import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.flow.cumulative import wip_inclusive
from board.flow.cycle import cycles
from board.flow.littles_law import averages, window
from board.instants import DAY
from tests.board.flow.logs import FLOW, at, pasts


def test_in_whole_days_it_holds_exactly() -> None:
    cards = pasts("A 2 Dev", "A 3 Done", "B 2 Dev", "B 4 Done", "C 4 Dev", "C 5 Done").values()
    day = FLOW.calendar.day
    inclusive = wip_inclusive(cards, FLOW, day(at("2")), day(at("5")))
    found = averages(3, cycles(cards, FLOW.calendar), inclusive)
    assert found == pytest.approx((3, 3, 7, 7 / 4, 3 / 4, 7 / 3))
    assert found.avg_wip == pytest.approx((found.throughput_per_day or 0) * (found.avg_ct or 0))


def test_of_nothing_there_are_no_averages() -> None:
    assert averages(0, [], []) == (0, 0, 0, None, None, None)
    assert averages(1, [], [1, 1])[3:] == (1, 0, None)


@given(
    st.lists(st.tuples(st.integers(0, 30), st.one_of(st.none(), st.integers(0, 30)))),
    st.integers(1, 20),
)
def test_in_instants_it_holds_over_any_window(
    lives: list[tuple[int, int | None]], days: int
) -> None:
    begins = [(a * DAY, None if b is None else (a + b) * DAY) for a, b in lives]
    found = window(begins, 5 * DAY, (5 + days) * DAY)
    assert found.load == pytest.approx(found.rate * (found.time or 0))


def test_a_window_cuts_what_begins_before_and_ends_after() -> None:
    found = window([(0, None), (3 * DAY, 4 * DAY), (9 * DAY, None)], 2 * DAY, 6 * DAY)
    assert found == (1.25, 0.5, 2.5)
