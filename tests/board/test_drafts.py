"""Drafts: what a card is to say from the first."""

import math
from typing import Any

import pytest

from board import cards, database, drafts
from board.errors import Invalid
from board.events import CardCreated
from tests.world import Board, World


async def labelled(board: Board, name: str = "bug") -> int:
    """A label of the board; its id."""
    sql = "INSERT INTO labels (board_id, name, color) VALUES (?, ?, 'red') RETURNING id"
    async with database.transaction((sql, (board.id, name))) as (_, ((made,),)):
        return int(made["id"])


async def test_a_card_says_all_that_it_was_asked_to_from_the_first(world: World) -> None:
    board = await world.board()
    eve = await world.joined(board, "eve")
    label = await labelled(board)
    before = await board.seq()
    said = {"labels": [label], "assignees": [eve.user_id], "start": "2026-11-24", "due": None}
    size = {"class_of_service": "expedite", "estimate": 2.5}
    made = await cards.create(board.by, "a", **said, **size)
    (found,) = await database.read(cards.named(board.id, made["card"]["id"]))
    ((row),) = (await database.read(boards_row(board)))[0]
    assert made["card"] == cards.facts(found[0], row)
    assert {name: made["card"][name] for name in (*said, *size)} == {**said, **size}
    (event,) = await board.events(before)
    assert isinstance(event, CardCreated)
    assert (event.labels, event.assignees, event.start_on) == ([label], [eve.user_id], "2026-11-24")


def boards_row(board: Board) -> Any:
    return "SELECT * FROM boards WHERE id = ?", (board.id,)


async def test_a_card_stands_in_the_lane_that_was_named(world: World) -> None:
    board = await world.board()
    sql = "INSERT INTO lanes (board_id, name, rank) VALUES (?, 'Ops', 'm') RETURNING id"
    async with database.transaction((sql, (board.id,))) as (_, ((lane,),)):
        pass
    made = await cards.create(board.by, "a", lane=lane["id"])
    assert made["card"]["lane"] == lane["id"]
    created = (await board.events())[-1]
    assert isinstance(created, CardCreated) and created.lane_title == "Ops"


async def test_a_date_and_time_becomes_its_date_where_the_board_is(world: World) -> None:
    board = await world.board()
    made = await cards.create(board.by, "a", due="2026-11-24T23:30:00-05:00")
    assert made["card"]["due"] == "2026-11-25"


@pytest.mark.parametrize("field", ["start", "due"])
@pytest.mark.parametrize(
    "text",
    [
        *("", "2026-02-30", "0000-01-01", "1899-12-31", "10000-01-01", "-1", "1764000000000"),
        *("2026-W53-7", "20260101", "20260101T000000+2359", "2026-1-1", "2026-11-24T10:00", "x"),
        *("２０２６-11-24", "2026-11-24 ", "1899-12-31T10:00Z"),
    ],
)
async def test_what_is_no_day_is_refused(field: str, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        drafts.draft("a", **{field: text})
    assert refused.value.field == field


@pytest.mark.parametrize("text", ["1900-01-01", "2024-02-29", "9999-12-31", "2026-11-24T10:00Z"])
async def test_every_day_of_the_calendar_is_taken(text: str) -> None:
    assert drafts.draft("a", due=text).due_on == text


@pytest.mark.parametrize("value", [-5, -0.01, 1_000_001, 1e308, 0.125, math.nan, math.inf, True])
async def test_what_is_no_estimate_is_refused(value: float) -> None:
    with pytest.raises(Invalid) as refused:
        drafts.draft("a", estimate=value)
    assert refused.value.field == "estimate"


@pytest.mark.parametrize("value", [0, 0.1, 0.07, 3, 16.25, 999_999.99, 1_000_000])
async def test_an_estimate_has_up_to_two_decimals(value: float) -> None:
    assert drafts.draft("a", estimate=value).estimate == value


@pytest.mark.parametrize("value", ["urgent", "", "Expedite"])
async def test_what_is_no_class_of_service_is_refused(value: str) -> None:
    with pytest.raises(Invalid) as refused:
        drafts.draft("a", class_of_service=value)
    assert refused.value.field == "class_of_service"


@pytest.mark.parametrize("field", ["labels", "assignees", "lane"])
async def test_what_another_board_has_is_not_here(world: World, field: str) -> None:
    board, other = await world.board(), await world.board()
    bob = await world.joined(other, "bob")
    label = await labelled(other)
    foreign: dict[str, Any] = {"labels": [label], "assignees": [bob.user_id], "lane": 1}
    before = await board.digest()
    with pytest.raises(Invalid) as refused:
        await cards.create(board.by, "a", **{field: foreign[field]})
    assert refused.value.field == field
    assert await board.digest() == before


async def test_whose_account_is_disabled_works_on_no_new_card(world: World) -> None:
    board = await world.board()
    eve = await world.joined(board, "eve")
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE users SET disabled_at = ? WHERE id = ?", (1, eve.user_id)))
    with pytest.raises(Invalid) as refused:
        await cards.create(board.by, "a", assignees=[eve.user_id])
    assert refused.value.field == "assignees"
