"""The sockets of a server in a process of its own: who gets in, what they hear, and when it ends.

What happens on a board happens by requests to that server, which nudges its feed, or by the verbs
of the domain in this process, which it can only find in the database.
"""

import asyncio
import itertools
import json
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import HTTPConnection
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from board import boards, database, edits, members
from board.boards import named
from server.auth import secret, sessions, tokens
from server.protocol import MOST_PIECES
from server.sockets import MOST_SOCKETS
from tests.postgres import Cluster
from tests.processes import PATIENCE, Server
from tests.waits import until
from tests.world import Board, World

TEMPLATE = "andon_template"
Frame = dict[str, Any]


class Listener:
    """One end of a socket that keeps every frame, and how it ended."""

    def __init__(self, ws: ClientConnection) -> None:
        self.ws = ws
        self.frames: list[Frame] = []
        self.asides: dict[str, Any] = {}
        """What it last heard beside the board's messages: who is here."""
        self.seq = 0
        """Up to which number it has heard."""
        self.heard_at = 0.0
        self.code: int | None = None
        self._listening = asyncio.ensure_future(self._listen())

    async def _listen(self) -> None:
        try:
            async for text in self.ws:
                frame = json.loads(text)
                if "here" in frame or "presence" in frame:
                    self.asides |= frame
                    continue
                self.heard_at = time.monotonic()
                self.frames.append(frame)
                self.seq = max(self.seq, self.frames[-1].get("seq", 0))
        except ConnectionClosed:
            pass
        self.code = self.ws.close_code

    @property
    def events(self) -> list[int]:
        """The numbers of the events that it heard."""
        return [event["seq"] for frame in self.frames for event in frame.get("events", [])]

    def heard(self, text: str) -> bool:
        """Whether a text was in any frame."""
        return text in json.dumps(self.frames)

    async def until(self, true: Callable[["Listener"], Any], seconds: float = PATIENCE) -> None:
        """Wait until something holds; fails when it does not within so many seconds."""
        await until(lambda: true(self), seconds)

    async def end(self) -> None:
        await self.ws.close()
        await self._listening


class House:
    """A server, a world on its database, and sockets to it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.world = World()
        self.secret = secret.load(server.data / "secret")
        self.open = AsyncExitStack()

    async def token(self, name: str = "ana", scope: str = "write") -> str:
        """An API token of a person."""
        user = await self.world.user(name)
        return await tokens.add(self.secret, user["id"], "test", scope)

    async def session(self, name: str = "ana") -> str:
        """The session's cookie of a browser in which a person is signed in."""
        user = await self.world.user(name)
        conn = HTTPConnection({"type": "http", "headers": [], "client": ("127.0.0.1", 1)})
        return "andon=" + await sessions.begin(self.secret, user["id"], conn)

    async def program(self, name: str = "ana") -> httpx.AsyncClient:
        """A program that carries a token of a person."""
        headers = {"Authorization": f"Bearer {await self.token(name)}"}
        base = f"{self.server.url}/api/v1"
        client = httpx.AsyncClient(base_url=base, headers=headers, timeout=PATIENCE)
        return await self.open.enter_async_context(client)

    def page(self, board: int | str, cookie: str | None, query: str = "", **other: Any) -> connect:
        """A page's socket; by default from a page of this server."""
        headers = {"Cookie": cookie} if cookie else {}
        other = {"origin": self.server.url, "additional_headers": headers, **other}
        return self._connect(f"/boards/{board}/feed{query}", other)

    def api(self, board: int | str, token: str | None, query: str = "", **other: Any) -> connect:
        """A program's socket."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        other = {"additional_headers": headers, **other}
        return self._connect(f"/api/v1/boards/{board}/feed{query}", other)

    def _connect(self, path: str, options: dict[str, Any]) -> connect:
        address = self.server.url.replace("http", "ws", 1) + path
        return connect(address, proxy=None, max_size=None, compression=None, **options)

    async def listen(self, socket_: connect) -> Listener:
        """Somebody at a socket, until the test ends."""
        listener = Listener(await socket_)
        self.open.push_async_callback(listener.end)
        return listener

    async def both(self, board: Board, name: str = "ana", query: str = "") -> list[Listener]:
        """A page and a program of a person, each with its socket."""
        page = await self.listen(self.page(board.id, await self.session(name), query))
        api = await self.listen(self.api(board.id, await self.token(name), query))
        for listener in (page, api):
            await listener.until(lambda one: one.frames)
        return [page, api]


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server for all tests of this module, once on each kind of database."""
    folder = tmp_path_factory.mktemp("sockets")
    if request.param == "sqlite":
        with Server(folder) as server:
            yield server
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    cluster.create("sockets", template=TEMPLATE)
    with Server(folder, ANDON_DATABASE_URL=cluster.url("sockets")) as server:
        yield server
    cluster.drop("sockets")


