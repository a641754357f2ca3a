"""Who may do what: every address of the server, asked by everybody, about every board.

The cases are made from the router, so an address that is new fails until the table says to whom it
is open. Nobody learns whether a board that they do not sit at exists.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message

from board import boards, comments, database, labels, members
from board.seats import MAY
from server.routes import routes
from tests.contents import listed
from tests.edge import Edge, running
from tests.world import Board

OPEN, SIGNED_IN, ADMINISTRATOR = "open", "signed in", "administrator"
"""To everybody; to everybody with an account; to administrators of the server.
Any other rule is an action of `seats.MAY`."""

COLUMN = {"name": "New", "stage": "wip"}
STEPS = "/boards/{board}/cards/{card}/checklists"
STEP = STEPS + "/{checklist}/items/{item}"
SAID = "/boards/{board}/cards/{card}/comments"
NAME, TEXT = {"name": "New"}, {"text": "New"}
CONTENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "POST /boards/{board}/cards/{card}/copy": ("edit cards", {}),
    "GET /boards/{board}/cards/{card}/transfer": ("see", {}),
    "POST /boards/{board}/cards/{card}/transfer": ("edit cards", {"board": "{target}"}),
    "POST /boards/{board}/cards/{card}/deletion": ("edit cards", {}),
    "GET /boards/{board}/archive": ("see", {}),
    "GET /boards/{board}/activity": ("see", {}),
    "GET /boards/{board}/flow": ("see", {}),
    "GET /boards/{board}/flow/data": ("see", {}),
    "GET /boards/{board}/flow/{chart}.csv": ("see", {}),
    "GET /api/v1/boards/{board}/flow": ("see", {}),
    "POST /api/v1/boards/{board}/cards/{card}/copy": ("edit cards", {}),
    "POST /api/v1/boards/{board}/cards/{card}/transfer": ("edit cards", {"board": "{target}"}),
    "GET /api/v1/boards/{board}/archive": ("see", {}),
    f"POST {STEPS}": ("edit cards", NAME),
    f"POST {STEPS}/{{checklist}}": ("edit cards", NAME),
    f"POST {STEPS}/{{checklist}}/place": ("edit cards", {}),
    f"POST {STEPS}/{{checklist}}/removal": ("edit cards", {}),
    f"POST {STEPS}/{{checklist}}/items": ("edit cards", TEXT),
    f"POST {STEP}": ("edit cards", TEXT),
    f"POST {STEP}/place": ("edit cards", {}),
    f"POST {STEP}/removal": ("edit cards", {}),
    f"POST {STEP}/card": ("edit cards", {}),
    f"POST {SAID}": ("comment", TEXT),
    f"POST {SAID}/{{comment}}": ("comment", TEXT),
    f"POST {SAID}/{{comment}}/removal": ("comment", {}),
    f"GET /api/v1{STEPS}": ("see", {}),
    f"POST /api/v1{STEPS}": ("edit cards", NAME),
    f"PATCH /api/v1{STEPS}/{{checklist}}": ("edit cards", NAME),
    f"DELETE /api/v1{STEPS}/{{checklist}}": ("edit cards", {}),
    f"POST /api/v1{STEPS}/{{checklist}}/place": ("edit cards", {}),
    f"POST /api/v1{STEPS}/{{checklist}}/items": ("edit cards", TEXT),
    f"PATCH /api/v1{STEP}": ("edit cards", TEXT),
    f"DELETE /api/v1{STEP}": ("edit cards", {}),
    f"POST /api/v1{STEP}/place": ("edit cards", {}),
    f"POST /api/v1{STEP}/card": ("edit cards", {}),
    f"GET /api/v1{SAID}": ("see", {}),
    f"POST /api/v1{SAID}": ("comment", TEXT),
    f"PATCH /api/v1{SAID}/{{comment}}": ("comment", TEXT),
    f"DELETE /api/v1{SAID}/{{comment}}": ("comment", {}),
}
"""What is inside a card, its copies, the way to another board, and what left the board."""

CARD = "/boards/{board}/cards/{card}"
LABELS = "/boards/{board}/labels"
WHY = {"reason": "They wait"}
FACTS: dict[str, tuple[str, dict[str, Any]]] = {
    f"POST {CARD}/facts": ("edit cards", {"due": "2026-12-01"}),
    f"POST {CARD}/labels/{{label}}": ("edit cards", {}),
    f"POST {CARD}/labels/{{label}}/removal": ("edit cards", {}),
    f"POST {CARD}/assignees/{{user}}": ("edit cards", {}),
    f"POST {CARD}/assignees/{{user}}/removal": ("edit cards", {}),
    f"POST {CARD}/block": ("edit cards", WHY),
    f"POST {CARD}/unblock": ("edit cards", {}),
    f"POST {LABELS}": ("edit cards", NAME),
    f"POST {LABELS}/{{label}}": ("edit columns", NAME),
    f"POST {LABELS}/{{label}}/removal": ("edit columns", {}),
    f"PUT /api/v1{CARD}/labels/{{label}}": ("edit cards", {}),
    f"DELETE /api/v1{CARD}/labels/{{label}}": ("edit cards", {}),
    f"PUT /api/v1{CARD}/assignees/{{user}}": ("edit cards", {}),
    f"DELETE /api/v1{CARD}/assignees/{{user}}": ("edit cards", {}),
    f"POST /api/v1{CARD}/block": ("edit cards", WHY),
    f"DELETE /api/v1{CARD}/block": ("edit cards", {}),
    f"GET /api/v1{LABELS}": ("see", {}),
    f"POST /api/v1{LABELS}": ("edit cards", NAME),
    f"PATCH /api/v1{LABELS}/{{label}}": ("edit columns", NAME),
    f"DELETE /api/v1{LABELS}/{{label}}": ("edit columns", {}),
}
"""What a card says besides its texts, and the labels of the board."""

TABLE: dict[str, tuple[str, dict[str, Any]]] = {
    "GET /healthz": (OPEN, {}),
    "GET /static/{version}/{path:path}": (OPEN, {}),
    "GET /": (OPEN, {}),
    "GET /sign-in": (OPEN, {}),
    "POST /sign-in": (OPEN, {}),
    "POST /sign-out": (OPEN, {}),
    "GET /sign-up": (OPEN, {}),
    "POST /sign-up": (OPEN, {}),
    "GET /first/{token}": (OPEN, {}),
    "POST /first/{token}": (OPEN, {}),
    "GET /reset/{token}": (OPEN, {}),
    "POST /reset/{token}": (OPEN, {}),
    "GET /join/{token}": (OPEN, {}),
    "POST /join/{token}": (OPEN, {}),
    "GET /me": (SIGNED_IN, {}),
    "POST /me/profile": (SIGNED_IN, {"name": "New"}),
    "POST /me/theme": (SIGNED_IN, {"theme": "dark"}),
    "POST /me/keys": (SIGNED_IN, {}),
    "POST /me/password": (SIGNED_IN, {}),
    "POST /me/sessions/revocation": (SIGNED_IN, {}),
    "POST /me/sessions/{session}/revocation": (SIGNED_IN, {}),
    "POST /me/tokens": (SIGNED_IN, {"name": "New"}),
    "POST /me/tokens/{token}/revocation": (SIGNED_IN, {}),
    "GET /users": (ADMINISTRATOR, {}),
    "POST /users": (ADMINISTRATOR, {}),
    "POST /users/{user}/reset": (ADMINISTRATOR, {}),
    "POST /users/{user}/disabling": (ADMINISTRATOR, {}),
    "POST /users/{user}/enabling": (ADMINISTRATOR, {}),
    "POST /users/{user}/promotion": (ADMINISTRATOR, {}),
    "POST /users/{user}/demotion": (ADMINISTRATOR, {}),
    "GET /boards": (SIGNED_IN, {}),
    "POST /boards": (SIGNED_IN, {"name": "New"}),
    "POST /demo": (SIGNED_IN, {}),
    "GET /boards/{board}/export.json": ("see", {}),
    "GET /boards/{board}/export.csv": ("see", {}),
    "GET /api/v1/boards/{board}/export": ("see", {}),
    "GET /boards/{board}": ("see", {}),
    "POST /boards/{board}": ("manage board", {"name": "New", "timezone": "UTC"}),
    "GET /boards/{board}/settings": ("see", {}),
    "POST /boards/{board}/star": ("see", {}),
    "POST /boards/{board}/star/removal": ("see", {}),
    "POST /boards/{board}/copy": ("see", {"name": "New"}),
    "POST /boards/{board}/archival": ("manage board", {}),
    "POST /boards/{board}/restoral": ("manage board", {}),
    "POST /boards/{board}/deletion": ("manage board", {"name": "Test"}),
    "POST /boards/{board}/events/{seq}/undo": ("edit cards", {}),
    "POST /boards/{board}/columns": ("edit columns", COLUMN),
    "POST /boards/{board}/columns/{column}": ("edit columns", COLUMN),
    "POST /boards/{board}/columns/{column}/place": ("edit columns", {}),
    "POST /boards/{board}/columns/{column}/archival": ("edit columns", {}),
    "POST /boards/{board}/columns/{column}/restoral": ("edit columns", {}),
    "POST /boards/{board}/columns/{column}/clearing": ("edit cards", {}),
    "POST /boards/{board}/lanes": ("edit columns", {"name": "New"}),
    "POST /boards/{board}/lanes/{lane}": ("edit columns", {"name": "New"}),
    "POST /boards/{board}/lanes/{lane}/place": ("edit columns", {}),
    "POST /boards/{board}/lanes/{lane}/archival": ("edit columns", {}),
    "POST /boards/{board}/lanes/{lane}/restoral": ("edit columns", {}),
    "GET /boards/{board}/columns/{column}/cards": ("see", {}),
    "GET /boards/{board}/members": ("see", {}),
    "POST /boards/{board}/members/{user}": ("manage members", {"role": "viewer"}),
    "POST /boards/{board}/members/{user}/identity": ("manage members", {"member": "1"}),
    "POST /boards/{board}/members/{user}/removal": ("manage members", {}),
    "POST /boards/{board}/invitations": ("manage members", {"role": "viewer"}),
    "POST /boards/{board}/invitations/{invitation}/withdrawal": ("manage members", {}),
    "GET /import": (SIGNED_IN, {}),
    "POST /import": (SIGNED_IN, {}),
    "GET /import/{upload}": (SIGNED_IN, {}),
    "POST /import/{upload}": (SIGNED_IN, {}),
    "POST /import/{upload}/cancellation": (SIGNED_IN, {}),
    "GET /import/{upload}/report": (SIGNED_IN, {}),
    "GET /import/{upload}/report.json": (SIGNED_IN, {}),
    "GET /search": (SIGNED_IN, {}),
    "GET /mine": (SIGNED_IN, {}),
    "POST /boards/{board}/cards": ("edit cards", {"title": "New"}),
    "GET /boards/{board}/cards/{card}": ("see", {}),
    "POST /boards/{board}/cards/{card}": ("edit cards", {"title": "New"}),
    "POST /boards/{board}/cards/{card}/place": ("edit cards", {"column": "{column}"}),
    "POST /boards/{board}/cards/{card}/archival": ("edit cards", {}),
    "POST /boards/{board}/cards/{card}/restoral": ("edit cards", {}),
    **CONTENTS,
    "POST /boards/{board}/selection/place": (
        "edit cards",
        {"cards": "{card}", "column": "{column}"},
    ),
    "POST /boards/{board}/selection/archival": ("edit cards", {"cards": "{card}"}),
    "POST /boards/{board}/selection/labels": (
        "edit cards",
        {"cards": "{card}", "label": "{label}"},
    ),
    "POST /boards/{board}/selection/assignees": (
        "edit cards",
        {"cards": "{card}", "user": "{user}"},
    ),
    "POST /boards/{board}/selection/cards": ("edit cards", {"titles": "New"}),
    **FACTS,
    "GET /{key}-{number:int}": ("see", {}),
    "GET /api/v1/openapi.json": (OPEN, {}),
    "GET /api/v1/search": (SIGNED_IN, {}),
    "GET /api/v1/cards": (SIGNED_IN, {}),
    "GET /api/v1/boards": (SIGNED_IN, {}),
    "POST /api/v1/boards": (SIGNED_IN, {"name": "New"}),
    "GET /api/v1/boards/{board}": ("see", {}),
    "PATCH /api/v1/boards/{board}": ("manage board", {"name": "New"}),
    "DELETE /api/v1/boards/{board}": ("manage board", {}),
    "POST /api/v1/boards/{board}/copy": ("see", {"name": "New"}),
    "POST /api/v1/boards/{board}/archival": ("manage board", {}),
    "DELETE /api/v1/boards/{board}/archival": ("manage board", {}),
    "PUT /api/v1/boards/{board}/star": ("see", {}),
    "DELETE /api/v1/boards/{board}/star": ("see", {}),
    "GET /api/v1/boards/{board}/cards": ("see", {}),
    "POST /api/v1/boards/{board}/cards": ("edit cards", {"title": "New"}),
    "GET /api/v1/boards/{board}/cards/{card}": ("see", {}),
    "PATCH /api/v1/boards/{board}/cards/{card}": ("edit cards", {"title": "New"}),
    "DELETE /api/v1/boards/{board}/cards/{card}": ("edit cards", {}),
    "POST /api/v1/boards/{board}/cards/{card}/place": ("edit cards", {"column": "{column}"}),
    "POST /api/v1/boards/{board}/cards/{card}/archival": ("edit cards", {}),
    "DELETE /api/v1/boards/{board}/cards/{card}/archival": ("edit cards", {}),
    "POST /api/v1/boards/{board}/selection/place": (
        "edit cards",
        {"cards": ["{card}"], "column": "{column}"},
    ),
    "POST /api/v1/boards/{board}/selection/archival": ("edit cards", {"cards": ["{card}"]}),
    "POST /api/v1/boards/{board}/selection/labels": (
        "edit cards",
        {"cards": ["{card}"], "label": "{label}"},
    ),
    "POST /api/v1/boards/{board}/selection/assignees": (
        "edit cards",
        {"cards": ["{card}"], "user": "{user}"},
    ),
    "POST /api/v1/boards/{board}/selection/cards": ("edit cards", {"titles": ["New"]}),
    "GET /api/v1/boards/{board}/columns": ("see", {}),
    "POST /api/v1/boards/{board}/columns": ("edit columns", COLUMN),
    "GET /api/v1/boards/{board}/columns/{column}": ("see", {}),
    "PATCH /api/v1/boards/{board}/columns/{column}": ("edit columns", {"name": "New"}),
    "DELETE /api/v1/boards/{board}/columns/{column}": ("edit columns", {}),
    "POST /api/v1/boards/{board}/columns/{column}/place": ("edit columns", {}),
    "POST /api/v1/boards/{board}/columns/{column}/archival": ("edit columns", {}),
    "DELETE /api/v1/boards/{board}/columns/{column}/archival": ("edit columns", {}),
    "POST /api/v1/boards/{board}/columns/{column}/clearing": ("edit cards", {}),
    "GET /api/v1/boards/{board}/lanes": ("see", {}),
    "POST /api/v1/boards/{board}/lanes": ("edit columns", {"name": "New"}),
    "PATCH /api/v1/boards/{board}/lanes/{lane}": ("edit columns", {"name": "New"}),
    "DELETE /api/v1/boards/{board}/lanes/{lane}": ("edit columns", {}),
    "POST /api/v1/boards/{board}/lanes/{lane}/place": ("edit columns", {}),
    "POST /api/v1/boards/{board}/lanes/{lane}/archival": ("edit columns", {}),
    "DELETE /api/v1/boards/{board}/lanes/{lane}/archival": ("edit columns", {}),
    "GET /api/v1/boards/{board}/members": ("see", {}),
    "PATCH /api/v1/boards/{board}/members/{user}": ("manage members", {"role": "viewer"}),
    "DELETE /api/v1/boards/{board}/members/{user}": ("manage members", {}),
    "GET /api/v1/boards/{board}/invitations": ("manage members", {}),
    "POST /api/v1/boards/{board}/invitations": ("manage members", {"role": "viewer"}),
    "DELETE /api/v1/boards/{board}/invitations/{invitation}": ("manage members", {}),
    "GET /api/v1/boards/{board}/events": ("see", {}),
    "POST /api/v1/boards/{board}/events/{seq}/undo": ("edit cards", {}),
    "WS /boards/{board}/feed": ("see", {}),
    "WS /api/v1/boards/{board}/feed": ("see", {}),
}
"""To whom each address is open, and a body that would be taken."""

ROLES = ("viewer", "commenter", "editor", "admin")
VISITORS = ("anonymous", "stranger", "ex-member", "administrator", "reader", *ROLES)
"""The reader is an admin's program whose token only reads; the administrator is the server's, and
sits at no board."""

PLACES = ("own", "mixed", "foreign", "missing")
"""About the board that the visitor may sit at; about something of another board under that
board's address; about a board where they never sat; about none that exists."""

