"""Moves: what a move tells the log. Where cards may be put stands in test_cards.py."""

from board.events import CardMoved
from tests.world import World


async def test_a_move_tells_every_field_before_and_after(world: World) -> None:
    board = await world.board("Todo Doing Done")
    card = await board.add("a")
    before = await board.card(card)
    await board.put(card, "Doing")
    after = await board.card(card)
    moved = (await board.events())[-1]
    assert isinstance(moved, CardMoved)
    assert moved.column == [before["column_id"], after["column_id"]]
    assert moved.column_title == ["Todo", "Doing"]
    assert moved.rank == [before["rank"], after["rank"]]
    assert moved.started_at == [None, after["started_at"]]
    assert moved.finished_at == [None, None]


async def test_a_jump_over_all_columns_starts_and_finishes_at_once(world: World) -> None:
    board = await world.board("Todo Doing Done")
    card = await board.add("a")
    await board.put(card, "Done")
    row = await board.card(card)
    assert row["started_at"] == row["finished_at"] is not None


async def test_a_card_in_discard_keeps_its_dates_and_is_not_in_progress(world: World) -> None:
    board = await world.board("Todo Doing Done/done Dropped/discard")
    card = await board.add("a", "Doing")
    started = (await board.card(card))["started_at"]
    await board.put(card, "Dropped")
    assert (await board.card(card))["started_at"] == started


async def test_a_card_has_an_age_only_while_it_is_in_progress(world: World) -> None:
    board = await world.board("Todo Doing Done/done Dropped/discard")
    card = await board.add("a")
    ages = [(await board.put(card, column))["card"]["age_days"] for column in list(board.columns)]
    assert ages == [None, 1, None, None]
    assert (await board.put(card, "Doing"))["card"]["age_days"] == 1
    assert (await board.put(card, "Dropped"))["card"]["age_days"] is None