@asynccontextmanager
async def inhabited(server: Server) -> AsyncIterator[House]:
    await database.connect(server.settings.get("ANDON_DATABASE_URL") or _file(server))
    house = House(server)
    try:
        async with house.open:
            yield house
    finally:
        await database.close()


def _file(server: Server) -> str:
    return f"sqlite://{server.data / 'andon.sqlite3'}"


@pytest.fixture
async def house(served: Server) -> AsyncIterator[House]:
    async with inhabited(served) as house_:
        yield house_


@pytest.fixture
async def own(tmp_path: Path) -> AsyncIterator[House]:
    """A house of the test's own, on SQLite."""
    with Server(tmp_path) as server:
        async with inhabited(server) as house_:
            yield house_


@pytest.fixture
async def limited(tmp_path: Path) -> AsyncIterator[House]:
    """A house of the test's own, with every limit on."""
    with Server(tmp_path, ANDON_RATE_LIMIT="on") as server:
        async with inhabited(server) as house_:
            yield house_


async def refused(attempt: connect) -> httpx.Response:
    """How a handshake was refused."""
    with pytest.raises(InvalidStatus) as refusal:
        await attempt
    response = refusal.value.response
    return httpx.Response(response.status_code, content=bytes(response.body or b""))


async def turned_away(attempt: connect) -> int | None:
    """The code with which a socket is closed as soon as it is open."""
    async with attempt as ws:
        with pytest.raises(ConnectionClosed):
            await asyncio.wait_for(ws.recv(), PATIENCE)
        return ws.close_code


# -- who gets in


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "https://127.0.0.1", "http://127.0.0.1:1"]
)
async def test_a_page_of_another_site_gets_no_socket(house: House, origin: str | None) -> None:
    board = await house.world.board()
    attempt = house.page(board.id, await house.session(), origin=origin)
    assert (await refused(attempt)).status_code == 403


async def test_a_page_that_names_two_origins_gets_no_socket(house: House) -> None:
    board = await house.world.board()
    headers = [("Cookie", await house.session()), ("Origin", "http://evil.example")]
    attempt = house.page(board.id, None, additional_headers=headers)
    assert (await refused(attempt)).status_code in (400, 403)


@pytest.mark.parametrize("cookie", [None, "andon=", "andon=wrong", "other=1"])
async def test_a_page_without_a_session_is_told_to_sign_in(
    house: House, cookie: str | None
) -> None:
    board = await house.world.board()
    assert await turned_away(house.page(board.id, cookie)) == 4401


async def test_a_page_whose_session_has_ended_is_told_to_sign_in(house: House) -> None:
    board = await house.world.board()
    cookie = await house.session()
    async with database.transaction(sessions.end_all(board.by.user_id)):
        pass
    assert await turned_away(house.page(board.id, cookie)) == 4401


@pytest.mark.parametrize("which", ["another", "missing", "0", "x", "99999999999999999999"])
async def test_a_page_of_a_board_without_a_seat_is_told_so(house: House, which: str) -> None:
    board = await house.world.board()
    name = {"another": str(board.id), "missing": str(board.id + 1000)}.get(which, which)
    assert await turned_away(house.page(name, await house.session("eve"))) == 4403


