import re
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from board import database
from server.pages.me import device
from tests.edge import Edge
from tests.look import look, one
from tests.server.conftest import PASSWORD, Serve

Person = Callable[..., Awaitable[dict[str, Any]]]


async def signed_in(site: Edge) -> httpx.AsyncClient:
    browser = await site.browser()
    form = {"email": "ana@example.com", "password": PASSWORD}
    assert (await browser.post("/sign-in", data=form)).status_code == 303
    return browser


async def test_one_sees_ones_sessions_and_tokens(serve: Serve, person: Person) -> None:
    site = await serve()
    await person()
    one_, other = await signed_in(site), await signed_in(site)
    await one_.post("/me/tokens", data={"name": "build", "scope": "read"})

    page = (await other.get("/me")).text

    names = [field.get("name") for field in look(page, "form[action=/me/profile] input")]
    assert names == ["name", "timezone"]
    assert "this browser" in page and "127.0.0.1" in page and "build" in page


async def test_a_new_name_is_seen_at_once_and_told(site: Edge, person: Person) -> None:
    ana = await person()
    browser = await signed_in(site)

    saved = await browser.post("/me/profile", data={"name": " Ana  Maria "})
    refused = await browser.post("/me/profile", data={"name": "\u200b"})

    assert one(saved.text, ".menu__title").text == "Ana Maria"
    assert (saved.status_code, refused.status_code) == (200, 422)
    ((row,),) = await database.read(("SELECT name FROM users WHERE id = ?", (ana["id"],)))
    assert row["name"] == "Ana Maria"


async def test_a_new_password_ends_every_other_session(serve: Serve, person: Person) -> None:
    site = await serve()
    await person()
    here, there = await signed_in(site), await signed_in(site)

    form = {"current": PASSWORD, "password": "another long sentence"}
    changed = await here.post("/me/password", data=form)

    assert one(changed.text, "main [role=status]").text.startswith("Your password is changed.")
    assert (await here.get("/me")).status_code == 200
    assert (await there.get("/me")).status_code == 303


@pytest.mark.parametrize(
    ("current", "fresh", "field"),
    [("wrong", "another long sentence", "current"), (PASSWORD, "kanban2026", "password")],
)
async def test_a_password_that_cannot_be_changed_stays(
    site: Edge, person: Person, current: str, fresh: str, field: str
) -> None:
    await person()
    browser, other = await signed_in(site), await signed_in(site)

    refused = await browser.post("/me/password", data={"current": current, "password": fresh})

    assert refused.status_code == 422
    assert one(refused.text, f"input[name={field}]").get("aria-invalid") == "true"
    assert (await other.get("/me")).status_code == 200


async def test_the_present_password_cannot_be_guessed_either(serve: Serve, person: Person) -> None:
    site = await serve(rate_limit=True)
    await person()
    browser = await signed_in(site)

    form = {"current": "wrong", "password": "another long sentence"}
    codes = [(await browser.post("/me/password", data=form)).status_code for _ in range(11)]

    assert codes == [422] * 10 + [429]


async def test_one_signs_out_somewhere_else(serve: Serve, person: Person) -> None:
    site = await serve()
    await person()
    await person("Bo")
    here, there = await signed_in(site), await signed_in(site)
    eve = await site.browser("eve")

    page = (await here.get("/me")).text
    (form,) = [
        form.get("action")
        for form in look(page, "form")
        if re.search(r"sessions/\d", form.get("action", ""))
    ]
    assert (await eve.post(form)).status_code == 200
    assert (await there.get("/me")).status_code == 200, "it was none of theirs"
    await here.post(form)

    assert (await there.get("/me")).status_code == 303
    assert (await here.get("/me")).status_code == 200


