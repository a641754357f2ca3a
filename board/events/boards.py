"""Events of a board as a whole."""

from dataclasses import dataclass, field
from typing import Any

from board.events.event import Event, Pair

_ALL = ("board", "title", "strip", "members", "labels", "notice")


@dataclass(frozen=True, kw_only=True)
class BoardCreated(Event, kind="board.created", touches=_ALL):
    """A board was made, with its first columns."""

    name: str
    key: str
    timezone: str
    columns: list[dict[str, Any]]
    labels: list[dict[str, Any]] = field(default_factory=list)
    copy_of: str | None = None
    """The key of the board that it is a copy of."""


@dataclass(frozen=True, kw_only=True)
class BoardImported(Event, kind="board.imported", touches=_ALL):
    """A board came from elsewhere with its past; the past itself is in the visits. `again`: it was
    here already and was brought up to date; `cards`: those whose past is another one since."""

    name: str
    key: str
    timezone: str
    source: str
    counts: dict[str, int]
    again: bool = False
    cards: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class BoardRenamed(Event, kind="board.renamed", touches=("title",)):
    """The board has another name."""

    name: Pair


@dataclass(frozen=True, kw_only=True)
class BoardRezoned(Event, kind="board.rezoned", touches=("board", "strip")):
    """The board's days begin at another midnight; every day count is restated."""

    timezone: Pair


@dataclass(frozen=True, kw_only=True)
class BoardLimited(Event, kind="board.limited", touches=("strip",)):
    """The limit of the work in progress on the whole board changed; it moves no card."""

    wip_limit: Pair
    wip_mode: Pair


@dataclass(frozen=True, kw_only=True)
class BoardArchived(Event, kind="board.archived", touches=("notice",)):
    """The board was put away: it can be read and restored, and nothing else."""


@dataclass(frozen=True, kw_only=True)
class BoardRestored(Event, kind="board.restored", touches=("notice",)):
    """The board can be worked on again."""


@dataclass(frozen=True, kw_only=True)
class BoardDeleted(Event, kind="board.deleted", touches=()):
    """The board was deleted: from here on it exists for nobody."""
