"""Events of the labels of a board."""

from dataclasses import dataclass

from board.events.event import Event, Pair


@dataclass(frozen=True, kw_only=True)
class LabelEvent(Event):
    """What all events of a label carry: its id and its name at the time."""

    label: int
    title: str


@dataclass(frozen=True, kw_only=True)
class LabelAdded(LabelEvent, kind="label.added", touches=("labels",)):
    """A board has one more label."""

    color: str


@dataclass(frozen=True, kw_only=True)
class LabelChanged(LabelEvent, kind="label.changed", touches=("labels", "board")):
    """A label has another name or colour, on every card that carries it."""

    name: Pair
    color: Pair


@dataclass(frozen=True, kw_only=True)
class LabelRemoved(LabelEvent, kind="label.removed", touches=("labels", "board")):
    """A label was removed from the board and from every card."""

    color: str


@dataclass(frozen=True, kw_only=True)
class LabelUnremoved(LabelEvent, kind="label.unremoved", touches=("labels", "board")):
    """The removal of a label was undone."""

    color: str
