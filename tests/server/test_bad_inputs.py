"""Bad input: refused with a sentence, and nothing changed.

Every call of the API that changes something is sent everything that it must not take. After each
test the board and its number are what they were.
"""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from board import database
from server import api
from server.api.openapi import Call
from tests.dom import Page
from tests.edge import Edge, running
from tests.look import one
from tests.server.test_matrix import TABLE, Something, something
from tests.world import Board


@dataclass
class Target:
    """A board with something of everything, another one, and a program that may do everything
    to the first."""

    edge: Edge
    own: Something
    foreign: Something
    client: httpx.AsyncClient

    @property
    def board(self) -> Board:
        return self.own.board

    @property
    def card(self) -> int:
        return int(self.own.ids["card"])

    def address(self, path: str, **ids: Any) -> str:
        """The address of a route; ids that are not named are those of this board."""
        return path.removeprefix("/api/v1").format(**{**self.own.ids, **ids})

    def body(self, route: Call) -> dict[str, Any]:
        """A body that a route takes."""
        said = TABLE[f"{route.method} {route.path}"][1]
        return {name: filled(value, self.own.ids) for name, value in said.items()}

    async def send(self, route: Call, body: Any, **ids: Any) -> httpx.Response:
        """What a route answers to a body."""
        return await self.client.request(route.method, self.address(route.path, **ids), json=body)

    async def state(self) -> list[Any]:
        """Everything that could have been changed."""
        boards = [(await it.board.digest(), await it.board.rows()) for it in self.things]
        return [boards, await database.read(*((f"SELECT * FROM {name}", ()) for name in REST))]

    @property
    def things(self) -> tuple[Something, Something]:
        return self.own, self.foreign


REST = ("boards", "stars", "invitations")


def filled(value: Any, ids: dict[str, Any]) -> Any:
    """A value of the matrix's table, with ids where it names them."""
    if isinstance(value, list):
        return [filled(each, ids) for each in value]
    if isinstance(value, str) and value.startswith("{"):
        return int(value.format(**ids))
    return value


@pytest.fixture
async def target(database_url: str, tmp_path: Path) -> AsyncIterator[Target]:
    async with running(database_url, tmp_path) as edge:
        own, foreign = await something(edge, "ana", "mel"), await something(edge, "zoe", "yan")
        made = Target(edge, own, foreign, await edge.program("ana"))
        before = await made.state()
        yield made
        assert await made.state() == before


