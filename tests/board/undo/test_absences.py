"""Archiving, deleting and restoring, taken back and done again: every row is as it was."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from board import archive, blocks, database
from board.errors import Conflict, LimitReached
from board.undo import undo
from tests.world import Board, World

Verb = Callable[[Board, int], Awaitable[Any]]

LEAVINGS: dict[str, Verb] = {
    "card": lambda board, card: archive.archive_card(board.by, card),
    "deletion": lambda board, card: archive.delete_card(board.by, card),
    "column": lambda board, card: archive.archive_column(board.by, board["Doing"]),
    "lane": lambda board, card: _lane(board, archive.archive_lane),
}

RETURNS: dict[str, Verb] = {
    "card": lambda board, card: archive.restore_card(board.by, card),
    "column": lambda board, card: archive.restore_column(board.by, board["Doing"]),
    "lane": lambda board, card: _lane(board, archive.restore_lane),
}


async def _lane(board: Board, verb: Any) -> Any:
    ((lane,),) = await database.read(("SELECT id FROM lanes WHERE board_id = ?", (board.id,)))
    return await verb(board.by, lane["id"])


async def state(board: Board) -> list[list[dict[str, Any]]]:
    """Everything on a board but the numbers of its changes."""
    found = await database.read(
        ("SELECT * FROM cards WHERE board_id = ? ORDER BY id", (board.id,)),
        (
            "SELECT card_id, column_id, began_at, ended_at, gone FROM visits WHERE board_id = ?"
            " ORDER BY card_id, began_at",
            (board.id,),
        ),
        ("SELECT * FROM blocks WHERE board_id = ? ORDER BY id", (board.id,)),
        ("SELECT * FROM columns WHERE board_id = ? ORDER BY id", (board.id,)),
        ("SELECT * FROM lanes WHERE board_id = ? ORDER BY id", (board.id,)),
    )
    return [[{k: v for k, v in row.items() if k != "version"} for row in rows] for rows in found]


async def _busy(world: World) -> tuple[Board, int]:
    """A board with a blocked card in a lane, and others around it."""
    board = await world.board("Todo Doing Done")
    fast = await board.lane("Fast")
    card = await board.add("a", "Todo", fast)
    await board.put(card, "Doing")
    for title in "bc":
        await board.add(title, "Doing", fast)
    await board.put(await board.add("d", "Doing", fast), "Done")
    await blocks.block(board.by, card, "vendor")
    return board, card


@pytest.mark.parametrize("kind", LEAVINGS)
async def test_a_leaving_that_is_undone_never_was_and_done_again_it_was_when_it_was(
    world: World, kind: str
) -> None:
    board, card = await _busy(world)
    before = await state(board)
    answer = await LEAVINGS[kind](board, card)
    gone = await state(board)
    for n in range(4):
        answer = await undo(board.by, answer["undo"] or await board.seq(), whole=True)
        assert await state(board) == (gone if n % 2 else before)


@pytest.mark.parametrize("kind", RETURNS)
async def test_a_return_that_is_undone_never_was_and_done_again_has_its_old_instant(
    world: World, kind: str
) -> None:
    board, card = await _busy(world)
    await LEAVINGS[kind](board, card)
    gone = await state(board)
    answer = await RETURNS[kind](board, card)
    back = await state(board)
    for n in range(4):
        answer = await undo(board.by, answer["undo"], whole=True)
        assert await state(board) == (back if n % 2 else gone)


@pytest.mark.parametrize("kind", RETURNS)
@pytest.mark.parametrize("what", ["moved", "blocked", "added", "restored"])
async def test_what_was_changed_since_stays(world: World, kind: str, what: str) -> None:
    board, card = await _busy(world)
    left = await LEAVINGS[kind](board, card)
    if what == "restored":
        await RETURNS[kind](board, card)
        seq = left["undo"]
    else:
        seq = (await undo(board.by, left["undo"], whole=True))["undo"]
        match what:
            case "moved":
                await board.put(card, "Todo", lane=None)
            case "blocked":
                await blocks.unblock(board.by, card)
            case "added" if kind == "card":
                await archive.archive_card(board.by, card)
            case "added":
                await board.add("new", "Doing", (await board.lanes())["Fast"])
    before = await board.digest()
    with pytest.raises(Conflict, match="since"):
        await undo(board.by, seq, whole=True)
    assert await board.digest() == before


@pytest.mark.parametrize("kind", ["card", "column"])
async def test_a_return_into_no_lane_is_undone_into_the_lane_that_is_archived(
    world: World, kind: str
) -> None:
    board, card = await _busy(world)
    await LEAVINGS[kind](board, card)
    await _lane(board, archive.archive_lane)
    gone = await state(board)
    answer = await RETURNS[kind](board, card)
    back = await state(board)
    assert (await board.card(card))["lane_id"] is None
    for n in range(2):
        answer = await undo(board.by, answer["undo"])
        assert await state(board) == (back if n % 2 else gone)


@pytest.mark.parametrize("kind", ["card", "deletion", "column"])
async def test_cards_come_back_into_their_lane_by_undo_or_not_at_all(
    world: World, kind: str
) -> None:
    board, card = await _busy(world)
    await LEAVINGS[kind](board, card)
    seq = await board.seq()
    lane = await _lane(board, archive.archive_lane)
    with pytest.raises(Conflict, match="lane it came from"):
        await undo(board.by, seq)
    await undo(board.by, lane["undo"])
    await undo(board.by, seq)
    assert "a" in (await board.picture())["Doing"]


async def test_a_lane_does_not_come_back_by_undo_while_a_column_of_its_cards_is_archived(
    world: World,
) -> None:
    board, card = await _busy(world)
    before = await state(board)
    lane = await LEAVINGS["lane"](board, card)
    column = await LEAVINGS["column"](board, card)
    with pytest.raises(Conflict, match="column"):
        await undo(board.by, lane["undo"])
    for answer in (column, lane):
        await undo(board.by, answer["undo"])
    assert await state(board) == before


async def test_a_column_does_not_come_back_by_undo_past_a_hard_limit(world: World) -> None:
    board = await world.board("Todo Doing Review Done")
    fast = await board.lane("Fast:1!")
    await board.add("a", "Doing", fast)
    answer = await archive.archive_column(board.by, board["Doing"])
    await board.add("b", "Review", fast)
    with pytest.raises(LimitReached):
        await undo(board.by, answer["undo"])
    await undo(board.by, answer["undo"], override="Both, today")
    assert (await board.picture())["Doing"] == ["a"]


async def test_a_card_that_was_deleted_since_keeps_its_column_from_coming_back_by_undo(
    world: World,
) -> None:
    board, card = await _busy(world)
    answer = await LEAVINGS["column"](board, card)
    deleted = await archive.delete_card(board.by, card)
    with pytest.raises(Conflict, match="since"):
        await undo(board.by, answer["undo"])
    await undo(board.by, deleted["undo"])
    await undo(board.by, answer["undo"])
    assert (await board.picture())["Doing"] == ["a", "b", "c"]
