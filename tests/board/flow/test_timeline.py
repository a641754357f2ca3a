"""A card's time: in which columns, blocked for how long, and worked on for how long."""

from board.flow.timeline import Stay, Time, active, timeline

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
