"""Trello board exports (JSON) become drafts.

Only what a draft has room for is taken: names, texts, places, dates and the history of columns.
Trello's files hold more than that, secrets among it (the address by which cards are posted, for
one); what is not named here is never kept.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from board import texts
from board.errors import Invalid
from board.exchange import trello_actions
from board.exchange.drafts import Card, Column, Draft, counted, named
from board.exchange.files import Node
from board.exchange.losses import losses
from board.exchange.stages import Staged, Told, guessed
from board.exchange.trello_actions import Log
from board.exchange.trello_history import Known, Replay, Trail
from board.limits import HIGHEST

CARDS_LIMIT = 20_000
LISTS_LIMIT = 1_000

NAMELESS = "Without a name"


def read(content: Any, now: int, told: Told | None = None) -> Draft:
    """The draft of a Trello board. Raises Invalid with one sentence when it is none."""
    return _Reading(recognised(content), now, told).draft()


def recognised(content: Any) -> Node:
    """The board of a file. Raises Invalid, saying what the file is when it is no Trello board."""
    if not isinstance(content, dict):
        raise _no_board("holds no object")
    if isinstance(content.get("lists"), list) and isinstance(content.get("cards"), list):
        if "_format" in content:
            raise _no_board("is a WeKan board")
        return Node(content)
    for field, name in _OTHERS.items():
        if field in content:
            raise _no_board(name)
    if "lists" in content or "cards" in content:
        raise _no_board("has no list of “lists” and “cards”")
    raise _no_board("is something else")


_OTHERS = {
    "idList": "is a single Trello card",
    "idBoard": "is a single Trello list",
    "_format": "is a WeKan board",
    "issues": "is a list of Jira issues",
    "changelog": "is a Jira issue",
    "boards": "is a Nextcloud Deck export",
    "stacks": "is a Nextcloud Deck board",
    "items": "is a list of GitHub project items",
    "error": "is an error answer of a server",
    "errors": "is an error answer of a server",
    "message": "is an error answer of a server",
}
"""What a field at the top gives away."""


def _no_board(what: str) -> Invalid:
    return Invalid(
        f"The file {what}, not a Trello board. In Trello, open the board's menu and choose"
        " Print, export, and share, then Export as JSON.",
        field="file",
    )


class _Reading:
    """One board on its way from the file to the draft; `warnings` gather on the way."""

    def __init__(self, board: Node, now: int, told: Told | None) -> None:
        self._board = board
        self._now = now
        self._told = told or Told({})
        self._lists = _in_order(board, "lists", LISTS_LIMIT)
        self._cards, self._skipped = _work_items(_in_order(board, "cards", CARDS_LIMIT))
        self._log = trello_actions.read(board, now)
        self._mended: Counter[str] = Counter()

    def draft(self) -> Draft:
        staged = self._staged()
        known = [_known(node, staged) for node in self._cards]
        lists = {node.id(): node.flag("closed") for node in self._lists}
        lists |= {card.column: True for card in known if card.column not in lists}
        replay = Replay(self._log, known, lists, self._now)
        here = [replay.trails[card.id] for card in known]
        apart = [trail for name, trail in replay.trails.items() if self._unknown(name, known)]
        gone = [trail for trail in apart if trail.left_at is not None]
        columns = self._columns(replay, [*here, *gone], staged)
        cards = self._drafted(replay, here, gone, [column.id for column in columns])
        return Draft(
            source=f"trello:{self._board.known_id() or 'unknown'}",
            name=self._line(self._board.text("name"), "name of the board", texts.NAME_LIMIT),
            columns=tuple(columns),
            cards=tuple(cards),
            moves=self._moves({trail.id for trail in (*here, *gone)}),
            warnings=(),
        )
