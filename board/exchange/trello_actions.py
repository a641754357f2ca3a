"""The actions of a Trello board: the steps of its cards and lists, oldest first.

An export holds the last 1,000 actions at most, newest first. Lists are known by their ids,
because people rename and swap them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from board.exchange.files import Node
from board.exchange.trello_people import called
from board.exchange.ways import SOMEBODY
from board.instants import SECOND, parse

Kind = Literal[
    "arrived",  # on this board, in a list
    "moved",  # from list to list
    "archived",
    "restored",
    "left",  # deleted, or moved to another board
    "list arrived",
    "list archived",
    "list restored",
    "list left",
]

FIRST_BOARD = parse("2010-01-01T00:00:00Z")
"""There was no Trello before: an id that says so was made by hand."""

_OBJECT_ID = re.compile("[0-9a-f]{24}")
_KINDS: dict[str, Kind] = {
    "createCard": "arrived",
    "copyCard": "arrived",
    "convertToCardFromCheckItem": "arrived",
    "emailCard": "arrived",
    "moveCardToBoard": "arrived",
    "deleteCard": "left",
    "moveCardFromBoard": "left",
    "moveListToBoard": "list arrived",
    "moveListFromBoard": "list left",
}
COMMENTS = ("commentCard", "copyCommentCard")
_BEGINNINGS = ("createBoard", "copyBoard")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a card, or to a list and so to its cards."""

    at: int
    kind: Kind
    card: str | None = None
    column: str | None = None
    """Where it went; for a list, the list."""
    source: str | None = None
    """Where it came from."""
    by: str | None = None
    """Who did it, by name; None: it is no action, but was inferred."""


@dataclass(slots=True)
class Log:
    """The steps in order, and what else the actions tell."""

    steps: list[Step] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """The last name of every list that the actions speak of."""
    actions: int = 0
    unread: int = 0
    """Actions of a kind that matters, without a date or without the id of what they are about."""
    ticks: dict[str, int] = field(default_factory=dict)
    """Cards that were ticked off, and not unticked since, each at its instant."""
    items: dict[str, int] = field(default_factory=dict)
    """Items of checklists that were ticked, each at its instant."""
    whole: bool = False
    """It reaches back to the making of the board."""
    since: int | None = None
    """The instant of the oldest action."""

    def by_card(self) -> dict[str, list[Step]]:
        """The steps of each card."""
        own: dict[str, list[Step]] = {}
        for step in self.steps:
            if step.card:
                own.setdefault(step.card, []).append(step)
        return own


def read(board: Node, now: int) -> Log:
    """Read the actions of a board. Instants that have not come yet are taken as the present."""
    log = Log()
    seen: set[str] = set()
    for action in reversed(list(board.nodes("actions"))):
        identity = action.known_id()
        if identity in seen:
            continue
        if identity:
            seen.add(identity)
        _read_one(log, action, now)
    # Ties keep the order of the log, which the reversal has restored.
    log.steps.sort(key=lambda step: step.at)
    return log


def _read_one(log: Log, action: Node, now: int) -> None:
    kind, at, data = action.content.get("type"), action.instant("date"), action.node("data")
    log.actions += 1
    log.whole = log.whole or kind in _BEGINNINGS
    for name in ("listBefore", "list", "listAfter"):
        part = data.node(name)
        if (identity := part.known_id()) and isinstance(part.content.get("name"), str):
            log.names[identity] = part.text("name")
    if at is None:
        log.unread += kind in ("updateCard", "updateList", *_KINDS)
        return
    at = min(at, now)
    log.since = at if log.since is None else min(log.since, at)
    _read_ticks(log, kind, at, data)
    by = called(action.node("memberCreator")) or SOMEBODY
    for step in _steps(kind, at, data):
        lost = step.column is None if step.kind.startswith("list") else step.card is None
        if lost:
            log.unread += 1
        else:
            log.steps.append(replace(step, by=by))


def _read_ticks(log: Log, kind: object, at: int, data: Node) -> None:
    card, item = data.node("card"), data.node("checkItem")
    if kind == "updateCard" and "dueComplete" in data.node("old").content:
        _tick(log.ticks, card.known_id(), at, card.content.get("dueComplete") is True)
    elif kind == "updateCheckItemStateOnCard":
        _tick(log.items, item.known_id(), at, item.content.get("state") == "complete")


def _tick(ticks: dict[str, int], identity: str | None, at: int, done: bool) -> None:
    if identity and done:
        ticks[identity] = at
    elif identity:
        ticks.pop(identity, None)


def _steps(kind: object, at: int, data: Node) -> Iterator[Step]:
    old, card, column = data.node("old").content, data.node("card"), data.node("list").known_id()
    match kind:
        case "updateCard":
            after = data.node("listAfter").known_id() or card.known_id("idList")
            before = data.node("listBefore").known_id() or data.node("old").known_id("idList")
            if before and after:
                yield Step(at, "moved", card.known_id(), after, before)
            if isinstance(old.get("closed"), bool):
                closed = not old["closed"]
                yield Step(at, "archived" if closed else "restored", card.known_id(), column)
        case "updateList":
            if isinstance(old.get("closed"), bool):
                yield Step(at, "list restored" if old["closed"] else "list archived", None, column)
        case str() if kind in _KINDS:
            listed = _KINDS[kind].startswith("list")
            yield Step(at, _KINDS[kind], None if listed else card.known_id(), column)


def made_at(identity: str, now: int) -> int | None:
    """The instant at which Trello made an id; None when the id is none of Trello's."""
    if not _OBJECT_ID.fullmatch(identity):
        return None
    at = int(identity[:8], 16) * SECOND
    return at if FIRST_BOARD <= at <= now else None
