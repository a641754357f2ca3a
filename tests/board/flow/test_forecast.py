from itertools import product
from math import prod
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from board.flow.forecast import enough, how_many, when

CONFIDENCES = (50, 70, 85, 95)


def test_worked_by_hand() -> None:
    assert how_many([0, 1, 2], 2, CONFIDENCES) == {50: 2, 70: 1, 85: 1, 95: 0}
    assert when([0, 1, 2], 3, CONFIDENCES) == {50: 3, 70: 4, 85: 5, 95: 6}


def test_a_chance_that_is_met_exactly_counts() -> None:
    assert how_many([1] * 17 + [0] * 3, 1, [85, 86]) == {85: 1, 86: 0}
    assert when([1] * 17 + [0] * 3, 1, [85]) == {85: 1}


def test_without_throughput_there_is_no_forecast() -> None:
    assert how_many([0, 0], 10, [85]) == {85: 0}
    assert how_many([], 10, [85]) == {85: 0}
    assert when([0, 0], 3, [85]) is None
    assert when([], 3, [85]) is None


def test_nothing_to_do_takes_no_days() -> None:
    assert when([0, 0], 0, CONFIDENCES) == dict.fromkeys(CONFIDENCES, 0)
    assert how_many([1], 0, [85]) == {85: 0}


def test_what_is_farther_than_ten_years_is_not_told() -> None:
    assert when([0] * 83 + [1], 200, [95]) is None


def test_a_short_past_is_too_little() -> None:
    assert enough([1] * 14)
    assert not enough([5] * 13) and not enough([0] * 20)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=4), st.integers(1, 4), st.integers(1, 100))
def test_it_is_what_all_the_draws_together_say(history: list[int], days: int, c: int) -> None:
    draws = [sum(draw) for draw in product(history, repeat=days)]
    wanted = max(k for k in range(max(draws) + 1) if 100 * count(draws, k) >= c * len(draws))
    assert how_many(history, days, [c]) == {c: wanted}
    found = when(history, wanted, [c])
    assert found is None or found[c] <= days


def count(draws: list[int], k: int) -> int:
    return sum(drawn >= k for drawn in draws)


def test_more_confidence_is_fewer_cards_and_more_days() -> None:
    history = [0, 0, 1, 3, 2, 0, 1] * 12
    many, days = how_many(history, 30, CONFIDENCES), when(history, 30, CONFIDENCES)
    assert list(many.values()) == sorted(many.values(), reverse=True)
    assert days and list(days.values()) == sorted(days.values())


def test_a_year_ahead_is_quickly_told() -> None:
    history = [prod((day % 5, day % 3)) for day in range(84)]
    begun = process_time()
    how_many(history, 365, CONFIDENCES)
    when(history, 500, CONFIDENCES)
    assert process_time() - begun < 5
