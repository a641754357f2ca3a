from datetime import timedelta

import pytest
import time_machine

from board import database
from board.errors import Invalid, Missing
from board.instants import moment, now
from server.auth import alive, tokens
from server.auth.secret import Secret
from tests.edge import Edge
from tests.world import World

KEY = Secret(b"k" * 32)


async def test_a_token_is_found_with_its_scope(world: World) -> None:
    ana = await world.user()

    token = await tokens.add(KEY, ana["id"], "build", "read")

    assert token.startswith("andon_") and len(token) >= 49
    found = await tokens.find(KEY, token)
    assert found and (found["user_id"], found["scope"]) == (ana["id"], "read")
    for wrong in ("", token[:-1], token.removeprefix("andon_"), "\0"):
        assert await tokens.find(KEY, wrong) is None


@pytest.mark.parametrize(
    ("name", "scope", "field"),
    [
        ("", "read", "name"),
        (" \u200b", "read", "name"),
        ("x" * 101, "read", "name"),
        ("x", "admin", "scope"),
    ],
)
async def test_one_that_cannot_be_is_refused(
    world: World, name: str, scope: str, field: str
) -> None:
    ana = await world.user()

    with pytest.raises(Invalid) as refused:
        await tokens.add(KEY, ana["id"], name, scope)

    assert refused.value.field == field
    assert await tokens.of_user(ana["id"]) == []


async def test_a_revoked_one_lets_nobody_in(world: World) -> None:
    ana, bo = await world.user(), await world.user("bo")
    token = await tokens.add(KEY, ana["id"], "build", "write")
    (row,) = await tokens.of_user(ana["id"])

    with pytest.raises(Missing):
        await tokens.revoke(row["id"], bo["id"])
    assert await alive("token", [row["id"]]) == {row["id"]}
    await tokens.revoke(row["id"], ana["id"])

    assert await tokens.find(KEY, token) is None
    assert await alive("token", [row["id"]]) == set()
    with pytest.raises(Missing):
        await tokens.revoke(row["id"], ana["id"])


async def test_its_owner_disabled_it_lets_nobody_in(world: World) -> None:
    ana = await world.user()
    token = await tokens.add(KEY, ana["id"], "build", "write")

    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE users SET disabled_at = ?", (now(),)))

    assert await tokens.find(KEY, token) is None


async def test_its_last_use_is_written_at_most_once_a_minute(world: World) -> None:
    ana = await world.user()
    token = await tokens.add(KEY, ana["id"], "build", "write")
    start = now()

    used = []
    for seconds in (0, 30, 61):
        with time_machine.travel(moment(start) + timedelta(seconds=seconds), tick=False):
            found = await tokens.find(KEY, token)
            assert found
            await tokens.see(found)
            (row,) = await tokens.of_user(ana["id"])
            used.append((row["used_at"] - start) // 1_000_000)

    assert used == [0, 0, 61]


async def test_there_is_an_end_to_them(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MOST", 2)
    ana = await world.user()
    for name in "ab":
        await tokens.add(KEY, ana["id"], name, "read")

    with pytest.raises(Invalid, match="Revoke one"):
        await tokens.add(KEY, ana["id"], "c", "read")


@pytest.mark.parametrize(
    "sent",
    [
        "Bearer nope",
        "Bearer ",
        "Bearer",
        "Basic YTpi",
        "andon_x",
        "bearer\x00x",
        "Bearer " + "x" * 5_000,
    ],
)
async def test_a_wrong_one_is_refused_whatever_cookie_comes_with_it(site: Edge, sent: str) -> None:
    ana = await site.browser("ana")

    answer = await ana.get("/api/v1/boards", headers={"Authorization": sent})

    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


async def test_a_token_in_an_address_is_none(site: Edge) -> None:
    nobody, token = await site.browser(), await site.token("ana")

    assert (await nobody.get(f"/api/v1/boards/1?token={token}")).status_code == 401


async def test_a_token_opens_the_api_and_nothing_else(site: Edge) -> None:
    program = await site.program("ana")
    base = site.config.address

    assert (await program.get("/boards")).status_code == 200
    headers = {"Accept": "application/json"}
    assert (await program.get(f"{base}/me", headers=headers)).status_code == 401
    assert (await program.get(f"{base}/boards", headers=headers)).status_code == 401
    made = await program.post(f"{base}/me/tokens", data={"name": "x"}, headers=headers)
    assert made.status_code == 401
