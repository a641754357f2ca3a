"""A working day: eight people on one board, and at its end every window shows the same.

Three sit in front of windows, at two desks and a phone; five work through the API meanwhile. A
column and a lane come and change their names, the link is cut, and the server is started again.
Without more it is a short day, in which all they know is done once; ANDON_WORKING_DAY says how
many seconds a longer one takes.
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
from tests.e2e.window import STILL, Windows

SECONDS = float(os.environ.get("ANDON_WORKING_DAY", "0"))
"""How long people work at least; setting up and looking at the end come on top."""

CARDS = 300
COLUMNS = "Backlog Ready:40 Build:30 Review:60! Release:60 Done Dropped/discard"
LANES = ("Expedite", "Platform", "Apps")
LABELS = {"bug": "red", "infra": "teal", "mobile": "violet", "billing": "amber"}
DESKS = {"bo": "editor", "cy": "editor"}
ROBOTS = {"di": "editor", "ed": "editor", "fi": "editor", "gus": "admin", "hal": "editor"}
LOST = "ERR_|WebSocket|Failed to load resource"


@pytest.fixture
def board(behind: Server) -> Board:
    """Cards with everything on them, and eight people."""
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


@pytest.mark.timeout(SECONDS + 600)
def test_a_working_day_ends_with_the_same_board_in_every_window(
    behind: Server, cable: Cable, windows: Windows, board: Board
) -> None:
    robots = _hired(behind, board)
    workers = [
        AtADesk(windows, cable, behind, board, "ana"),
        AtADesk(windows, cable, behind, board, "bo", **STILL),
        OnAPhone(windows, cable, behind, board, "cy", **STILL),
    ]
    for worker in workers:
        worker.window.allow(LOST)
    for robot in robots:
        robot.start()
    _work(workers, _happenings(behind, cable, board))
    for robot in robots:
        robot.stop()

    assert [robot.wrong for robot in robots if robot.wrong] == []
    did = sum((robot.did for robot in robots), Counter[str]())
    assert did.total() > max(SECONDS / 2, 10), did
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


def _happenings(server: Server, cable: Cable, board: Board) -> list[Callable[[], None]]:
    """What comes over everybody on that day, in this order, once each."""
    gus = server.person("gus")

    def another_column() -> None:
        column = board.call("POST", "/columns", by=gus, name="Hold", stage="todo")["column"]
        board.call("PATCH", f"/columns/{column['id']}", by=gus, name="On hold")

    def cut() -> None:
        cable.cut()
        time.sleep(1)
        cable.mend()

    def another_lane() -> None:
        lane = board.call("POST", "/lanes", by=gus, name="Ops")["lane"]
        board.call("PATCH", f"/lanes/{lane['id']}", by=gus, name="Operations")

    def restart() -> None:
        server.stop()
        server.start()

    return [another_column, cut, another_lane, restart]


def _work(workers: list[Worker], happenings: list[Callable[[], None]]) -> None:
    """Everybody does one thing after the other; all they know is done by somebody at least once,
    because the second begins in the middle of what the first begins with."""
    began = time.monotonic()
    days = [_in_turn(worker) for worker in workers]
    rounds = -(-len(workers[0].chores) // 2)
    for _ in range(rounds - 1):
        next(days[1])
    pauses = {rounds * (n + 1) // (len(happenings) + 1): it for n, it in enumerate(happenings)}
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
