import sqlite3
from pathlib import Path

import pytest

from board import database
from tests.edge import Edge


async def test_a_cookie_that_stands_no_more_is_as_if_it_had_not_been_sent(site: Edge) -> None:
    ana = await site.browser("ana")

    for cookie in ("andon=nobody", "andon=", "andon", 'andon="\\141"', "andon=" + "x" * 5_000):
        answer = await ana.get("/sign-in", headers={"Cookie": cookie})
        assert answer.status_code == 200, cookie


async def test_who_is_somebody_by_cookie_is_nobody_by_a_wrong_token(site: Edge) -> None:
    ana = await site.browser("ana")
    headers = {"Authorization": "Bearer wrong", "Accept": "application/json"}

    assert (await ana.get("/boards")).status_code == 200
    assert (await ana.get("/boards", headers=headers)).status_code == 401


async def test_two_tokens_are_none(site: Edge) -> None:
    nobody, token = await site.browser(), await site.token("ana")
    twice = [("Authorization", f"Bearer {token}")] * 2

    assert (await nobody.get("/api/v1/boards", headers=twice)).status_code == 401


async def test_a_database_that_cannot_be_written_can_still_be_read(
    site: Edge, caplog: pytest.LogCaptureFixture
) -> None:
    ana = await site.browser("ana")
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE sessions SET seen_at = seen_at - 120000000", ()))
    await database.writer().execute_query("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(Path(site.config.database.removeprefix("sqlite://")))
    other.execute("BEGIN IMMEDIATE")

    try:
        answer = await ana.get("/boards")
    finally:
        other.close()

    assert answer.status_code == 200
    assert "could not be noted" in caplog.text
