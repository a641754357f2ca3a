"""Moves, and the making of cards, undone behind what followed from them."""

import pytest

from board import cards, columns, selection
from board.errors import Conflict
from board.events import KINDS
from board.undo import WAYS, undo
from tests.board.undo.test_absences import state
from tests.world import World

NO_SLIP = {
    *("board.created", "board.imported", "board.deleted", "column.spread"),
    *("member.joined", "member.reassigned", "member.removed", "member.identified"),
    *("invitation.made", "invitation.withdrawn"),
}
"""Kinds without a way back; the docstring of `board.undo` says why."""


def test_all_that_is_done_on_a_board_has_a_way_back() -> None:
    assert set(KINDS) - set(WAYS) == NO_SLIP


@pytest.mark.parametrize("whole", [True, False])
async def test_a_move_within_a_column_is_undone_though_its_ranks_were_spread(
    world: World, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    board = await world.board("Todo Done")
    a, _, c, _ = [await board.add(title) for title in "abcd"]
    monkeypatch.setattr("board.order.LONGEST", 0)
    answer = await board.put(c, "Todo", before=a)
    assert (await board.rows())[-1]["kind"] == "column.spread"
    for n in range(4):
        answer = await undo(board.by, answer["undo"], whole=whole)
        order = ["c", "a", "b", "d"] if n % 2 else ["a", "b", "c", "d"]
        assert (await board.picture())["Todo"] == order


@pytest.mark.parametrize("column", ["Todo", "Doing"])
async def test_a_move_is_undone_though_somebody_elses_spread_the_ranks_since(
    world: World, monkeypatch: pytest.MonkeyPatch, column: str
) -> None:
    board = await world.board("Todo Doing Done")
    a, b, c = [await board.add(title) for title in "abc"]
    x, y = [await board.add(title, "Doing") for title in "xy"]
    answer = await board.put(b, "Doing", before=y)
    monkeypatch.setattr("board.order.LONGEST", 0)
    first, last = (a, c) if column == "Todo" else (x, y)
    await board.put(last, column, before=first)
    await undo(board.by, answer["undo"], whole=True)
    then = await board.picture()
    assert then["Doing"] == (["x", "y"] if column == "Todo" else ["y", "x"])
    assert set(then["Todo"]) == {"a", "b", "c"}


async def test_many_that_moved_into_a_column_whose_ranks_were_spread_come_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await world.board("Todo Doing Done")
    chosen = [await board.add(title) for title in "abc"]
    await board.add("x", "Doing")
    before = await board.picture()
    monkeypatch.setattr("board.order.LONGEST", 0)
    answer = await selection.place(board.by, chosen, column=board["Doing"])
    moved = await board.picture()
    for n in range(4):
        answer = await undo(board.by, answer["undo"], whole=True)
        assert await board.picture() == (moved if n % 2 else before)


async def test_an_order_of_columns_that_was_spread_comes_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await world.board("A B C D")
    before = await state(board)
    monkeypatch.setattr("board.order.LONGEST", 0)
    answer = await columns.place(board.by, board["D"], before=board["B"])
    moved = await state(board)
    for n in range(4):
        answer = await undo(board.by, answer["undo"], whole=True)
        assert await state(board) == (moved if n % 2 else before)


async def test_a_card_is_unmade_when_all_that_was_done_to_it_was_taken_back(world: World) -> None:
    board = await world.board("Todo Doing Done")
    made = await cards.create(board.by, "a")
    moves = [await board.put(made["card"]["id"], column) for column in ("Doing", "Done")]
    with pytest.raises(Conflict, match="since"):
        await undo(board.by, made["undo"])
    for answer in (*reversed(moves), made):
        await undo(board.by, answer["undo"], whole=True)
    assert await board.picture() == {"Todo": [], "Doing": [], "Done": []}
    assert await board.visits(made["card"]["id"]) == []


async def test_what_was_done_again_to_a_card_keeps_it(world: World) -> None:
    board = await world.board("Todo Doing Done")
    made = await cards.create(board.by, "a")
    answer = await board.put(made["card"]["id"], "Doing")
    for _ in range(2):
        answer = await undo(board.by, answer["undo"])
    with pytest.raises(Conflict, match="since"):
        await undo(board.by, made["undo"])
