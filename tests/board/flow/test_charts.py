from datetime import date

from board.flow.charts import Scene, charts, stood
from board.flow.histories import Transition, histories
from board.flow.workflow import Column, Workflow
from board.instants import DAY, parse

BEGIN = parse("2026-03-02T09:00:00Z")  # A Monday.
FLOW = Workflow([Column(1, "todo"), Column(2, "wip"), Column(3, "done"), Column(4, "wip")])


def scene(weeks: int, per_week: int) -> Scene:
    """So many cards a week, each finished on the day after it was started; one is in progress."""
    log = [Transition(0, BEGIN, None, 2)]
    for n in range(weeks * per_week):
        at = BEGIN + (n // per_week) * 7 * DAY
        log += [Transition(n + 1, at, None, 2), Transition(n + 1, at + DAY, 2, 3)]
    as_of = BEGIN + weeks * 7 * DAY
    last = FLOW.calendar.day(as_of)
    return Scene(FLOW, as_of, date(2026, 3, 2), last, histories(log, FLOW, as_of), marked=True)


def test_below_ten_finished_cards_there_are_no_lines() -> None:
    few, many = charts(scene(3, 3)), charts(scene(5, 2))
    assert (few["cycle"]["percentiles"], few["ageing"]["pace"]) == ({}, {})
    assert [card["level"] for card in few["ageing"]["cards"]] == [""]
    assert many["cycle"]["percentiles"] == {50: 2, 70: 2, 85: 2, 95: 2}
    assert [card["level"] for card in many["ageing"]["cards"]] == ["over"]


def test_limits_are_of_complete_weeks_and_of_six_at_least() -> None:
    assert charts(scene(5, 2))["throughput"]["limits"] is None
    told = charts(scene(8, 2))["throughput"]
    assert told["limits"] == {"mean": 2, "unpl": 2, "lnpl": 2}
    assert [week["complete"] for week in told["weeks"]] == [True] * 8 + [False]
    assert told["signals"] == []


def test_efficiency_is_of_what_was_finished_in_these_days() -> None:
    told = charts(scene(2, 1))["efficiency"]
    assert (told["value"], told["n"], told["active_seconds"]) == (1.0, 2, 2 * 86_400)


def test_columns_in_which_no_card_stood_are_known() -> None:
    assert stood(scene(1, 1)) == {2, 3}
