import json
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from board.errors import Invalid, Refused
from server import forms, refusals
from server.refusals import Malformed, Unsupported
from tests.wire import ask


class Wish(forms.Asked):
    title: str
    column: Annotated[int, Field(ge=1)] | None = None
    wait: bool = False
    labels: list[str] = Field(default=[])
    weight: float | None = None


class Typed(BaseModel):
    name: str
    text: str | None = None
    limit: int | None = None
    wait: bool = False


async def read(read_as: Any, model: Any, body: bytes, kind: str | None) -> Any:
    """What an endpoint reads out of a request."""
    found: list[Any] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            found.append(await read_as(Request(scope, receive), model))
        except Refused as refusal:
            found.append(refusal)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    headers = [("content-type", kind)] if kind else []
    await ask(app, method="POST", headers=headers, body=(body,))
    return found[0]


async def wish(body: bytes | dict[str, Any], kind: str | None = "application/json") -> Any:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    return await read(forms.json, Wish, text, kind)


async def typed(body: bytes, kind: str | None = "application/x-www-form-urlencoded") -> Any:
    return await read(forms.form, Typed, body, kind)


async def test_json_becomes_what_it_says() -> None:
    asked = await wish({"title": "é\n👩‍👩‍👧", "column": 3, "weight": 1})

    assert asked.given == {"title": "é\n👩‍👩‍👧", "column": 3, "weight": 1.0}


async def test_no_body_is_an_empty_object() -> None:
    assert isinstance(await read(forms.json, forms.Asked, b"", None), forms.Asked)
    assert (await wish(b"", None)).field == "title"


@pytest.mark.parametrize("kind", ["application/json", 'Application/JSON; charset="UTF-8"'])
async def test_json_in_utf_8_is_read(kind: str) -> None:
    assert (await wish(b'{"title": "a"}', kind)).title == "a"


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "",
        "text/plain",
        "application/json; charset=utf-16",
        "application/jsonp",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ],
)
async def test_any_other_kind_is_not(kind: str | None) -> None:
    assert isinstance(await wish(b'{"title": "a"}', kind), Unsupported)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"title": "a",}',
        b"{'title': 'a'}",
        b'{"title": "a"} // why',
        b'\xef\xbb\xbf{"title": "a"}',
        b'{"title": "a\nb"}',
        b'{"title": "\xff"}',
        b"title=a",
        b"\x00",
    ],
)
async def test_what_is_no_json_is_refused_with_its_place(body: bytes) -> None:
    refusal = await wish(body)

    assert isinstance(refusal, Malformed)
    assert "line" in str(refusal) or "byte" in str(refusal)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"[]", None),
        (b'"title"', None),
        (b"null", None),
        (b'{"title": "a", "title": "b"}', "title"),
        (b'{"title": NaN}', None),
        (b'{"title": "a", "weight": Infinity}', None),
        (b'{"title": "a", "weight": -Infinity}', None),
        (b'{"title": "a", "weight": 1e400}', None),
        (b'{"title": "a", "column": ' + b"9" * 5_000 + b"}", None),
        (b'{"title": "a", "column": 9007199254740993}', None),
        (b'{"title": "a", "column": -9007199254740993}', None),
        (b'{"title": "a", "column": true}', "column"),
        (b'{"title": "a", "column": "1"}', "column"),
        (b'{"title": "a", "column": 1.0}', "column"),
        (b'{"title": "a", "column": 0}', "column"),
        (b'{"title": []}', "title"),
        (b'{"title": null}', "title"),
        (b'{"title": 1}', "title"),
        (b'{"title": "a", "wait": 1}', "wait"),
        (b'{"title": "a", "wait": "true"}', "wait"),
        (b'{"title": "a", "labels": "b"}', "labels"),
        (b'{"title": "a", "labels": [1]}', "labels.0"),
        (b'{"title": "a", "__proto__": {}}', "__proto__"),
        (b'{"title": "a", "constructor": 1}', "constructor"),
        (b'{"title": "a", "board_id": 1}', "board_id"),
        (b'{"title": "a\\u0000b"}', "title"),
        (b'{"title": "a", "labels": ["\\u0000"]}', None),
        (b'{"title": "\\ud800"}', "title"),
        (b'{"title": "a", "\\ud800": 1}', None),
        (b'{"title": "a", "labels": ' + b"[" * 21 + b"]" * 21 + b"}", None),
        (b'{"title": "a", "labels": ' + b"[" * 100_000, None),
        (b"{" + b",".join(b'"f%d": 1' % n for n in range(10_000)) + b"}", "title"),
    ],
    ids=lambda value: str(value)[:50],
)
async def test_json_that_says_what_cannot_be_meant_is_refused_by_field(
    body: bytes, field: str | None
) -> None:
    refusal = await wish(body)

    assert isinstance(refusal, Invalid)
    assert refusal.field == field
    assert refusals.status(refusal) == 422


async def test_a_form_is_read_as_what_its_fields_are() -> None:
    asked = await typed(b"name=%C3%A9+x&limit=3&wait=on&text=")

    assert dict(asked) == {"name": "é x", "limit": 3, "wait": True, "text": ""}


async def test_an_empty_input_is_nothing_unless_it_is_a_text() -> None:
    asked = await typed(b"name=&limit=&wait=")

    assert dict(asked) == {"name": "", "limit": None, "wait": False, "text": None}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "name"),
        (b"name=a&limit=3.5", "limit"),
        (b"name=a&limit=1,5", "limit"),
        (b"name=a&limit=0x10", "limit"),
        (b"name=a&limit=many", "limit"),
        (b"name=a&wait=perhaps", "wait"),
        (b"name=a&name=b", "name"),
        (b"name=a%00b", "name"),
    ],
)
async def test_a_form_that_cannot_be_meant_is_refused_by_field(body: bytes, field: str) -> None:
    refusal = await typed(body)

    assert isinstance(refusal, Invalid)
    assert refusal.field == field


@pytest.mark.parametrize(
    "body", [b"name=%ff", b"name=\xff", b"&".join(b"f%d=1" % n for n in range(101))]
)
async def test_what_is_no_form_is_refused(body: bytes) -> None:
    assert isinstance(await typed(body), Malformed)


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "text/plain",
        "application/json",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded; charset=utf-16",
    ],
)
async def test_forms_come_in_one_kind(kind: str | None) -> None:
    assert isinstance(await typed(b"name=a", kind), Unsupported)
