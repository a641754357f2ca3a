"""What was acknowledged survives the death of the server, and happens once.

Programs create, move and rename cards while the server is killed at random moments and started
again. Each intention is in a ledger before it is sent. Whoever does not hear the outcome asks
again with the same key. In the end every intention is exactly one event of the log, and the board
is what its log says.
"""

import asyncio
import json
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TextIO

import httpx
import pytest

from board import database
from board.instants import parse
from tests.processes import Server, answered_late

KILLS = {"sqlite": 12, "postgres": 4}
WRITERS = 8
MEAN_LIFE = 0.25
"""Seconds between a start and the next kill, on average."""

LATE = {"server.repeats.answer": answered_late}
"""So that many deaths come between a commit and its answer."""

COLUMNS = [
    {"name": "Todo", "stage": "todo"},
    {"name": "Doing", "stage": "wip"},
    {"name": "Review", "stage": "wip"},
    {"name": "Done", "stage": "done"},
]
KIND = {"create": "card.created", "place": "card.moved", "edit": "card.renamed"}


class Ledger:
    """A file with every intention, written before it is sent, and every answer."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.unheard = 0
        """How often an intention was sent and its outcome not heard."""

    def __call__(self, **entry: Any) -> None:
        self.file.write(json.dumps(entry) + "\n")
        self.file.flush()

    def read(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Intentions and answers by their keys."""
        self.file.seek(0)
        entries = [json.loads(line) for line in self.file]
        meant = {entry["key"]: entry for entry in entries if "kind" in entry}
        answers = {entry["key"]: entry for entry in entries if "answer" in entry}
        return meant, answers


class Writer:
    """A program with cards of its own, which it puts among everybody's."""

    def __init__(self, n: int, client: httpx.AsyncClient, board: Any, ledger: Ledger) -> None:
        self.random = random.Random(n)
        self.name = f"w{n}"
        self.client = client
        self.path = f"boards/{board['id']}/cards"
        self.columns = [column["id"] for column in board["columns"]]
        self.ledger = ledger
        self.mine: list[dict[str, Any]] = []
        self.sent = 0

    async def write(self, everybody: list[dict[str, Any]], up: asyncio.Event) -> None:
        """Carry out one intention, however often the server dies meanwhile."""
        kind, method, path, body = self._mean(everybody)
        self.sent += 1
        key = f"{self.name}-{self.sent}"
        if kind != "place":
            body["title"] = key
        self.ledger(key=key, kind=kind, path=path, body=body)
        while True:
            await up.wait()
            sent_at = time.time()
            try:
                answer = await self.client.request(
                    method, path, json=body, headers={"Idempotency-Key": key}
                )
            except httpx.TransportError:
                self.ledger.unheard += 1
                await asyncio.sleep(0.01)
                continue
            assert answer.is_success, answer.text
            self.ledger(key=key, answer=answer.json(), sent_at=sent_at)
            self._note(answer.json()["card"], everybody)
            return

    def _mean(self, everybody: list[dict[str, Any]]) -> tuple[str, str, str, dict[str, Any]]:
        kind = self.random.choice(["create", "place", "edit"]) if self.mine else "create"
        if kind == "create":
            column = self.random.choice(self.columns)
            position = self.random.choice(["top", "bottom"])
            return kind, "POST", self.path, {"column": column, "position": position}
        card = self.random.choice(self.mine)
        if kind == "edit":
            return kind, "PATCH", f"{self.path}/{card['id']}", {}
        # Another column every time, so that no move is one that changes nothing.
        column = self.random.choice([id_ for id_ in self.columns if id_ != card["column"]])
        body = {"column": column}
        beside = self.random.choice(everybody)
        if beside["id"] != card["id"]:
            body[self.random.choice(["before", "after"])] = beside["id"]
        return kind, "POST", f"{self.path}/{card['id']}/place", body

    def _note(self, card: dict[str, Any], everybody: list[dict[str, Any]]) -> None:
        known = next((mine for mine in self.mine if mine["id"] == card["id"]), None)
        if known:
            known.update(card)
        else:
            self.mine.append(card)
            everybody.append(card)


@pytest.mark.timeout(300)
async def test_what_was_acknowledged_survives_the_death_of_the_server(
    tmp_path: Path, database_url: str, record_property: Callable[[str, object], None]
) -> None:
    begun = time.monotonic()
    kills = KILLS[database_url.partition(":")[0]]
    with (
        (tmp_path / "ledger").open("a+") as file,
        Server(tmp_path, tuning=LATE, ANDON_DATABASE_URL=database_url) as server,
    ):
        ledger = Ledger(file)
        headers = {"Authorization": f"Bearer {server.token('ana')}"}
        base = f"{server.url}/api/v1"
        async with httpx.AsyncClient(base_url=base, headers=headers, timeout=20) as client:
            made = await client.post("/boards", json={"name": "Board", "columns": COLUMNS})
            board = made.json()
            await _write_under_fire(server, kills, client, board, ledger)
            path = f"/boards/{board['id']}"
            (board, log) = (await client.get(path)).json(), await _log(client, path)
        meant, answers = ledger.read()
    found_done = sum(
        parse(event["at"]) < answers[key]["sent_at"] * 1e6 - 1e3
        for key, event in _claimed(answers, log).items()
    )
    figures = {
        "kills": kills,
        "acknowledged": len(answers),
        "sent_again": ledger.unheard,
        "found_done": found_done,
        "seconds": round(time.monotonic() - begun, 1),
    }
    print(database_url.partition(":")[0], figures)
    for name, value in figures.items():
        record_property(name, value)

    assert not server.complaints
    assert ledger.unheard, "no death hit anything"
    _check_each_intention_is_one_event(meant, answers, log)
    _check_the_board_is_what_its_log_says(board, log)
    _check_the_file(database_url)


