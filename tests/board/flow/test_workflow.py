from board.flow.workflow import OUTSIDE, Column, Workflow


def test_the_stage_decides_the_order_and_the_position_within_it() -> None:
    flow = Workflow(
        [Column("doing", "wip"), Column("done", "done"), Column("todo", "todo"), Column(4, "wip")]
    )
    assert [column.id for column in flow.order] == ["todo", "doing", 4, "done"]
    assert (flow.start, flow.finish) == (1, 3)
    assert [column.id for column in flow.wip] == ["doing", 4]


def test_deleted_columns_stand_at_the_end_of_their_stage() -> None:
    flow = Workflow(
        [Column(1, "todo"), Column(2, "wip"), Column(3, "done")],
        deleted=[Column(4, "wip"), Column(5, "todo")],
    )
    assert [column.id for column in flow.order] == [1, 5, 2, 4, 3]


def test_what_is_discarded_lies_outside_of_the_flow() -> None:
    flow = Workflow([Column(1, "todo"), Column(2, "discard"), Column(3, "done")])
    assert flow.places == {1: 0, 2: OUTSIDE, 3: 1}
    assert [column.id for column in flow.order] == [1, 3]
    assert flow.wip == ()