async def test_a_token_opens_no_page(house: House) -> None:
    board = await house.world.board()
    headers = {"Authorization": f"Bearer {await house.token()}", "Cookie": await house.session()}
    assert await turned_away(house.page(board.id, None, additional_headers=headers)) == 4401


@pytest.mark.parametrize("token", [None, "", "wrong", "andon_" + "x" * 43])
async def test_a_program_without_a_token_gets_no_socket(house: House, token: str | None) -> None:
    board = await house.world.board()
    response = await refused(house.api(board.id, token))
    assert (response.status_code, response.json()["code"]) == (401, "signed_out")


async def test_a_session_opens_no_program_s_socket(house: House) -> None:
    board = await house.world.board()
    headers = {"Cookie": await house.session(), "Origin": house.server.url}
    attempt = house.api(board.id, None, additional_headers=headers)
    assert (await refused(attempt)).status_code == 401


async def test_a_foreign_board_and_a_missing_one_are_refused_alike(house: House) -> None:
    board = await house.world.board()
    token = await house.token("eve")
    missing = (str(board.id + 1000), "0", "-1", "x", "99999999999999999999", "2147483648")
    foreign = await refused(house.api(board.id, token))
    assert (foreign.status_code, foreign.json()["code"]) == (404, "not_found")
    for name in missing:
        response = await refused(house.api(name, token))
        assert (response.status_code, response.json()) == (404, foreign.json())


async def test_a_token_that_only_reads_may_listen(house: House) -> None:
    board = await house.world.board()
    listener = await house.listen(house.api(board.id, await house.token(scope="read")))
    await listener.until(lambda one: one.frames)


# -- what they hear


async def test_the_first_frame_holds_everything_behind_the_position(house: House) -> None:
    board = await house.world.board()
    epoch = await _epoch(board)
    await board.add("a")
    await board.add("b")
    token = await house.token()
    for query, events in (
        ("?after=2", [3, 4]),
        ("?after=3", [4]),
        (f"?after=0&epoch={epoch}", [1, 2, 3, 4]),
        ("?after=4", []),
        ("", []),
    ):
        listener = await house.listen(house.api(board.id, token, query))
        await listener.until(lambda one: one.frames)
        (first,) = listener.frames
        assert (first["seq"], first["epoch"]) == (4, epoch)
        assert listener.events == events
    page = await house.listen(house.page(board.id, await house.session(), "?after=3"))
    await page.until(lambda one: one.frames)
    (first,) = page.frames
    assert (first["after"], first["seq"]) == (3, 4)
    assert ">b<" in first["content"] and ">a<" not in first["content"]


async def _epoch(board: Board) -> str:
    ((row,),) = await database.read(named(board.id))
    return str(row["epoch"])


@pytest.mark.parametrize(
    "query",
    [
        "?after=-1",
        "?after=1.5",
        "?after=x",
        "?after=",
        "?after=٣",
        "?after=4",
        "?after=9007199254740993",
        "?after=9223372036854775808",
        "?after=" + "9" * 400,
        "?after=3&epoch=another",
        "?after=3&epoch=",
    ],
)
async def test_a_position_that_leads_nowhere_gets_a_fresh_start(house: House, query: str) -> None:
    board = await house.world.board()
    await board.add("a")
    page, api = await house.both(board, query=query)
    reset = {"reset": True, "seq": 3, "epoch": await _epoch(board)}
    assert api.frames == [reset]
    await page.until(lambda one: one.frames[-1].get("reset"))
    assert ">a<" in page.frames[-1].pop("content")
    assert page.frames[-1] == reset
    await board.add("b")
    for listener in (page, api):
        await listener.until(lambda one: one.seq == 4)


async def test_a_position_far_behind_gets_a_fresh_start(house: House) -> None:
    board = await house.world.board()
    card = await board.add("0")
    await asyncio.gather(*(edits.edit(board.by, card, title=str(n)) for n in range(1, 500)))
    _, api = await house.both(board, query="?after=1")
    assert api.frames[0].get("reset")
    _, api = await house.both(board, query="?after=2")
    assert api.events == list(range(3, 503))


