"""A selection: several cards at once, in one change."""

from typing import Any

import pytest

from board import lanes, selection
from board.archive import archive_card
from board.errors import Invalid, LimitReached, NotAllowed
from board.undo import undo
from tests.world import Board, World

Ids = dict[str, int]


async def _laid(world: World, columns: str = "Todo Doing Done", titles: str = "abcde") -> Any:
    board = await world.board(columns)
    return board, {title: await board.add(title, "Todo") for title in titles}


async def _place(board: Board, ids: Ids, titles: str, column: str, **where: Any) -> Any:
    cards = [ids[title] for title in titles]
    return await selection.place(board.by, cards, column=board[column], **where)


async def test_cards_move_together_in_the_order_in_which_they_are_named(world: World) -> None:
    board, ids = await _laid(world)
    seq = await board.seq()
    answer = await _place(board, ids, "dac", "Doing")
    assert await board.picture() == {"Todo": ["b", "e"], "Doing": ["d", "a", "c"], "Done": []}
    rows = await board.rows(seq)
    assert [row["kind"] for row in rows] == ["card.moved"] * 3
    assert len({row["at"] for row in rows}) == 1
    assert answer["cards"] == [ids["d"], ids["a"], ids["c"]]
    assert (answer["left_out"], answer["seq"], answer["undo"]) == ([], seq + 3, seq + 1)
    assert [stay[0] for stay in await board.visits(ids["d"])] == ["Todo", "Doing"]


@pytest.mark.parametrize(
    "titles, where, expected",
    [
        ("ae", {"before": "c"}, "baecd"),
        ("ea", {"before": "c"}, "beacd"),
        ("ae", {"after": "c"}, "bcaed"),
        ("ab", {"after": "e"}, "cdeab"),
        ("de", {"before": "a"}, "deabc"),
        ("ace", {}, "abcde"),
        ("bc", {"after": "a"}, "abcde"),
        ("cb", {"after": "a"}, "acbde"),
        ("abcde", {}, "abcde"),
        ("abde", {"before": "c"}, "abdec"),
    ],
)
async def test_cards_change_places_within_their_column(
    world: World, titles: str, where: dict[str, str], expected: str
) -> None:
    board, ids = await _laid(world)
    before, seq = await board.picture(), await board.seq()
    beside = {name: ids[title] for name, title in where.items()}
    answer = await _place(board, ids, titles, "Todo", **beside)
    assert (await board.picture())["Todo"] == list(expected)
    assert (answer["seq"] == seq) == (expected == "abcde")
    if answer["undo"]:
        await undo(board.by, answer["undo"], whole=True)
        assert await board.picture() == before
        await undo(board.by, await board.seq(), whole=True)
        assert (await board.picture())["Todo"] == list(expected)


async def test_cards_of_several_columns_come_to_one_place(world: World) -> None:
    board, ids = await _laid(world)
    await board.put(ids["b"], "Doing")
    await board.put(ids["d"], "Doing")
    await board.put(ids["e"], "Done")
    answer = await _place(board, ids, "bca", "Doing", after=ids["d"])
    assert (await board.picture())["Doing"] == ["d", "b", "c", "a"]
    await undo(board.by, answer["undo"], whole=True)
    assert await board.picture() == {"Todo": ["a", "c"], "Doing": ["b", "d"], "Done": ["e"]}
    again = await _place(board, ids, "ebc", "Doing")
    assert (await board.picture())["Doing"] == ["b", "d", "e", "c"]
    assert len(again["cards"]) == 3


async def test_a_hard_limit_lets_all_in_or_none_and_says_how_many_fit(world: World) -> None:
    board, ids = await _laid(world, "Todo Doing:3! Done")
    await board.put(ids["e"], "Doing")
    before = await board.digest()
    with pytest.raises(LimitReached, match=r"room for 2 of these 3 cards \(1 of 3\)"):
        await _place(board, ids, "abc", "Doing")
    assert await board.digest() == before
    await _place(board, ids, "eab", "Doing")
    with pytest.raises(LimitReached, match="Doing has no room for 2 more cards"):
        await _place(board, ids, "cd", "Doing")
    answer = await _place(board, ids, "cd", "Doing", override="The customer waits")
    assert answer["limits"][0]["count"] == 5


async def test_the_cards_that_came_tell_which_limit_they_broke(world: World) -> None:
    board, ids = await _laid(world, "Todo Doing:2 Done")
    await board.put(ids["a"], "Doing")
    answer = await _place(board, ids, "abcd", "Doing")
    assert [limit["count"] for limit in answer["limits"]] == [4]
    assert [event.limits for event in (await board.events())[-3:]] == [answer["limits"]] * 3  # type: ignore[attr-defined]


async def test_cards_keep_their_lanes_or_come_to_one(world: World) -> None:
    board, ids = await _laid(world)
    fast = (await lanes.add(board.by, "Fast"))["lane"]["id"]
    await board.put(ids["b"], "Todo", lane=fast)
    await _place(board, ids, "abc", "Doing")
    assert [(await board.card(ids[each]))["lane_id"] for each in "abc"] == [None, fast, None]
    await _place(board, ids, "ac", "Doing", lane=fast, before=ids["b"])
    assert [(await board.card(ids[each]))["lane_id"] for each in "abc"] == [fast] * 3
    assert (await board.picture())["Doing"] == ["a", "c", "b"]
    seq = await board.seq()
    await _place(board, ids, "ac", "Doing", lane=fast, before=ids["b"])
    assert await board.seq() == seq
    answer = await _place(board, ids, "cb", "Doing", lane=None, after=ids["a"])
    assert (await board.picture())["Doing"] == ["a", "c", "b"]
    await undo(board.by, answer["undo"], whole=True)
    assert [(await board.card(ids[each]))["lane_id"] for each in "abc"] == [fast] * 3
    with pytest.raises(Invalid, match="no such lane"):
        await _place(board, ids, "a", "Doing", lane=999)


