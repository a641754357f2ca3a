from pathlib import Path

from board import database
from tests.edge import Edge


async def test_a_server_that_reads_and_writes_is_well(site: Edge) -> None:
    answer = await (await site.browser()).get("/healthz")

    assert (answer.status_code, answer.text) == (200, '{"status":"ok"}')


async def test_a_server_whose_database_is_locked_says_so(site: Edge) -> None:
    browser = await site.browser()
    file = Path(site.config.database.removeprefix("sqlite://"))
    import sqlite3

    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await database.writer().execute_query("PRAGMA busy_timeout = 50")
    try:
        answer = await browser.get("/healthz")
    finally:
        other.close()

    assert answer.status_code == 503
    assert answer.json()["code"] == "unavailable"
    assert (await browser.get("/healthz")).status_code == 200