async def test_events_of_many_writers_come_in_order_without_a_gap(house: House) -> None:
    board = await house.world.board()
    people = ["ana", *(f"p{n}" for n in range(4))]
    for name in people[1:]:
        await house.world.joined(board, name)
    begin = await board.seq()
    listeners = [listener for name in people[:2] for listener in await house.both(board, name)]

    async def write(name: str) -> None:
        program = await house.program(name)
        for n in range(10):
            body = {"title": f"{name} {n}", "position": ["top", "bottom"][n % 2]}
            made = await program.post(f"/boards/{board.id}/cards", json=body)
            card = made.raise_for_status().json()["card"]["id"]
            place = {"column": board["Doing"]}
            await program.post(f"/boards/{board.id}/cards/{card}/place", json=place)

    await asyncio.gather(*map(write, people))
    end = begin + 2 * 10 * len(people)
    for listener in listeners:
        await listener.until(lambda one: one.seq == end)
        at = begin
        for frame in listener.frames:
            if "after" in frame:
                assert frame["after"] == at
                at = frame["seq"]
    for api in listeners[1::2]:
        assert api.events == list(range(begin + 1, end + 1))


async def test_what_another_process_writes_arrives_within_a_second(house: House) -> None:
    board = await house.world.board()
    listeners = await house.both(board)
    for n in range(3):
        await board.add(f"card {n}")
        for listener in listeners:
            await listener.until(lambda one, n=n: one.heard(f"card {n}"), 1)  # type: ignore[misc]


async def test_a_board_that_a_command_makes_can_be_listened_to(own: House) -> None:
    user = await own.world.user("ana")
    lists = [{"id": "l", "name": "To do", "closed": False, "pos": 1}]
    file = own.server.data / "trello.json"
    export = {"id": "b", "name": "Imported", "lists": lists, "cards": [], "actions": []}
    file.write_text(json.dumps(export))
    report = json.loads(own.server.andon("import", str(file), "--owner", user["email"]))
    board = await Board.load(report["board"], await own.world.seat(report["board"], "ana"))
    page, api = await own.both(board, query="?after=0")
    assert api.frames[0]["events"][0]["kind"] == "board.imported"
    await board.add("a")
    for listener in (page, api):
        await listener.until(lambda one: one.heard("card.created") or one.heard(">a<"))


async def test_a_link_that_is_idle_hears_a_heartbeat(tmp_path: Path) -> None:
    tuning = {"server.feed.HEARTBEAT_SECONDS": 0.1}
    with Server(tmp_path, tuning=tuning) as server:
        async with inhabited(server) as house:
            board = await house.world.board()
            beat = {"seq": 2, "epoch": await _epoch(board)}
            for listener in await house.both(board):
                await listener.until(lambda one: one.frames.count(beat) > 2)


async def test_a_role_that_changes_is_told_to_that_member_alone(house: House) -> None:
    board = await house.world.board()
    eve = await house.world.joined(board, "eve")
    ana_page, _ = await house.both(board)
    eve_page, eve_api = await house.both(board, "eve")
    ana = await house.program()
    body = {"role": "viewer"}
    await ana.patch(f"/boards/{board.id}/members/{eve.user_id}", json=body)
    for listener in (ana_page, eve_page, eve_api):
        await listener.until(lambda one: one.seq == 5)
    await eve_page.until(lambda one: {"role": "viewer"} in one.frames)
    assert not any("role" in frame for frame in [*ana_page.frames, *eve_api.frames])


# -- who must hear no more