async def _write_under_fire(
    server: Server, kills: int, client: httpx.AsyncClient, board: Any, ledger: Ledger
) -> None:
    up, over = asyncio.Event(), asyncio.Event()
    everybody: list[dict[str, Any]] = []

    async def write(writer: Writer) -> None:
        while not over.is_set():
            await writer.write(everybody, up)

    async def kill() -> None:
        chance = random.Random(20)
        for _ in range(kills):
            up.set()
            await asyncio.sleep(chance.expovariate(1 / MEAN_LIFE))
            up.clear()
            server.kill()
            await asyncio.to_thread(server.start)
        up.set()
        await asyncio.sleep(MEAN_LIFE)
        over.set()

    writers = [Writer(n, client, board, ledger) for n in range(WRITERS)]
    await asyncio.gather(kill(), *map(write, writers))


async def _log(client: httpx.AsyncClient, path: str) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    while True:
        after = events[-1]["seq"] if events else 0
        page = (await client.get(f"{path}/events?after={after}&limit=1000")).json()
        events += page["events"]
        if not page["events"]:
            return events


def _claimed(answers: dict[str, Any], log: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The event that each intention became, as its answer says."""
    by_seq = {event["seq"]: event for event in log}
    versions = {key: entry["answer"]["card"]["version"] for key, entry in answers.items()}
    return {key: by_seq[version] for key, version in versions.items() if version in by_seq}


def _check_each_intention_is_one_event(
    meant: dict[str, Any], answers: dict[str, Any], log: list[dict[str, Any]]
) -> None:
    assert [event["seq"] for event in log] == list(range(1, len(log) + 1)), "a gap"
    claimed = _claimed(answers, log)
    assert answers.keys() == meant.keys() == claimed.keys(), "lost"
    for key, event in claimed.items():
        assert event["kind"] == KIND[meant[key]["kind"]]
        assert event["card"] == answers[key]["answer"]["card"]["id"]
        said = {"create": event["title"], "edit": event.get("name", [0, 0])[-1]}
        assert said.get(meant[key]["kind"], key) == key
    written = Counter(event["seq"] for event in log if event["kind"] in KIND.values())
    assert written == Counter(event["seq"] for event in claimed.values()), "doubled"


def _check_the_board_is_what_its_log_says(board: Any, log: list[dict[str, Any]]) -> None:
    cards = replayed(log)
    assert board["seq"] == len(log)
    told = {card["id"]: {name: card[name] for name in _FIELDS} for card in board["cards"]}
    assert told == cards
    assert len(told) == len(board["cards"]), "a card in two columns"
    places = [(card["column"], card["rank"]) for card in board["cards"]]
    assert len(set(places)) == len(places), "two cards in one place"
    heads = [column["id"] for column in board["columns"]]
    assert places == sorted(places, key=lambda place: (heads.index(place[0]), place[1]))
    for column in board["columns"]:
        assert column["wip"] == sum(place[0] == column["id"] for place in places)


_MOVED = ("column", "rank", "started_at", "finished_at")
_CREATED = (*_MOVED, "number", "title", "description")
_FIELDS = (*_CREATED, "created_at", "version")


def replayed(log: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """The cards that a log leads to."""
    cards: dict[int, dict[str, Any]] = {}
    for event in log:
        kind, card = event["kind"], cards.setdefault(event.get("card", 0), {})
        if kind == "card.created":
            card.update({name: event[name] for name in _CREATED}, created_at=event["at"])
        elif kind == "card.moved":
            _take(card, **{name: event[name] for name in _MOVED})
        elif kind == "card.renamed":
            _take(card, title=event["name"])
        elif kind == "column.spread":
            for identity, ranks in event["ranks"].items():
                _take(cards[int(identity)], rank=ranks)
        if kind in KIND.values():
            card["version"] = event["seq"]
    cards.pop(0, None)
    return cards


def _take(card: dict[str, Any], **changes: list[Any]) -> None:
    for name, (before, after) in changes.items():
        assert card[name] == before, f"{name} was not {before!r} before"
        card[name] = after


def _check_the_file(url: str) -> None:
    file = database.path(url)
    if file is not None:
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
