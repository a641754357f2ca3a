import re

import pytest

from board import database, users
from tests.edge import Edge
from tests.look import look
from tests.server.conftest import Serve

KINDS = {
    "session.begun": {"address": "10.0.0.1"},
    "session.refused": {"source": "10.0.0.2"},
    "session.ended": {"session": 1},
    "sessions.ended": {"but": 1},
    "token.made": {"token": 1, "scope": "write"},
    "token.revoked": {"token": 1},
    "reset.offered": {},
    "password.changed": {},
    "password.reset": {},
    "user.added": {"admin": True},
    "user.renamed": {"name": ["Bo", "Bob"]},
    "user.disabled": {},
    "user.enabled": {},
    "user.promoted": {},
    "user.demoted": {},
}


def said(page: str) -> list[str]:
    return [" ".join(line.text_content().split()) for line in look(page, "#log .history span")]


async def tell(kind: str, user_id: int | None, by: int | None = None) -> None:
    async with database.transaction() as (batch, _):
        await batch.run(users.told(kind, user_id, by, **KINDS[kind]))


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_has_a_sentence(site: Edge, kind: str) -> None:
    bo = await site.browser("bo")
    await tell(kind, (await site.world.user("bo"))["id"])
    latest, *_ = said((await bo.get("/me")).text)
    assert re.fullmatch(r"Bo [a-z][^{}]+\.", latest) and kind not in latest


async def test_one_sees_what_happened_to_ones_own_account_page_by_page(site: Edge) -> None:
    bo, ana = await site.browser("bo"), await site.world.user("ana")
    for _ in range(25):
        await tell("token.revoked", (await site.world.user("bo"))["id"], ana["id"])
    await tell("user.disabled", ana["id"])

    first = (await bo.get("/me")).text
    older = look(first, "#log .actions a")[-1].get("href")
    second = (await bo.get(older)).text

    assert said(first) == ["Bo revoked an API token, by Ana."] * 20
    assert len(said(second)) == 7
    assert [link.text for link in look(second, "#log .actions a")] == ["Newest"]
    assert (await bo.get("/me?before=nothing")).status_code == 200


async def test_administrators_see_what_happened_to_everybody(serve: Serve) -> None:
    site = await serve()
    ana, bo = await site.world.user("ana"), await site.world.user("bo")
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE users SET is_admin = ? WHERE id = ?", (True, ana["id"])))
    browser = await site.browser("ana")
    await tell("session.refused", None)
    await tell("user.enabled", bo["id"], ana["id"])

    latest, before, *_ = said((await browser.get("/users")).text)

    assert latest == "Bo was enabled again, by Ana."
    assert before == "Somebody was refused at the door, from 10.0.0.2."
