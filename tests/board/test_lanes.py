"""Lanes: rows across the columns, and what they limit."""

import asyncio
from typing import Any

import pytest

from board import archive, boards, cards, columns, database, lanes, moves
from board.errors import Conflict, Invalid, LimitReached, Missing, NotAllowed
from board.events import CardMoved
from board.lanes import KEEP
from board.undo import undo
from tests.world import Board, World


async def names(board: Board) -> list[str]:
    (found,) = await database.read(lanes.on(board.id))
    return [row["name"] for row in found]


async def counts(board: Board) -> dict[str, int]:
    (found,) = await database.read(lanes.on(board.id))
    return {row["name"]: row["wip"] for row in found}


async def test_lanes_are_added_renamed_limited_and_ordered(world: World) -> None:
    board = await world.board()
    fast = await board.lane("Fast")
    slow = await board.lane("Slow:3!")
    await lanes.add(board.by, "Between", after=fast)
    assert await names(board) == ["Fast", "Between", "Slow"]
    await lanes.place(board.by, slow, before=fast)
    await lanes.update(board.by, fast, name="Urgent", wip_limit=2)
    assert await names(board) == ["Slow", "Urgent", "Between"]
    kinds = [event.kind for event in await board.events(2)]
    assert kinds == [*["lane.added"] * 3, "lane.moved", "lane.renamed", "lane.limited"]


async def test_a_lane_that_stays_as_it_is_is_no_change(world: World) -> None:
    board = await world.board()
    fast = await board.lane("Fast:2")
    seq = await board.seq()
    await lanes.update(board.by, fast, name="Fast", wip_limit=2)
    await lanes.place(board.by, fast)
    assert await board.seq() == seq


@pytest.mark.parametrize(
    "values", [{"name": " "}, {"name": "x" * 201}, {"wip_limit": 0}, {"wip_mode": "firm"}]
)
async def test_what_is_no_lane_is_refused(world: World, values: dict[str, Any]) -> None:
    board = await world.board()
    fast = await board.lane("Fast")
    before = await board.digest()
    for verb in (
        lanes.update(board.by, fast, **values),
        lanes.add(board.by, **{"name": "x"} | values),
    ):
        with pytest.raises(Invalid) as caught:
            await verb
        assert caught.value.field in values
    assert await board.digest() == before


async def test_a_board_has_at_most_thirty_open_lanes(world: World) -> None:
    board = await world.board()
    first = await board.lane("0")
    for n in range(1, lanes.MOST):
        await board.lane(str(n))
    with pytest.raises(Invalid, match="at most 30 lanes"):
        await board.lane("one more")
    await archive.archive_lane(board.by, first)
    await board.lane("one more")
    with pytest.raises(Invalid, match="at most 30 lanes"):
        await archive.restore_lane(board.by, first)


async def test_a_lane_of_another_board_is_none(world: World) -> None:
    board, other = await world.board(), await world.board()
    lane = await other.lane("Fast")
    card = await board.add("a")
    with pytest.raises(Missing):
        await lanes.update(board.by, lane, name="Mine")
    with pytest.raises(Missing):
        await archive.archive_lane(board.by, lane)
    with pytest.raises(Invalid) as caught:
        await board.put(card, "Doing", lane=lane)
    assert caught.value.field == "lane"
    with pytest.raises(Invalid):
        await cards.create(board.by, "b", lane=lane)


async def test_only_admins_change_lanes(world: World) -> None:
    board = await world.board()
    lane = await board.lane("Fast")
    editor = await world.joined(board, "ed")
    for verb in (
        lanes.add(editor, "x"),
        lanes.place(editor, lane),
        archive.archive_lane(editor, lane),
    ):
        with pytest.raises(NotAllowed):
            await verb


# -- cards in lanes


async def test_a_change_of_lane_alone_is_a_move_without_a_visit(world: World) -> None:
    board = await world.board()
    fast = await board.lane("Fast")
    card = await board.add("a", "Doing")
    stays, before = await board.visits(card), await board.card(card)
    moved = await board.put(card, "Doing", lane=fast)
    assert moved["card"]["lane"] == fast
    event = (await board.events())[-1]
    assert isinstance(event, CardMoved)
    assert (event.lane, event.lane_title) == ([None, fast], [None, "Fast"])
    assert event.parts == {("card", card), ("lane", 0), ("lane", fast)}
    assert await board.visits(card) == stays
    assert (await board.card(card))["started_at"] == before["started_at"]
    await undo(board.by, moved["seq"])
    assert (await board.card(card))["lane_id"] is None


