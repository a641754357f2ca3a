"""Checklists: added, named, ordered and removed."""

from typing import Any

import pytest

from board import checklists, database, items, order
from board.errors import Conflict, Invalid, Missing, NotAllowed
from board.events import ChecklistAdded, ChecklistMoved
from board.undo import undo
from tests.contents import counted, listed
from tests.world import Board, World


async def names(board: Board, card: int) -> list[str]:
    (rows,) = await database.read(checklists.of(card))
    return [row["name"] for row in rows]


async def test_a_checklist_comes_with_its_items_in_order(world: World) -> None:
    board = await world.board()
    card = await board.add("a")

    made = await checklists.add(board.by, card, "  Steps ", ["one", "two", "three"])

    told = made["checklist"]
    assert (told["name"], [item["text"] for item in told["items"]]) == (
        "Steps",
        ["one", "two", "three"],
    )
    ranks = [item["rank"] for item in told["items"]]
    assert ranks == sorted(set(ranks))
    (event,) = await board.events(made["seq"] - 1)
    assert isinstance(event, ChecklistAdded)
    assert event.items == ["one", "two", "three"]


async def test_a_card_counts_the_items_of_the_checklists_that_it_has(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    gone = await listed(board, card)
    await listed(board, card, "one", name="Others")
    await checklists.remove(board.by, card, gone["id"])
    assert (await counted(board, card))[0] == 1


@pytest.mark.parametrize("name", ["", " ", "\u200b", "x" * 201, "a\0b"])
async def test_a_name_that_cannot_be_kept_is_refused(world: World, name: str) -> None:
    board = await world.board()
    card = await board.add("a")
    before = await board.digest()
    with pytest.raises(Invalid):
        await checklists.add(board.by, card, name)
    assert await board.digest() == before


async def test_a_card_has_only_so_many_checklists(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checklists, "MOST", 2)
    board = await world.board()
    card = await board.add("a")
    gone = await listed(board, card)
    await listed(board, card)
    with pytest.raises(Invalid, match="at most 2"):
        await listed(board, card)
    removed = await checklists.remove(board.by, card, gone["id"])
    await listed(board, card)
    with pytest.raises(Invalid, match="at most 2"):
        await undo(board.by, removed["seq"])


async def test_a_checklist_begins_with_only_so_many_items(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    with pytest.raises(Invalid, match="at most 500"):
        await checklists.add(board.by, card, "Steps", ["x"] * 501)


async def test_checklists_stand_where_they_are_put(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    a, b, c = [(await listed(board, card, name=name))["id"] for name in "abc"]

    await checklists.place(board.by, card, c, before=a)
    assert await names(board, card) == ["c", "a", "b"]
    await checklists.place(board.by, card, c, after=a)
    assert await names(board, card) == ["a", "c", "b"]
    seq = await board.seq()
    await checklists.place(board.by, card, b)
    assert await board.seq() == seq
    await checklists.place(board.by, card, a)
    assert await names(board, card) == ["c", "b", "a"]


async def test_ranks_that_halving_made_long_become_short_again(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    a, b, c = [(await listed(board, card, name=name))["id"] for name in "abc"]
    for n in range(250):
        await checklists.place(board.by, card, (a, b)[n % 2], before=(b, a)[n % 2])
        await checklists.place(board.by, card, c, before=(a, b)[n % 2])
    (rows,) = await database.read(checklists.of(card))
    assert max(len(row["rank"]) for row in rows) <= order.LONGEST + 2
    assert {type(event) for event in await board.events(6)} == {ChecklistMoved}


async def test_a_rename_is_an_event_only_when_it_changes_something(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    made = await listed(board, card)
    seq = await board.seq()
    answer = await checklists.rename(board.by, card, made["id"], "Steps")
    assert (answer["undo"], await board.seq()) == (None, seq)


async def test_removing_twice_changes_nothing(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    made = await listed(board, card)
    removed = await checklists.remove(board.by, card, made["id"])
    again = await checklists.remove(board.by, card, made["id"])
    assert again["seq"] == removed["seq"]
    with pytest.raises(Missing, match="meanwhile"):
        await checklists.rename(board.by, card, made["id"], "x")


async def test_the_checklist_of_another_card_or_board_is_not_there(world: World) -> None:
    board, other = await world.board(), await world.board()
    card, beside, theirs = await board.add("a"), await board.add("b"), await other.add("c")
    made = await listed(board, card)
    foreign = await listed(other, theirs)
    for at in ((beside, made["id"]), (card, foreign["id"]), (theirs, foreign["id"]), (card, 0)):
        with pytest.raises(Missing):
            await checklists.rename(board.by, *at, "x")


@pytest.mark.parametrize("role", ["viewer", "commenter"])
async def test_who_only_looks_or_comments_changes_no_checklist(world: World, role: str) -> None:
    board = await world.board()
    card = await board.add("a")
    made = await listed(board, card)
    seat = await world.joined(board, "vic", role)
    calls: list[Any] = [
        checklists.add(seat, card, "x"),
        checklists.rename(seat, card, made["id"], "x"),
        checklists.place(seat, card, made["id"]),
        checklists.remove(seat, card, made["id"]),
    ]
    for call in calls:
        with pytest.raises(NotAllowed):
            await call


async def test_a_checklist_that_was_worked_on_since_is_not_taken_back(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    made = await listed(board, card)
    seq = await board.seq()
    await items.add(board.by, card, made["id"], "mine")
    with pytest.raises(Conflict, match="since"):
        await undo(board.by, seq)


async def test_a_removal_that_is_undone_brings_the_items_back(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    made = await listed(board, card)
    removed = await checklists.remove(board.by, card, made["id"])
    assert (await counted(board, card))[0] == 0
    await undo(board.by, removed["seq"])
    assert (await counted(board, card))[0] == 2
