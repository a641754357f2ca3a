"""Events of what a card says besides its texts and its place."""

from dataclasses import dataclass

from board.events.cards import CardEvent
from board.events.event import Pair


@dataclass(frozen=True, kw_only=True)
class CardScheduled(CardEvent, kind="card.scheduled", touches=("card",)):
    """A card is to start, or to be done, on another day."""

    start_on: Pair
    due_on: Pair


@dataclass(frozen=True, kw_only=True)
class CardClassed(CardEvent, kind="card.classed", touches=("card",)):
    """A card has another class of service."""

    class_of_service: Pair


@dataclass(frozen=True, kw_only=True)
class CardEstimated(CardEvent, kind="card.estimated", touches=("card",)):
    """A card has another estimate."""

    estimate: Pair


@dataclass(frozen=True, kw_only=True)
class CardLabelled(CardEvent, kind="card.labelled", touches=("card",)):
    """A card carries a label."""

    label: int
    label_name: str


@dataclass(frozen=True, kw_only=True)
class CardUnlabelled(CardEvent, kind="card.unlabelled", touches=("card",)):
    """A card carries a label no more."""

    label: int
    label_name: str


@dataclass(frozen=True, kw_only=True)
class CardAssigned(CardEvent, kind="card.assigned", touches=("card",)):
    """A member works on a card."""

    user: int
    name: str


@dataclass(frozen=True, kw_only=True)
class CardUnassigned(CardEvent, kind="card.unassigned", touches=("card",)):
    """A member works on a card no more."""

    user: int
    name: str


@dataclass(frozen=True, kw_only=True)
class CardBlocked(CardEvent, kind="card.blocked", touches=("card", "strip")):
    """A card cannot go on, or not for the reason that was given before. `reason`: before (null
    when it was not blocked) and after."""

    reason: Pair


@dataclass(frozen=True, kw_only=True)
class CardUnblocked(CardEvent, kind="card.unblocked", touches=("card", "strip")):
    """A card can go on. `blocked_at`: when it was blocked; `blocked_by`: who had said so."""

    reason: str
    blocked_at: int
    blocked_by: str
