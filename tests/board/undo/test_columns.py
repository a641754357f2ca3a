"""Columns and lanes that were added, and columns that were restaged, taken back and done again."""

from typing import Any

import pytest

from board import archived, cards, columns, database, lanes
from board.errors import Conflict, Missing
from board.undo import undo
from tests.board.undo.test_absences import state
from tests.world import Board, World


async def _add(board: Board, noun: str) -> tuple[int, dict[str, Any]]:
    """A new column or lane: its id, and the answer."""
    if noun == "lane":
        answer = await lanes.add(board.by, "New", wip_limit=2, wip_mode="hard")
    else:
        draft = columns.draft(name="New", stage="wip", wait=True, wip_limit=2, policy="So")
        answer = await columns.add(board.by, draft, after=board["Todo"])
    return int(answer[noun]["id"]), answer


async def _shown(board: Board) -> tuple[dict[str, list[str]], dict[str, int], list[Any]]:
    """What anybody can see of columns and lanes."""
    away = await database.read(archived.columns(board.id), archived.lanes(board.id))
    return await board.picture(), await board.lanes(), away


@pytest.mark.parametrize("noun", ["column", "lane"])
async def test_what_was_added_was_never_there_until_that_is_undone(world: World, noun: str) -> None:
    board = await world.board("Todo Doing Done")
    before = await _shown(board)
    new, answer = await _add(board, noun)
    added, rows = await _shown(board), await state(board)
    for n in range(4):
        answer = await undo(board.by, answer["undo"], whole=True)
        if n % 2:
            assert (await _shown(board), await state(board)) == (added, rows)
        else:
            assert await _shown(board) == before
            with pytest.raises(Missing):
                verb = columns.update if noun == "column" else lanes.update
                await verb(board.by, new, name="Other")
    kinds = [row["kind"] for row in (await board.rows())[-2:]]
    assert kinds == [f"{noun}.removed", f"{noun}.added"]


@pytest.mark.parametrize("noun", ["column", "lane"])
async def test_what_cards_stand_in_is_not_undone(world: World, noun: str) -> None:
    board = await world.board("Todo Doing Done")
    new, answer = await _add(board, noun)
    made = await cards.create(board.by, "a", **{noun: new})
    with pytest.raises(Conflict, match="Archive it instead"):
        await undo(board.by, answer["undo"])
    await undo(board.by, made["undo"])
    await undo(board.by, answer["undo"])
    assert "New" not in await board.picture()


@pytest.mark.parametrize("noun", ["column", "lane"])
async def test_what_was_changed_since_it_was_added_is_not_undone(world: World, noun: str) -> None:
    board = await world.board("Todo Doing Done")
    new, answer = await _add(board, noun)
    verb = columns.update if noun == "column" else lanes.update
    await verb(board.by, new, wip_limit=5)
    with pytest.raises(Conflict, match="since"):
        await undo(board.by, answer["undo"])


async def test_a_restaging_is_undone_with_every_date_that_it_restated(world: World) -> None:
    board = await world.board("Todo Doing Review Done")
    for title, way in (("a", ["Doing", "Review"]), ("b", ["Review", "Done", "Doing"])):
        card = await board.add(title)
        for column in way:
            await board.put(card, column)
    before = await state(board)
    answer = await columns.update(board.by, board["Review"], stage="done")
    staged = await state(board)
    assert staged != before
    for n in range(4):
        answer = await undo(board.by, answer["undo"], whole=True)
        assert await state(board) == (staged if n % 2 else before)


async def test_a_column_that_was_restaged_since_keeps_its_stage(world: World) -> None:
    board = await world.board("Todo Doing Done")
    answer = await columns.update(board.by, board["Doing"], stage="done")
    await columns.update(board.by, board["Doing"], stage="todo")
    with pytest.raises(Conflict, match="since"):
        await undo(board.by, answer["undo"])
