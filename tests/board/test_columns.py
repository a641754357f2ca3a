"""Columns: adding, changing, ordering, archiving."""

import pytest

from board import archive, columns
from board.errors import Conflict, Invalid, Missing, NotAllowed
from board.events import ColumnLimited, ColumnStaged
from tests.world import World


async def test_a_column_is_added_at_the_right_end_or_after_another(world: World) -> None:
    board = await world.board("Todo Done")
    await columns.add(board.by, columns.draft(name="Last", stage="done"))
    await columns.add(board.by, columns.draft(name="Doing", stage="wip"), after=board["Todo"])
    assert list(await board.picture()) == ["Todo", "Doing", "Done", "Last"]


async def test_a_column_is_placed_before_another_and_at_the_end(world: World) -> None:
    board = await world.board("A B C")
    await columns.place(board.by, board["C"], before=board["A"])
    assert list(await board.picture()) == ["C", "A", "B"]
    await columns.place(board.by, board["C"])
    assert list(await board.picture()) == ["A", "B", "C"]


async def test_a_column_that_stands_there_already_writes_no_event(world: World) -> None:
    board = await world.board("A B C")
    before = await board.seq()
    await columns.place(board.by, board["A"], before=board["B"])
    assert await board.seq() == before


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"wip_limit": 0}, "wip_limit"),
        ({"wip_limit": 10_001}, "wip_limit"),
        ({"wip_mode": "firm"}, "wip_mode"),
        ({"stage": "later"}, "stage"),
        ({"policy": "x" * 5_001}, "policy"),
    ],
)
async def test_a_value_that_cannot_be_taken_changes_nothing(
    world: World, values: dict[str, object], field: str
) -> None:
    board = await world.board()
    before = await board.digest()
    with pytest.raises(Invalid) as refused:
        await columns.update(board.by, board["Doing"], **values)
    assert refused.value.field == field
    assert await board.digest() == before


async def test_lowering_a_limit_moves_nothing(world: World) -> None:
    board = await world.board()
    for title in "abc":
        await board.add(title, "Doing")
    await columns.update(board.by, board["Doing"], wip_limit=1, wip_mode="hard")
    assert len((await board.picture())["Doing"]) == 3
    limited = (await board.events())[-1]
    assert isinstance(limited, ColumnLimited)
    assert (limited.wip_limit, limited.wip_mode) == ([None, 1], ["soft", "hard"])


async def test_restaging_a_column_restates_the_dates_of_every_card(world: World) -> None:
    board = await world.board("Todo Doing Review Done")
    card = await board.add("a")
    await board.put(card, "Doing")
    await board.put(card, "Review")
    reviewed = (await board.visits(card))[-1][1]
    await board.put(card, "Done")
    await columns.update(board.by, board["Review"], stage="done")
    assert (await board.card(card))["finished_at"] == reviewed
    assert isinstance((await board.events())[-1], ColumnStaged)


async def test_only_a_column_of_work_can_be_one_of_waiting(world: World) -> None:
    board = await world.board()
    await columns.update(board.by, board["Todo"], wait=True)
    assert not (await board.events())[-1].kind.startswith("column")
    answer = await columns.update(board.by, board["Doing"], wait=True)
    assert answer["column"]["wait"] is True


async def test_an_archived_column_takes_its_cards_along_and_brings_them_back(
    world: World,
) -> None:
    board = await world.board()
    a, b, c = [await board.add(title, "Doing") for title in "abc"]
    await archive.archive_card(board.by, b)
    await archive.archive_column(board.by, board["Doing"])
    assert list(await board.picture()) == ["Todo", "Done"]
    assert (await board.visits(a))[-1][3]
    with pytest.raises(Invalid):
        await board.put(await board.add("d"), "Doing")
    with pytest.raises(Conflict):
        await archive.restore_card(board.by, c)
    await archive.restore_column(board.by, board["Doing"])
    assert (await board.picture())["Doing"] == ["a", "c"]


async def test_a_column_of_another_board_does_not_exist(world: World) -> None:
    board, other = await world.board(), await world.board()
    with pytest.raises(Missing):
        await columns.update(board.by, other["Doing"], name="Mine")


async def test_an_editor_leaves_the_columns_alone(world: World) -> None:
    board = await world.board()
    editor = await world.joined(board, "eve", "editor")
    with pytest.raises(NotAllowed):
        await columns.update(editor, board["Doing"], name="Mine")
