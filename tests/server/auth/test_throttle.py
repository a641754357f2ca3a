from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from starlette.requests import HTTPConnection

from server.auth.throttle import PASSWORD, PASSWORDS, REQUESTS, SECRETS, Throttle, source
from server.refusals import TooMany
from tests.edge import Edge
from tests.server.conftest import Serve

START = datetime(2026, 11, 23, 10, tzinfo=UTC)


def at(host: str = "192.0.2.1") -> HTTPConnection:
    return HTTPConnection({"type": "http", "headers": [], "client": (host, 1)})


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def tries(throttle: Throttle, conn: HTTPConnection, accounts: list[str]) -> int:
    """How many of some wrong passwords are judged."""
    judged = 0
    for account in accounts:
        try:
            throttle.password(conn, account)
            judged += 1
        except TooMany:
            continue
    return judged


def test_guesses_for_one_account_end_soon(clock: time_machine.Traveller) -> None:
    assert tries(Throttle(), at(), ["ana"] * 10_000) == PASSWORD.amount


def test_guesses_for_many_accounts_end_too(clock: time_machine.Traveller) -> None:
    assert tries(Throttle(), at(), [f"a{n}" for n in range(10_000)]) == PASSWORDS.amount == 60


def test_who_guesses_locks_nobody_out_elsewhere(clock: time_machine.Traveller) -> None:
    throttle = Throttle()
    tries(throttle, at("192.0.2.1"), ["ana"] * 100)

    assert tries(throttle, at("198.51.100.1"), ["ana"]) == 1


def test_a_source_is_a_network() -> None:
    assert source(at("192.0.2.1")) == source(at("192.0.2.200")) != source(at("192.0.3.1"))
    assert source(at("2001:db8::1")) == source(at("2001:db8::ffff:1")) != source(at("2001:db9::1"))
    assert source(at("fe80::1%eth0")) == "fe80::/64"
    assert source(at("testclient")) == "testclient"


def test_what_was_right_is_not_counted(clock: time_machine.Traveller) -> None:
    throttle = Throttle()

    for _ in range(1_000):
        throttle.password(at(), "ana").forgive()

    assert tries(throttle, at(), ["ana"] * 100) == PASSWORD.amount


def test_being_right_for_oneself_does_not_pay_for_guessing_at_others(
    clock: time_machine.Traveller,
) -> None:
    throttle = Throttle()
    judged = 0

    for n in range(1_000):
        judged += tries(throttle, at(), [f"victim{n}"])
        try:
            throttle.password(at(), "mine").forgive()
        except TooMany:
            break

    assert judged <= PASSWORDS.amount


def test_it_says_when_to_come_back_and_keeps_its_word(clock: time_machine.Traveller) -> None:
    throttle = Throttle()
    tries(throttle, at(), ["ana"] * 100)

    with pytest.raises(TooMany) as refused:
        throttle.password(at(), "ana")
    assert refused.value.retry_after == 900 and "15 minutes" in str(refused.value)
    throttle._storage.timer.join()
    clock.shift(timedelta(seconds=901))

    assert tries(throttle, at(), ["ana"]) == 1


def test_switched_off_it_counts_nothing(clock: time_machine.Traveller) -> None:
    assert tries(Throttle(on=False), at(), ["ana"] * 1_000) == 1_000


async def test_wrong_links_are_counted_and_a_right_token_passes_all_the_same(
    serve: Serve,
) -> None:
    site: Edge = await serve(rate_limit=True)
    browser, program = await site.browser(), await site.program("ana")

    codes = [(await browser.get(f"/reset/{n}")).status_code for n in range(SECRETS.amount)]
    over = await browser.get("/join/none", headers={"Accept": "application/json"})
    wrong = await browser.get("/api/v1/boards", headers={"Authorization": "Bearer x"})

    assert set(codes) == {410}
    assert (over.status_code, wrong.status_code) == (429, 429)
    assert 0 < int(over.headers["retry-after"]) <= 900
    assert (await program.get("/boards")).status_code == 200


async def test_changes_come_at_a_human_pace(serve: Serve) -> None:
    site: Edge = await serve(rate_limit=True)
    ana, bo = await site.browser("ana"), await site.browser("bo")

    with time_machine.travel(START, tick=False) as clock:
        ana, bo = await site.browser("ana"), await site.browser("bo")
        codes = [
            (await ana.post("/me/profile", data={"name": "Ana"})).status_code
            for _ in range(REQUESTS.amount + 1)
        ]
        assert codes == [200] * REQUESTS.amount + [429]
        assert (await ana.get("/me")).status_code == 200
        assert (await bo.post("/me/profile", data={"name": "Bo"})).status_code == 200
        clock.shift(timedelta(seconds=4))
        assert (await ana.post("/me/profile", data={"name": "Ana"})).status_code == 200
