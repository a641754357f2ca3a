from datetime import timedelta

import pytest
import time_machine
from starlette.requests import HTTPConnection
from starlette.responses import Response

from board import database
from board.instants import DAY, iso, moment, now
from server.auth import alive, sessions
from server.auth.secret import Secret
from tests.world import World

KEY = Secret(b"k" * 32)


def conn(agent: str = "Firefox") -> HTTPConnection:
    headers = [(b"user-agent", agent.encode("latin-1"))]
    return HTTPConnection({"type": "http", "headers": headers, "client": ("192.0.2.1", 1)})


async def test_a_session_is_found_by_its_cookie_alone(world: World) -> None:
    ana = await world.user()

    token = await sessions.begin(KEY, ana["id"], conn())

    found = await sessions.find(KEY, token)
    assert found and found["user_id"] == ana["id"]
    assert len(token) >= 43
    for wrong in ("", token[:-1], token + "x", "\0", "é" * 5_000):
        assert await sessions.find(KEY, wrong) is None
    assert await sessions.find(Secret(b"o" * 32), token) is None


@pytest.mark.parametrize(
    ("days", "seen_each_day", "stands"), [(6, False, True), (8, False, False), (31, True, False)]
)
async def test_it_ends_a_week_after_it_was_seen_and_a_month_after_it_began(
    world: World, days: int, seen_each_day: bool, stands: bool
) -> None:
    ana = await world.user()
    token = await sessions.begin(KEY, ana["id"], conn())
    start = moment(now())

    for day in range(1, days + 1):
        with time_machine.travel(start + timedelta(days=day), tick=False):
            found = await sessions.find(KEY, token)
            if found and seen_each_day:
                await sessions.see(found)

    assert (found is not None) == stands
    ((row,),) = await database.read(("SELECT ended_at FROM sessions", ()))
    assert row["ended_at"] is None, "nothing had to clear it up"


async def test_its_last_sight_is_written_at_most_once_a_minute(world: World) -> None:
    ana = await world.user()
    token = await sessions.begin(KEY, ana["id"], conn())
    ((began,),) = await database.read(("SELECT seen_at FROM sessions", ()))

    seen = []
    for seconds in (30, 61, 90):
        with time_machine.travel(moment(began["seen_at"]) + timedelta(seconds=seconds), tick=False):
            found = await sessions.find(KEY, token)
            assert found
            await sessions.see(found)
            ((row,),) = await database.read(("SELECT seen_at FROM sessions", ()))
            seen.append((row["seen_at"] - began["seen_at"]) // 1_000_000)

    assert seen == [0, 61, 61]


async def test_who_ends_a_session_ends_only_their_own(world: World) -> None:
    ana, bo = await world.user(), await world.user("bo")
    token = await sessions.begin(KEY, ana["id"], conn())
    found = await sessions.find(KEY, token)
    assert found

    await sessions.end(found["id"], bo["id"])
    assert await sessions.find(KEY, token)
    await sessions.end(found["id"], ana["id"])
    await sessions.end(found["id"], ana["id"])

    assert await sessions.find(KEY, token) is None
    told = "SELECT kind FROM account_events WHERE kind = 'session.ended'"
    assert len((await database.read((told, ())))[0]) == 1


async def test_all_but_one_end_together(world: World) -> None:
    ana = await world.user()
    tokens = [await sessions.begin(KEY, ana["id"], conn()) for _ in range(3)]
    kept = await sessions.find(KEY, tokens[1])
    assert kept

    async with database.transaction() as (batch, _):
        await batch.run(sessions.end_all(ana["id"], but=kept["id"]))

    assert [bool(await sessions.find(KEY, token)) for token in tokens] == [False, True, False]
    assert [row["id"] for row in await sessions.of_user(ana["id"])] == [kept["id"]]


async def test_which_still_stand_is_asked_in_one_query(world: World) -> None:
    ana, bo = await world.user(), await world.user("bo")
    for user in (ana, ana, bo):
        await sessions.begin(KEY, user["id"], conn())
    (rows,) = await database.read(("SELECT id FROM sessions ORDER BY id", ()))
    first, second, third = (row["id"] for row in rows)
    await sessions.end(second, ana["id"])

    assert await alive("session", [first, second, third, 999]) == {first, third}

    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE users SET disabled_at = ? WHERE id = ?", (now(), bo["id"])))
    assert await alive("session", {first, third}) == {first}
    assert await alive("session", set()) == set()


async def test_a_disabled_user_is_out_at_once(world: World) -> None:
    ana = await world.user()
    token = await sessions.begin(KEY, ana["id"], conn())

    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE users SET disabled_at = ?", (now(),)))

    assert await sessions.find(KEY, token) is None


async def test_what_a_browser_says_of_itself_is_kept_within_reason(world: World) -> None:
    ana = await world.user()

    await sessions.begin(KEY, ana["id"], conn("Fire\x1b[31mfox\r\n" + "x" * 500))

    (row,) = await sessions.of_user(ana["id"])
    assert row["agent"].startswith("Fire[31mfoxx") and len(row["agent"]) == sessions.AGENT_LIMIT
    assert row["address"] == "192.0.2.1" and iso(row["created_at"])


async def test_what_ended_long_ago_is_forgotten(world: World) -> None:
    ana = await world.user()
    with time_machine.travel(moment(now() - 50 * DAY), tick=False):
        await sessions.begin(KEY, ana["id"], conn())
    token = await sessions.begin(KEY, ana["id"], conn())

    await sessions.forget()

    assert len((await database.read(("SELECT id FROM sessions", ())))[0]) == 1
    assert await sessions.find(KEY, token)


@pytest.mark.parametrize(
    ("secure", "cookie"),
    [
        (False, "andon=t; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax"),
        (True, "__Host-andon=t; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax; Secure"),
    ],
)
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(secure: bool, cookie: str) -> None:
    response = Response()

    sessions.set_cookie(response, "t", secure=secure)

    assert response.headers["set-cookie"] == cookie
