"""A working day: eight people on a board of 300 cards, and at its end every window shows the same.

Three sit in front of windows, at two desks and a phone; five work through the API meanwhile. The
link is cut, and the server is started again. ANDON_WORKING_DAY says how many seconds they work:
20 is a short day, 600 a long one; without it there is none.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest

from tests.e2e.cable import Cable
from tests.e2e.hands import AtADesk, OnAPhone, Worker
from tests.e2e.robots import Robot
from tests.e2e.served import Board, Server
from tests.e2e.window import Windows

SECONDS = float(os.environ.get("ANDON_WORKING_DAY", "20"))
"""How long people work; setting up and looking at the end come on top."""

CARDS = 300
COLUMNS = "Backlog Ready:40 Build:30 Review:20! Release:60 Done Dropped/discard"
LANES = ("Expedite", "Platform", "Apps")
LABELS = {"bug": "red", "infra": "teal", "mobile": "violet", "billing": "amber"}
DESKS = {"bo": "editor", "cy": "editor"}
ROBOTS = {"di": "editor", "ed": "editor", "fi": "editor", "gus": "admin", "hal": "editor"}
LOST = "ERR_|WebSocket|Failed to load resource"


@pytest.fixture
def board(behind: Server) -> Board:
    """Three hundred cards with everything on them, and eight people."""
    board = behind.board(COLUMNS, **DESKS, **ROBOTS)
    lanes = [board.call("POST", "/lanes", name=name)["lane"]["id"] for name in LANES]
    labels = [
        board.call("POST", "/labels", name=name, color=color)["label"]["id"]
        for name, color in LABELS.items()
    ]
    people = [behind.person(name).id for name in (*DESKS, *ROBOTS)]
    names = list(board.columns)
    for n in range(CARDS):
        lane = {"lane": lanes[n % 4]} if n % 4 < 3 else {}
        facts = {"labels": [labels[n % 4]], "assignees": [people[n % 7]]} if n % 3 else {}
        board.add(f"Card {n}", names[n % 7], **lane, **facts, override="So it is")
    return board


@pytest.mark.skipif("ANDON_WORKING_DAY" not in os.environ, reason="asked for by ANDON_WORKING_DAY")
@pytest.mark.timeout(SECONDS + 240)
def test_a_working_day_ends_with_the_same_board_in_every_window(
    behind: Server, cable: Cable, windows: Windows, board: Board
) -> None:
    robots = _hired(behind, board)
    workers = [
        AtADesk(windows, cable, behind, board, "ana"),
        AtADesk(windows, cable, behind, board, "bo"),
        OnAPhone(windows, cable, behind, board, "cy"),
    ]
    for worker in workers:
        worker.window.allow(LOST)
    for robot in robots:
        robot.start()
    _work(workers, _troubles(behind, cable))
    for robot in robots:
        robot.stop()

    assert [robot.wrong for robot in robots if robot.wrong] == []
    did = sum((robot.did for robot in robots), Counter[str]())
    assert did.total() > SECONDS / 2, did
    for worker in workers:
        worker.rest()
        worker.window.same(board)
        _figures_are_equal(worker, board)
    _the_log_has_no_gap(board)
    assert [line for line in behind.complaints if "Traceback" in line or "ERROR" in line] == []


def _hired(server: Server, board: Board) -> list[Robot]:
    cards = [card["id"] for card in board.facts()["cards"]]
    return [
        Robot(board, server.person(name), cards[n :: len(ROBOTS)], seed=n)
        for n, name in enumerate(ROBOTS)
    ]


def _troubles(server: Server, cable: Cable) -> list[Callable[[], None]]:
    """What goes wrong on that day, in this order, once each."""

    def cut() -> None:
        cable.cut()
        time.sleep(1)
        cable.mend()

    def restart() -> None:
        server.stop()
        server.start()

    return [cut, restart]


def _work(workers: list[Worker], troubles: list[Callable[[], None]]) -> None:
    """Everybody does one thing after the other; everything they know is done at least once."""
    began = time.monotonic()
    days = [_in_turn(worker) for worker in workers]
    rounds = max(len(worker.chores) for worker in workers)
    pauses = {rounds * (n + 1) // (len(troubles) + 1): it for n, it in enumerate(troubles)}
    done = 0
    while done < rounds or time.monotonic() - began < SECONDS:
        for worker, day in zip(workers, days, strict=True):
            worker.does(next(day))
        done += 1
        if done in pauses:
            pauses[done]()
            for worker in workers:
                worker.window.live(within=20_000)


def _in_turn(worker: Worker) -> Iterator[Callable[[], None]]:
    while True:
        yield from worker.chores


def _figures_are_equal(worker: Worker, board: Board) -> None:
    """What the heads and the strip say is what the API counts."""
    facts = board.facts()
    count = Counter(card["column"] for card in facts["cards"])
    shown = {name: head.split()[0].split("/")[0] for name, head in worker.window.heads().items()}
    for column in facts["columns"]:
        assert count[column["id"]] == column["wip"]
        assert shown[column["name"]] == str(column["wip"])
    stages = {column["id"]: column["stage"] for column in facts["columns"]}
    at_work = sum(stages[card["column"]] == "wip" for card in facts["cards"])
    assert worker.window.figure("wip").split()[0].split("/")[0] == str(at_work)


def _the_log_has_no_gap(board: Board) -> None:
    events: list[dict[str, Any]] = []
    while page := board.call("GET", f"/events?after={len(events)}&limit=1000")["events"]:
        events += page
    assert [event["seq"] for event in events] == list(range(1, board.seq() + 1))
    assert all(one["at"] <= next_["at"] for one, next_ in pairwise(events))