NOUNS = (
    "board",
    "card",
    "column",
    "lane",
    "user",
    "invitation",
    "seq",
    "checklist",
    "item",
    "comment",
    "label",
)
MISSING = dict.fromkeys(NOUNS, 999_999)
SHARED = {"token": 999_999, "session": 999_999, "upload": 999_999, "number": 1, "chart": "wip"} | {
    "version": "v",
    "path": "none.js",
}


def addresses() -> list[str]:
    found = []
    for route in routes():
        if isinstance(route, Route):
            found += [f"{method} {route.path}" for method in (route.methods or set()) - {"HEAD"}]
        else:
            assert isinstance(route, WebSocketRoute)
            found.append(f"WS {route.path}")
    return sorted(found)


def test_the_table_has_every_address_and_no_other() -> None:
    assert addresses() == sorted(TABLE)


# -- the visitors and what they ask about


@dataclass
class Something:
    """A board and the ids of things on it."""

    board: Board
    ids: dict[str, Any]


async def something(edge: Edge, by: str, guest: str) -> Something:
    board = await edge.world.board(by=by)
    card = await board.add("Plan")
    invited = await members.invite(board.by, "viewer")
    steps = await listed(board, card, "Step")
    seat = await edge.world.joined(board, guest, "viewer")
    ((row,),) = await database.read(boards.named(board.id))
    ids = {
        "board": board.id,
        "card": card,
        "column": board["Doing"],
        "user": seat.user_id,
        "invitation": invited["invitation"]["id"],
        "seq": 3,
        "checklist": steps["id"],
        "item": steps["items"][0]["id"],
        "lane": await board.lane("Fast"),
        "comment": (await comments.add(board.by, card, "Well"))["comment"]["id"],
        "label": (await labels.add(board.by, "Bug"))["label"]["id"],
        "key": row["key"],
        "target": (await edge.world.board(by=by)).id,
    }
    return Something(board, {**SHARED, **ids})


