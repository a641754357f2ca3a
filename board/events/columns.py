"""Events of columns."""

from dataclasses import dataclass, field

from board.events.event import Event, Pair


@dataclass(frozen=True, kw_only=True)
class ColumnEvent(Event):
    """What all events of a column carry: its id and its name at the time."""

    column: int
    title: str


@dataclass(frozen=True, kw_only=True)
class ColumnAdded(ColumnEvent, kind="column.added", touches=("board", "strip")):
    """A column stands on the board."""

    stage: str
    wait: bool
    policy: str
    wip_limit: int | None
    wip_mode: str
    rank: str


@dataclass(frozen=True, kw_only=True)
class ColumnRemoved(ColumnEvent, kind="column.removed", touches=("board", "strip")):
    """The adding of a column was undone: it never was."""


@dataclass(frozen=True, kw_only=True)
class ColumnRenamed(ColumnEvent, kind="column.renamed", touches=("head", "menus")):
    """A column has another name."""

    name: Pair


@dataclass(frozen=True, kw_only=True)
class ColumnStaged(ColumnEvent, kind="column.staged", touches=("board", "strip")):
    """A column counts as another stage; all dates and figures are restated."""

    stage: Pair
    wait: Pair


@dataclass(frozen=True, kw_only=True)
class ColumnLimited(ColumnEvent, kind="column.limited", touches=("head", "menus")):
    """A column's WIP limit changed; it moves no card."""

    wip_limit: Pair
    wip_mode: Pair


@dataclass(frozen=True, kw_only=True)
class ColumnDescribed(ColumnEvent, kind="column.described", touches=("head", "menus")):
    """A column's policy text changed."""

    policy: Pair


@dataclass(frozen=True, kw_only=True)
class ColumnMoved(ColumnEvent, kind="column.moved", touches=("board", "strip")):
    """A column stands elsewhere in the order."""

    rank: Pair


@dataclass(frozen=True, kw_only=True)
class ColumnArchived(ColumnEvent, kind="column.archived", touches=("board", "strip")):
    """A column left the board, and the open cards in it with it."""

    cards: list[int]


@dataclass(frozen=True, kw_only=True)
class ColumnRestored(ColumnEvent, kind="column.restored", touches=("board", "strip")):
    """A column is back, and the cards that left with it. `archived_at`: when they had left."""

    cards: list[int]
    homeless: dict[str, int] = field(default_factory=dict)
    """Those of the cards whose lane is archived, each with it: they stand in no lane now."""
    archived_at: int


@dataclass(frozen=True, kw_only=True)
class ColumnSpread(ColumnEvent, kind="column.spread", touches=("board",)):
    """The cards of a column got new ranks in the same order, because the old ones grew long."""

    ranks: dict[str, Pair]
