from collections import Counter
from datetime import date

import pytest
from hypothesis import given

from board.flow.calendar import ONE, Calendar
from board.flow.cycle import cycles
from board.flow.histories import Transition, histories
from board.flow.throughput import Week, baseline, daily, week_name, weekly
from board.flow.workflow import Workflow
from board.instants import parse
from tests.board.flow.random_logs import BEGIN, END, logs, workflows


def march(day: int) -> date:
    return date(2026, 3, day)


def test_days_without_any_are_zero_and_today_is_no_baseline() -> None:
    found = daily([march(3), march(5), march(3)], march(2), march(5))
    assert list(found.values()) == [0, 2, 0, 1]
    assert baseline(found, march(5)) == [0, 2, 0]


def test_what_lies_outside_of_the_days_is_not_counted() -> None:
    assert daily([march(1), march(9)], march(2), march(3)) == {march(2): 0, march(3): 0}
    assert daily([march(1)], march(2), march(1)) == {}


def test_a_week_is_complete_when_all_its_days_are_counted_and_over() -> None:
    found = weekly(daily([march(4), march(9), march(16)], march(4), march(17)), march(17))
    assert found == [
        Week("2026-W10", march(2), 1, False),
        Week("2026-W11", march(9), 1, True),
        Week("2026-W12", march(16), 1, False),
    ]
    assert weekly({}, march(17)) == []


@pytest.mark.parametrize(
    "day, name",
    [
        ("2024-12-29", "2024-W52"),
        ("2024-12-30", "2025-W01"),
        ("2026-12-31", "2026-W53"),
        ("2027-01-03", "2026-W53"),
        ("2027-01-04", "2027-W01"),
    ],
)
def test_a_week_over_new_year_belongs_to_the_year_of_its_thursday(day: str, name: str) -> None:
    assert week_name(date.fromisoformat(day)) == name


def test_sunday_night_in_greenwich_is_a_new_week_in_auckland() -> None:
    sunday = parse("2026-03-08T23:30:00Z")
    assert week_name(Calendar("UTC").day(sunday)) == "2026-W10"
    assert week_name(Calendar("Pacific/Auckland").day(sunday)) == "2026-W11"


@given(logs, workflows)
def test_it_sums_to_the_finished_cards(entries: list[Transition], flow: Workflow) -> None:
    cards = histories(entries, flow, END).values()
    first, today = flow.calendar.day(BEGIN), flow.calendar.day(END)
    days = [cycle.day for cycle in cycles(cards, flow.calendar)]
    by_day = daily(days, first, today)
    finished = Counter(card.status for card in cards)["done"]
    assert sum(by_day.values()) == finished
    assert sum(week.finished for week in weekly(by_day, today + ONE)) == finished
