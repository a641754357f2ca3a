import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.flow.efficiency import Spent, meaningful, spent, together
from board.flow.histories import Transition, histories
from board.flow.workflow import Column, Workflow
from board.instants import SECOND
from tests.board.flow.logs import COLUMNS, FLOW, FOREVER, at, past
from tests.board.flow.random_logs import BEGIN, END, logs, workflows

HOUR = 3_600 * SECOND
WHOLE = ["2T09 Backlog", "3T10 Dev", "5T12 Review", "6T16 Done"]


def hours(found: Spent | None) -> tuple[float, float, float]:
    assert found is not None
    return found.active / HOUR, found.blocked / HOUR, found.elapsed / HOUR


def test_waiting_columns_are_no_work() -> None:
    found = spent(past(*WHOLE), (), FOREVER)
    assert hours(found) == (50, 0, 78)
    assert found and found.efficiency == pytest.approx(50 / 78)


def test_blocked_time_overlaps_and_counts_wherever_the_card_stood() -> None:
    blocks = [(at("4T10"), at("5T18")), (at("4T12"), at("5T08"))]
    assert hours(spent(past(*WHOLE), blocks, FOREVER)) == (24, 32, 78)


def test_a_block_that_stands_lasts_until_now_and_counts_within_the_cards_time() -> None:
    card = past("2T09 Backlog", "3T10 Dev")
    assert hours(spent(card, [(at("2T09"), at("3T12")), (at("3T14"), None)], at("3T20"))) == (
        2,
        8,
        10,
    )
    assert hours(spent(past(*WHOLE), [(at("6T10"), None)], FOREVER)) == (50, 6, 78)


def test_a_block_that_ends_before_it_begins_is_none() -> None:
    assert hours(spent(past(*WHOLE), [(at("5"), at("4"))], FOREVER)) == (50, 0, 78)


def test_absences_and_time_at_the_end_before_it_was_reopened_are_waiting() -> None:
    assert hours(spent(past("2T09 Dev", "4T09 -", "9T09 Dev", "10T09 Done"), (), FOREVER)) == (
        72,
        0,
        192,
    )
    again = past("2T09 Dev", "4T09 Done", "9T09 Dev", "10T15 Done")
    assert hours(spent(again, (), FOREVER)) == (78, 0, 198)


def test_work_before_the_start_that_counts_is_left_out() -> None:
    card = past("2T09 Dev", "4T09 Backlog", "9T09 Dev", "10T15 Done")
    assert hours(spent(card, (), FOREVER)) == (30, 0, 30)


def test_what_was_discarded_ends_there() -> None:
    assert hours(spent(past("2T09 Dev", "4T09 -"), (), FOREVER)) == (48, 0, 48)


def test_of_no_time_there_is_no_efficiency() -> None:
    found = spent(past("2 Backlog", "4 Done"), (), FOREVER)
    assert found and found.efficiency is None
    assert spent(past("2 Backlog"), (), FOREVER) is None
    assert together([]).efficiency is None


def test_of_several_cards_it_is_of_the_sums() -> None:
    found = together([Spent(1, 0, 1), Spent(0, 3, 9)])
    assert found == Spent(1, 3, 10) and found.efficiency == 0.1


def test_it_says_something_only_where_waiting_is_marked() -> None:
    plain = Workflow([Column("Dev", "wip"), Column("Done", "done", wait=True)])
    assert meaningful(FLOW, {})
    assert not meaningful(plain, {}) and not meaningful(plain, {"A": []})
    assert meaningful(plain, {"A": [(1, None)]})
    assert COLUMNS[2].wait


@given(logs, workflows, st.lists(st.tuples(st.integers(BEGIN, END), st.integers(BEGIN, END))))
def test_no_share_is_more_than_the_whole(
    entries: list[Transition], flow: Workflow, blocks: list[tuple[int, int]]
) -> None:
    for card in histories(entries, flow, END).values():
        found = spent(card, blocks, END)
        assert (found is None) == (card.started_at is None)
        if found:
            assert 0 <= found.active <= found.elapsed and 0 <= found.blocked <= found.elapsed
