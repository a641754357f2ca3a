import re

import pytest
from starlette.routing import BaseRoute, Match, Mount, Route

from server.auth.origin import SAFE
from server.routes import Addresses, routes
from tests.edge import Edge

OPEN = {
    "/healthz",
    "/",
    "/sign-in",
    "/sign-up",
    "/first/{token}",
    "/reset/{token}",
    "/join/{token}",
    "/static/{version}/{path:path}",
}
"""What is answered without an account. Everything else is not."""

ALL = [route for route in routes() if isinstance(route, Route)]


def address(route: Route) -> str:
    return re.sub(r"\{[^}]+\}", "1", route.path)


@pytest.mark.parametrize("route", ALL, ids=lambda route: f"{min(route.methods)} {route.path}")
async def test_nobody_gets_anywhere_without_an_account(site: Edge, route: Route) -> None:
    if route.path in OPEN | {"/sign-out", "/api/v1/openapi.json"}:
        return
    browser = await site.browser()
    for method in sorted((route.methods or set()) - {"HEAD"}):
        answer = await browser.request(
            method, address(route), headers={"Accept": "application/json"}
        )
        assert (answer.status_code, answer.json()["code"]) == (401, "signed_out"), method


@pytest.mark.parametrize("route", ALL, ids=lambda route: f"{min(route.methods)} {route.path}")
async def test_nothing_changes_by_looking(site: Edge, route: Route) -> None:
    """GET on an address that only changes something is refused, and says what it takes."""
    taken = {
        method
        for other in ALL
        if other.path_regex.match(address(route))
        for method in other.methods or set()
    }
    browser = await site.browser("ana")

    if "GET" not in taken:
        answer = await browser.get(address(route), headers={"Purpose": "prefetch"})
        assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (405, taken)
    trace = await browser.request("TRACE", address(route))
    assert trace.status_code == 405


async def test_a_method_in_a_header_is_not_heard(site: Edge) -> None:
    ana = await site.browser("ana")

    answer = await ana.post("/me", headers={"X-HTTP-Method-Override": "GET"})

    assert answer.status_code == 405


def test_every_address_is_taken_once() -> None:
    taken = [(route.path, method) for route in ALL for method in route.methods or set()]

    assert len(taken) == len(set(taken))
    assert not [route for route in routes() if isinstance(route, Mount) and route.path == ""]
    assert {"POST", "PUT", "PATCH", "DELETE"}.isdisjoint(SAFE)


ADDRESSES = Addresses(routes())


@pytest.mark.parametrize(
    "path", ["/", "/static/v/js/a/b/c.js", "/a/b/c", "/a" * 30, *map(address, ALL)]
)
def test_whatever_takes_an_address_is_found_among_those_of_its_length(path: str) -> None:
    scope = {"type": "http", "path": path, "method": "GET", "headers": []}

    def takes(route: BaseRoute) -> bool:
        return route.matches(scope)[0] is not Match.NONE

    near = ADDRESSES.near(path).routes

    assert list(filter(takes, near)) == list(filter(takes, ADDRESSES.routes))
    assert len(near) < len(ADDRESSES.routes) / 2 or path.startswith("/static/")
