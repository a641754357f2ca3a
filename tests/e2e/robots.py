"""Colleagues who work on a board through the API, each in a thread of its own, until told to stop.

What they ask may be raced and refused; it may never break. Their cards are theirs: those of the
people in front of windows carry other titles and are left alone.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import httpx

from tests.e2e.served import Board, Person

REFUSED = {404, 409, 422}
PAUSE = 1.5
"""Seconds between two things that a colleague does."""


class Robot(threading.Thread):
    """A colleague at work. `did` counts what came of it, `wrong` is what must not happen."""

    def __init__(self, board: Board, person: Person, cards: list[int], seed: int) -> None:
        super().__init__(daemon=True)
        self.board = board
        self.person = person
        self.cards = cards
        self.did: Counter[str] = Counter()
        self.wrong: list[str] = []
        self._dice = random.Random(seed)
        self._over = threading.Event()
        self._seqs: list[int] = []

    def stop(self) -> None:
        """Let it finish what it does, and wait for that."""
        self._over.set()
        self.join(20)
        assert not self.is_alive()

    def run(self) -> None:
        while not self._over.wait(PAUSE * self._dice.uniform(0.5, 1.5)):
            deed = self._dice.choice(DEEDS)
            try:
                deed(self)
            except httpx.TransportError:
                time.sleep(0.2)  # the server is being started again
            except Exception as error:
                self.wrong.append(repr(error))

    # -- what it knows how to do

    @property
    def card(self) -> str:
        """The address of one of its cards."""
        return f"/cards/{self._dice.choice(self.cards)}"

    def pick(self, of: Sequence[Any]) -> Any:
        """Any of some."""
        return self._dice.choice(of)

    def ask(self, what: str, method: str, path: str, **body: Any) -> dict[str, Any]:
        """Ask for something on the board. A refusal is no failure."""
        answer = self.person.ask(method, self.board.address + path, **body)
        if answer.status_code in REFUSED:
            self.did[f"{what}, refused"] += 1
            return {}
        if not answer.is_success:
            self.wrong.append(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
            return {}
        self.did[what] += 1
        told: dict[str, Any] = answer.json()
        if told.get("undo"):
            self._seqs.append(told["undo"])
        return told

    def things(self, noun: str) -> list[dict[str, Any]]:
        """What the board has of something now."""
        found: list[dict[str, Any]] = self.board.call("GET", "", by=self.person)[noun]
        return found

    def latest(self) -> int:
        """The number of the last thing it did and has not taken back."""
        return self._seqs.pop() if self._seqs else 0


def _move(robot: Robot) -> None:
    column = robot.pick(list(robot.board.columns.values()))
    lane = robot.pick([{}, {"lane": None}, {"lane": robot.pick(robot.things("lanes"))["id"]}])
    robot.ask("move", "POST", f"{robot.card}/place", column=column, **lane)


def _before(robot: Robot) -> None:
    cards = robot.things("cards")
    other = robot.pick(cards)
    place = {"column": other["column"], "before": other["id"]}
    robot.ask("move before", "POST", f"{robot.card}/place", **place)


def _rename(robot: Robot) -> None:
    robot.ask("rename", "PATCH", robot.card, title=f"Card {robot.pick(range(1_000))} of a robot")


def _facts(robot: Robot) -> None:
    service = robot.pick(["expedite", "fixed_date", "standard", "intangible"])
    due = robot.pick([None, "2026-12-24", "2026-01-01"])
    estimate = robot.pick([None, 1, 2.5, 13])
    facts = {"class_of_service": service, "due": due, "estimate": estimate}
    robot.ask("facts", "PATCH", robot.card, **facts)


def _label(robot: Robot) -> None:
    label = robot.pick(robot.things("labels"))["id"]
    robot.ask("label", robot.pick(["PUT", "PUT", "DELETE"]), f"{robot.card}/labels/{label}")


def _assign(robot: Robot) -> None:
    user = robot.pick(robot.things("members"))["id"]
    robot.ask("assign", robot.pick(["PUT", "PUT", "DELETE"]), f"{robot.card}/assignees/{user}")


def _block(robot: Robot) -> None:
    card = robot.card
    if robot.pick([True, False]):
        robot.ask("block", "POST", f"{card}/block", reason=f"Waits for {robot.pick('ABC')}")
    else:
        robot.ask("unblock", "DELETE", f"{card}/block")


def _comment(robot: Robot) -> None:
    robot.ask("comment", "POST", f"{robot.card}/comments", text="Seen **twice**, see #1.")


def _checklist(robot: Robot) -> None:
    address = f"{robot.card}/checklists"
    told = robot.ask("checklist", "POST", address, name="Steps", items=["one", "two"])
    if told:
        made = told["checklist"]
        item = f"{address}/{made['id']}/items/{made['items'][0]['id']}"
        robot.ask("tick", "PATCH", item, done=True)


def _add(robot: Robot) -> None:
    column = robot.pick(list(robot.board.columns.values()))
    told = robot.ask("add", "POST", "/cards", title="New from a robot", column=column)
    if told:
        robot.cards.append(told["card"]["id"])


def _archive(robot: Robot) -> None:
    card = robot.card
    robot.ask("archive", "POST", f"{card}/archival")
    robot.ask("restore", "DELETE", f"{card}/archival")


def _undo(robot: Robot) -> None:
    if seq := robot.latest():
        robot.ask("undo", "POST", f"/events/{seq}/undo", whole=True)


DEEDS: list[Callable[[Robot], None]] = [
    *(_move, _move, _move, _before, _before),
    *(_rename, _facts, _label, _label, _assign, _block, _comment, _checklist),
    *(_add, _archive, _undo),
]
