"""Levels: how an age stands to the ages of what is finished."""

import pytest

from board.flow.levels import Thresholds, thresholds

BUILD, REVIEW, NEW = 3, 4, 5
SOME = Thresholds(9, {BUILD: (2, 5), REVIEW: (4, 9)})


@pytest.mark.parametrize(
    ("age", "column", "level"),
    [
        (2, BUILD, ""),
        (3, BUILD, "watch"),
        (5, BUILD, "watch"),
        (6, BUILD, "risk"),
        (9, BUILD, "risk"),
        (10, BUILD, "over"),
        (4, REVIEW, ""),
        (9, REVIEW, "watch"),
        (10, REVIEW, "over"),
        (9, NEW, ""),
        (10, NEW, "over"),
        (None, BUILD, ""),
    ],
)
def test_an_age_beyond_a_threshold_is_noticed_and_one_at_it_is_not(
    age: int | None, column: int, level: str
) -> None:
    assert SOME.level(age, column) == level


def test_below_ten_finished_cards_nothing_is_noticed() -> None:
    pace = {BUILD: {50: 2, 85: 5}, REVIEW: {50: 4, 85: 9}}
    few = thresholds(9, 9, pace)
    assert (few, few.level(1_000, BUILD), few.told) == (Thresholds(), "", "")
    assert thresholds(10, 9, pace) == SOME
    assert SOME.told == "3:2:5 4:4:9"
