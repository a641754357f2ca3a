import pytest

from board.flow.process_limits import Limits, Signal, limits, signals

TEXTBOOK = [4, 6, 5, 3, 7, 5, 8, 4, 6, 2]


def test_the_limits_of_a_textbook() -> None:
    found = limits(TEXTBOOK)
    assert found == pytest.approx((5.0, 24 / 9, 12.093, 0, 8.715), abs=0.001)
    assert signals(TEXTBOOK, found or Limits(0, 0, 0, 0, 0)) == []


def test_zeros_are_points() -> None:
    assert limits([0, 2, 1, 3, 0, 1, 2, 3]) == pytest.approx((1.5, 11 / 7, 5.68, 0, 5.135428571))


@pytest.mark.parametrize("points", [[], [3]])
def test_of_fewer_than_two_points_there_are_none(points: list[int]) -> None:
    assert limits(points) is None


BASE = Limits(mean=10, mr=3, unpl=17.98, lnpl=2.02, url=9.8)


@pytest.mark.parametrize(
    "points, found",
    [
        ([10, 18, 10, 2], [Signal("outside", 1, 1), Signal("outside", 3, 3)]),
        ([10, *[11] * 8], [Signal("run", 1, 8)]),
        ([9] * 9, [Signal("run", 0, 7), Signal("run", 1, 8)]),
        ([11] * 7 + [10, 11], []),
        ([10, 15, 15, 9, 15], [Signal("near", 1, 4)]),
        ([5, 5, 15, 5, 10], [Signal("near", 0, 3)]),
        ([15, 5, 15, 5], []),
        ([15, 15, 13, 13], []),
    ],
)
def test_signals_are_no_chance(points: list[int], found: list[Signal]) -> None:
    assert signals(points, BASE) == found


def test_near_a_limit_that_lies_below_zero_there_is_nothing() -> None:
    found = limits([0, 3, 1, 2, 0, 3, 0, 1])
    assert found and found.lnpl == 0
    assert signals([0, 0, 1, 0], found) == []


def test_a_process_that_never_changes_gives_no_signal() -> None:
    found = limits([2, 2, 2, 2])
    assert found == Limits(2, 0, 2, 2, 0) and signals([2] * 9, found) == []
