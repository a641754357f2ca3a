from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
import time_machine

from board import database, members, users
from board.instants import moment, now
from server.auth import links, secret
from tests.edge import Edge
from tests.look import look, one
from tests.server.conftest import PASSWORD, Serve

Person = Callable[..., Awaitable[dict[str, Any]]]
ANA = {"name": "Ana", "email": "ana@example.com", "password": PASSWORD}


async def kinds() -> list[str]:
    """The account log."""
    (rows,) = await database.read(("SELECT kind FROM account_events ORDER BY id", ()))
    return [row["kind"] for row in rows]


def key(site: Edge) -> secret.Secret:
    return secret.load(site.config.secret)


def alerts(answer: httpx.Response) -> list[str]:
    return [alert.text for alert in look(answer.text, "[role=alert]")]


# -- the first administrator


async def test_the_first_link_makes_the_administrator_once(serve: Serve) -> None:
    site = await serve()
    browser, token = await site.browser(), await links.first(key(site))

    assert one((await browser.get(f"/first/{token}")).text, "form").get("action") == (
        f"/first/{token}"
    )
    made = await browser.post(f"/first/{token}", data=ANA)
    again = await browser.post(f"/first/{token}", data={**ANA, "email": "eve@example.com"})

    assert (made.status_code, made.headers["location"]) == (303, "/boards")
    assert (await browser.get("/boards")).status_code == 200
    assert again.status_code == 410
    (rows,) = await database.read(("SELECT email, is_admin FROM users", ()))
    assert [(row["email"], bool(row["is_admin"])) for row in rows] == [("ana@example.com", True)]


async def test_a_refused_form_does_not_use_the_link_up(site: Edge) -> None:
    browser, token = await site.browser(), await links.first(key(site))

    for wrong, field in (
        ({"email": "no address"}, "email"),
        ({"name": "\u200b"}, "name"),
        ({"password": "kanban2026"}, "password"),
        ({"password": "short"}, "password"),
    ):
        refused = await browser.post(f"/first/{token}", data={**ANA, **wrong})
        assert refused.status_code == 422
        wrong_input = one(refused.text, f"input[name={field}]")
        assert wrong_input.get("aria-describedby") == one(refused.text, "[role=alert]").get("id")

    assert (await browser.post(f"/first/{token}", data=ANA)).status_code == 303


async def test_what_was_typed_stays_but_the_password(site: Edge) -> None:
    browser, token = await site.browser(), await links.first(key(site))

    page = (await browser.post(f"/first/{token}", data={**ANA, "email": '"><script>'})).text

    assert one(page, "input[name=email]").get("value") == '"><script>'
    assert one(page, "input[name=name]").get("value") == "Ana"
    assert PASSWORD not in page


async def test_a_made_up_link_is_over(site: Edge) -> None:
    browser = await site.browser()

    for path in ("/first/x", "/reset/x", f"/first/{'x' * 1_000}", "/reset/%C3%A9"):
        assert (await browser.get(path)).status_code == 410
        assert (await browser.post(path, data=ANA)).status_code == 410
    assert not await users.any_account()


# -- accounts for all


async def test_accounts_are_made_by_invitation_unless_they_are_open(site: Edge) -> None:
    browser = await site.browser()

    assert (await browser.get("/sign-up")).status_code == 404
    assert (await browser.post("/sign-up", data=ANA)).status_code == 404
    assert not look((await browser.get("/sign-in")).text, "a[href=/sign-up]")
    assert not await users.any_account()


async def test_where_they_are_open_anybody_makes_one(serve: Serve) -> None:
    site = await serve(signup="open")
    browser = await site.browser()

    assert look((await browser.get("/sign-in")).text, "a[href=/sign-up]")
    assert (await browser.get("/sign-up")).status_code == 200
    assert (await browser.post("/sign-up", data=ANA)).status_code == 303
    assert (await browser.get("/boards")).status_code == 200
    twice = await (await site.browser()).post("/sign-up", data={**ANA, "email": "ANA@example.com"})
    assert (twice.status_code, len(alerts(twice))) == (409, 1)
    ((row,),) = await database.read(("SELECT is_admin FROM users", ()))
    assert not row["is_admin"]


@pytest.mark.parametrize("field", ["is_admin", "id", "disabled_at", "password_hash"])
async def test_a_form_cannot_say_what_is_not_asked(serve: Serve, field: str) -> None:
    site = await serve(signup="open")

    await (await site.browser()).post("/sign-up", data={**ANA, field: "1"})

    (rows,) = await database.read(("SELECT * FROM users", ()))
    assert [(bool(row["is_admin"]), row["disabled_at"]) for row in rows] in ([], [(False, None)])


@pytest.mark.parametrize(
    "address",
    [
        "a" * 320 + "@example.com",
        "ana@example.com\r\nBcc: eve@example.com",
        "ana@",
        "@example.com",
        "a b@example.com",
        "ana@example",
        "ana@example.com\x00",
    ],
)
async def test_what_is_no_address_is_refused(serve: Serve, address: str) -> None:
    site = await serve(signup="open")

    refused = await (await site.browser()).post("/sign-up", data={**ANA, "email": address})

    assert refused.status_code == 422
    assert not await users.any_account()