BEFORE_THE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What is refused for its form alone is refused alike whatever database stands behind."""

WRITES = [route for route in api.ROUTES if route.changes]
FIELDS = [
    (route, name, about)
    for route in WRITES
    if route.takes
    for name, about in route.takes.model_json_schema()["properties"].items()
]
"""Every field of every body, and what the description says of it."""

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
NO_FIELD = [
    *("author_id", "author", "board_id", "by", "created_at", "seq", "rank", "id", "version"),
    *("number", "key_", "wip", "epoch", "__proto__", "constructor", "x" * 5_000),
]
NO_ID = ["0", "-1", "1.0", "x", "true", "%201", str(2**31), str(2**53), str(2**63), "9" * 400]
NO_NUMBER = [True, "1", 1.0, 1.5, -1, 0, [], [1], {}, 2**53 - 1]
NO_TEXT = [1, True, 1.5, [], ["x"], {}, {"x": 1}]
NO_LINE = ["", "   ", "\t\n", "\u200b", "\u2060\ufeff", "e" + "\u0301" * 500, "x" * 1_001]
NO_DATE = [
    *("2026-02-30", "0000-01-01", "10000-01-01", "-1", "1767225600000", "2026-W53-7", "20260101"),
    *("20260101T000000+2359", "2026-01-01T25:00:00Z", "2026-01-01T00:00:00+25:00", "2026-1-1"),
    *("2026-01-01T00:00:00", "01/02/2026", "tomorrow", "", "２０２６-01-01", "2026-01-01 "),
]
NO_ZONE = [
    *("../../etc/passwd", "A" * 5_000, "UTC ", "+25:00", "europe/berlin", "", "/UTC"),
    *("localtime", "posixrules", "Factory"),
]
NO_KEY = ["", "1A", "A-B", "ÄÖ", "TOOLONGAKEY", "a b", "<b>", "A\u0301"]
ODD: dict[str, list[Any]] = {
    "boolean": [True, False],
    "integer": [1, 0, -1, 2**53 - 1],
    "number": [1.5, -5.0, 1e308],
    "string": ["x", "", "1", "0x10", "1,5", "true", "null"],
    "array": [[], [1], ["x"], [[]]],
    "object": [{}, {"x": 1}],
    "null": [None],
}
"""Values by their kind in JSON."""


@BEFORE_THE_DATABASE
async def test_what_is_no_json_is_refused(target: Target) -> None:
    for route in WRITES:
        for body, expected in NO_JSON:
            refused = await target.client.request(
                route.method,
                target.address(route.path),
                content=body,
                headers={"Content-Type": "application/json"},
            )
            _refused(refused, expected, (route.method, route.path, body[:60]))


@BEFORE_THE_DATABASE
async def test_a_body_of_another_kind_is_not_read(target: Target) -> None:
    for route in WRITES:
        for headers in (
            {"Content-Type": "application/json; charset=utf-16"},
            {"Content-Type": "text/plain"},
            {"Content-Type": "application/x-www-form-urlencoded"},
            {},
            {"Content-Type": "application/json", "Content-Encoding": "gzip"},
        ):
            refused = await target.client.request(
                route.method, target.address(route.path), content=b'{"title": "x"}', headers=headers
            )
            _refused(refused, {415}, (route.method, route.path, headers))


@BEFORE_THE_DATABASE
async def test_fields_that_are_not_there_are_named(target: Target) -> None:
    for route in WRITES:
        known = route.takes.model_fields if route.takes else {}
        for field in NO_FIELD:
            if field not in known:
                refused = await target.send(route, {**target.body(route), field: 1})
                _refused(refused, {422}, (route.method, route.path, field))
                assert refused.json()["field"] == field[:100]


@BEFORE_THE_DATABASE
async def test_what_is_no_id_is_not_there(target: Target) -> None:
    for route in WRITES:
        for name in route.names:
            for text in NO_ID:
                refused = await target.send(route, target.body(route) or None, **{name: text})
                _refused(refused, {404}, (route.method, route.path, name, text))


def wrong(name: str, about: dict[str, Any]) -> Iterator[Any]:
    """Values that a field does not take, after what the description says of it."""
    ways = about.get("anyOf", [about])
    kinds = {kind for way in ways for kind in _kinds(way)}
    for kind, values in ODD.items():
        if kinds and kind not in kinds and not (kind == "integer" and "number" in kinds):
            yield from values
    if kinds and not kinds & {"number"}:
        yield from (1.0, 2.0) if "integer" in kinds else ()
    for way in ways:
        yield from _beyond(name, way)


def _kinds(way: dict[str, Any]) -> set[str]:
    if "enum" in way:
        names = {str: "string", int: "integer", type(None): "null"}
        return {names[type(value)] for value in way["enum"]}
    kind = way.get("type", "object" if "$ref" in way else [])
    return {kind} if isinstance(kind, str) else set(kind)


def _beyond(name: str, way: dict[str, Any]) -> Iterator[Any]:
    """Values of the right kind that are out of bounds."""
    if "enum" in way:
        texts = [text for text in way["enum"] if isinstance(text, str)]
        yield from ("", "nonsense", *(t.upper() for t in texts), *(f"{t} " for t in texts))
    if "minimum" in way:
        yield way["minimum"] - 1
        yield -(2**53) + 1
    if "maximum" in way:
        yield way["maximum"] + 1
    if "maxLength" in way:
        yield "x" * (way["maxLength"] + 1)
        yield "\0"
    if way.get("minLength"):
        yield from NO_LINE[:6]
    if "maxItems" in way:
        yield [1] * (way["maxItems"] + 1)
    if way.get("type") == "array":
        yield from ([each] for each in wrong(name, way.get("items", {})))
    yield from {"timezone": NO_ZONE, "key": NO_KEY}.get(name, [])
    yield from NO_DATE if name in ("start", "due") and way.get("type") == "string" else []


@BEFORE_THE_DATABASE
async def test_a_field_takes_its_values_alone(target: Target) -> None:
    for route, name, about in FIELDS:
        for value in wrong(name, about):
            what = (route.method, route.path, name, str(value)[:60])
            refused = await target.send(route, {**target.body(route), name: value})
            _refused(refused, {422}, what)
            told = (refused.json().get("field") or name).split(".")[0]
            assert told in (name, name.removesuffix("s")), what


@BEFORE_THE_DATABASE
async def test_an_estimate_has_two_decimals_at_most(target: Target) -> None:
    for route, name, _ in FIELDS:
        if name == "estimate":
            for value in (0.001, 1e-300, 3.14159, 1_000_000.01):
                refused = await target.send(route, {**target.body(route), name: value})
                _refused(refused, {422}, (route.path, value))


NAMES = {
    "columns": "",
    "cards": "card",
    "labels": "label",
    "assignees": "user",
    "to": "column",
    "to_column": "column",
    "users": "user",
}
"""What a field names that is not called by its noun."""

IGNORED = {"before", "after", "cards"}
"""What is gone is no error here, so what never was here is none either: it is left out."""


async def test_what_stands_on_another_board_is_not_taken(target: Target) -> None:
    tried = set()
    for route, name, _ in FIELDS:
        noun = NAMES.get(name, name)
        if (
            name not in IGNORED
            and noun in target.own.ids
            and noun not in ("key", "token", "number", "seq")
        ):
            foreign: Any = target.foreign.ids[noun]
            value = [foreign] if name in NAMES and name.endswith("s") else foreign
            refused = await target.send(route, {**target.body(route), name: value})
            what = (route.method, route.path, name)
            _refused(refused, {404, 422}, what)
            tried.add(what)
    assert tried


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


SHORT = {"name": "x", "stage": "wip"}


@pytest.mark.parametrize(
    "field, values",
    [
        ("name", [*NO_TEXT, *NO_LINE, "x" * 201]),
        ("timezone", [*NO_TEXT, *NO_ZONE]),
        ("key", [*NO_TEXT, *NO_KEY]),
        ("columns", [1, "x", {}, [1], [{}], [{"name": "x"}], [SHORT] * 201]),
    ],
)
async def test_a_board_takes_its_values_alone(
    target: Target, field: str, values: list[Any]
) -> None:
    before = (await target.client.get("/boards")).json()["boards"]
    for value in values:
        refused = await target.client.post("/boards", json={"name": "x", field: value})
        _refused(refused, {422}, value)
        assert refused.json()["field"].split(".")[0] == field
    assert (await target.client.get("/boards")).json()["boards"] == before


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


MARKUP = """<b id="board" hx-get="/x" class="oops" onclick="alert(1)">x</b>\
<script>alert(1)</script><img src=x onerror=alert(1)></title></textarea>\
<svg onload=alert(1)><base href=//e>{{ 7*7 }}'\""""


