import pytest

from board import database, users
from board.errors import Refused
from server.app import create_app
from server.config import Config
from tests.edge import Edge
from tests.server.conftest import Serve


async def test_it_serves_on_either_database(serve: Serve) -> None:
    browser = await (await serve()).browser()

    assert (await browser.get("/healthz")).json() == {"status": "ok"}


async def test_a_secret_that_others_read_is_not_used(site: Edge, tmp_path_factory: object) -> None:
    site.config.secret.chmod(0o644)

    with pytest.raises(Refused, match="chmod 600"):
        create_app(site.config)


async def test_no_secret_value_reaches_the_database(site: Edge) -> None:
    browser, token = await site.browser("ana"), await site.token("ana")
    cookie = browser.cookies["andon"]

    dump = ""
    for table in ("sessions", "tokens", "links", "account_events", "users"):
        (rows,) = await database.read((f"SELECT * FROM {table}", ()))
        dump += repr(rows)

    assert token not in dump and cookie not in dump and "hash" in dump


async def test_state_is_there_for_every_endpoint(site: Edge) -> None:
    assert isinstance(site.app.state.config, Config)
    assert await users.any_account() is False