async def test_who_is_removed_hears_nothing_that_comes_after(house: House) -> None:
    board = await house.world.board()
    eve = await house.world.joined(board, "eve")
    ears = [*await house.both(board, "eve"), *await house.both(board, "eve")]
    watching, _ = await house.both(board)
    ana = await house.program()
    over = asyncio.Event()

    async def write() -> None:
        while not over.is_set():
            await ana.post(f"/boards/{board.id}/cards", json={"title": "before"})

    writing = [asyncio.ensure_future(write()) for _ in range(4)]
    await asyncio.sleep(0.2)
    answer = await ana.delete(f"/boards/{board.id}/members/{eve.user_id}")
    removal = answer.raise_for_status().json()["seq"]
    out = asyncio.gather(*(ear.until(lambda one: one.code, 1) for ear in ears))
    for n in range(20):
        await ana.post(f"/boards/{board.id}/cards", json={"title": f"secret {n}"})
    over.set()
    await asyncio.gather(*writing)
    await watching.until(lambda one: one.heard("secret 19"))
    await out
    for ear in ears:
        assert ear.code == 4403
        assert ear.seq < removal
        assert not ear.heard("secret")


async def test_who_is_removed_by_another_process_hears_nothing_that_comes_after(
    house: House,
) -> None:
    board = await house.world.board()
    eve = await house.world.joined(board, "eve")
    ears = await house.both(board, "eve")
    await members.remove(board.by, eve.user_id)
    await board.add("secret")
    for ear in ears:
        await ear.until(lambda one: one.code, 1)
        assert ear.code == 4403
        assert not ear.heard("secret")


async def _sign_out(house: House, cookie: str, token: str) -> None:
    base, headers = house.server.url, {"Cookie": cookie, "Origin": house.server.url}
    async with httpx.AsyncClient(base_url=base, headers=headers, timeout=PATIENCE) as browser:
        assert (await browser.post("/sign-out")).status_code == 303


async def _reset(house: House, cookie: str, token: str) -> None:
    email = (await house.world.user("eve"))["email"]
    link = await asyncio.to_thread(house.server.andon, "user", "reset", email)
    path = link[link.index("/reset/") :]
    base, headers = house.server.url, {"Origin": house.server.url}
    async with httpx.AsyncClient(base_url=base, headers=headers, timeout=PATIENCE) as browser:
        answer = await browser.post(path, data={"password": "many grey geese go home"})
        assert answer.status_code == 303


async def _revoke(house: House, cookie: str, token: str) -> None:
    user = (await house.world.user("eve"))["id"]
    found = await tokens.find(house.secret, token)
    assert found
    await tokens.revoke(found["id"], user)


async def _disable(house: House, cookie: str, token: str) -> None:
    user = (await house.world.user("eve"))["id"]
    async with database.transaction(("UPDATE users SET disabled_at = 1 WHERE id = ?", (user,))):
        pass


@pytest.mark.parametrize(
    ("end", "ends"),
    [
        (_sign_out, ("page",)),
        (_reset, ("page",)),
        (_revoke, ("api",)),
        (_disable, ("page", "api")),
    ],
    ids=["sign out", "reset", "revoke", "disable"],
)
async def test_who_is_signed_out_is_out_within_a_second(
    house: House,
    end: Callable[[House, str, str], Awaitable[None]],
    ends: tuple[str, ...],
) -> None:
    board = await house.world.board()
    await house.world.joined(board, "eve")
    cookie, token = await house.session("eve"), await house.token("eve")
    ears = {
        "page": await house.listen(house.page(board.id, cookie)),
        "api": await house.listen(house.api(board.id, token)),
        "ana": await house.listen(house.api(board.id, await house.token())),
    }
    for ear in ears.values():
        await ear.until(lambda one: one.frames)
    await end(house, cookie, token)
    for name in ends:
        await ears[name].until(lambda one: one.code, 1)
        assert ears[name].code == 4401
    await board.add("after it")
    for name in ears.keys() - set(ends):
        await ears[name].until(lambda one: one.heard("after it"))
    assert not any(ears[name].heard("after it") for name in ends)


# -- what they send


WRONG: list[str | bytes] = [
    b"{}",
    "no json",
    "[]",
    '"text"',
    "null",
    '{"type": "move"}',
    "{" * 5000,
]