@pytest.mark.parametrize("address", ["ana+board@example.com", "ana@bücher.example", "o'x@e.co"])
async def test_what_is_one_is_taken(serve: Serve, address: str) -> None:
    site = await serve(signup="open")

    made = await (await site.browser()).post("/sign-up", data={**ANA, "email": address})

    assert made.status_code == 303


# -- a new password


async def test_a_reset_sets_a_password_and_ends_every_session(serve: Serve, person: Person) -> None:
    site = await serve()
    ana = await person()
    thief, browser = await site.browser(), await site.browser()
    old = {"email": "ana@example.com", "password": PASSWORD}
    await thief.post("/sign-in", data=old)
    token = await links.reset(key(site), ana["id"])

    assert "Ana" in (await browser.get(f"/reset/{token}")).text
    weak = await browser.post(f"/reset/{token}", data={"password": "12345678"})
    done = await browser.post(f"/reset/{token}", data={"password": "another long sentence"})

    assert (weak.status_code, done.status_code) == (422, 303)
    assert (await browser.get("/boards")).status_code == 200
    assert (await thief.get("/boards")).status_code == 303
    assert (await thief.post("/sign-in", data=old)).status_code == 403
    assert (await thief.get(f"/reset/{token}")).status_code == 410
    fresh = {**old, "password": "another long sentence"}
    assert (await thief.post("/sign-in", data=fresh)).status_code == 303
    assert "password.reset" in await kinds()


async def test_a_reset_is_over_after_half_an_hour(site: Edge, person: Person) -> None:
    ana = await person()
    token = await links.reset(key(site), ana["id"])
    browser = await site.browser()

    with time_machine.travel(moment(now()) + timedelta(minutes=31)):
        refused = await browser.post(f"/reset/{token}", data={"password": "another sentence"})

    assert refused.status_code == 410


# -- joining a board


async def test_an_invitation_is_one_button_for_who_is_signed_in(serve: Serve) -> None:
    site = await serve()
    board = await site.world.board()
    token = (await members.invite(board.by, "commenter"))["invitation"]["token"]
    bo = await site.browser("bo")

    page = (await bo.get(f"/join/{token}")).text
    joined = await bo.post(f"/join/{token}")
    again = await bo.post(f"/join/{token}")

    assert "Ana invites you as commenter" in page
    assert {joined.headers["location"], again.headers["location"]} == {f"/boards/{board.id}"}
    assert (await site.world.seat(board.id, "bo")).role == "commenter"


async def test_an_invitation_makes_an_account_for_who_has_none(serve: Serve) -> None:
    site = await serve()
    board = await site.world.board()
    token = (await members.invite(board.by, "editor"))["invitation"]["token"]
    browser, form = await site.browser(), {**ANA, "name": "Cy", "email": "cy@example.com"}

    page = (await browser.get(f"/join/{token}")).text
    refused = await browser.post(f"/join/{token}", data={**form, "password": "short"})
    joined = await browser.post(f"/join/{token}", data=form)

    assert one(page, "a[href=/sign-in?next=/join/" + token + "]") is not None
    assert (refused.status_code, joined.status_code) == (422, 303)
    shown = await browser.get(joined.headers["location"])
    assert one(shown.text, "body").get("data-role") == "editor"


async def test_an_invitation_that_is_over_lets_nobody_in(site: Edge) -> None:
    board = await site.world.board()
    made = await members.invite(board.by, "editor")
    await members.withdraw(board.by, made["invitation"]["id"])
    token = made["invitation"]["token"]

    for browser in (await site.browser(), await site.browser("bo")):
        assert (await browser.get(f"/join/{token}")).status_code == 404
        assert (await browser.post(f"/join/{token}", data=ANA)).status_code == 404
    assert await users.by_email("ana@example.com") is None


async def test_an_address_that_has_an_account_signs_in_instead(site: Edge, person: Person) -> None:
    await person()
    board = await site.world.board(by="zoe")
    token = (await members.invite(board.by, "editor"))["invitation"]["token"]
    browser = await site.browser()

    refused = await browser.post(f"/join/{token}", data=ANA)
    form = {"email": "ana@example.com", "password": PASSWORD, "next": f"/join/{token}"}
    entered = await browser.post("/sign-in", data=form)

    assert (refused.status_code, alerts(refused)[0][-16:]) == (409, "Sign in instead.")
    assert entered.headers["location"] == f"/join/{token}"


@pytest.mark.parametrize(
    ("said", "kept"), [("Asia/Tokyo", "Asia/Tokyo"), ("Nowhere/At all", "UTC"), ("", "UTC")]
)
async def test_a_new_account_is_where_its_browser_is(site: Edge, said: str, kept: str) -> None:
    browser, token = await site.browser(), await links.first(key(site))
    page = await browser.get(f"/first/{token}")
    assert one(page.text, "input[name=timezone]").get("data-zone-here") is not None
    made = await browser.post(f"/first/{token}", data={**ANA, "timezone": said})
    assert made.status_code == 303
    ((row,),) = await database.read(("SELECT timezone FROM users", ()))
    assert row["timezone"] == kept