async def test_nothing_that_is_written_becomes_markup(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as edge:
        own = await something(edge, "ana", "mel")
        made = Target(edge, own, own, await edge.program("ana"))
        written = 0
        for route in (route for route in WRITES if route.method != "DELETE"):
            texts = {name: _markup(about) for _, name, about in FIELDS if _ is route}
            if any(texts.values()):
                body = {**made.body(route), **{n: text for n, text in texts.items() if text}}
                written += (await made.send(route, body)).is_success
        assert written > 15

        browser = await edge.browser("ana")
        for address in (address for address in TABLE if address.startswith("GET /")):
            path = address.removeprefix("GET ").replace(":int}", "}")
            if not path.startswith(("/api", "/static", "/healthz", "/first", "/reset", "/join")):
                answer = await browser.get(path.format(**own.ids), params={"q": MARKUP})
                assert answer.status_code < 500, (path, answer.text[:200])
                _is_clean(answer, path)


SHORT = "<img src=x onerror=alert(1)>"


def _markup(about: dict[str, Any]) -> str:
    """What a field of words is sent, as far as it takes it; nothing for other fields."""
    most = max(way.get("maxLength", 0) for way in about.get("anyOf", [about]))
    return next(
        (text for text in (MARKUP, "<img src=x onerror=alert(1)>") if len(text) <= most), ""
    )


ACTIVE = (
    *("//*[contains(@class,'oops')][@id or @*[starts-with(name(),'hx-')]]", "//script[not(@src)]"),
    *("//@onerror | //@onload | //@onclick", "//base", "//img[@src='x']", "//*[@id='board'][2]"),
)


def _is_clean(answer: httpx.Response, path: str) -> None:
    if answer.text.strip() and "html" in answer.headers.get("content-type", ""):
        page = Page(answer.text).root
        assert {way: page.xpath(way) for way in ACTIVE if page.xpath(way)} == {}, path
        assert "{{ 7*7 }}" in answer.text or "7*7" not in answer.text, path


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