async def seated(edge: Edge, visitor: str, there: Something) -> None:
    """Give a visitor the seat that their name says, or take it away."""
    board = there.board
    if visitor == "ex-member":
        seat = await edge.world.joined(board, visitor, "admin")
        await members.remove(board.by, seat.user_id)
    elif visitor == "administrator":
        user = await edge.world.user(visitor)
        async with database.transaction() as (batch, _):
            await batch.run(("UPDATE users SET is_admin = ? WHERE id = ?", (True, user["id"])))
    elif visitor in ROLES or visitor == "reader":
        role = "admin" if visitor == "reader" else visitor
        seat = await edge.world.joined(board, visitor, role)
        target = await Board.load(
            there.ids["target"], await edge.world.seat(there.ids["target"], "ana")
        )
        await edge.world.joined(target, visitor, role)
        if seat.may("comment"):  # What one may do to a comment, one may to one's own.
            said = await comments.add(seat, there.ids["card"], "Well")
            there.ids["comment"] = said["comment"]["id"]


async def client(edge: Edge, visitor: str, *, api: bool) -> httpx.AsyncClient:
    if visitor == "anonymous" or (visitor != "reader" and not api):
        return await edge.browser(None if visitor == "anonymous" else visitor)
    made = await edge.program(visitor, "read" if visitor == "reader" else "write")
    made.base_url = httpx.URL(edge.config.address)
    return made


