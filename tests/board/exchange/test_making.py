import asyncio

import pytest

from board import database, members
from board.errors import Invalid
from board.events import MemberJoined
from board.exchange import imports
from board.requests import Repeated
from board.seats import Once
from tests.board.exchange.test_imports import BAKERY, everything, imported, rich
from tests.world import World


async def test_a_request_that_comes_twice_makes_one_board(world: World) -> None:
    owner, once = await world.user(), Once("key", "digest")
    report = await imports.run(BAKERY, owner, once=once)
    before = await everything()
    with pytest.raises(Repeated) as caught:
        await imports.run(BAKERY, owner, once=once)
    assert caught.value.answer == report
    with pytest.raises(Invalid):
        await imports.run(BAKERY, owner, once=Once("key", "another"))
    assert await everything() == before


async def test_two_at_the_same_instant_are_one(world: World) -> None:
    owner, once = await world.user(), Once("key", "digest")
    runs = (imports.run(BAKERY, owner, once=once) for _ in range(2))
    found = await asyncio.gather(*runs, return_exceptions=True)
    assert sorted(type(each).__name__ for each in found) == ["Repeated", "dict"]
    (boards,) = await database.read(("SELECT id FROM boards", ()))
    assert len(boards) == 1


async def test_an_account_that_takes_a_seat_is_told_in_the_log(world: World) -> None:
    zoe = await world.user("zoe")
    board = await imported(world, rich().data, everyone=True)
    joined = (await board.events())[2]
    assert isinstance(joined, MemberJoined)
    assert (joined.user, joined.name, joined.role) == (zoe["id"], "Zoe", "editor")
    (found,) = await database.read(members.joinings(board.id))
    assert len(found) == 2
