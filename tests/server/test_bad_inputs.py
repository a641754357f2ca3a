"""Bad input: refused with a sentence, and nothing changed.

Every call of the API that changes something is sent everything that it must not take. After each
test the board and its number are what they were.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from board import comments
from server import api
from tests.contents import listed
from tests.edge import Edge, running
from tests.look import one
from tests.world import Board


@dataclass
class Target:
    """A board with a card, and a program that may do everything to it."""

    edge: Edge
    board: Board
    card: int
    steps: dict[str, Any]
    comment: int
    client: httpx.AsyncClient

    def address(self, path: str, **ids: Any) -> str:
        """The address of a route; ids that are not named are those of this board."""
        known = {
            "board": self.board.id,
            "card": self.card,
            "column": self.board["Doing"],
            "user": self.board.by.user_id,
            "invitation": 1,
            "seq": 3,
            "checklist": self.steps["id"],
            "item": self.steps["items"][0]["id"],
            "comment": self.comment,
        }
        return path.removeprefix("/api/v1").format(**{**known, **ids})


@pytest.fixture
async def target(database_url: str, tmp_path: Path) -> AsyncIterator[Target]:
    async with running(database_url, tmp_path) as edge:
        board = await edge.world.board("Todo Doing:5 Done")
        card = await board.add("Plan", "Doing")
        await board.add("Other")
        steps = await listed(board, card, "Step")
        said = await comments.add(board.by, card, "Well")
        made = Target(edge, board, card, steps, said["comment"]["id"], await edge.program("ana"))
        before = await board.digest(), await board.rows()
        yield made
        assert (await board.digest(), await board.rows()) == before


WRITES = [
    (sorted(route.methods)[0], route.path)
    for route in api.ROUTES
    if route.methods and not route.methods & {"GET", "HEAD"}
]
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    (method, f"/api/v1{path}"): body
    for method, path, body in (
        ("POST", "/boards", {"name": "New"}),
        ("PATCH", "/boards/{board}", {"name": "New"}),
        ("POST", "/boards/{board}/cards", {"title": "New"}),
        ("PATCH", "/boards/{board}/cards/{card}", {"title": "New"}),
        ("POST", "/boards/{board}/cards/{card}/place", {"column": 1}),
        ("POST", "/boards/{board}/cards/{card}/checklists", {"name": "New"}),
        ("PATCH", "/boards/{board}/cards/{card}/checklists/{checklist}", {"name": "New"}),
        ("POST", "/boards/{board}/cards/{card}/checklists/{checklist}/items", {"text": "New"}),
        (
            "PATCH",
            "/boards/{board}/cards/{card}/checklists/{checklist}/items/{item}",
            {"text": "New"},
        ),
        ("POST", "/boards/{board}/cards/{card}/comments", {"text": "New"}),
        ("PATCH", "/boards/{board}/cards/{card}/comments/{comment}", {"text": "New"}),
        ("POST", "/boards/{board}/columns", {"name": "New", "stage": "wip"}),
        ("PATCH", "/boards/{board}/columns/{column}", {"name": "New"}),
        ("PATCH", "/boards/{board}/members/{user}", {"role": "viewer"}),
        ("POST", "/boards/{board}/invitations", {"role": "viewer"}),
    )
}

NO_JSON: list[tuple[bytes, set[int]]] = [
    (b"{", {400}),
    (b'{"title": "x",}', {400}),
    (b"{'title': 'x'}", {400}),
    (b'{"title": "x"} // why', {400}),
    (b'\xef\xbb\xbf{"title": "x"}', {400}),
    (b'{"title": "\xff"}', {400}),
    (b'{"title": NaN}', {422}),
    (b'{"title": -Infinity}', {422}),
    (b'{"title": 1e400}', {422}),
    (b'{"title": ' + b"9" * 5_000 + b"}", {422}),
    (b'{"title": "a\\u0000b"}', {422}),
    (b'{"title": "\\ud800"}', {422}),
    (b'{"title": "x", "title": "y"}', {422}),
    (b"[]", {422}),
    (b'"title"', {422}),
    (b"null", {422}),
    (b"[" * 100_000, {422}),
    (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, {413, 422}),
    (b'{"labels": [' + b"1," * 100_000 + b"1]}", {422}),
    (json.dumps({f"f{n}": n for n in range(10_000)}).encode(), {422}),
    (b'{"title": "' + b"x" * 300_000 + b'"}', {413}),
]
FOREIGN = ["author_id", "board_id", "by", "created_at", "seq", "rank", "id", "__proto__"]
NO_ID = ["0", "-1", "1.0", "x", "true", "%201", str(2**31), str(2**53), str(2**63), "9" * 400]
NO_NUMBER = [True, "1", 1.0, 1.5, -1, 0, [], [1], {}, 2**53 - 1]
NO_TEXT = [1, True, 1.5, [], ["x"], {}, {"x": 1}]
NO_LINE = ["", "   ", "\t\n", "\u200b", "\u2060\ufeff", "e" + "\u0301" * 500, "x" * 1_001]


def test_every_call_that_changes_something_is_tried() -> None:
    assert set(BODIES) <= set(WRITES)


@pytest.mark.parametrize("method, path", WRITES)
async def test_what_is_no_json_is_refused(target: Target, method: str, path: str) -> None:
    for body, expected in NO_JSON:
        refused = await target.client.request(
            method,
            target.address(path),
            content=body,
            headers={"Content-Type": "application/json"},
        )
        _refused(refused, expected, body[:60])


@pytest.mark.parametrize("method, path", WRITES)
async def test_a_body_of_another_kind_is_not_read(target: Target, method: str, path: str) -> None:
    for headers in (
        {"Content-Type": "application/json; charset=utf-16"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ):
        refused = await target.client.request(
            method, target.address(path), content=b'{"title": "x"}', headers=headers
        )
        _refused(refused, {415}, headers)


@pytest.mark.parametrize("method, path", WRITES)
async def test_fields_that_are_not_there_are_named(target: Target, method: str, path: str) -> None:
    for field in FOREIGN:
        body = {**BODIES.get((method, path), {}), field: 1}
        refused = await target.client.request(method, target.address(path), json=body)
        _refused(refused, {422}, field)
        assert refused.json()["field"] == field


@pytest.mark.parametrize("method, path", WRITES)
async def test_what_is_no_id_is_not_there(target: Target, method: str, path: str) -> None:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    for name in names:
        for text in NO_ID:
            refused = await target.client.request(
                method, target.address(path, **{name: text}), json=BODIES.get((method, path))
            )
            _refused(refused, {404}, (name, text))


@pytest.mark.parametrize("field", ["column", "before", "after"])
async def test_a_place_takes_ids_alone(target: Target, field: str) -> None:
    address = target.address("/boards/{board}/cards/{card}/place")
    for value in [*NO_NUMBER[:-1], 2**53, 2**63, "x", target.card]:
        if field == "column" and value == target.card:
            continue
        body = {"column": target.board["Done"], field: value}
        refused = await target.client.post(address, json=body)
        _refused(refused, {422}, value)
        assert refused.json().get("field") in (field, None)


async def test_a_column_that_is_not_there_is_refused(target: Target) -> None:
    address = target.address("/boards/{board}/cards/{card}/place")
    for column in (999, 2**31, 2**53 - 1):
        _refused(await target.client.post(address, json={"column": column}), {422}, column)


@pytest.mark.parametrize("field", ["title", "description", "position", "override"])
async def test_a_card_takes_texts_alone(target: Target, field: str) -> None:
    address = target.address("/boards/{board}/cards")
    bad = NO_TEXT + (NO_LINE if field in ("title", "override") else [])
    for value in [*bad, *(["middle", "TOP"] if field == "position" else [])]:
        refused = await target.client.post(address, json={"title": "x", field: value})
        _refused(refused, {422}, value)
        assert refused.json()["field"] == field


async def test_a_text_that_is_too_long_says_by_how_much(target: Target) -> None:
    address = target.address("/boards/{board}/cards/{card}")
    for field, limit in (("title", 1_000), ("description", 50_000)):
        refused = await target.client.patch(address, json={field: "x" * (limit + 1)})
        _refused(refused, {422}, field)
        told = refused.json()
        assert (told["field"], told["limit"], told["actual"]) == (field, limit, limit + 1)


async def test_a_version_is_one_of_this_card(target: Target) -> None:
    address = target.address("/boards/{board}/cards/{card}")
    for base in [*NO_NUMBER, 99, 2**53]:
        _refused(await target.client.patch(address, json={"title": "x", "base": base}), {422}, base)


@pytest.mark.parametrize(
    "field, values",
    [
        ("name", [*NO_TEXT, *NO_LINE, "x" * 201]),
        ("stage", [*NO_TEXT, "", "doing", "WIP", "wip "]),
        ("wait", ["true", 1, 0, [], {}]),
        ("wip_limit", [*NO_NUMBER, 10_001]),
        ("wip_mode", [*NO_TEXT, "", "HARD", "none"]),
        ("policy", [*NO_TEXT, "x" * 5_001]),
        ("after", NO_NUMBER[:-1]),
    ],
)
async def test_a_column_takes_its_values_alone(
    target: Target, field: str, values: list[Any]
) -> None:
    address = target.address("/boards/{board}/columns")
    for value in values:
        body = {"name": "x", "stage": "wip", field: value}
        refused = await target.client.post(address, json=body)
        _refused(refused, {422}, value)
        assert refused.json()["field"] == field


ZONES = [
    *("../../etc/passwd", "A" * 5_000, "UTC ", "+25:00", "europe/berlin", "", "/UTC"),
    *("localtime", "posixrules", "Factory"),
]
SHORT = {"name": "x", "stage": "wip"}


@pytest.mark.parametrize(
    "field, values",
    [
        ("name", [*NO_TEXT, *NO_LINE, "x" * 201]),
        ("timezone", [*NO_TEXT, *ZONES]),
        ("key", [*NO_TEXT, "", "1A", "A-B", "ÄÖ", "TOOLONGAKEY", "a b", "<b>", "A\u0301"]),
        ("columns", [1, "x", {}, [1], [{}], [{"name": "x"}], [SHORT] * 201]),
    ],
)
async def test_a_board_takes_its_values_alone(
    target: Target, field: str, values: list[Any]
) -> None:
    for value in values:
        refused = await target.client.post("/boards", json={"name": "x", field: value})
        _refused(refused, {422}, value)
        assert refused.json()["field"].split(".")[0] == field
    assert len((await target.client.get("/boards")).json()["boards"]) == 1


LITERAL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title><svg onload=alert(1)>",
    "{{7*7}} {% raw %} ${7*7} %n%s",
    '" onmouseover="alert(1)',
    "=HYPERLINK(1)",
    "👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽",
    "İıß аdmin",
    "../../etc/passwd",
    "'; DROP TABLE cards; --",
    "a & b &amp; c",
]


async def test_odd_texts_are_kept_and_shown_as_they_are(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as edge:
        board = await edge.world.board()
        ana, browser = await edge.program("ana"), await edge.browser("ana")

        for title in LITERAL:
            made = await ana.post(f"/boards/{board.id}/cards", json={"title": title})
            card = made.json()["card"]
            assert (made.status_code, card["title"]) == (201, title)
            page = (await browser.get(f"/boards/{board.id}/cards/{card['id']}")).text
            assert one(page, f"#card-{card['id']} .card__title").text == title
            assert one(page, "#dialog-heading").text == title


async def test_texts_are_kept_normalised_and_without_controls(
    database_url: str, tmp_path: Path
) -> None:
    async with running(database_url, tmp_path) as edge:
        board = await edge.world.board()
        ana = await edge.program("ana")

        for sent, kept in (
            ("e\u0301", "é"),
            ("a\x1b[31mb", "a[31mb"),
            ("exe.\u202efdp", "exe.fdp"),
            ("  two \n lines ", "two lines"),
        ):
            made = await ana.post(f"/boards/{board.id}/cards", json={"title": sent})
            assert made.json()["card"]["title"] == kept


def _refused(answer: httpx.Response, expected: set[int], what: Any) -> None:
    assert answer.status_code in expected, (what, answer.status_code, answer.text[:200])
    assert answer.headers["content-type"] == "application/problem+json", what
    told = answer.json()
    assert {"type", "title", "status", "detail", "code"} <= set(told), what
    assert told["status"] == answer.status_code
    assert told["detail"].endswith("."), told["detail"]
