"""The cumulative flow diagram and the snapshots beside it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from board.flow.calendar import days
from board.flow.cumulative import cumulative, snapshot, wip, wip_inclusive
from board.flow.cycle import cycles
from board.flow.histories import Transition, histories
from board.flow.workflow import Workflow
from tests.board.flow.logs import FLOW, at, pasts
from tests.board.flow.random_logs import BEGIN, END, logs, workflows

DAYS = [FLOW.calendar.day(at(str(n))) for n in range(2, 8)]
FIRST, LAST = DAYS[0], DAYS[-1]

FOUR = [
    *("A 2T09 Backlog", "B 2T10 Backlog", "C 2T11 Backlog", "A 3T09 Dev", "B 3T10 Dev"),
    *("A 4T09 Review", "D 4T10 Dev", "A 5T09 Done", "B 5T10 Review", "B 6T09 Dev", "D 6T10 -"),
    *("B 7T09 Done", "C 7T10 Dev"),
]


def test_lines_count_arrivals_for_good() -> None:
    flow = cumulative(pasts(*FOUR).values(), FLOW, FIRST, LAST)
    assert flow.days == DAYS
    assert flow.lines == {
        "Backlog": [3, 3, 4, 4, 4, 4],
        "Dev": [0, 2, 3, 3, 3, 4],
        "Review": [0, 0, 1, 1, 1, 2],
        "Done": [0, 0, 0, 1, 1, 2],
    }
    assert flow.discarded == [0, 0, 0, 0, 1, 1]


def test_a_snapshot_counts_what_stood_there_at_the_days_end() -> None:
    counts = snapshot(pasts(*FOUR).values(), FLOW, FIRST, LAST)
    assert counts == {
        "Backlog": [3, 1, 1, 1, 1, 0],
        "Dev": [0, 2, 2, 1, 1, 1],
        "Review": [0, 0, 1, 1, 0, 0],
        "Done": [0, 0, 0, 1, 1, 2],
    }
    assert wip(pasts(*FOUR).values(), FLOW, FIRST, LAST) == [0, 2, 3, 2, 1, 1]


def test_work_in_progress_at_any_time_of_a_day() -> None:
    assert wip_inclusive(pasts(*FOUR).values(), FLOW, FIRST, LAST) == [0, 2, 3, 3, 2, 2]


def test_at_midnight_a_new_day_begins() -> None:
    counts = snapshot(pasts("A 3T00 Dev").values(), FLOW, FIRST, LAST)
    assert counts["Dev"] == [0, 1, 1, 1, 1, 1]


def test_a_board_without_work_in_progress_has_none() -> None:
    flow = Workflow([FLOW.order[0], FLOW.order[3]])
    assert wip(pasts("A 3 Backlog").values(), flow, FIRST, LAST) == [0] * len(DAYS)


def test_heights_stand_for_cards_that_are_not_looked_at() -> None:
    cards = pasts("A 3 Dev", "A 5 Done").values()
    flow = cumulative(cards, FLOW, FIRST, LAST, heights={"Backlog": 7, "Dev": 2}, discarded=1)
    assert flow.lines["Backlog"] == [7, 8, 8, 8, 8, 8]
    assert flow.lines["Dev"] == [2, 3, 3, 3, 3, 3]
    assert flow.discarded == [1] * len(DAYS)


@given(logs, workflows)
def test_no_line_falls_and_none_crosses(entries: list[Transition], flow: Workflow) -> None:
    cards = histories(entries, flow, END)
    first, last = flow.calendar.day(BEGIN), flow.calendar.day(END)
    diagram = cumulative(cards.values(), flow, first, last)
    lines = [*diagram.lines.values()]
    for line in (*lines, diagram.discarded):
        assert line == sorted(line)
    for upper, lower in pairwise(lines):
        assert all(above >= below for above, below in zip(upper, lower, strict=True))
    assert lines[flow.finish][-1] == sum(card.status == "done" for card in cards.values())
    started = lines[flow.start][-1] - lines[flow.finish][-1]
    discarded = sum(
        card.status == "discarded" and card.started_at is not None for card in cards.values()
    )
    assert started - discarded == sum(card.status == "wip" for card in cards.values())


@given(logs, workflows, st.integers(0, 40))
def test_a_window_shows_what_the_whole_shows(
    entries: list[Transition], flow: Workflow, skipped: int
) -> None:
    cards = histories(entries, flow, END).values()
    first, last = flow.calendar.day(BEGIN), flow.calendar.day(END)
    series = days(first, last)
    whole = cumulative(cards, flow, first, last)
    window = cumulative(cards, flow, series[skipped], last)
    assert window.lines == {column: line[skipped:] for column, line in whole.lines.items()}
    assert window.discarded == whole.discarded[skipped:]
    counts = snapshot(cards, flow, first, last)
    assert snapshot(cards, flow, series[skipped], last) == {
        column: count[skipped:] for column, count in counts.items()
    }


@given(logs, workflows)
def test_a_snapshot_ends_with_what_is_there_now(entries: list[Transition], flow: Workflow) -> None:
    cards = histories(entries, flow, END).values()
    counts = snapshot(cards, flow, flow.calendar.day(BEGIN), flow.calendar.day(END))
    for column, count in counts.items():
        assert count[-1] == sum(card.column == column for card in cards)
        assert min(count) >= 0


@given(logs, workflows)
def test_daily_work_in_progress_sums_to_the_days_that_cards_took(
    entries: list[Transition], flow: Workflow
) -> None:
    cards = [card for card in histories(entries, flow, END).values() if card.status == "done"]
    inclusive = wip_inclusive(cards, flow, flow.calendar.day(BEGIN), flow.calendar.day(END))
    assert sum(inclusive) == sum(cycle.days for cycle in cycles(cards, flow.calendar))
