"""Events of a board as a whole."""

from dataclasses import dataclass
from typing import Any

from board.events.event import Event, Pair

_ALL = ("board", "title", "strip", "members")


@dataclass(frozen=True, kw_only=True)
class BoardCreated(Event, kind="board.created", touches=_ALL):
    """A board was made, with its first columns."""

    name: str
    key: str
    timezone: str
    columns: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class BoardImported(Event, kind="board.imported", touches=_ALL):
    """A board came from elsewhere with its past; the past itself is in the visits."""

    name: str
    key: str
    timezone: str
    source: str
    counts: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class BoardRenamed(Event, kind="board.renamed", touches=("title",)):
    """The board has another name."""

    name: Pair


@dataclass(frozen=True, kw_only=True)
class BoardRezoned(Event, kind="board.rezoned", touches=("board", "strip")):
    """The board's days begin at another midnight; every day count is restated."""

    timezone: Pair
