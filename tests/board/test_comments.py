"""Comments: what people say about a card."""

from typing import Any

import pytest

from board import comments, database
from board.errors import Conflict, Invalid, Missing, NotAllowed
from board.events import CommentAdded, CommentEdited
from board.undo import undo
from tests.contents import counted
from tests.world import Board, World


async def said(board: Board, card: int) -> list[str]:
    (rows,) = await database.read(comments.of(card))
    return [row["text"] for row in rows]


async def test_a_commenter_comments(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    cam = await world.joined(board, "cam", "commenter")
    answer = await comments.add(cam, card, "  Well,\r\n**well**  ")
    told = answer["comment"]
    assert (told["text"], told["by_name"], told["edited_at"]) == ("Well,\n**well**", "Cam", None)
    assert (await counted(board, card))[2] == 1
    assert (await board.card(card))["version"] == answer["seq"]


async def test_a_viewer_says_nothing(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    vic = await world.joined(board, "vic", "viewer")
    with pytest.raises(NotAllowed):
        await comments.add(vic, card, "x")


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "x" * 50_001, "e" + "\u0301" * 500])
async def test_a_text_that_cannot_be_kept_is_refused(world: World, text: str) -> None:
    board = await world.board()
    card = await board.add("a")
    before = await board.digest()
    with pytest.raises(Invalid):
        await comments.add(board.by, card, text)
    assert await board.digest() == before


async def test_a_comment_is_as_long_as_a_long_text(world: World) -> None:
    board = await world.board()
    await comments.add(board.by, await board.add("a"), "x" * 50_000)


async def test_members_who_are_named_are_mentioned_and_nobody_else(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    bo = await world.joined(board, "bo", "viewer")
    await world.user("eve")
    answer = await comments.add(board.by, card, "@Bo and @eve: see @bob.")
    (event,) = await board.events(answer["seq"] - 1)
    assert isinstance(event, CommentAdded)
    assert event.mentions == [bo.user_id]
    answer = await comments.edit(board.by, card, answer["comment"]["id"], "@Ana, not @Bo")
    (edited,) = await board.events(answer["seq"] - 1)
    assert isinstance(edited, CommentEdited)
    assert edited.mentions == sorted([bo.user_id, board.by.user_id])


async def test_one_edits_ones_own_comments_alone(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    bo, cam = await world.joined(board, "bo", "admin"), await world.joined(board, "cam")
    mine = (await comments.add(board.by, card, "mine"))["comment"]["id"]
    for seat in (bo, cam):
        with pytest.raises(NotAllowed, match="wrote"):
            await comments.edit(seat, card, mine, "theirs")
    answer = await comments.edit(board.by, card, mine, "better")
    assert answer["comment"]["edited_at"] is not None
    assert await said(board, card) == ["better"]


async def test_an_admin_removes_any_comment_and_others_only_their_own(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    bo, cam = await world.joined(board, "bo"), await world.joined(board, "cam", "commenter")
    first = (await comments.add(cam, card, "one"))["comment"]["id"]
    second = (await comments.add(cam, card, "two"))["comment"]["id"]
    with pytest.raises(NotAllowed, match="admin"):
        await comments.remove(bo, card, first)
    await comments.remove(cam, card, first)
    removed = await comments.remove(board.by, card, second)
    again = await comments.remove(board.by, card, second)
    assert (await said(board, card), again["seq"]) == ([], removed["seq"])


async def test_only_who_did_it_takes_it_back(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    cam = await world.joined(board, "cam", "commenter")
    answer = await comments.add(cam, card, "one")
    with pytest.raises(NotAllowed):
        await undo(board.by, answer["seq"])
    removed = await comments.remove(board.by, card, answer["comment"]["id"])
    with pytest.raises(NotAllowed):
        await undo(cam, removed["seq"])
    await undo(board.by, removed["seq"])
    await undo(cam, answer["seq"])
    assert await said(board, card) == []


async def test_an_edit_that_was_built_upon_is_not_taken_back(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    comment = (await comments.add(board.by, card, "one"))["comment"]["id"]
    edited = await comments.edit(board.by, card, comment, "two")
    await comments.edit(board.by, card, comment, "three")
    with pytest.raises(Conflict, match="since"):
        await undo(board.by, edited["seq"])


async def test_a_comment_that_is_gone_or_elsewhere_is_not_there(world: World) -> None:
    board, other = await world.board(), await world.board()
    card, beside, theirs = await board.add("a"), await board.add("b"), await other.add("c")
    mine = (await comments.add(board.by, card, "mine"))["comment"]["id"]
    foreign = (await comments.add(other.by, theirs, "theirs"))["comment"]["id"]
    at: Any
    for at in ((beside, mine), (card, foreign), (theirs, foreign), (card, 0)):
        with pytest.raises(Missing):
            await comments.edit(board.by, *at, "x")
    await comments.remove(board.by, card, mine)
    with pytest.raises(Missing, match="meanwhile"):
        await comments.edit(board.by, card, mine, "x")


async def test_a_card_has_only_so_many_comments(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comments, "MOST", 1)
    board = await world.board()
    card = await board.add("a")
    await comments.add(board.by, card, "one")
    with pytest.raises(Invalid, match="at most 1"):
        await comments.add(board.by, card, "two")
