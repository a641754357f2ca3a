from typing import Any

import httpx
import pytest

from board import database
from tests.edge import Edge
from tests.look import look, one


async def administrator(edge: Edge, name: str = "ana") -> httpx.AsyncClient:
    user = await edge.world.user(name)
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE users SET is_admin = ? WHERE id = ?", (True, user["id"])))
    return await edge.browser(name)


async def told() -> list[str]:
    (rows,) = await database.read(("SELECT kind FROM account_events ORDER BY id", ()))
    return [row["kind"] for row in rows]


async def test_only_administrators_see_the_accounts(edge: Edge) -> None:
    ana, bo = await administrator(edge), await edge.browser("bo")

    page, refused = await ana.get("/users"), await bo.get("/users")

    assert [each.text for each in look(page.text, ".person b")] == ["Ana", "Bo"]
    assert refused.status_code == 403
    assert look((await ana.get("/boards")).text, "a[href=/users]")
    assert not look((await bo.get("/boards")).text, "a[href=/users]")


async def test_somebody_is_added_by_a_link_that_sets_their_password(edge: Edge) -> None:
    ana, nobody = await administrator(edge), await edge.browser()

    added = await ana.post("/users", data={"name": "Bo", "email": "bo@example.com"})
    again = await ana.post("/users", data={"name": "Bo", "email": "BO@example.com"})
    link = one(added.text, "#link").text or ""
    entered = await nobody.post(link, data={"password": "a lamp over every line"})

    assert again.status_code == 409
    assert one(again.text, "#new-email").get("aria-invalid") == "true"
    assert link not in (await ana.get("/users")).text
    assert (entered.status_code, entered.headers["location"]) == (303, "/boards")
    assert (await nobody.get("/users")).status_code == 403


async def test_who_is_disabled_is_out_and_comes_back_by_their_password_alone(edge: Edge) -> None:
    ana, bo = await administrator(edge), await edge.browser("bo")
    program, user = await edge.program("bo"), await edge.world.user("bo")
    root = f"/users/{user['id']}"

    await ana.post(f"{root}/disabling")
    out = (await bo.get("/boards")).status_code, (await program.get("/boards")).status_code
    link = await ana.post(f"{root}/reset")
    await ana.post(f"{root}/enabling")
    still = (await bo.get("/boards")).status_code, (await program.get("/boards")).status_code

    assert out == still == (303, 401)
    assert link.status_code == 409
    assert (await (await edge.browser("bo")).get("/boards")).status_code == 200
    assert [kind for kind in await told() if kind.startswith("user.")][-2:] == [
        "user.disabled",
        "user.enabled",
    ]


@pytest.mark.parametrize("way", ["disabling", "demotion"])
async def test_the_last_administrator_stays(edge: Edge, way: str) -> None:
    ana = await administrator(edge)
    user = await edge.world.user("ana")

    refused = await ana.post(f"/users/{user['id']}/{way}")

    assert refused.status_code == 409
    assert "needs an administrator" in (one(refused.text, "main [role=alert]").text or "")
    assert (await ana.get("/users")).status_code == 200


async def test_an_administrator_makes_another_who_makes_the_first_none(edge: Edge) -> None:
    ana, bo = await administrator(edge), await edge.browser("bo")
    ids = {name: (await edge.world.user(name))["id"] for name in ("ana", "bo")}

    await ana.post(f"/users/{ids['bo']}/promotion")
    await bo.post(f"/users/{ids['ana']}/demotion")

    assert (await ana.get("/users")).status_code == 403
    assert (await bo.get("/users")).status_code == 200
    assert [kind for kind in await told() if kind in ("user.promoted", "user.demoted")] == [
        "user.promoted",
        "user.demoted",
    ]


async def test_accounts_are_found_by_name_and_address_page_by_page(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.auth.administration.PAGE", 2)
    ana = await administrator(edge)
    for name in ("bo", "cy", "dee", "50%_off"):
        await edge.world.user(name)

    def names(page: Any) -> list[Any]:
        return [each.text for each in look(page.text, ".person b")]

    first = await ana.get("/users")
    (behind,) = look(first.text, "nav[aria-label=Pages] a")
    second = await ana.get(behind.get("href"))

    assert names(first) + names(second) == ["50%_off", "Ana", "Bo", "Cy"]
    assert names(await ana.get("/users?q=DEE")) == ["Dee"]
    assert names(await ana.get("/users?q=%25_")) == ["50%_off"]
    assert names(await ana.get("/users?q=nobody")) == []


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "9" * 12])
async def test_a_page_that_cannot_be_is_refused(edge: Edge, page: str) -> None:
    ana = await administrator(edge)

    assert (await ana.get("/users", params={"page": page})).status_code == 422
