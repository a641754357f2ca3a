from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from board import database
from server.auth import passwords
from server.pages.door import onward
from tests.edge import Edge
from tests.look import look, one
from tests.server.conftest import PASSWORD, Serve

Person = Callable[..., Awaitable[dict[str, Any]]]


async def kinds() -> list[str]:
    """The account log."""
    (rows,) = await database.read(("SELECT kind FROM account_events ORDER BY id", ()))
    return [row["kind"] for row in rows]


def alerts(answer: httpx.Response) -> list[str]:
    return [alert.text for alert in look(answer.text, "[role=alert]")]


async def test_one_signs_in_and_out(serve: Serve, person: Person) -> None:
    site = await serve()
    await person()
    browser = await site.browser()

    entered = await browser.post(
        "/sign-in", data={"email": "Ana@Example.com", "password": PASSWORD}
    )
    assert (entered.status_code, entered.headers["location"]) == (303, "/boards")
    assert (await browser.get("/boards")).status_code == 200
    assert (await browser.get("/")).headers["location"] == "/boards"
    assert (await browser.get("/sign-in?next=/me")).headers["location"] == "/me"

    cookie = browser.cookies["andon"]
    left = await browser.post("/sign-out")
    assert left.headers["location"] == "/sign-in"
    assert "andon" not in browser.cookies
    stolen = await browser.get("/boards", headers={"Cookie": f"andon={cookie}"})
    assert stolen.status_code == 303
    assert (await browser.get("/")).headers["location"] == "/sign-in"
    assert (await kinds())[-2:] == ["session.begun", "session.ended"]


@pytest.mark.parametrize(
    ("address", "password"), [("ana@example.com", "wrong"), ("nobody@example.com", PASSWORD)]
)
async def test_what_is_wrong_is_not_told(
    site: Edge, person: Person, address: str, password: str
) -> None:
    await person()
    browser = await site.browser()

    refused = await browser.post("/sign-in", data={"email": address, "password": password})

    assert (refused.status_code, alerts(refused)) == (403, [passwords.WRONG])
    assert one(refused.text, "input[name=email]").get("value") == address
    assert "set-cookie" not in refused.headers
    script = await browser.post(
        "/sign-in",
        data={"email": address, "password": password},
        headers={"Accept": "application/json"},
    )
    assert (script.status_code, script.json()["code"]) == (403, "not_allowed")


async def test_a_session_is_a_new_one_at_every_sign_in(site: Edge, person: Person) -> None:
    await person()
    browser, form = await site.browser(), {"email": "ana@example.com", "password": PASSWORD}
    planted = {"Cookie": "andon=planted"}

    entered = await browser.post("/sign-in", data=form, headers=planted)
    first = browser.cookies["andon"]
    await browser.post("/sign-in", data=form)

    assert entered.status_code == 303
    assert len({"planted", first, browser.cookies["andon"]}) == 3
    (rows,) = await database.read(("SELECT id FROM sessions WHERE ended_at IS NULL", ()))
    assert len(rows) == 1


async def test_with_https_the_cookie_is_bound_to_the_host(serve: Serve, person: Person) -> None:
    site = await serve(url="https://board.example")
    await person()

    entered = await (await site.browser()).post(
        "/sign-in", data={"email": "ana@example.com", "password": PASSWORD}
    )

    cookie = entered.headers["set-cookie"]
    assert cookie.startswith("__Host-andon=") and cookie.endswith("; Secure")
    assert "HttpOnly" in cookie and "Path=/" in cookie and "Domain" not in cookie


@pytest.mark.parametrize("address", ["/me", "/boards/1?a=b#c", "/NW-214", "/é", "/a//b"])
def test_one_goes_on_to_where_one_wanted(address: str) -> None:
    assert onward(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "boards",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/me\r\nSet-Cookie: a=b",
        "/a\\b",
        "/\x00",
    ],
)
async def test_nobody_is_led_away_from_this_server(
    site: Edge, person: Person, address: str
) -> None:
    assert onward(address) == "/boards"

    await person()
    form = {"email": "ana@example.com", "password": PASSWORD, "next": address}
    entered = await (await site.browser()).post("/sign-in", data=form)

    if entered.status_code == 303:
        assert entered.headers["location"] == "/boards"
    else:
        assert "\x00" in address and entered.status_code == 422


async def test_who_guesses_has_to_wait(serve: Serve, person: Person) -> None:
    site = await serve(rate_limit=True)
    await person()
    browser = await site.browser()

    codes = []
    for _ in range(12):
        form = {"email": "ana@example.com", "password": "wrong"}
        answer = await browser.post("/sign-in", data=form)
        codes.append(answer.status_code)

    assert codes == [403] * 10 + [429] * 2
    assert alerts(answer)[0].startswith("That was too often.")
    assert 0 < int(answer.headers["retry-after"]) <= 900