async def test_a_lane_that_is_not_named_stays_and_none_is_no_lane(world: World) -> None:
    board = await world.board()
    fast = await board.lane("Fast")
    card = await board.add("a", "Todo", fast)
    assert (await board.put(card, "Doing"))["card"]["lane"] == fast
    assert (await board.put(card, "Doing", lane=KEEP))["card"]["lane"] == fast
    assert (await board.put(card, "Doing", lane=None))["card"]["lane"] is None


async def test_a_neighbour_in_another_lane_is_ignored(world: World) -> None:
    board = await world.board()
    fast = await board.lane("Fast")
    first = await board.add("first", "Doing")
    await board.add("last", "Doing", fast)
    card = await board.add("a", "Todo", fast)
    await board.put(card, "Doing", before=first)
    assert (await board.picture())["Doing"] == ["first", "last", "a"]
    await board.put(card, "Doing", lane=None, before=first)
    assert (await board.picture())["Doing"] == ["a", "first", "last"]


async def test_standing_there_already_is_seen_within_the_cell(world: World) -> None:
    board = await world.board()
    fast = await board.lane("Fast")
    card = await board.add("a", "Doing", fast)
    await board.add("between", "Doing")
    below = await board.add("b", "Doing", fast)
    seq = await board.seq()
    await board.put(card, "Doing", before=below)
    await board.put(below, "Doing", after=card)
    assert await board.seq() == seq


# -- archive


async def test_a_lane_leaves_with_its_cards_and_comes_back_with_them(world: World) -> None:
    board = await world.board()
    fast = await board.lane("Fast")
    ids = [await board.add("a", "Doing", fast), await board.add("b", "Todo", fast)]
    gone = await board.add("gone", "Todo", fast)
    await archive.archive_card(board.by, gone)
    await board.add("stays", "Todo")
    before = await board.picture()
    await archive.archive_lane(board.by, fast)
    assert await board.picture() == {"Todo": ["stays"], "Doing": [], "Done": []}
    assert (await board.visits(ids[0]))[-1][3]
    await archive.archive_lane(board.by, fast)
    restored = await archive.restore_lane(board.by, fast)
    assert await board.picture() == before
    assert restored["lane"]["wip"] == 1
    assert (await board.visits(ids[0]))[-1][2] is None


async def test_a_card_whose_lane_is_archived_comes_back_into_no_lane(world: World) -> None:
    board = await world.board()
    fast = await board.lane("Fast")
    card = await board.add("a", "Doing", fast)
    await archive.archive_lane(board.by, fast)
    restored = await archive.restore_card(board.by, card)
    assert restored["card"]["lane"] is None
    assert vars((await board.events())[-1])["lane"] == [fast, None]
    await archive.restore_lane(board.by, fast)
    assert (await board.card(card))["lane_id"] is None


async def test_a_lane_comes_back_without_cards_whose_column_is_archived(world: World) -> None:
    board = await world.board()
    fast = await board.lane("Fast")
    await board.add("a", "Doing", fast)
    await archive.archive_lane(board.by, fast)
    await archive.archive_column(board.by, board["Doing"])
    restored = await archive.restore_lane(board.by, fast)
    assert restored["lane"]["wip"] == 0


async def test_a_column_comes_back_with_cards_whose_lane_is_archived_in_no_lane(
    world: World,
) -> None:
    board = await world.board()
    fast = await board.lane("Fast")
    card = await board.add("a", "Doing", fast)
    await archive.archive_column(board.by, board["Doing"])
    await archive.archive_lane(board.by, fast)
    await archive.restore_column(board.by, board["Doing"])
    assert (await board.card(card))["lane_id"] is None
    assert vars((await board.events())[-1])["homeless"] == {str(card): fast}


async def test_a_move_out_of_a_lane_that_is_archived_since_is_not_undone(world: World) -> None:
    board = await world.board()
    fast = await board.lane("Fast")
    card = await board.add("a", "Doing", fast)
    seq = (await board.put(card, "Doing", lane=None))["seq"]
    await archive.archive_lane(board.by, fast)
    with pytest.raises(Conflict, match="lane it came from"):
        await undo(board.by, seq)


# -- limits of lanes and of the board


async def test_a_lane_counts_what_is_in_progress(world: World) -> None:
    board = await world.board("Todo Doing Review Done")
    fast = await board.lane("Fast:2!")
    for column in ("Todo", "Todo", "Doing", "Review", "Done"):
        await board.add(column, column, fast)
    assert await counts(board) == {"Fast": 2}


async def test_a_hard_limit_of_a_lane_refuses_whatever_comes_into_it(world: World) -> None:
    board = await world.board("Todo Doing Review Done")
    fast = await board.lane("Fast:1!")
    inside = await board.add("a", "Doing", fast)
    beside = await board.add("b", "Doing")
    below = await board.add("c", "Todo", fast)
    for verb in (
        board.put(beside, "Doing", lane=fast),
        board.put(below, "Doing"),
        board.add("d", "Review", fast),
    ):
        with pytest.raises(LimitReached, match=r"The lane Fast is full \(1 of 1\)") as caught:
            await verb
        assert caught.value.facts["limit"]["scope"] == "lane"
    await board.put(inside, "Review")
    await board.put(inside, "Done")
    await board.put(below, "Doing")


