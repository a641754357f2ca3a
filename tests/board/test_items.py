"""Items: what is done to one item of a checklist."""

from typing import Any

import pytest

from board import archive, checklists, database, items, order
from board.errors import Conflict, Invalid, LimitReached, Missing, NotAllowed
from board.events import CardCreated, ItemRemoved
from board.undo import undo
from tests.contents import counted, listed
from tests.world import Board, World


async def texts(board: Board, card: int, checklist: int) -> list[str]:
    (rows,) = await database.read(checklists.items_of(card))
    return [row["text"] for row in rows if row["checklist_id"] == checklist]


async def placed(world: World, *texts: str) -> tuple[Board, int, int, list[int]]:
    """A board, a card on it, a checklist of it, and the checklist's items."""
    board = await world.board("Todo Doing Done")
    card = await board.add("the card", "Doing")
    made = await listed(board, card, *texts)
    return board, card, made["id"], [item["id"] for item in made["items"]]


async def test_items_are_added_at_the_end(world: World) -> None:
    board, card, steps, _ = await placed(world, "a")
    await items.add(board.by, card, steps, "b")
    await items.add(board.by, card, steps, "c")
    assert await texts(board, card, steps) == ["a", "b", "c"]


async def test_an_item_is_ticked_and_unticked_and_counts(world: World) -> None:
    board, card, steps, (a, _) = await placed(world, "a", "b")
    done = await items.change_item(board.by, card, steps, a, done=True)
    again = await items.change_item(board.by, card, steps, a, done=True)
    assert (done["item"]["done"], again["undo"]) == (True, None)
    assert await counted(board, card) == (2, 1, 0)
    await items.change_item(board.by, card, steps, a, done=False)
    assert await counted(board, card) == (2, 0, 0)


async def test_an_undone_untick_knows_when_it_was_done(world: World) -> None:
    board, card, steps, (a,) = await placed(world, "a")
    done = await items.change_item(board.by, card, steps, a, done=True)
    undone = await items.change_item(board.by, card, steps, a, done=False)
    await undo(board.by, undone["seq"])
    ((row,),) = await database.read(items.named(steps, a))
    assert checklists.item_facts(row) == done["item"]


async def test_a_text_and_a_tick_are_changed_at_once(world: World) -> None:
    board, card, steps, (a,) = await placed(world, "a")
    before = await board.seq()
    answer = await items.change_item(board.by, card, steps, a, text="b", done=True)
    assert (answer["item"]["text"], answer["seq"]) == ("b", before + 2)


async def test_an_item_goes_where_it_is_put(world: World) -> None:
    board, card, steps, (a, b, c) = await placed(world, "a", "b", "c")
    others = (await listed(board, card, "x", name="Others"))["id"]

    await items.place(board.by, card, steps, c, before=a)
    assert await texts(board, card, steps) == ["c", "a", "b"]
    seq = await board.seq()
    await items.place(board.by, card, steps, c)
    assert await board.seq() == seq
    moved = await items.place(board.by, card, steps, a, checklist=others)
    assert await texts(board, card, steps) == ["c", "b"]
    assert await texts(board, card, others) == ["x", "a"]
    await undo(board.by, moved["seq"])
    assert await texts(board, card, steps) == ["c", "a", "b"]
    with pytest.raises(Invalid, match="checklist"):
        await items.place(board.by, card, steps, b, checklist=999)


async def test_ranks_that_halving_made_long_become_short_again(world: World) -> None:
    board, card, steps, (a, b, c) = await placed(world, "a", "b", "c")
    for n in range(250):
        await items.place(board.by, card, steps, (a, b)[n % 2], before=(b, a)[n % 2])
        await items.place(board.by, card, steps, c, before=(a, b)[n % 2])
    (rows,) = await database.read(checklists.items_of(card))
    assert max(len(row["rank"]) for row in rows) <= order.LONGEST + 2


@pytest.mark.parametrize("text", ["", "\u2060", "x" * 1_001])
async def test_a_text_that_cannot_be_kept_is_refused(world: World, text: str) -> None:
    board, card, steps, (a,) = await placed(world, "a")
    before = await board.digest()
    for call in (
        items.add(board.by, card, steps, text),
        items.change_item(board.by, card, steps, a, text=text),
    ):
        with pytest.raises(Invalid):
            await call
    assert await board.digest() == before


