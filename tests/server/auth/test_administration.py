import asyncio
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from board import database, users
from board.errors import Conflict, Missing, NotAllowed
from board.instants import moment, now
from server.auth import Account, administration, links
from server.auth.secret import Secret
from server.refusals import UsedUp
from tests.world import World

KEY = Secret(b"k" * 32)


async def admin(world: World, name: str) -> Account:
    user = await world.user(name)
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE users SET is_admin = ? WHERE id = ?", (True, user["id"])))
    row: dict[str, Any] = {**user, "user_id": user["id"], "is_admin": True, "scope": "write"}
    return Account.of("session", row)


async def test_two_administrators_who_disable_each_other_leave_one(world: World) -> None:
    ana, bo = await admin(world, "ana"), await admin(world, "bo")

    done = await asyncio.gather(
        administration.disable(ana, bo.user_id),
        administration.demote(bo, ana.user_id),
        return_exceptions=True,
    )

    assert sorted(type(each) for each in done if each) == [NotAllowed]
    (rows,) = await database.read(
        ("SELECT id FROM users WHERE is_admin AND disabled_at IS NULL", ())
    )
    assert len(rows) == 1


async def test_whoever_was_given_an_account_has_a_week(world: World) -> None:
    ana = await admin(world, "ana")
    token = await administration.add(KEY, ana, "bo@example.com", "Bo", admin=True)

    with time_machine.travel(moment(now()) + timedelta(days=6.9), tick=False):
        assert (await links.find(KEY, "reset", token))["name"] == "Bo"
    with (
        time_machine.travel(moment(now()) + timedelta(days=7.1), tick=False),
        pytest.raises(UsedUp),
    ):
        await links.find(KEY, "reset", token)


async def test_a_disabled_account_gets_no_link(world: World) -> None:
    ana, bo = await admin(world, "ana"), await world.user("bo")
    await administration.disable(ana, bo["id"])

    with pytest.raises(Conflict):
        await administration.reset(KEY, ana, bo["id"])
    with pytest.raises(Missing):
        await administration.enable(ana, 999_999)


async def test_a_link_from_before_an_account_was_disabled_lets_nobody_in(world: World) -> None:
    ana, bo = await admin(world, "ana"), await world.user("bo")
    token = await administration.reset(KEY, ana, bo["id"])

    await administration.disable(ana, bo["id"])
    await administration.enable(ana, bo["id"])

    with pytest.raises(UsedUp):
        await links.find(KEY, "reset", token)


@pytest.mark.parametrize("text", ["weiß", "WEIß", "Öl", "ÖL"])
async def test_accounts_are_found_by_a_name_in_any_letters(world: World, text: str) -> None:
    await users.add("a@example.com", "Ölaf Weiß", None)
    rows, many = await administration.listed(text, 1)
    assert ([row["name"] for row in rows], many) == (["Ölaf Weiß"], 1)


async def test_whoever_is_an_administrator_no_more_does_nothing_that_was_under_way(
    world: World,
) -> None:
    ana, bo, eve = await admin(world, "ana"), await admin(world, "bo"), await world.user("eve")
    await administration.demote(ana, bo.user_id)

    for verb in (
        administration.disable(bo, eve["id"]),
        administration.promote(bo, eve["id"]),
        administration.reset(KEY, bo, eve["id"]),
    ):
        with pytest.raises(NotAllowed):
            await verb


async def test_who_came_with_an_import_is_no_account(world: World) -> None:
    ana = await admin(world, "ana")
    zoe = await world.placeholder(await world.board())
    found, count = await administration.listed("", 1)
    assert (count, [row["id"] for row in found]) == (1, [ana.user_id])
    with pytest.raises(Missing):
        await administration.promote(ana, zoe)
    with pytest.raises(Missing):
        await administration.reset(KEY, ana, zoe)
