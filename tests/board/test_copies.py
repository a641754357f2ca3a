"""Copies: a card that begins as another one is."""

import pytest

from board import archive, comments, copies, edits, items
from board.errors import Invalid, LimitReached, NotAllowed
from board.events import CardCreated
from board.undo import undo
from tests.contents import counted, listed
from tests.world import World


async def test_a_copy_says_what_the_card_says_with_nothing_ticked(world: World) -> None:
    board = await world.board("Todo Doing Done")
    card = await board.add("a", "Doing")
    await edits.edit(board.by, card, description="why", due="2026-12-24", estimate=2.5)
    steps = await listed(board, card, "one", "two")
    await items.change_item(board.by, card, steps["id"], steps["items"][0]["id"], done=True)
    await comments.add(board.by, card, "Well")
    before = await board.seq()

    answer = await copies.copy_card(board.by, card)

    told = answer["card"]
    assert (told["title"], told["description"], told["due"]) == ("a", "why", "2026-12-24")
    assert (told["estimate"], told["version"]) == (2.5, answer["seq"])
    assert await counted(board, told["id"]) == (2, 0, 0)
    assert (await board.picture())["Doing"] == ["a", "a"]
    created = (await board.events(before))[0]
    assert isinstance(created, CardCreated)
    assert created.copy_of and created.copy_of.endswith("-1")


async def test_a_copy_goes_where_it_is_wished_and_leaves_out_what_is_wished(world: World) -> None:
    board = await world.board("Todo Doing Done")
    card = await board.add("a", "Doing")
    await listed(board, card, "one")
    await board.add("there")
    answer = await copies.copy_card(
        board.by,
        card,
        column=board["Todo"],
        title="b",
        position="top",
        with_checklists=False,
        with_people=False,
    )
    assert (await board.picture())["Todo"] == ["b", "there"]
    assert answer["card"]["items"] == 0


async def test_a_copy_is_taken_back_whole(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    await listed(board, card, "one")
    answer = await copies.copy_card(board.by, card)
    await undo(board.by, answer["undo"], whole=True)
    assert (await board.picture())["Todo"] == ["a"]


async def test_a_full_column_takes_no_copy(world: World) -> None:
    board = await world.board("Todo Doing:1! Done")
    card = await board.add("a", "Doing")
    before = await board.digest()
    with pytest.raises(LimitReached):
        await copies.copy_card(board.by, card)
    for wrong in ({"title": " "}, {"column": 999}, {"position": "middle"}):
        with pytest.raises(Invalid):
            to = {"column": board["Todo"], **wrong}
            await copies.copy_card(board.by, card, **to)  # type: ignore[arg-type]
    assert await board.digest() == before
    await copies.copy_card(board.by, card, override="Both")


async def test_an_archived_card_is_copied_too_and_only_by_who_edits(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    await archive.archive_card(board.by, card)
    await copies.copy_card(board.by, card)
    assert (await board.picture())["Todo"] == ["a"]
    with pytest.raises(NotAllowed):
        await copies.copy_card(await world.joined(board, "cam", "commenter"), card)
