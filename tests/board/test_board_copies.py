"""Copies of boards: what comes over, and what does not."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from board import board_copies, boards, cards, columns, database, members
from board.errors import Missing
from board.events import BoardCreated
from board.requests import Repeated
from board.seats import Once
from tests.world import Board, World

COLUMN = ("name", "stage", "wait", "policy", "wip_limit", "wip_mode", "rank")


async def _copied(world: World, board: Board, name: str = "ana", **options: Any) -> Board:
    seat = await world.seat(board.id, name)
    made = await board_copies.copy(seat, "Copy", **options)
    return await Board.load(made["id"], await world.seat(made["id"], name))


async def _furnished(world: World) -> tuple[Board, int]:
    """A board with a lane, a label and a checklist on one of its cards."""
    board = await world.board("Todo Doing:2! Done")
    await columns.update(board.by, board["Doing"], policy="Tested")
    await board.add("z", "Todo")
    card = await board.add("a", "Doing")
    async with database.transaction() as (batch, _):
        here, of_card = (board.id,), "UPDATE cards SET lane_id = ?, due_on = ? WHERE id = ?"
        ((lane,),) = await batch.run(
            ("INSERT INTO lanes (board_id, name, rank) VALUES (?, 'Fast', 'h') RETURNING id", here)
        )
        ((label,),) = await batch.run(
            (
                "INSERT INTO labels (board_id, name, color) VALUES (?, 'bug', 'red') RETURNING id",
                here,
            )
        )
        ((checklist,),) = await batch.run(
            (
                "INSERT INTO checklists (board_id, card_id, name, rank) VALUES (?, ?, 'Steps', 'h')"
                " RETURNING id",
                (board.id, card),
            )
        )
        await batch.run(
            (of_card, (lane["id"], "2026-12-01", card)),
            ("INSERT INTO card_labels (card_id, label_id) VALUES (?, ?)", (card, label["id"])),
            ("INSERT INTO assignments (card_id, user_id) VALUES (?, ?)", (card, board.by.user_id)),
            (
                "INSERT INTO checklist_items (checklist_id, card_id, text, rank, done_at)"
                " VALUES (?, ?, 'one', 'h', 5), (?, ?, 'two', 'm', NULL)",
                (checklist["id"], card, checklist["id"], card),
            ),
        )
    return board, card


async def test_columns_come_over_with_their_limits_and_policies(world: World) -> None:
    board, _ = await _furnished(world)
    copy = await _copied(world, board)
    old, new = await database.read(columns.on(board.id), columns.on(copy.id))
    assert [[row[name] for name in COLUMN] for row in new] == [
        [row[name] for name in COLUMN] for row in old
    ]
    assert await copy.picture() == {"Todo": [], "Doing": [], "Done": []}
    (created, joined) = await copy.events()
    assert isinstance(created, BoardCreated)
    assert (created.copy_of, created.name, joined.kind) == ("TES", "Copy", "member.joined")


async def test_whoever_sees_a_board_may_copy_it_and_becomes_the_admin_of_the_copy(
    world: World,
) -> None:
    board, _ = await _furnished(world)
    await world.joined(board, "vic", "viewer")
    await boards.archive(board.by)
    before = await board.digest()
    copy = await _copied(world, board, "vic")
    (people,) = await database.read(members.everyone(copy.id))
    assert [(row["name"], row["role"]) for row in people] == [("Vic", "admin")]
    assert await board.digest() == before


async def test_cards_come_over_as_if_they_were_new(world: World) -> None:
    board, card = await _furnished(world)
    await board.put(card, "Done")
    await board.put(card, "Doing")
    copy = await _copied(world, board, with_cards=True)
    assert await copy.picture() == {"Todo": ["z"], "Doing": ["a"], "Done": []}
    found, lists, words = await database.read(
        cards.open_on(copy.id),
        (
            "SELECT i.text FROM checklist_items i JOIN cards c ON c.id = i.card_id"
            " WHERE c.board_id = ? ORDER BY i.rank",
            (copy.id,),
        ),
        ("SELECT name, source FROM labels WHERE board_id = ?", (copy.id,)),
    )
    (a,) = (row for row in found if row["title"] == "a")
    assert sorted(row["number"] for row in found) == [1, 2]
    assert (a["due_on"], a["items"], a["items_done"]) == ("2026-12-01", 2, 1)
    assert (a["assignee_ids"], a["version"], a["finished_at"]) == (None, 1, None)
    assert len(cards.ids(a["label_ids"])) == 1 and a["lane_id"] is not None
    assert [row["text"] for row in lists] == ["one", "two"]
    assert words == [{"name": "bug", "source": None}]
    assert [stay[0] for stay in await copy.visits(a["id"])] == ["Doing"]
    assert (await copy.card(await copy.add("next")))["number"] == 3


async def test_a_copied_card_lives_on_as_others_do(world: World) -> None:
    board, _ = await _furnished(world)
    copy = await _copied(world, board, with_cards=True)
    (found,) = await database.read(cards.open_on(copy.id))
    await copy.put(found[0]["id"], "Done")
    assert "Done" in await copy.picture()


async def test_a_copy_that_is_asked_for_twice_is_made_once(world: World) -> None:
    board, _ = await _furnished(world)
    seat = replace(board.by, once=Once("key", "digest"))
    answers = await asyncio.gather(
        *(board_copies.copy(seat, "Copy") for _ in range(5)), return_exceptions=True
    )
    assert sum(isinstance(answer, Repeated) for answer in answers) == 4
    assert len(await boards.of_user(board.by.user_id)) == 2


async def test_who_has_no_seat_copies_nothing(world: World) -> None:
    board, _ = await _furnished(world)
    eve = await world.joined(board, "eve")
    await members.remove(board.by, eve.user_id)
    with pytest.raises(Missing):
        await board_copies.copy(eve, "Copy")
