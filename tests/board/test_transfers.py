"""Transfers: a card goes to another board."""

from typing import Any

import pytest

from board import archive, assignments, cards, comments, database, edits, items, labels, transfers
from board.errors import Conflict, Invalid, LimitReached, Missing, NotAllowed
from board.events import CardCreated, CardMovedAway, CommentAdded
from board.log import Change, change
from board.undo import undo
from tests.contents import counted, listed
from tests.world import World


async def test_a_card_is_there_with_all_it_says_and_here_a_tombstone(world: World) -> None:
    here, there = await world.board("Todo Doing Done"), await world.board("In Out")
    card = await here.add("a", "Doing")
    bo = await world.joined(here, "bo")
    await edits.edit(here.by, card, description="why", due="2026-12-24")
    for board, name in ((here, "Infra"), (here, "Only here"), (there, "infra")):
        made = await labels.add(board.by, name, "red")
        if board is here:
            await labels.put(here.by, card, made["label"]["id"])
    for user in (bo.user_id, here.by.user_id):
        await assignments.assign(here.by, card, user)
    steps = await listed(here, card, "one", "two")
    await items.change_item(here.by, card, steps["id"], steps["items"][0]["id"], done=True)
    await comments.add(bo, card, "Well, @Ana")
    stays = await here.visits(card)

    answer = await transfers.move_to_board(here.by, there.by, card)

    told = answer["card"]
    assert (await here.picture())["Doing"] == []
    assert (await there.picture())["In"] == ["a"]
    assert (told["description"], told["due"], told["labels"]) == ("why", "2026-12-24", [1 + 2])
    assert told["assignees"] == [here.by.user_id]
    assert await counted(there, told["id"]) == (2, 1, 1)
    assert (answer["board"], answer["undo"]) == (there.id, None)
    ((comment,),) = await database.read(comments.of(told["id"]))
    assert comment["by_id"] == bo.user_id
    ((column, began, ended, gone),) = await here.visits(card)
    assert (column, began, gone, ended is not None) == (*stays[0][:2], True, True)
    (event,) = [e for e in await here.events() if isinstance(e, CardMovedAway)]
    (made_there,) = [e for e in await there.events() if isinstance(e, CardCreated)]
    assert (event.key, made_there.moved_from and made_there.moved_from[-2:]) == (told["key"], "-1")
    row = await there.card(told["id"])
    assert row["version"] == await there.seq()


async def test_a_long_talk_goes_along_in_few_statements(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = await world.board(), await world.board()
    card = await here.add("a")
    async with change(here.by, "comment", cards.named(here.id, card)) as log:
        said = {"by_id": here.by.user_id, "written_at": 1, "edited_at": None}
        rows = [{**said, "text": str(n)} for n in range(620)]
        await comments.bring(log, log.rows[0][0], rows)
    read, asked = Change.read, 0

    async def counting(log: Change, *statements: Any) -> Any:
        nonlocal asked
        asked += len(statements)
        return await read(log, *statements)

    monkeypatch.setattr(Change, "read", counting)
    told = (await transfers.move_to_board(here.by, there.by, card))["card"]

    (found,) = await database.read(comments.of(told["id"]))
    assert asked < 40
    assert [row["text"] for row in found] == [str(n) for n in range(620)]
    added = [event for event in await there.events() if isinstance(event, CommentAdded)]
    assert [(event.comment, event.text) for event in added] == [
        (row["id"], row["text"]) for row in found
    ]
    assert (await there.card(told["id"]))["version"] == await there.seq()


async def test_the_limit_there_is_asked(world: World) -> None:
    here, there = await world.board(), await world.board("In:1! Out")
    await there.add("full")
    card = await here.add("a")
    before = await here.digest(), await there.digest()
    with pytest.raises(LimitReached):
        await transfers.move_to_board(here.by, there.by, card)
    assert (await here.digest(), await there.digest()) == before
    answer = await transfers.move_to_board(here.by, there.by, card, override="It must")
    assert answer["limits"][0]["count"] == 2


async def test_only_who_edits_on_both_moves_a_card_to_a_board_and_a_column_of_it(
    world: World,
) -> None:
    here, there, theirs = await world.board(), await world.board(), await world.board(by="zoe")
    card = await here.add("a")
    viewer = await world.joined(theirs, "ana", "viewer")
    commenter = await world.joined(here, "cam", "commenter")
    cams = await world.joined(there, "cam", "editor")
    wrong: list[tuple[type[Exception], Any]] = [
        (NotAllowed, transfers.move_to_board(here.by, viewer, card)),
        (NotAllowed, transfers.move_to_board(commenter, cams, card)),
        (Invalid, transfers.move_to_board(here.by, here.by, card)),
        (Invalid, transfers.move_to_board(here.by, there.by, card, column=here["Todo"])),
        (Missing, transfers.move_to_board(here.by, there.by, 999)),
    ]
    before = await here.digest(), await there.digest(), await theirs.digest()
    for refusal, verb in wrong:
        with pytest.raises(refusal):
            await verb
    assert (await here.digest(), await there.digest(), await theirs.digest()) == before


async def test_a_transfer_is_not_taken_back_but_moved_back(world: World) -> None:
    here, there = await world.board(), await world.board()
    card = await here.add("a")
    answer = await transfers.move_to_board(here.by, there.by, card)
    with pytest.raises(Conflict, match="Move it back"):
        await undo(here.by, answer["seq"])
    (created,) = [row for row in await there.rows() if row["kind"] == CardCreated.kind]
    with pytest.raises(Conflict, match="Move it back"):
        await undo(there.by, created["seq"], whole=True)
    await transfers.move_to_board(there.by, here.by, answer["card"]["id"])
    assert (await here.picture())["Todo"] == ["a"]


async def test_an_archived_card_is_open_there(world: World) -> None:
    here, there = await world.board(), await world.board()
    card = await here.add("a")
    await archive.archive_card(here.by, card)
    await transfers.move_to_board(here.by, there.by, card, column=there["Doing"])
    assert (await there.picture())["Doing"] == ["a"]


async def test_who_moves_a_card_cannot_take_back_what_others_said_on_it(world: World) -> None:
    here, there = await world.board(), await world.board(by="zoe")
    card, bo = await here.add("a"), await world.joined(here, "bo")
    ana = await world.joined(there, "ana", "editor")
    await comments.add(bo, card, "Well")
    told = (await transfers.move_to_board(here.by, ana, card))["card"]

    with pytest.raises(NotAllowed):
        await undo(ana, told["version"])

    assert await counted(there, told["id"]) == (0, 0, 1)


async def test_whose_account_is_disabled_is_left_behind(world: World) -> None:
    board, other = await world.board(), await world.board()
    card, eve = await board.add("a"), await world.joined(board, "eve")
    await world.joined(other, "eve")
    await assignments.assign(board.by, card, eve.user_id)
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE users SET disabled_at = ? WHERE id = ?", (1, eve.user_id)))

    moved = await transfers.move_to_board(board.by, other.by, card)

    assert moved["card"]["assignees"] == []