async def test_a_hard_limit_of_the_board_counts_every_column_in_progress(world: World) -> None:
    board = await world.board("Todo Doing Review Done")
    await boards.update(board.by, wip_limit=2, wip_mode="hard")
    a, _ = await board.add("a", "Doing"), await board.add("b", "Review")
    waiting = await board.add("c", "Todo")
    with pytest.raises(LimitReached, match=r"The board is full \(2 of 2\)") as caught:
        await board.put(waiting, "Doing")
    assert caught.value.facts["limit"]["scope"] == "board"
    await board.put(a, "Review")
    await archive.archive_card(board.by, a)
    await board.put(waiting, "Doing")
    with pytest.raises(LimitReached):
        await archive.restore_card(board.by, a)
    await archive.restore_card(board.by, a, override="It is urgent")


async def test_everything_that_is_broken_is_told_the_first_hard_one_refuses(world: World) -> None:
    board = await world.board("Todo Doing:1 Done")
    fast = await board.lane("Fast:1")
    await boards.update(board.by, wip_limit=1)
    await board.add("a", "Doing", fast)
    made = await cards.create(board.by, "b", column=board["Doing"], lane=fast)
    assert [limit["scope"] for limit in made["limits"]] == ["column", "lane", "board"]
    assert [limit["count"] for limit in made["limits"]] == [2, 2, 2]
    await boards.update(board.by, wip_mode="hard")
    with pytest.raises(LimitReached, match="The board"):
        await board.add("c", "Doing", fast)


async def test_an_undo_asks_the_limits_that_it_enters(world: World) -> None:
    board = await world.board("Todo Doing Done")
    fast = await board.lane("Fast:1!")
    card = await board.add("a", "Doing", fast)
    seq = (await board.put(card, "Done"))["seq"]
    await board.add("b", "Doing", fast)
    with pytest.raises(LimitReached, match="The lane Fast"):
        await undo(board.by, seq)


@pytest.mark.parametrize("what", ["column", "lane"])
async def test_cards_come_back_together_only_where_there_is_room_for_all(
    world: World, what: str
) -> None:
    board = await world.board("Todo Doing Review Done")
    fast = await board.lane("Fast")
    for title in "ab":
        await board.add(title, "Doing", fast)
    if what == "column":
        await archive.archive_column(board.by, board["Doing"])
    else:
        await archive.archive_lane(board.by, fast)
    await boards.update(board.by, wip_limit=2, wip_mode="hard")
    await board.add("c", "Review")
    before = await board.digest()

    async def back(override: str | None = None) -> dict[str, Any]:
        if what == "column":
            return await archive.restore_column(board.by, board["Doing"], override=override)
        return await archive.restore_lane(board.by, fast, override=override)

    with pytest.raises(LimitReached, match=r"room for 1 of these 2 cards .* move a card"):
        await back()
    assert await board.digest() == before
    assert [limit["count"] for limit in (await back("They are needed"))["limits"]] == [3]


@pytest.mark.parametrize("what", ["lane", "board"])
async def test_sixty_people_pull_and_five_get_in(world: World, what: str) -> None:
    board = await world.board("Todo Doing Review Done")
    fast = await board.lane("Fast:5!" if what == "lane" else "Fast")
    if what == "board":
        await boards.update(board.by, wip_limit=5, wip_mode="hard")
    ids = [await board.add(str(n), "Todo", fast) for n in range(60)]
    where = [board["Doing"], board["Review"]]
    pulls = [moves.place(board.by, card, column=where[n % 2]) for n, card in enumerate(ids)]
    answers = await asyncio.gather(*pulls, return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, LimitReached)]
    assert (len(refused), len(answers) - len(refused)) == (55, 5)
    assert {refusal.facts["limit"]["scope"] for refusal in refused} == {what}
    assert await counts(board) == {"Fast": 5}
    assert [row["seq"] for row in await board.rows()] == list(range(1, await board.seq() + 1))


async def test_a_limit_that_is_set_below_the_count_moves_nothing(world: World) -> None:
    board = await world.board("Todo Doing Done")
    fast = await board.lane("Fast")
    for title in "abc":
        await board.add(title, "Doing", fast)
    await lanes.update(board.by, fast, wip_limit=1, wip_mode="hard")
    await columns.update(board.by, board["Todo"], stage="wip")
    assert await counts(board) == {"Fast": 3}