async def test_a_frame_that_means_nothing_is_answered_and_forgiven_a_few_times(
    house: House,
) -> None:
    board = await house.world.board()
    for listener in await house.both(board):
        for frame in WRONG:
            await listener.ws.send(frame)
        await listener.until(
            lambda one: sum("error" in frame for frame in one.frames) == len(WRONG)
        )
        await board.add("still here")
        await listener.until(lambda one: one.heard("still here"))
        for frame in WRONG:
            await listener.ws.send(frame)
        await listener.until(lambda one: one.code)
        assert listener.code == 4429


async def test_a_frame_that_is_too_long_closes_only_its_own_socket(house: House) -> None:
    board = await house.world.board()
    page, api = await house.both(board)
    await page.ws.send("x" * 70_000)
    await page.until(lambda one: one.code)
    assert page.code == 1009
    await board.add("a")
    await api.until(lambda one: one.heard("card.created"))


async def test_a_flood_of_frames_is_ended(limited: House) -> None:
    board = await limited.world.board()
    page, api = await limited.both(board)
    with pytest.raises(ConnectionClosed):
        while True:
            await page.ws.send('{"type": "presence"}')
            await asyncio.sleep(0)
    await page.until(lambda one: one.code)
    assert page.code == 4429
    await board.add("a")
    await api.until(lambda one: one.heard("card.created"))


async def test_a_frame_in_countless_pieces_is_ended(house: House) -> None:
    board = await house.world.board()
    page, api = await house.both(board)
    await api.ws.send(["{", *[""] * 20, "}"])
    await api.until(lambda one: "error" in one.frames[-1])
    with suppress(ConnectionClosed):
        await page.ws.send(itertools.repeat("", MOST_PIECES + 10))
    await page.until(lambda one: one.code)
    # The close frame is lost when there was more on its way.
    assert page.code in (1009, 1006)
    await board.add("a")
    await api.until(lambda one: one.heard("card.created"))


async def test_pings_whose_answers_nobody_takes_are_ended(house: House) -> None:
    board = await house.world.board()
    bearer = await house.token()
    one = await _never_read(
        house, f"/api/v1/boards/{board.id}/feed", f"Authorization: Bearer {bearer}"
    )
    ping = bytes((0x89, 0x80 | 125)) + bytes(4) + b"x" * 125
    with one, pytest.raises(OSError, match=r"reset|Broken pipe"):
        for _ in range(3_000):
            await asyncio.get_running_loop().sock_sendall(one, ping * 100)


@pytest.mark.parametrize("at_once", [False, True])
async def test_a_user_has_so_many_sockets_and_no_more(limited: House, at_once: bool) -> None:
    board = await limited.world.board()
    await limited.world.joined(board, "eve")
    cookie, token = await limited.session(), await limited.token()
    attempts = [
        limited.page(board.id, cookie) if n % 2 else limited.api(board.id, token)
        for n in range(MOST_SOCKETS + 5)
    ]
    if at_once:
        ears = list(await asyncio.gather(*map(limited.listen, attempts)))
    else:
        ears = [await limited.listen(attempt) for attempt in attempts]
    await until(lambda: sum(ear.code is not None for ear in ears) == 5)
    await until(lambda: sum(bool(ear.frames) for ear in ears) == MOST_SOCKETS)
    assert {ear.code for ear in ears} == {None, 4429}
    other = await limited.listen(limited.api(board.id, await limited.token("eve")))
    await other.until(lambda one: one.frames)
    await next(ear for ear in ears if ear.code is None).ws.close()
    free = False
    async with asyncio.timeout(PATIENCE):
        while not free:  # The server may hear of the one that left after the one that comes.
            again = await limited.listen(limited.api(board.id, token))
            await again.until(lambda one: one.frames or one.code)
            free = bool(again.frames)


# -- restarts and readers that do not read


