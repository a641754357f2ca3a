import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.flow.percentiles import percentile, percentiles

DAYS = [1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6, 7, 8, 12]


@pytest.mark.parametrize("p, days", [(50, 4), (70, 5), (85, 6), (95, 8), (100, 12), (1, 1), (0, 1)])
def test_a_percentile_is_a_number_of_days_that_a_card_took(p: int, days: int) -> None:
    assert percentile(DAYS, p) == days
    assert percentile(DAYS[::-1], p) == days


def test_a_rank_is_not_miscounted_as_floats_would() -> None:
    assert percentile(range(1, 101), 55) == 55


@pytest.mark.parametrize("p", [50, 85, 95])
def test_of_one_value_every_percentile_is_that_value(p: int) -> None:
    assert percentile([9], p) == 9


def test_of_no_values_there_is_none() -> None:
    assert percentile([], 85) is None


@given(st.lists(st.integers(1, 400), min_size=1), st.integers(1, 100))
def test_it_is_the_smallest_value_that_enough_are_within(values: list[int], p: int) -> None:
    found = percentile(values, p)
    assert found in values
    within = sum(value <= found for value in values)
    below = sum(value < found for value in values)
    assert 100 * below < p * len(values) <= 100 * within


def test_several_are_found_at_once() -> None:
    assert percentiles(DAYS[::-1]) == {50: 4, 70: 5, 85: 6, 95: 8}
    assert percentiles([]) == {}