async def test_a_checklist_has_only_so_many_items(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items, "MOST_ITEMS", 2)
    board, card, steps, (a, _) = await placed(world, "a", "b")
    others = (await listed(board, card, "x", name="Others"))["id"]
    (x,) = [i["id"] for i in (await database.read(checklists.items_of(card)))[0][:1]]
    assert x
    with pytest.raises(Invalid, match="at most 2"):
        await items.add(board.by, card, steps, "c")
    removed = await items.remove(board.by, card, steps, a)
    await items.add(board.by, card, steps, "c")
    with pytest.raises(Invalid, match="at most 2"):
        await undo(board.by, removed["seq"])
    assert await texts(board, card, others) == ["x"]


async def test_the_text_of_an_item_that_was_removed_meanwhile_is_not_changed(world: World) -> None:
    board, card, steps, (a,) = await placed(world, "a")
    await items.remove(board.by, card, steps, a)
    with pytest.raises(Missing, match="meanwhile"):
        await items.change_item(board.by, card, steps, a, text="b")
    seq = await board.seq()
    await items.remove(board.by, card, steps, a)
    assert await board.seq() == seq


async def test_the_item_of_another_checklist_or_board_is_not_there(world: World) -> None:
    board, card, steps, (a,) = await placed(world, "a")
    others = (await listed(board, card, "x", name="Others"))["id"]
    foreign, theirs, list_, (item,) = await placed(world, "z")
    for at in ((card, others, a), (card, steps, item), (theirs, list_, item), (card, list_, item)):
        with pytest.raises(Missing):
            await items.change_item(board.by, *at, done=True)
    assert await counted(foreign, theirs) == (1, 0, 0)


async def test_a_commenter_ticks_nothing(world: World) -> None:
    board, card, steps, (a,) = await placed(world, "a")
    seat = await world.joined(board, "cam", "commenter")
    calls: list[Any] = [
        items.add(seat, card, steps, "x"),
        items.change_item(seat, card, steps, a, done=True),
        items.place(seat, card, steps, a),
        items.remove(seat, card, steps, a),
        items.promote(seat, card, steps, a),
    ]
    for call in calls:
        with pytest.raises(NotAllowed):
            await call


# -- an item becomes a card


async def test_an_item_becomes_a_card_at_the_bottom_of_its_cards_column(world: World) -> None:
    board, card, steps, (a, _) = await placed(world, "a", "b")
    await board.add("below", "Doing")
    before = await board.seq()

    answer = await items.promote(board.by, card, steps, a)

    assert (await board.picture())["Doing"] == ["the card", "below", "a"]
    assert await texts(board, card, steps) == ["b"]
    created, removed = await board.events(before)
    assert isinstance(created, CardCreated)
    assert isinstance(removed, ItemRemoved)
    assert removed.became == answer["card"]["key"]


async def test_undoing_the_whole_change_brings_the_item_back_for_the_card(world: World) -> None:
    board, card, steps, (a, _) = await placed(world, "a", "b")
    answer = await items.promote(board.by, card, steps, a)
    await undo(board.by, answer["undo"], whole=True)
    assert (await board.picture())["Doing"] == ["the card"]
    assert await texts(board, card, steps) == ["a", "b"]


async def test_no_item_becomes_a_card_in_a_full_column(world: World) -> None:
    board = await world.board("Todo Doing:1! Done")
    card = await board.add("a", "Doing")
    made = await listed(board, card)
    before = await board.digest()
    at = card, made["id"], made["items"][0]["id"]
    with pytest.raises(LimitReached):
        await items.promote(board.by, *at)
    assert await board.digest() == before
    answer = await items.promote(board.by, *at, override="It is urgent")
    assert answer["limits"][0]["count"] == 2


async def test_no_item_of_an_archived_card_becomes_a_card(world: World) -> None:
    board, card, steps, (a,) = await placed(world, "a")
    await archive.archive_card(board.by, card)
    with pytest.raises(Conflict, match="archived"):
        await items.promote(board.by, card, steps, a)


async def test_an_item_does_not_come_back_into_a_checklist_that_is_gone(world: World) -> None:
    board, card, steps, (a,) = await placed(world, "a")
    removed = await items.remove(board.by, card, steps, a)
    await checklists.remove(board.by, card, steps)
    with pytest.raises(Conflict, match="checklist"):
        await undo(board.by, removed["seq"])