async def test_a_lane_counts_all_that_come_into_it(world: World) -> None:
    board, ids = await _laid(world)
    fast = (await lanes.add(board.by, "Fast", wip_limit=2, wip_mode="hard"))["lane"]["id"]
    with pytest.raises(LimitReached, match="The lane Fast has room for 2 of these 3"):
        await _place(board, ids, "abc", "Doing", lane=fast)
    await _place(board, ids, "abc", "Todo", lane=fast)


async def test_an_undo_counts_all_that_come_back(world: World) -> None:
    board, ids = await _laid(world, "Todo:3! Doing Done", "abc")
    answer = await _place(board, ids, "ab", "Doing")
    await board.add("d", "Todo")
    before = await board.digest()
    with pytest.raises(LimitReached):
        await undo(board.by, answer["undo"], whole=True)
    assert await board.digest() == before
    await undo(board.by, answer["undo"], whole=True, override="They were there first")
    assert (await board.picture())["Todo"] == ["a", "b", "c", "d"]


async def test_cards_that_left_meanwhile_or_never_were_here_are_left_out(world: World) -> None:
    board, ids = await _laid(world)
    other = await world.board()
    foreign = await other.add("x")
    await archive_card(board.by, ids["b"])
    cards = [ids["a"], ids["b"], foreign, 999, ids["a"]]
    answer = await selection.place(board.by, cards, column=board["Done"])
    assert (answer["cards"], answer["left_out"]) == ([ids["a"]], [ids["b"], foreign, 999])
    assert (await other.picture())["Todo"] == ["x"]
    none = await selection.place(board.by, [foreign], column=board["Done"])
    assert (none["cards"], none["undo"]) == ([], None)


async def test_many_cards_between_two_others_keep_short_ranks(world: World) -> None:
    board, ids = await _laid(world, titles="ab")
    made = await selection.create(board.by, [f"{n:03}" for n in range(300)], column=board["Doing"])
    cards = [card["id"] for card in made["cards"]]
    for where in ({"before": ids["b"]}, {"after": ids["a"]}):
        await selection.place(board.by, cards, column=board["Todo"], **where)
        cards.reverse()
        titles = (await board.picture())["Todo"]
        assert titles[1:-1] == sorted(titles[1:-1], reverse=where == {"after": ids["a"]})
    assert len((await board.card(cards[150]))["rank"]) <= 40


async def test_a_long_rank_spreads_the_column(world: World, monkeypatch: Any) -> None:
    board, ids = await _laid(world)
    monkeypatch.setattr("board.order.LONGEST", 0)
    answer = await _place(board, ids, "ca", "Doing")
    assert (await board.rows())[-1]["kind"] == "column.spread"
    assert (await board.picture())["Doing"] == ["c", "a"]
    await undo(board.by, answer["undo"], whole=True)
    assert (await board.picture())["Todo"] == list("abcde")


async def test_a_selection_is_archived_and_comes_back_whole(world: World) -> None:
    board, ids = await _laid(world)
    answer = await selection.archive_cards(board.by, [ids["a"], ids["d"], ids["a"]])
    assert (await board.picture())["Todo"] == ["b", "c", "e"]
    again = await selection.archive_cards(board.by, [ids["a"]])
    assert (again["cards"], again["left_out"], again["undo"]) == ([], [ids["a"]], None)
    await undo(board.by, answer["undo"], whole=True)
    assert (await board.picture())["Todo"] == list("abcde")


@pytest.mark.parametrize("position, expected", [("bottom", "xabc"), ("top", "abcx")])
async def test_a_paste_becomes_cards_in_its_order(
    world: World, position: str, expected: str
) -> None:
    board = await world.board()
    await board.add("x", "Todo")
    answer = await selection.create(board.by, list("abc"), position=position)
    assert (await board.picture())["Todo"] == list(expected)
    assert [card["number"] for card in answer["cards"]] == [2, 3, 4]
    await undo(board.by, answer["undo"], whole=True)
    assert (await board.picture())["Todo"] == ["x"]


async def test_new_cards_are_counted_together(world: World) -> None:
    board = await world.board("Todo Doing:2! Done")
    before = await board.digest()
    with pytest.raises(LimitReached, match="room for 2 of these 3"):
        await selection.create(board.by, list("abc"), column=board["Doing"])
    with pytest.raises(Invalid, match="title is empty"):
        await selection.create(board.by, ["a", " "])
    with pytest.raises(Invalid, match="top or bottom"):
        await selection.create(board.by, ["a"], position="middle")
    assert await board.digest() == before


async def test_what_no_selection_can_be_is_refused(world: World) -> None:
    board, ids = await _laid(world)
    for cards in ([], range(1, 502)):
        with pytest.raises(Invalid, match="1 to 500"):
            await selection.archive_cards(board.by, list(cards))
    with pytest.raises(Invalid, match="1 to 500"):
        await selection.create(board.by, ["x"] * 501)
    for name in ("before", "after"):
        with pytest.raises(Invalid, match="neighbour"):
            await _place(board, ids, "ab", "Todo", **{name: ids["b"]})
    with pytest.raises(Invalid, match="no such column"):
        await selection.place(board.by, [ids["a"]], column=999)


async def test_a_viewer_changes_no_selection(world: World) -> None:
    board, ids = await _laid(world)
    viewer = await world.joined(board, "vic", "viewer")
    for verb in (
        selection.place(viewer, [ids["a"]], column=board["Done"]),
        selection.archive_cards(viewer, [ids["a"]]),
        selection.create(viewer, ["x"]),
    ):
        with pytest.raises(NotAllowed):
            await verb
