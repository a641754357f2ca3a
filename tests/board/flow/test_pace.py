from itertools import pairwise

from hypothesis import given

from board.flow.cycle import cycles
from board.flow.histories import Transition, histories
from board.flow.pace import pace
from board.flow.percentiles import PERCENTILES, percentiles
from board.flow.workflow import Column, Workflow
from tests.board.flow.logs import COLUMNS, FLOW, pasts
from tests.board.flow.random_logs import END, logs, workflows


def test_lines_are_the_ages_at_which_finished_cards_left_a_column() -> None:
    cards = pasts(
        *("A 2 Dev", "A 3 Review", "A 5 Done"),
        *("B 2 Dev", "B 6 Review", "B 6 Done"),
        *("C 2 Dev", "C 10 Done"),
        "D 9 Dev",
    )
    lines = {50: 5, 70: 9, 85: 9, 95: 9}
    assert pace(cards.values(), FLOW) == {"Dev": {**lines, 50: 5}, "Review": lines}
    assert pace(cards.values(), FLOW, [1]) == {"Dev": {1: 2}, "Review": {1: 4}}


def test_without_finished_cards_there_are_no_lines() -> None:
    assert pace(pasts("A 2 Dev").values(), FLOW) == {}


def test_a_board_without_work_in_progress_has_no_lines() -> None:
    flow = Workflow([COLUMNS[0], COLUMNS[3], Column("Out", "discard")])
    assert pace(pasts("A 2 Backlog", "A 3 Done", flow=flow).values(), flow) == {}


@given(logs, workflows)
def test_lines_never_fall_and_end_in_the_cycle_times(
    entries: list[Transition], flow: Workflow
) -> None:
    cards = histories(entries, flow, END).values()
    lines = list(pace(cards, flow).values())
    taken = [cycle.days for cycle in cycles(cards, flow.calendar)]
    assert bool(lines) == bool(taken)
    assert lines[-1:] == [percentiles(taken)] * bool(taken)
    for left, right in pairwise(lines):
        assert all(left[p] <= right[p] for p in PERCENTILES)