def expected(visitor: str, rule: str, place: str, address: str) -> set[str]:
    """What a visitor gets: let in, or the status of a refusal."""
    method, path = address.split(" ", 1)
    api = path.startswith("/api/")
    if rule == OPEN:
        return {"in", "404"}
    if visitor == "anonymous" or (visitor == "reader" and not api):
        return {"401"}
    if visitor == "reader" and method not in ("GET", "WS"):
        return {"403"}
    if rule == ADMINISTRATOR:
        known = place in ("own", "mixed", "foreign") or "{" not in path
        return {("in" if known else "404") if visitor == "administrator" else "403"}
    if rule == SIGNED_IN:
        return {"in", "404"} if "{" in path else {"in"}
    if place in ("foreign", "missing") or visitor in ("stranger", "ex-member", "administrator"):
        return {"404"}
    allowed = rule in MAY["admin" if visitor == "reader" else visitor]
    return {("404" if place == "mixed" else "in") if allowed else "403"}


@pytest.fixture
async def edge(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Edge]:
    async with running(sqlite_url, tmp_path) as served:
        yield served


@pytest.mark.parametrize("address", sorted(TABLE))
async def test_an_address_lets_in_whom_it_should(edge: Edge, address: str) -> None:
    """And who is refused changes nothing, nor does who only reads: the next shares their board."""
    method, path = address.split(" ", 1)
    reads = method in ("GET", "WS")
    rule, body = TABLE[address]
    foreign = await something(edge, "zoe", "yan")
    own: Something | None = None

    async def boards() -> tuple[str, str]:
        assert own
        return await own.board.digest(), await foreign.board.digest()

    for visitor in VISITORS:
        if own is None:
            own = await something(edge, "ana", f"mel-{visitor}")
        await seated(edge, visitor, own)
        before = await boards()
        asks = await client(edge, visitor, api=path.startswith("/api/"))
        got = ""
        for place, ids in _places(own.ids, foreign.ids, path).items():
            allowed = expected(visitor, rule, place, address)
            if place == "own" and "in" in allowed and not reads:
                assert await boards() == before, visitor
            said = {name: _said(value, ids) for name, value in body.items()}
            got = await _ask(edge, asks, method, _filled(path, ids), said)
            assert got in allowed, (visitor, place, got)
            if got == "in" and place != "own" and not reads:
                before = await boards()
        if got != "in" or reads:
            assert await boards() == before, visitor
        else:
            own = None


