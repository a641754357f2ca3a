"""Whatever is sent twice with one key is done once: every call of the API and every form."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from server import api
from tests.edge import Edge, running
from tests.server.test_matrix import TABLE, Something, something

AT_ONCE = 10
KEY = {"Idempotency-Key": "an-intention", "Accept": "application/json"}
SECRET = re.compile(r'"(token|url)":("[^"]*"|null),?')
"""What is answered once and kept nowhere."""

WHOLE = {"/api/v1/boards", "/api/v1/boards/{board}", "/api/v1/boards/{board}/copy"}
"""Calls that make or delete a board."""

FORMS = sorted(
    path
    for method, path in (address.split(" ", 1) for address in TABLE)
    if method == "POST" and path.startswith("/boards/{board}/") and not path.endswith("}/deletion")
)


@pytest.fixture
async def edge(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Edge]:
    async with running(sqlite_url, tmp_path) as served:
        yield served


async def _together(
    edge: Edge, client: httpx.AsyncClient, method: str, path: str, **sent: Any
) -> tuple[Something, list[httpx.Response]]:
    """The answers to one request that is sent often at once."""
    own = await something(edge, "ana", "mel")
    asked = [
        client.request(method, path.format(**own.ids), headers=KEY, **_about(own, sent))
        for _ in range(AT_ONCE)
    ]
    return own, await asyncio.gather(*asked)


def _about(own: Something, sent: dict[str, Any]) -> dict[str, Any]:
    return {kind: filled(body, own.ids) for kind, body in sent.items()}


def filled(value: Any, ids: dict[str, Any]) -> Any:
    """A body of the matrix's table, with ids where it names them."""
    if isinstance(value, dict):
        return {name: filled(each, ids) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, ids) for each in value]
    if isinstance(value, str) and value.startswith("{"):
        return int(value.format(**ids))
    return value


@pytest.mark.parametrize(
    "method, path",
    [(route.method, route.path) for route in api.ROUTES if route.changes],
)
async def test_a_call_is_carried_out_once(edge: Edge, method: str, path: str) -> None:
    ana = await edge.program("ana")
    ana.base_url = httpx.URL(edge.config.address)
    body = TABLE[f"{method} {path}"][1]
    own, answers = await _together(edge, ana, method, path, **({"json": body} if body else {}))

    _once(answers)
    told = answers[0].json()
    if answers[0].is_success and "seq" in told and path not in WHOLE:
        assert told["seq"] == await own.board.seq()


@pytest.mark.parametrize("path", FORMS)
async def test_a_form_that_is_sent_twice_is_sent_once(edge: Edge, path: str) -> None:
    ana = await edge.browser("ana")
    own, answers = await _together(edge, ana, "POST", path, data=TABLE[f"POST {path}"][1])
    seq = await own.board.seq()

    assert {answer.status_code for answer in answers} <= {200, 204, 303, 404, 409, 422}
    again = await ana.post(
        path.format(**own.ids), headers=KEY, data=filled(TABLE[f"POST {path}"][1], own.ids)
    )
    assert again.status_code < 500
    assert await own.board.seq() == seq


def _once(answers: list[httpx.Response]) -> None:
    """All are answered alike, but for those that came while the first was being answered, or found
    that it had deleted the board."""
    late = [answer for answer in answers if answer.status_code in (404, 409)]
    rest = {(answer.status_code, SECRET.sub("", answer.text)) for answer in answers}
    rest -= {(answer.status_code, answer.text) for answer in late}
    assert len(rest) <= 1, rest
    assert all(answer.status_code < 500 for answer in answers)
