"""Visits: the past follows the card."""

import time_machine

from board import archive
from tests.world import World


async def test_a_stay_ends_where_the_next_begins(world: World) -> None:
    board = await world.board("Todo Doing Done")
    card = await board.add("a")
    for column in ("Doing", "Done", "Todo"):
        await board.put(card, column)
    stays = await board.visits(card)
    assert [stay[0] for stay in stays] == ["Todo", "Doing", "Done", "Todo"]
    assert [stay[2] for stay in stays[:-1]] == [stay[1] for stay in stays[1:]]


async def test_moving_within_a_column_ends_no_stay(world: World) -> None:
    board = await world.board()
    a, b = [await board.add(title) for title in "ab"]
    await board.put(b, "Todo", before=a)
    assert len(await board.visits(b)) == 1


async def test_absence_is_a_gap_and_no_move_back(world: World) -> None:
    board = await world.board("Todo Doing Done")
    card = await board.add("a", "Doing")
    started = (await board.card(card))["started_at"]
    await archive.archive_card(board.by, card)
    await archive.restore_card(board.by, card)
    gone, back = await board.visits(card)
    assert gone[3] and not back[3] and gone[2] is not None and gone[2] <= back[1]
    assert (await board.card(card))["started_at"] == started


async def test_a_clock_that_is_set_back_makes_no_stay_negative(world: World) -> None:
    board = await world.board("Todo Doing Done")
    with time_machine.travel("2027-01-01T00:00:00Z"):
        card = await board.add("a")
    await board.put(card, "Doing")
    todo, doing = await board.visits(card)
    assert todo[2] is not None and todo[1] <= todo[2] == doing[1]
