"""A card's time: in which columns, blocked for how long, and worked on for how long."""

from hypothesis import given
from hypothesis import strategies as st

from board.flow.efficiency import spent
from board.flow.histories import History
from board.flow.spans import Span
from board.flow.timeline import Stay, Time, active, timeline
from board.flow.workflow import Column, Workflow

TODO, DEV, REVIEW, DONE = 1, 2, 3, 4
HOUR = 3_600_000_000


def stay(column: int, began: int, ended: int | None) -> Stay:
    stage = {TODO: "todo", DONE: "done"}.get(column, "wip")
    return Stay(column, stage, column == REVIEW, (began, ended))


def test_a_column_visited_twice_is_summed_up_and_what_lasts_is_told_by_its_beginning() -> None:
    stays = [stay(TODO, 0, 3), stay(DEV, 3, 5), stay(REVIEW, 5, 6), stay(DEV, 6, None)]
    told = timeline(stays, [(4, 7), (9, None)], None)
    assert told.stays == stays
    assert told.blocks == [(4, 7), (9, None)]
    assert told.columns == [
        (TODO, Time(3), Time()),
        (DEV, Time(2, 6), Time(2, 9)),
        (REVIEW, Time(1), Time(1)),
    ]


def test_it_ends_where_the_card_was_finished_and_absences_are_in_no_column() -> None:
    stays = [stay(DEV, 0, 2), stay(DEV, 5, 8), stay(DONE, 8, None)]
    told = timeline(stays, [(1, 6)], 8)
    assert told.stays == stays[:2]
    assert told.blocks == [(1, 2), (5, 6)]
    assert told.columns == [(DEV, Time(5), Time(2))]


def test_what_was_created_finished_has_no_time() -> None:
    told = timeline([stay(DONE, 4, None)], [], 4)
    assert (told.stays, told.columns) == ([], [])


def test_work_is_time_in_columns_that_do_not_wait_and_not_blocked() -> None:
    """Blocked for 32 hours, 26 of them where it would have been worked on."""
    stays = [
        stay(TODO, 0, 25 * HOUR),
        stay(DEV, 25 * HOUR, 75 * HOUR),
        stay(REVIEW, 75 * HOUR, 103 * HOUR),
        stay(DONE, 103 * HOUR, None),
    ]
    blocks = [(49 * HOUR, 81 * HOUR), (51 * HOUR, 71 * HOUR)]
    assert active(stays, blocks, 25 * HOUR, 103 * HOUR) == Time(24 * HOUR)
    assert active(stays[:2], [], 25 * HOUR, None) == Time(50 * HOUR)
    assert active([stay(DEV, 5, None)], [(7, 8)], 5, None) == Time(2, 8)


FLOW = Workflow(
    [
        Column(TODO, "todo"),
        Column(DEV, "wip"),
        Column(REVIEW, "wip", wait=True),
        Column(DONE, "done"),
    ]
)
STEPS = st.lists(
    st.tuples(st.sampled_from([TODO, DEV, REVIEW, DONE]), st.integers(1, 9)), min_size=1
)
BLOCKS = st.lists(
    st.tuples(st.integers(0, 40), st.none() | st.integers(1, 20)).map(
        lambda span: (span[0], None if span[1] is None else span[0] + span[1])
    )
)


@given(STEPS, BLOCKS)
def test_it_is_the_time_that_flow_efficiency_is_worked_out_from(
    steps: list[tuple[int, int]], blocks: list[Span]
) -> None:
    history, at = History(1, 0, FLOW), 0
    for column, hours in steps:
        history.follow(at, column)
        at += hours
    as_of = at + 50
    found = spent(history, blocks, as_of)
    if found is None or history.started_at is None:
        return
    stays = [stay(int(column or 0), began, ended) for column, began, ended in history.stays]
    told = active(stays, blocks, history.started_at, history.finished_at)
    assert told.passed + (as_of - told.since if told.since is not None else 0) == found.active