def _places(own: dict[str, Any], foreign: dict[str, Any], path: str) -> dict[str, dict[str, Any]]:
    """What is asked about, one's own board last: the ids of each place. An address that names
    nothing is asked once."""
    if "{" not in path:
        return {"own": own}
    mixed = {**foreign, **{name: own[name] for name in ("board", "key", "target")}}
    return {
        "missing": {**own, **MISSING, "key": "NONE"},
        "foreign": foreign,
        **({"mixed": mixed} if _names_a_child(path) else {}),
        "own": own,
    }


NUMBERS = ("column", "cards", "label", "user", "board")
"""Fields of bodies that hold ids."""


def _said(value: Any, ids: dict[str, Any]) -> Any:
    if isinstance(value, list):
        return [_said(each, ids) for each in value]
    return str(value).format(**ids)


def _numbers(value: Any) -> Any:
    return [int(each) for each in value] if isinstance(value, list) else int(value)


def _names_a_child(path: str) -> bool:
    return any(f"{{{name}}}" in path for name in NOUNS[1:] if name != "seq")


def _filled(path: str, ids: dict[str, Any]) -> str:
    return re.sub(r":\w+}", "}", path).format(**ids)


async def _ask(
    edge: Edge, asks: httpx.AsyncClient, method: str, path: str, body: dict[str, Any]
) -> str:
    if method == "WS":
        return await _knock(edge, asks, path)
    if path.startswith("/api/"):
        numbers = {name: _numbers(v) if name in NUMBERS else v for name, v in body.items()}
        sent: dict[str, Any] = {"json": numbers} if method != "GET" else {}
    else:
        sent = {"data": body} if method != "GET" else {}
    answer = await asks.request(method, path, **sent)
    assert answer.status_code < 500, answer.text
    if answer.status_code == 303 and answer.headers["location"].startswith("/sign-in?"):
        return "401"
    if answer.status_code == 303 and answer.headers["location"] == "/sign-in" and method != "GET":
        return "in" if path == "/sign-out" else "401"
    refused = answer.status_code in (401, 403, 404)
    return str(answer.status_code) if refused else "in"


