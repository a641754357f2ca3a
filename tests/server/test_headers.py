import pytest

from server.headers import STANDARD
from tests.edge import Edge
from tests.server.conftest import Serve
from tests.wire import ask

PLACES = ["/sign-in", "/healthz", "/nowhere", "/boards", "/api/v1/boards", "/static/x/css/app.css"]


@pytest.mark.parametrize("path", PLACES)
async def test_every_answer_carries_them(site: Edge, path: str) -> None:
    answer = await (await site.browser()).get(path)

    assert {name: answer.headers.get(name) for name in STANDARD} == STANDARD
    assert "strict-transport-security" not in answer.headers
    assert "server" not in answer.headers


@pytest.mark.parametrize("path", [path for path in PLACES if not path.startswith("/static")])
async def test_what_may_be_private_is_not_kept(site: Edge, path: str) -> None:
    assert (await (await site.browser()).get(path)).headers["cache-control"] == "no-store"


async def test_a_refusal_at_the_gate_carries_them_too(site: Edge) -> None:
    answer = await ask(site._served, host="evil.example")

    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_with_https_browsers_are_told_to_stay_with_it(serve: Serve) -> None:
    site = await serve(url="https://board.example")

    answer = await (await site.browser()).get("/sign-in")

    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


def test_the_policy_lets_nothing_inline_run() -> None:
    policy = STANDARD["Content-Security-Policy"]

    assert "unsafe" not in policy and policy.startswith("default-src 'none'")
