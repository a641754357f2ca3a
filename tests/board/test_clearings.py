"""Clearings: all cards of a column at once."""

import pytest

from board import archive, clearings, database, selection
from board.errors import Invalid, LimitReached, Missing
from board.undo import undo
from tests.world import World


async def test_all_cards_move_to_the_bottom_in_their_order_and_their_lanes(world: World) -> None:
    board = await world.board("Todo Doing Done")
    fast = await board.lane("Fast")
    await board.add("there", "Doing")
    ids = [await board.add("a", "Todo"), await board.add("b", "Todo", fast)]
    before = await board.picture()
    moved = await clearings.move_all(board.by, board["Todo"], board["Doing"])
    assert moved["cards"] == ids
    assert await board.picture() == {"Todo": [], "Doing": ["there", "a", "b"], "Done": []}
    assert [(await board.card(card))["lane_id"] for card in ids] == [None, fast]
    assert [event.kind for event in (await board.events())[-2:]] == ["card.moved"] * 2
    assert len(await board.visits(ids[0])) == 2
    await undo(board.by, moved["undo"], whole=True)
    assert await board.picture() == before


async def test_all_of_them_enter_or_none_does(world: World) -> None:
    board = await world.board("Todo Doing:2! Done")
    await board.add("there", "Doing")
    for title in "abc":
        await board.add(title)
    before = await board.digest()
    with pytest.raises(
        LimitReached,
        match=r"Doing has room for 1 of these 3 cards \(1 of 2\)\. Finish or move 2 cards",
    ):
        await clearings.move_all(board.by, board["Todo"], board["Doing"])
    assert await board.digest() == before
    moved = await clearings.move_all(board.by, board["Todo"], board["Doing"], override="All in")
    assert [limit["count"] for limit in moved["limits"]] == [4]


async def test_a_limit_of_a_lane_counts_for_all(world: World) -> None:
    board = await world.board("Todo Doing Done")
    fast = await board.lane("Fast:1!")
    for title in "ab":
        await board.add(title, "Todo", fast)
    with pytest.raises(LimitReached, match="The lane Fast has room for 1 of these 2"):
        await clearings.move_all(board.by, board["Todo"], board["Doing"])


async def test_all_cards_are_archived_and_come_back_by_one_undo(world: World) -> None:
    board = await world.board("Todo Doing Done")
    for title in "abc":
        await board.add(title, "Done")
    before = await board.picture()
    cleared = await clearings.archive_all(board.by, board["Done"])
    assert (await board.picture())["Done"] == []
    await undo(board.by, cleared["undo"], whole=True)
    assert await board.picture() == before


async def test_nothing_to_clear_is_no_change(world: World) -> None:
    board = await world.board()
    seq = await board.seq()
    assert (await clearings.archive_all(board.by, board["Done"]))["undo"] is None
    assert (await clearings.move_all(board.by, board["Todo"], board["Done"]))["cards"] == []
    assert await board.seq() == seq


async def test_a_column_that_is_none_is_refused(world: World) -> None:
    board, other = await world.board(), await world.board()
    await archive.archive_column(board.by, board["Doing"])
    for to in (other["Doing"], board["Doing"], board["Todo"]):
        with pytest.raises(Invalid) as caught:
            await clearings.move_all(board.by, board["Todo"], to)
        assert caught.value.field == "to"
    with pytest.raises(Missing):
        await clearings.archive_all(board.by, other["Todo"])


async def test_many_cards_are_cleared_to_where_ranks_run_out(world: World) -> None:
    board = await world.board()
    last = await board.add("last", "Done")
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE cards SET rank = ? WHERE id = ?", ("zzzzzz", last)))
    titles = [f"{n:03}" for n in range(200)]
    await selection.create(board.by, titles)

    await clearings.move_all(board.by, board["Todo"], board["Done"])

    assert (await board.picture())["Done"] == ["last", *titles]
    (rows,) = await database.read(("SELECT rank FROM cards", ()))
    assert max(len(row["rank"]) for row in rows) < 20
