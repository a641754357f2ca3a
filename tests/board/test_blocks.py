"""Blocks: what a card waits for, and for how long."""

from typing import Any

import pytest

from board import archive, blocks, database
from board.errors import Conflict, Invalid, NotAllowed
from board.undo import undo
from tests.world import Board, World

Past = list[tuple[str, int, int | None]]


async def past(board: Board, card: int) -> Past:
    """The blocks of a card: reason, begin, end."""
    query = "SELECT * FROM blocks WHERE card_id = ? ORDER BY began_at, id"
    (rows,) = await database.read((query, (card,)))
    return [(row["reason"], row["began_at"], row["ended_at"]) for row in rows]


async def shown(board: Board, card: int) -> tuple[Any, ...]:
    row = await board.card(card)
    return row["blocked_at"], row["blocked_reason"], row["blocked_by"]


async def test_a_card_is_blocked_and_unblocked(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    told = await blocks.block(board.by, card, " the  vendor ")
    blocked = told["card"]["blocked"]
    assert (blocked["reason"], blocked["by"]) == ("the vendor", "Ana")
    ((_, began, ended),) = await past(board, card)
    assert (await shown(board, card))[0] == began and ended is None
    assert (await blocks.unblock(board.by, card))["card"]["blocked"] is None
    ((_, _, ended),) = await past(board, card)
    assert ended is not None and ended > began
    assert await shown(board, card) == (None, None, None)


async def test_another_reason_leaves_the_clock_alone(world: World) -> None:
    board = await world.board()
    card, eve = await board.add("a"), await world.joined(board, "eve")
    await blocks.block(board.by, card, "vendor")
    began, *_ = await shown(board, card)
    await blocks.block(eve, card, "customer")
    assert await shown(board, card) == (began, "customer", "Ana")
    assert await past(board, card) == [("customer", began, None)]
    await undo(board.by, await board.seq())
    assert await past(board, card) == [("vendor", began, None)]


async def test_blocking_and_unblocking_twice_changes_nothing(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    await blocks.block(board.by, card, "vendor")
    before = await board.digest()
    assert (await blocks.block(board.by, card, "vendor"))["undo"] is None
    assert await board.digest() == before
    await blocks.unblock(board.by, card)
    before = await board.digest()
    assert (await blocks.unblock(board.by, card))["undo"] is None
    assert await board.digest() == before


@pytest.mark.parametrize("reason", ["", "  ", "\u200b", "x" * 501, "a\0b"])
async def test_a_block_needs_a_reason(world: World, reason: str) -> None:
    board = await world.board()
    card = await board.add("a")
    before = await board.digest()
    with pytest.raises(Invalid) as refused:
        await blocks.block(board.by, card, reason)
    assert refused.value.field == "reason"
    assert await board.digest() == before


async def test_an_undone_block_never_was_and_done_again_began_when_it_did(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    await blocks.block(board.by, card, "vendor")
    first, there = await past(board, card), await shown(board, card)
    for n in range(4):
        await undo(board.by, await board.seq())
        assert await past(board, card) == (first if n % 2 else [])
        assert await shown(board, card) == (there if n % 2 else (None, None, None))


async def test_an_undone_unblock_never_ended_it_and_done_again_ends_it_then(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    await blocks.block(board.by, card, "vendor")
    running, there = await past(board, card), await shown(board, card)
    await blocks.unblock(board.by, card)
    over = await past(board, card)
    for n in range(4):
        await undo(board.by, await board.seq())
        assert await past(board, card) == (over if n % 2 else running)
        assert await shown(board, card) == ((None, None, None) if n % 2 else there)


@pytest.mark.parametrize("leave", ["archive", "delete", "column"])
async def test_a_block_ends_when_its_card_leaves_the_board(world: World, leave: str) -> None:
    board = await world.board()
    card = await board.add("a", "Doing")
    await blocks.block(board.by, card, "vendor")
    blocked = await board.seq()
    verbs = {
        "archive": lambda: archive.archive_card(board.by, card),
        "delete": lambda: archive.delete_card(board.by, card),
        "column": lambda: archive.archive_column(board.by, board["Doing"]),
    }
    await verbs[leave]()
    ((_, _, ended),) = await past(board, card)
    assert ended == (await board.visits(card))[-1][2]
    assert await shown(board, card) == (None, None, None)
    if leave != "delete":
        with pytest.raises(Conflict):
            await undo(board.by, blocked)


async def test_a_restored_card_comes_back_without_its_block(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    await blocks.block(board.by, card, "vendor")
    await archive.archive_card(board.by, card)
    over = await past(board, card)
    await archive.restore_card(board.by, card)
    assert await past(board, card) == over
    assert await shown(board, card) == (None, None, None)


@pytest.mark.parametrize("leave", [archive.archive_card, archive.delete_card])
async def test_an_undone_leaving_brings_the_block_back(world: World, leave: Any) -> None:
    board = await world.board()
    card = await board.add("a")
    await blocks.block(board.by, card, "vendor")
    running, there = await past(board, card), await shown(board, card)
    await leave(board.by, card)
    await undo(board.by, await board.seq())
    assert (await past(board, card), await shown(board, card)) == (running, there)


async def test_an_archived_card_is_not_blocked(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    await archive.archive_card(board.by, card)
    with pytest.raises(Conflict, match="archived"):
        await blocks.block(board.by, card, "vendor")


async def test_who_may_not_edit_cards_blocks_none(world: World) -> None:
    board = await world.board()
    card, vic = await board.add("a"), await world.joined(board, "vic", "commenter")
    with pytest.raises(NotAllowed):
        await blocks.block(vic, card, "vendor")
