"""Requests that may come twice. What a change makes of them stands in test_log.py."""

import asyncio

import time_machine

from board import cards, database, requests
from board.errors import Invalid
from board.instants import DAY, now
from board.seats import Once
from tests.world import World


async def test_a_record_is_forgotten_after_its_days(world: World) -> None:
    board = await world.board()
    await cards.create(board.by.doing(Once("key", "digest")), "a")
    later = now() + (requests.KEPT_DAYS * DAY) + DAY
    with time_machine.travel(later / 1e6):
        await requests.forget()
    ((row,),) = await database.read(("SELECT COUNT(*) AS n FROM idempotency", ()))
    assert row["n"] == 0


async def test_a_key_is_free_again_after_its_days(world: World) -> None:
    board = await world.board()
    await cards.create(board.by.doing(Once("key", "digest")), "a")
    later = now() + (requests.KEPT_DAYS * DAY) + DAY
    with time_machine.travel(later / 1e6):
        await cards.create(board.by.doing(Once("key", "other")), "b")
    assert (await board.picture())["Todo"] == ["a", "b"]


async def test_one_key_at_two_boards_at_once_is_carried_out_at_one(world: World) -> None:
    boards = [await world.board() for _ in range(2)]
    results = await asyncio.gather(
        *(cards.create(b.by.doing(Once("key", f"at {b.id}")), "a") for b in boards),
        return_exceptions=True,
    )
    assert sum(isinstance(result, Invalid) for result in results) == 1
    assert sum([len((await b.picture())["Todo"]) for b in boards]) == 1
