"""Spreads: short ranks for a column whose own grew long."""

import pytest

from board import clearings, database, order, selection
from board.undo import undo
from tests.world import World


@pytest.mark.parametrize("last", ["z" * 39 + "i", "z" * 40])
async def test_many_new_cards_where_ranks_ran_out_keep_their_order(world: World, last: str) -> None:
    board = await world.board()
    first = await board.add("first")
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE cards SET rank = ? WHERE id = ?", (last, first)))
    titles = [f"{n:02}" for n in range(20)]

    await selection.create(board.by, titles)

    assert (await board.picture())["Todo"] == ["first", *titles]
    (rows,) = await database.read(("SELECT rank FROM cards", ()))
    assert all(set(row["rank"]) <= set(order.DIGITS) for row in rows)


@pytest.mark.parametrize("first", ["0" * 39 + "i", "0" * 40 + "1"])
async def test_many_new_cards_on_top_where_ranks_ran_out_keep_their_order(
    world: World, first: str
) -> None:
    board = await world.board()
    last = await board.add("last")
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE cards SET rank = ? WHERE id = ?", (first, last)))
    titles = [f"{n:02}" for n in range(20)]

    await selection.create(board.by, titles, position="top")

    assert (await board.picture())["Todo"] == [*titles, "last"]


async def test_a_column_that_is_cleared_into_one_where_ranks_ran_out_keeps_its_order(
    world: World,
) -> None:
    board = await world.board()
    first = await board.add("first", "Doing")
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE cards SET rank = ? WHERE id = ?", ("z" * 40, first)))
    titles = [f"{n:02}" for n in range(20)]
    await selection.create(board.by, titles)

    cleared = await clearings.move_all(board.by, board["Todo"], board["Doing"])

    assert (await board.picture())["Doing"] == ["first", *titles]
    (rows,) = await database.read(("SELECT rank FROM cards", ()))
    assert max(len(row["rank"]) for row in rows) <= order.LONGEST
    await undo(board.by, cleared["undo"], whole=True)
    assert (await board.picture())["Todo"] == titles
