import logging
import sqlite3
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from jinja2 import TemplateNotFound
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from tortoise.exceptions import OperationalError

from board.errors import Conflict, Invalid, LimitReached, Missing, NotAllowed, Refused
from board.requests import Repeated
from server import errors
from server.errors import Errors
from server.refusals import SignedOut, TooMany
from tests.edge import Edge
from tests.look import one
from tests.wire import Answer, ask

JSON = [("accept", "application/json")]


async def raised(error: BaseException, **request: Any) -> Answer:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise error

    return await ask(Errors(app), **{"headers": JSON, **request})


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (NotAllowed("No."), 403),
        (Missing("No."), 404),
        (Conflict("No."), 409),
        (LimitReached("No.", limit={"of": 3}), 409),
        (Invalid("No.", field="title"), 422),
        (Refused("No."), 422),
        (SignedOut("No."), 401),
        (TooMany("No.", 7), 429),
    ],
)
async def test_a_refusal_is_a_problem_with_its_code_and_facts(
    refusal: Refused, status: int
) -> None:
    answer = await raised(refusal)

    assert answer.status == status
    assert answer.problem["code"] == refusal.code
    assert answer.problem["detail"] == "No."
    assert refusal.facts.items() <= answer.problem.items()


async def test_who_was_too_often_is_told_when_to_come_back() -> None:
    assert (await raised(TooMany("No.", 7))).headers["retry-after"] == "7"


async def test_a_bug_shows_a_reference_and_nothing_else(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = await raised(ZeroDivisionError("secret detail"))

    problem = answer.problem
    assert (answer.status, problem["code"]) == (500, "failed")
    assert b"secret detail" not in answer.body and b"Zero" not in answer.body
    assert problem["reference"] in problem["detail"]
    assert problem["reference"] in caplog.text and "secret detail" in caplog.text


def _locked() -> OperationalError:
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
    error = OperationalError(cause)
    error.__cause__ = cause
    return error


def _wrong_sql() -> OperationalError:
    cause = sqlite3.OperationalError("no such column")
    cause.sqlite_errorcode = sqlite3.SQLITE_ERROR
    error = OperationalError(cause)
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (_locked(), 503),
        (ConnectionRefusedError(), 503),
        (TimeoutError(), 503),
        (_wrong_sql(), 500),
        (TemplateNotFound("x.html"), 500),
        (KeyError("x"), 500),
    ],
)
async def test_a_database_that_fails_is_no_bug_and_a_bug_is_no_failing_database(
    error: Exception, status: int
) -> None:
    assert (await raised(error)).status == status


async def test_a_client_that_left_is_not_answered() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise ClientDisconnect

    async def fail(*message: Any) -> Any:
        raise AssertionError(message)

    await Errors(app)({"type": "http"}, fail, fail)


async def test_what_was_answered_in_part_is_cut_off() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("half")(scope, receive, send)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await ask(Errors(app))


async def test_a_socket_that_fails_is_closed_and_before_that_refused() -> None:
    got: list[Any] = []

    async def opened(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept"})
        raise ZeroDivisionError

    async def send(message: Any) -> None:
        got.append(message)

    await Errors(opened)({"type": "websocket"}, send, send)  # type: ignore[arg-type]

    assert got[-1] == {"type": "websocket.close", "code": 1011}
    assert (await raised(Missing("No."), type="websocket")).problem["status"] == 404


async def test_a_repeated_request_is_answered_as_before() -> None:
    assert (await raised(Repeated({"seq": 4}))).body == b'{"seq":4}'
    assert (await raised(Repeated({"seq": 4}), headers=[])).status == 204


async def test_what_starlette_raises_is_told_in_our_words() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await errors.answer(scope, HTTPException(404))(scope, receive, send)

    assert (await ask(app, headers=JSON)).problem["code"] == "not_found"


async def test_a_person_gets_a_page_with_a_way_out(site: Edge) -> None:
    nobody, ana = await site.browser(), await site.browser("ana")

    page, mine = await nobody.get("/nowhere"), await ana.get("/boards/999")

    assert (page.status_code, mine.status_code) == (404, 404)
    assert one(page.text, ".actions a").get("href") == "/sign-in"
    assert one(mine.text, ".actions a").get("href") == "/boards"


async def test_who_is_signed_out_is_led_through_the_door_and_back(site: Edge) -> None:
    nobody = await site.browser()

    assert (await nobody.get("/boards")).headers["location"] == "/sign-in?next=%2Fboards"
    filtered = (await nobody.get("/boards/1?q=a+b&due=late&x=%2F%2Fevil")).headers["location"]
    assert parse_qs(urlsplit(filtered).query)["next"] == ["/boards/1?q=a+b&due=late&x=%2F%2Fevil"]
    endless = (await nobody.get(f"/boards/1?q={'a' * 3_000}")).headers["location"]
    assert endless == "/sign-in?next=%2Fboards%2F1"
    assert (await nobody.post("/boards")).headers["location"] == "/sign-in"
    script = await nobody.get("/boards", headers={"HX-Request": "true"})
    assert (script.status_code, script.headers["hx-redirect"]) == (401, "/sign-in")
    program = await nobody.get("/api/v1/boards")
    assert (program.status_code, program.headers["www-authenticate"]) == (401, "Bearer")