@pytest.mark.parametrize("how", ["stop", "kill"])
async def test_who_comes_back_after_a_restart_misses_nothing(own: House, how: str) -> None:
    board = await own.world.board()
    begin = await board.seq()
    epoch = await _epoch(board)
    before = await own.both(board)
    program = await own.program()

    async def write(n: int) -> None:
        for k in range(10):
            key = {"Idempotency-Key": f"{n}-{k}"}
            while not await sent(f"/boards/{board.id}/cards", {"title": "a"}, key):
                await asyncio.sleep(0.1)
            await asyncio.sleep(0.01)

    async def sent(path: str, body: dict[str, str], key: dict[str, str]) -> bool:
        try:
            return (await program.post(path, json=body, headers=key)).is_success
        except httpx.TransportError:
            return False

    writing = [asyncio.ensure_future(write(n)) for n in range(3)]
    await asyncio.sleep(0.1)
    await asyncio.to_thread(getattr(own.server, how))
    for listener in before:
        await listener.until(lambda one: one.code)
        assert listener.code == {"stop": 1012, "kill": 1006}[how]
    await asyncio.to_thread(own.server.start)
    cookie, token = await own.session(), await own.token()
    at_page, at_api = (f"?after={one.seq}&epoch={epoch}" for one in before)
    back = [
        await own.listen(own.page(board.id, cookie, at_page)),
        await own.listen(own.api(board.id, token, at_api)),
    ]
    await asyncio.gather(*writing)
    end = begin + 30
    for listener in back:
        await listener.until(lambda one: one.seq == end)
    assert before[1].events + back[1].events == list(range(begin + 1, end + 1))
    at = before[0].seq
    for frame in back[0].frames:
        if "after" in frame:
            assert frame["after"] == at
            at = frame["seq"]


LONG = "x" * 40_000


async def test_a_slow_reader_is_told_to_come_back_and_misses_nothing(tmp_path: Path) -> None:
    tuning = {"server.sockets.FAREWELL_SECONDS": 60}
    with Server(tmp_path, tuning=tuning) as server:
        async with inhabited(server) as house:
            board = await house.world.board()
            writer = Busy(board, await board.add("0"), await house.program())
            token = await house.token()
            with socket.socket() as one:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                one.connect(("127.0.0.1", server.port))
                slow = house.api(board.id, token, "?after=2", sock=one, max_queue=1)
                async with slow as ws:
                    await writer.write()
                    listener = Listener(ws)
                    await listener.until(lambda it: it.code)
            assert listener.code == 1013
            back = await house.listen(house.api(board.id, token, f"?after={listener.seq}"))
            await back.until(lambda it: it.frames)
            assert listener.events + back.events == list(range(3, await board.seq() + 1))


SHORT = {"server.sockets.FAREWELL_SECONDS": 1, "server.protocol.LINGER_SECONDS": 1}


@pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")
async def test_a_reader_that_never_reads_is_let_go_and_slows_nobody(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Healthy readers get changes within twice the time (and 10 ms) that it takes them alone; the
    server lets go of those who never read, and of the memory that they cost."""
    with Server(tmp_path, tuning=SHORT) as server:
        async with inhabited(server) as house:
            board = await house.world.board()
            writer = Busy(board, await board.add("0"), await house.program())
            writer.healthy += [ear for _ in range(5) for ear in await house.both(board)]
            alone = await writer.write()
            files, memory = _files(server), _memory(server)
            cookie, bearer = await house.session(), await house.token()
            stalled = [
                await _never_read(house, f"/boards/{board.id}/feed", f"Cookie: {cookie}"),
                await _never_read(
                    house, f"/api/v1/boards/{board.id}/feed", f"Authorization: Bearer {bearer}"
                ),
            ]
            assert _files(server) > files
            try:
                beside = await writer.write()
                grown = _memory(server) - memory
                await until(lambda: _files(server) <= files)
            finally:
                for one in stalled:
                    one.close()
            assert all(ear.code is None for ear in writer.healthy)
        assert not server.complaints
    for name, value in {"alone": alone, "beside": beside, "grown": grown / 1e6}.items():
        print(name, round(value, 4))
        record_property(name, value)
    assert beside < 2 * alone + 0.01
    assert grown < 30e6


class Busy:
    """Somebody who writes long texts, and everybody who gets them."""

    def __init__(self, board: Board, card: int, program: httpx.AsyncClient) -> None:
        self.path = f"/boards/{board.id}/cards/{card}"
        self.program = program
        self.healthy: list[Listener] = []
        self.times = itertools.count()

    async def write(self) -> float:
        """Write a while; the seconds from a request to each of its readers, as few as a tenth of
        them take: what stands in the way of all is in them, what else the machine does is not."""
        took = [0.0]
        for n in itertools.islice(self.times, 100):
            body = {"title": f"{n} " + "ß" * 900, "description": f"{n} {LONG}"}
            begun = time.monotonic()
            answer = await self.program.patch(self.path, json=body)
            seq = answer.raise_for_status().json()["seq"]
            for ear in self.healthy:
                await ear.until(lambda it, seq=seq: it.seq >= seq)  # type: ignore[misc]
                took.append(ear.heard_at - begun)
        return sorted(took)[len(took) // 10]


async def _never_read(house: House, path: str, header: str) -> socket.socket:
    """A websocket whose other end takes nothing beyond its handshake."""
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    one.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(one, ("127.0.0.1", house.server.port))
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{house.server.port}",
        f"Origin: {house.server.url}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        header,
    ]
    await loop.sock_sendall(one, "\r\n".join([*lines, "", ""]).encode())
    assert (await loop.sock_recv(one, 12)).endswith(b"101")
    return one


def _files(server: Server) -> int:
    """The files that a server holds open."""
    return sum(1 for _ in Path(f"/proc/{server.pid}/fd").iterdir())


def _memory(server: Server) -> int:
    """The memory that a server has, in bytes."""
    pages = Path(f"/proc/{server.pid}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


# -- presence


async def test_pages_are_told_who_is_here_and_programs_are_not(house: House) -> None:
    board = await house.world.board()
    eve = await house.world.joined(board, "eve")
    ana, program = await house.both(board)
    page = await house.listen(house.page(board.id, await house.session("eve")))
    everybody = sorted([board.by.user_id, eve.user_id])
    for listener in (ana, page):
        await listener.until(lambda one: one.asides.get("here") == everybody)
    await page.ws.send(json.dumps({"looking": 7, "holding": None}))
    looking = {"user": eve.user_id, "card": 7, "how": "looking"}
    await ana.until(lambda one: one.asides.get("presence") == [looking])
    await page.end()
    await ana.until(lambda one: one.asides == {"here": [board.by.user_id], "presence": []})
    assert program.asides == {}
    assert not any("looking" in json.dumps(frame) for frame in ana.frames + program.frames)


async def test_what_means_nothing_is_answered_and_changes_no_presence(house: House) -> None:
    board = await house.world.board()
    page, program = await house.both(board)
    for sent, word in (
        ({"looking": "7"}, "looking"),
        ({"holding": -1}, "holding"),
        ({"moving": 7}, "moving"),
        ({"looking": 7, "by": 1}, "by"),
    ):
        await page.ws.send(json.dumps(sent))
        await page.until(lambda one, word=word: word in one.frames[-1].get("error", ""))
    await program.ws.send(json.dumps({"looking": 7}))
    await program.until(lambda one: "error" in one.frames[-1])
    assert page.asides["presence"] == []


async def test_who_is_disabled_is_out_within_a_second(house: House) -> None:
    board = await house.world.board()
    eve = await house.world.joined(board, "eve")
    page, api = await house.both(board, "eve")
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE users SET disabled_at = 1 WHERE id = ?", (eve.user_id,)))
    for listener in (page, api):
        await listener.until(lambda one: one.code in (4401, 4403), 1.5)


async def test_a_board_that_is_deleted_closes_every_socket_within_a_second(house: House) -> None:
    board = await house.world.board()
    page, api = await house.both(board)
    await boards.delete(board.by)
    for listener in (page, api):
        await listener.until(lambda one: one.code == 4403, 1.5)
    with pytest.raises(InvalidStatus):
        await house.api(board.id, await house.token())
