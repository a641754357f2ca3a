"""Recompute: silent after whatever was done, and it finds and mends what a hand damaged."""

from pathlib import Path
from typing import Any

import pytest

from board import archive, blocks, board_copies, boards, database, recompute
from board.exchange import imports
from tests.work import work
from tests.world import Board, World

TRELLO = Path(__file__).parent / "exchange/samples/trello-bakery.json"


async def imported(world: World) -> Board:
    owner = await world.user("ana")
    report = await imports.run(TRELLO.read_bytes(), owner)
    return await Board.load(report["board"], await world.seat(report["board"], "ana"))


async def copied(world: World) -> Board:
    board = await world.board("Todo Doing Review Done")
    for column in ("Todo", "Doing", "Done"):
        await board.add("one", column)
    made = await board_copies.copy(board.by, "Copy", with_cards=True)
    return await Board.load(made["id"], await world.seat(made["id"], "ana"))


async def plain(world: World) -> Board:
    return await world.board("Todo Doing Review Done")


@pytest.mark.parametrize(("seed", "begin"), list(enumerate([plain, imported, copied])))
async def test_it_is_silent_after_any_work(world: World, seed: int, begin: Any) -> None:
    async for _, verb in work(world, seed, 120, begin):
        last = verb
    assert await recompute.differences() == [], last


async def run(sql: str, *params: Any) -> None:
    async with database.transaction() as (batch, _):
        await batch.run((sql, params))


async def worked(world: World) -> tuple[Board, int]:
    board = await world.board()
    card = await board.add("one", "Doing")
    await blocks.block(board.by, card, "stuck")
    await blocks.unblock(board.by, card)
    await board.put(card, "Done")
    await archive.archive_card(board.by, card)
    return board, card


DAMAGE = {
    "started": "UPDATE cards SET started_at = started_at + 5 WHERE id = ?",
    "finished": "UPDATE cards SET finished_at = NULL WHERE id = ?",
    "archived": "UPDATE cards SET archived_at = NULL WHERE id = ?",
    "stay": "UPDATE visits SET ended_at = ended_at + 5 WHERE gone AND card_id = ?",
    "no stay stored": "DELETE FROM visits WHERE NOT gone AND card_id = ?",
    "no block by the log": "UPDATE blocks SET began_at = began_at - 5 WHERE card_id = ?",
    "no block stored": "DELETE FROM blocks WHERE card_id = ?",
}


@pytest.mark.parametrize("named", DAMAGE)
async def test_it_finds_what_a_hand_damaged_and_sets_it_right(world: World, named: str) -> None:
    board, card = await worked(world)
    before = await board.visits(card), await board.card(card)
    await run(DAMAGE[named], card)
    found = await recompute.differences()
    key = (await database.read(boards.named(board.id)))[0][0]["key"]
    assert found and all(line.startswith(f"{key}-1: ") for line in found)
    assert any(named in line for line in found)
    epoch = (await database.read(boards.named(board.id)))[0][0]["epoch"]
    assert await recompute.set_right() == found
    assert await recompute.differences() == []
    assert (await board.visits(card), await board.card(card)) == before
    assert (await database.read(boards.named(board.id)))[0][0]["epoch"] != epoch
    assert await recompute.set_right() == []


async def test_it_finds_damage_to_a_past_that_came_from_elsewhere(world: World) -> None:
    board = await imported(world)
    assert await recompute.differences() == []
    for sql in (
        "UPDATE cards SET started_at = 1 WHERE board_id = ? AND started_at IS NOT NULL",
        "UPDATE visits SET ended_at = ended_at + 1 WHERE board_id = ? AND NOT gone",
    ):
        await run(sql, board.id)
        assert await recompute.differences() != []
        await recompute.set_right()
        assert await recompute.differences() == []


async def test_a_deleted_board_is_left_alone(world: World) -> None:
    board, card = await worked(world)
    await boards.delete(board.by)
    await run(DAMAGE["started"], card)
    assert await recompute.differences() == []
