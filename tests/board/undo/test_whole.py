"""Undo of a whole change: all of its events, or none."""

from typing import Any

import pytest

from board import cards, columns, edits
from board.errors import Conflict, NotAllowed
from board.undo import undo
from tests.world import Board, World


async def _both_texts(board: Board, card: int) -> dict[str, Any]:
    return await edits.edit(board.by, card, title="b", description="What for")


async def test_every_event_of_the_change_is_taken_back_in_one(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    before = await board.card(card)
    answer = await _both_texts(board, card)
    undone = await undo(board.by, answer["undo"], whole=True)
    assert {**await board.card(card), "version": 0} == {**before, "version": 0}
    rows = (await board.rows())[-2:]
    assert [row["undoes"] for row in rows] == [answer["seq"], answer["seq"] - 1]
    assert len({row["at"] for row in rows}) == 1
    assert (undone["undo"], undone["seq"]) == (answer["seq"] + 1, answer["seq"] + 2)


async def test_any_event_of_the_change_names_it(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    answer = await _both_texts(board, card)
    await undo(board.by, answer["seq"], whole=True)
    now = await board.card(card)
    assert (now["title"], now["description"]) == ("a", "")


async def test_one_event_alone_is_taken_back_without_the_others(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    answer = await _both_texts(board, card)
    await undo(board.by, answer["undo"])
    now = await board.card(card)
    assert (now["title"], now["description"]) == ("a", "What for")
    with pytest.raises(Conflict, match="already"):
        await undo(board.by, answer["undo"], whole=True)


async def test_a_whole_change_is_done_again_by_undoing_its_undo(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    answer = await _both_texts(board, card)
    for n in range(4):
        answer = await undo(board.by, answer["undo"], whole=True)
        now = await board.card(card)
        expected = ("a", "") if n % 2 == 0 else ("b", "What for")
        assert (now["title"], now["description"]) == expected


async def test_one_that_cannot_be_taken_back_keeps_the_whole(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    answer = await _both_texts(board, card)
    await edits.edit(board.by, card, title="c")
    before = await board.digest()
    with pytest.raises(Conflict, match="since"):
        await undo(board.by, answer["undo"], whole=True)
    assert await board.digest() == before


async def test_what_only_follows_from_a_move_is_left_as_it_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await world.board("Todo Doing Done")
    await board.add("a", "Doing")
    card = await board.add("b")
    before = await board.picture()
    monkeypatch.setattr("board.order.LONGEST", 0)
    answer = await board.put(card, "Doing")
    assert [row["kind"] for row in (await board.rows())[-2:]] == ["card.moved", "column.spread"]
    await undo(board.by, answer["undo"], whole=True)
    assert await board.picture() == before
    assert (await board.rows())[-1]["undoes"] == answer["undo"]


async def test_every_event_takes_the_right_to_do_it(world: World) -> None:
    board = await world.board()
    answer = await columns.update(board.by, board["Todo"], name="Later", wip_limit=3)
    editor = await world.joined(board, "bo", "editor")
    with pytest.raises(NotAllowed):
        await undo(editor, answer["undo"], whole=True)
    await undo(board.by, answer["undo"], whole=True)
    assert "Todo" in await board.picture()


async def test_a_card_that_was_changed_since_its_making_is_not_unmade(world: World) -> None:
    board = await world.board()
    answer = await cards.create(board.by, "a")
    await edits.edit(board.by, answer["card"]["id"], title="b")
    with pytest.raises(Conflict, match="since"):
        await undo(board.by, answer["undo"], whole=True)