async def _knock(edge: Edge, browser: httpx.AsyncClient, path: str) -> str:
    """Open a websocket and say how it went."""
    said: asyncio.Queue[Message] = asyncio.Queue()
    sent: Iterator[Message] = iter([{"type": "websocket.connect"}])

    async def receive() -> Message:
        for message in sent:
            return message
        await asyncio.sleep(60)
        raise AssertionError("nobody listened")

    request = browser.build_request("GET", path, headers={"Origin": edge.config.address})
    scope = {
        "type": "websocket",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("127.0.0.1", 1),
        "subprotocols": [],
        "extensions": {"websocket.http.response": {}},
    }

    async def listen() -> None:
        await edge.serve(scope, receive, said.put)

    socket = asyncio.create_task(listen())
    try:
        first = await asyncio.wait_for(said.get(), 20)
        if first["type"] == "websocket.http.response.start":
            return str(first["status"])
        second = await asyncio.wait_for(said.get(), 20)
        closes = {4401: "401", 4403: "404"}
        return closes[second["code"]] if second["type"] == "websocket.close" else "in"
    finally:
        socket.cancel()
        await asyncio.gather(socket, return_exceptions=True)


def test_the_table_is_asked_about_everything() -> None:
    assert len(list(product(VISITORS, PLACES))) * len(TABLE) > 2_000
