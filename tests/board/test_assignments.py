"""Assignments: who works on a card."""

import pytest

from board import assignments, database, members, selection
from board.errors import Conflict, Missing, NotAllowed
from board.events import MemberRemoved
from board.undo import undo
from tests.world import World


async def test_a_member_works_on_a_card_and_no_more(world: World) -> None:
    board = await world.board()
    card, eve = await board.add("a"), await world.joined(board, "eve")
    for verb, expected in (
        (assignments.assign, [eve.user_id]),
        (assignments.unassign, []),
    ):
        told = await verb(board.by, card, eve.user_id)
        assert told["card"]["assignees"] == expected
        assert told["card"]["version"] == await board.seq()
        before = await board.digest()
        assert (await verb(board.by, card, eve.user_id))["undo"] is None
        assert await board.digest() == before


async def test_who_is_no_member_works_on_no_card(world: World) -> None:
    board, other = await world.board(), await world.board(by="bob")
    card = await board.add("a")
    for verb in (assignments.assign, assignments.unassign):
        with pytest.raises(Missing):
            await verb(board.by, card, other.by.user_id)


async def test_whose_account_is_disabled_is_taken_off_and_put_on_no_card(world: World) -> None:
    board = await world.board()
    ids, eve = [await board.add(title) for title in "abc"], await world.joined(board, "eve")
    for card in ids:
        made = await assignments.assign(board.by, card, eve.user_id)
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE users SET disabled_at = ? WHERE id = ?", (1, eve.user_id)))

    await assignments.unassign(board.by, ids[0], eve.user_id)
    await selection.unassign(board.by, ids[:2], eve.user_id)
    await undo(board.by, made["seq"])

    assert await database.read(("SELECT * FROM assignments", ())) == [[]]
    with pytest.raises(Missing):
        await assignments.assign(board.by, ids[0], eve.user_id)


async def test_who_may_not_edit_cards_takes_none(world: World) -> None:
    board = await world.board()
    card, vic = await board.add("a"), await world.joined(board, "vic", "commenter")
    with pytest.raises(NotAllowed):
        await assignments.assign(vic, card, vic.user_id)
    await assignments.assign(board.by, card, vic.user_id)


async def test_whoever_leaves_works_on_no_card_of_the_board(world: World) -> None:
    board, other = await world.board(), await world.board()
    eve, there = await world.joined(board, "eve"), await world.joined(other, "eve")
    card, second, elsewhere = await board.add("a"), await board.add("b"), await other.add("c")
    await assignments.assign(board.by, card, eve.user_id)
    await assignments.assign(board.by, second, eve.user_id)
    await assignments.assign(other.by, elsewhere, there.user_id)
    assigned = await board.seq()
    await members.remove(board.by, eve.user_id)
    removed = (await board.events())[-1]
    assert isinstance(removed, MemberRemoved) and removed.cards == [card, second]
    assert (await board.card(card))["version"] == assigned - 1
    with pytest.raises(Conflict):
        await undo(board.by, assigned)
    with pytest.raises(Conflict):
        await undo(board.by, await board.seq())
    told = await assignments.assign(board.by, card, board.by.user_id)
    assert told["card"]["assignees"] == [board.by.user_id]
    again = await assignments.assign(other.by, elsewhere, there.user_id)
    assert again["undo"] is None


async def test_assigning_is_undone_and_done_again(world: World) -> None:
    board = await world.board()
    card, eve = await board.add("a"), await world.joined(board, "eve")
    before = await board.card(card)
    await assignments.assign(board.by, card, eve.user_id)
    assigned = await board.seq()
    await undo(board.by, assigned)
    await undo(board.by, assigned + 1)
    await undo(board.by, assigned + 2)
    assert {**await board.card(card), "version": before["version"]} == before
    with pytest.raises(Conflict):
        await undo(board.by, assigned + 1)
