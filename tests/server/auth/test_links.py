from datetime import timedelta

import pytest
import time_machine

from board import database
from board.instants import moment, now
from server.auth import links
from server.auth.secret import Secret
from server.refusals import UsedUp
from tests.world import World

KEY = Secret(b"k" * 32)


async def test_the_first_link_stands_until_it_is_used(db: str) -> None:
    token = await links.first(KEY)
    assert token

    with time_machine.travel(moment(now()) + timedelta(days=300), tick=False):
        link = await links.find(KEY, "first", token)
    await links.use_first(link)

    with pytest.raises(UsedUp):
        await links.use_first(link)
    with pytest.raises(UsedUp):
        await links.find(KEY, "first", token)


async def test_each_start_makes_a_new_one_and_the_old_is_over(db: str) -> None:
    old, new = await links.first(KEY), await links.first(KEY)
    assert old and new

    with pytest.raises(UsedUp):
        await links.find(KEY, "first", old)
    assert await links.find(KEY, "first", new)


async def test_there_is_none_once_somebody_has_an_account(world: World) -> None:
    token = await links.first(KEY)
    assert token

    await world.user()

    with pytest.raises(UsedUp):
        await links.find(KEY, "first", token)
    assert await links.first(KEY) is None


async def test_a_reset_is_for_one_person_for_half_an_hour(world: World) -> None:
    ana = await world.user()

    token = await links.reset(KEY, ana["id"])

    link = await links.find(KEY, "reset", token)
    assert (link["user_id"], link["name"]) == (ana["id"], ana["name"])
    with time_machine.travel(moment(now()) + timedelta(minutes=31)), pytest.raises(UsedUp):
        await links.find(KEY, "reset", token)
    with pytest.raises(UsedUp):
        await links.find(KEY, "first", token)


async def test_a_reset_works_once_and_the_others_with_it_are_over(world: World) -> None:
    ana = await world.user()
    earlier, token = await links.reset(KEY, ana["id"]), await links.reset(KEY, ana["id"])
    link = await links.find(KEY, "reset", token)

    await links.use_reset(link, "hash")

    with pytest.raises(UsedUp):
        await links.use_reset(link, "other")
    for over in (earlier, token):
        with pytest.raises(UsedUp):
            await links.find(KEY, "reset", over)
    ((row,),) = await database.read(("SELECT password_hash FROM users", ()))
    assert row["password_hash"] == "hash"


async def test_a_disabled_person_is_not_let_back_in(world: World) -> None:
    ana = await world.user()
    token = await links.reset(KEY, ana["id"])

    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE users SET disabled_at = ?", (now(),)))

    with pytest.raises(UsedUp):
        await links.find(KEY, "reset", token)


async def test_what_is_over_is_forgotten(world: World) -> None:
    ana = await world.user()
    await links.use_reset(await links.find(KEY, "reset", await links.reset(KEY, ana["id"])), "h")
    standing = await links.reset(KEY, ana["id"])

    await links.forget()

    assert len((await database.read(("SELECT id FROM links", ())))[0]) == 1
    assert await links.find(KEY, "reset", standing)
