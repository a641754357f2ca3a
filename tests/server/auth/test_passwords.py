import asyncio
import time
from collections.abc import Awaitable, Callable
from statistics import median
from typing import Any

import pytest
from argon2 import PasswordHasher
from starlette.requests import HTTPConnection

from board import database
from board.errors import Invalid, NotAllowed
from board.instants import now
from server.auth import passwords
from server.auth.throttle import Throttle
from server.refusals import TooMany
from tests.server.conftest import PASSWORD

Person = Callable[..., Awaitable[dict[str, Any]]]
CONN = HTTPConnection({"type": "http", "headers": [], "client": ("192.0.2.1", 1)})


async def proved(address: str, password: str, throttle: Throttle | None = None) -> dict[str, Any]:
    return await passwords.prove(throttle or Throttle(False), CONN, address, password)


@pytest.mark.parametrize(
    "password",
    ["a sentence with spaces", "密码密码密码密码甲", "x9$kQ2!v", "é" * 3 + "qü7-" + "z" * 1_000],
)
def test_anything_long_enough_that_nobody_guesses_may_be_chosen(password: str) -> None:
    assert passwords.valid(password)


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short77",
        "x" * 1_025,
        "password",
        "Password1!",
        "P@ssw0rd123",
        "kanban2026",
        "KANBAN-2026",
        "Andon!!!",
        "andonboard1",
        "12345678",
        "9876543210",
        "qwertyuiop",
        "zxcvbnm1234",
        "1q2w3e4r5t",
        "aaaaaaaaaaaa",
        "abababababab",
        "ana@example.com",
        "Ana2026!",
        "anamaria99",
    ],
)
def test_what_anybody_would_guess_may_not(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        passwords.valid(password, address="ana@example.com", name="Ana Maria")

    assert refused.value.field == "password"


async def test_nothing_is_cut_off_and_every_way_to_type_it_is_the_same() -> None:
    long = "Grüße an 🦢 " * 11
    kept = await passwords.hashed(long)

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await passwords.matches(kept, long.replace("ü", "u\u0308"))
    assert not await passwords.matches(kept, long[:72])
    assert not await passwords.matches(None, long)
    assert not await passwords.matches("no hash at all", long)


async def test_who_knows_it_is_let_in(db: str, person: Person) -> None:
    ana = await person()

    assert (await proved("  ANA@example.com ", PASSWORD))["id"] == ana["id"]


@pytest.mark.parametrize(
    ("address", "password"),
    [
        ("ana@example.com", "wrong"),
        ("ana@example.com", ""),
        ("nobody@example.com", PASSWORD),
        ("", PASSWORD),
        ("disabled@example.com", PASSWORD),
        ("invited@example.com", PASSWORD),
    ],
)
async def test_whatever_is_wrong_it_is_said_in_the_same_words(
    db: str, person: Person, address: str, password: str
) -> None:
    await person("Ana")
    out, invited = await person("Disabled"), await person("Invited")
    async with database.transaction() as (batch, _):
        await batch.run(
            ("UPDATE users SET disabled_at = ? WHERE id = ?", (now(), out["id"])),
            ("UPDATE users SET password_hash = NULL WHERE id = ?", (invited["id"],)),
        )

    with pytest.raises(NotAllowed) as refused:
        await proved(address, password)

    assert str(refused.value) == passwords.WRONG
    ((row,),) = await database.read(
        ("SELECT data FROM account_events WHERE kind = 'session.refused'", ())
    )
    assert "192.0.2.0/24" in row["data"] and PASSWORD not in row["data"]


async def test_whatever_is_wrong_it_takes_the_same_time(db: str, person: Person) -> None:
    await person()
    await passwords.ready()

    async def seconds(address: str) -> float:
        began = time.process_time()
        with pytest.raises(NotAllowed):
            await proved(address, "wrong password")
        return time.process_time() - began

    turns = [
        (await seconds("ana@example.com"), await seconds("nobody@example.com")) for _ in range(9)
    ]
    known, unknown = map(min, zip(*turns, strict=True))

    assert 0.5 < known / unknown < 2


async def test_a_crowd_does_not_stall_the_loop(db: str, person: Person) -> None:
    await person()
    lag = []

    async def watch() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            lag.append(time.perf_counter() - began)

    watching = asyncio.create_task(watch())
    await asyncio.gather(*(proved("ana@example.com", PASSWORD) for _ in range(50)))
    watching.cancel()

    assert median(lag) < 0.1


async def test_guesses_that_come_all_at_once_are_counted_one_by_one(
    db: str, person: Person
) -> None:
    await person()
    throttle = Throttle()

    answers = await asyncio.gather(
        *(proved("ana@example.com", f"wrong {n}", throttle) for n in range(200)),
        return_exceptions=True,
    )

    assert sum(isinstance(answer, NotAllowed) for answer in answers) == 10
    with pytest.raises(TooMany):
        await proved("ana@example.com", PASSWORD, throttle)


async def test_an_earlier_way_of_keeping_it_is_brought_up_to_date(db: str, person: Person) -> None:
    ana = await person()
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE users SET password_hash = ?", (weak,)))

    await proved("ana@example.com", PASSWORD)

    ((row,),) = await database.read(("SELECT password_hash FROM users", ()))
    assert "m=19456" in row["password_hash"]
    assert (await proved("ana@example.com", PASSWORD))["id"] == ana["id"]