async def test_a_token_is_shown_once_and_works_until_it_is_revoked(
    serve: Serve, person: Person
) -> None:
    site = await serve()
    await person()
    browser = await signed_in(site)

    page = (await browser.post("/me/tokens", data={"name": "build", "scope": "read"})).text
    token = one(page, "#token").text
    bearer = {"Authorization": f"Bearer {token}"}

    assert token not in (await browser.get("/me")).text
    assert (await browser.get("/api/v1/boards", headers=bearer)).status_code == 200
    made = await browser.post("/api/v1/boards", headers=bearer, json={"name": "x"})
    assert (made.status_code, made.json()["code"]) == (403, "not_allowed")
    actions = [form.get("action", "") for form in look(page, "form")]
    (form,) = [action for action in actions if "tokens/" in action]
    assert (await (await site.browser("eve")).post(form)).status_code == 404
    await browser.post(form)
    assert (await browser.get("/api/v1/boards", headers=bearer)).status_code == 401


@pytest.mark.parametrize(
    "form", [{"name": "", "scope": "read"}, {"name": "x", "scope": "admin"}, {"scope": "read"}]
)
async def test_a_token_that_cannot_be_is_refused(
    site: Edge, person: Person, form: dict[str, str]
) -> None:
    await person()

    refused = await (await signed_in(site)).post("/me/tokens", data=form)

    assert refused.status_code == 422
    assert len(look(refused.text, "[role=alert]")) == 1


@pytest.mark.parametrize("identity", ["0", "x", "-1", "9" * 25, str(2**40)])
@pytest.mark.parametrize("what", ["sessions", "tokens"])
async def test_what_cannot_be_an_id_names_nothing(
    serve: Serve, person: Person, what: str, identity: str
) -> None:
    site = await serve()
    await person()

    answer = await (await signed_in(site)).post(f"/me/{what}/{identity}/revocation")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Linux",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            " Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
            " (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        ("curl/8.5.0", "curl"),
        ("", "An unknown browser"),
    ],
)
def test_a_browser_is_named_in_a_few_words(agent: str, told: str) -> None:
    assert device(agent) == told


async def test_one_signs_out_everywhere_else(serve: Serve, person: Person) -> None:
    site = await serve()
    await person()
    await person("Bo")
    here, there, other = [await signed_in(site) for _ in range(3)]
    eve = await site.browser("eve")

    await here.post("/me/sessions/revocation")

    assert (await here.get("/me")).status_code == 200
    assert [(await one.get("/me")).status_code for one in (there, other)] == [303, 303]
    assert (await eve.get("/me")).status_code == 200


async def test_a_theme_stands_in_the_first_byte_of_every_page(site: Edge, person: Person) -> None:
    await person()
    browser, other = await signed_in(site), await signed_in(site)

    kept = await browser.post("/me/theme", data={"theme": "dark"})
    refused = await browser.post("/me/theme", data={"theme": "pink"})

    assert (kept.status_code, refused.status_code) == (204, 422)
    assert (
        '<html lang="en" data-account-theme="dark" data-theme="dark">'
        in (await other.get("/boards")).text
    )
    await browser.post("/me/theme", data={"theme": "system"})
    assert '<html lang="en" data-account-theme="system">' in (await other.get("/boards")).text
    assert '<html lang="en">' in (await (await site.browser()).get("/sign-in")).text


async def test_the_keys_of_boards_can_be_switched_off(site: Edge, person: Person) -> None:
    await person()
    browser = await signed_in(site)
    made = await browser.post("/boards", data={"name": "Night", "template": "blank"})
    address = made.headers["location"]

    await browser.post("/me/keys", data={})
    off = one((await browser.get(address)).text, "body").get("data-shortcuts")
    await browser.post("/me/keys", data={"shortcuts": "true"})
    on = one((await browser.get(address)).text, "body").get("data-shortcuts")

    assert (off, on) == ("off", None)


async def test_ones_zone_is_that_of_ones_times_and_new_boards(site: Edge, person: Person) -> None:
    await person()
    browser = await signed_in(site)

    form = {"name": "Ana", "timezone": "Asia/Tokyo"}
    saved = await browser.post("/me/profile", data=form)
    refused = await browser.post("/me/profile", data={**form, "timezone": "Mars/Base"})
    await browser.post("/boards", data={"name": "Night"})

    assert one(saved.text, "body").get("data-my-zone") == "Asia/Tokyo"
    assert refused.status_code == 422
    assert one(refused.text, "#profile-timezone").get("aria-invalid") == "true"
    ((row,),) = await database.read(("SELECT timezone FROM boards", ()))
    assert row["timezone"] == "Asia/Tokyo"
