"""Filters: the table of cases, and what an address may say."""

from datetime import date, timedelta
from typing import Any

import pytest

from board import filters
from tests.board.filter_cases import CASES, COLUMN, ME, PLAIN, THRESHOLDS, Case

TODAY = date(2026, 11, 24)


def told(card: dict[str, Any]) -> dict[str, Any]:
    """A card of a case as the API tells it."""
    said = {**PLAIN, **card}
    due = said["due"]
    finished = "2026-11-20T10:00:00.000Z" if said["finished"] else None
    return {
        "key": said["key"],
        "title": said["title"],
        "assignees": said["people"],
        "labels": said["labels"],
        "class_of_service": said["class"],
        "blocked": {"reason": "because"} if said["blocked"] else None,
        "due": None if due is None else (TODAY + timedelta(days=due)).isoformat(),
        "finished_at": finished,
        "age_days": None if finished or not said["age"] else said["age"],
    }


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_filter_lets_in_what_it_should(case: Case) -> None:
    card = told(case.card)
    level = THRESHOLDS.level(card["age_days"], COLUMN)
    assert filters.lets_in(filters.read(case.said, ME), card, TODAY, level) is case.let_in


def test_a_filter_that_says_nothing_is_empty() -> None:
    for said in ({}, {"q": " "}, {"who": "x"}, {"age": "old", "due": "", "zzz": "1"}):
        assert filters.read(said, ME).empty
    assert not filters.read({"age": "0"}, ME).empty


def test_an_address_of_any_length_is_read() -> None:
    said = dict.fromkeys(filters.NAMES, "9," * 10000)
    assert filters.lets_in(filters.read(said, ME), told({}), TODAY) is False
