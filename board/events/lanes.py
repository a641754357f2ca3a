"""Events of lanes."""

from dataclasses import dataclass

from board.events.event import Event, Pair


@dataclass(frozen=True, kw_only=True)
class LaneEvent(Event):
    """What all events of a lane carry: its id and its name at the time."""

    lane: int
    title: str


@dataclass(frozen=True, kw_only=True)
class LaneAdded(LaneEvent, kind="lane.added", touches=("board",)):
    """A board has one more lane."""

    wip_limit: int | None
    wip_mode: str
    rank: str


@dataclass(frozen=True, kw_only=True)
class LaneRemoved(LaneEvent, kind="lane.removed", touches=("board",)):
    """The adding of a lane was undone: it never was."""


@dataclass(frozen=True, kw_only=True)
class LaneRenamed(LaneEvent, kind="lane.renamed", touches=("board",)):
    """A lane has another name."""

    name: Pair


@dataclass(frozen=True, kw_only=True)
class LaneLimited(LaneEvent, kind="lane.limited", touches=("lane", "lanemenus")):
    """A lane's WIP limit changed; it moves no card."""

    wip_limit: Pair
    wip_mode: Pair


@dataclass(frozen=True, kw_only=True)
class LaneMoved(LaneEvent, kind="lane.moved", touches=("board",)):
    """A lane stands elsewhere in the order."""

    rank: Pair


@dataclass(frozen=True, kw_only=True)
class LaneArchived(LaneEvent, kind="lane.archived", touches=("board", "strip")):
    """A lane left the board, and the open cards in it with it."""

    cards: list[int]


@dataclass(frozen=True, kw_only=True)
class LaneRestored(LaneEvent, kind="lane.restored", touches=("board", "strip")):
    """A lane is back, and the cards that left with it. `archived_at`: when they had left."""

    cards: list[int]
    archived_at: int
