"""Events of cards."""

from dataclasses import dataclass, field
from typing import Any

from board.events.event import Event, Pair, Part

_ON_BOARD = ("card", "head", "lane", "strip")


@dataclass(frozen=True, kw_only=True)
class CardEvent(Event):
    """What all events of a card carry: its id, number and its title at the time."""

    card: int
    number: int
    title: str


@dataclass(frozen=True, kw_only=True)
class CardCreated(CardEvent, kind="card.created", touches=_ON_BOARD):
    """A card was added to a column. `limits`: the limits it broke; `override`: the reason;
    `copy_of`: the key of the card that it is a copy of; `moved_from`: its key on the board that it
    came from."""

    description: str
    column: int
    column_title: str
    lane: int | None = None
    lane_title: str | None = None
    rank: str
    started_at: int | None
    finished_at: int | None
    labels: list[int] = field(default_factory=list)
    assignees: list[int] = field(default_factory=list)
    start_on: str | None = None
    due_on: str | None = None
    class_of_service: str = "standard"
    estimate: float | None = None
    copy_of: str | None = None
    moved_from: str | None = None
    limits: list[dict[str, Any]]
    override: str | None


@dataclass(frozen=True, kw_only=True)
class CardMoved(CardEvent, kind="card.moved", touches=_ON_BOARD):
    """A card has another place: another column, another lane, or another rank in the same."""

    column: Pair
    column_title: Pair
    lane: Pair = field(default_factory=lambda: [None, None])
    lane_title: Pair = field(default_factory=lambda: [None, None])
    rank: Pair
    started_at: Pair
    finished_at: Pair
    limits: list[dict[str, Any]]
    override: str | None

    @property
    def parts(self) -> set[Part]:
        """Within its column, the card and the lanes that it went between."""
        if self.column[0] != self.column[1]:
            return super().parts
        lanes = self._named("lane") if self.lane[0] != self.lane[1] else set()
        return {("card", self.card), *lanes}


@dataclass(frozen=True, kw_only=True)
class CardRenamed(CardEvent, kind="card.renamed", touches=("card",)):
    """A card has another title."""

    name: Pair


@dataclass(frozen=True, kw_only=True)
class CardDescribed(CardEvent, kind="card.described", touches=("card",)):
    """A card's description changed."""

    description: Pair


@dataclass(frozen=True, kw_only=True)
class CardArchived(CardEvent, kind="card.archived", touches=_ON_BOARD):
    """A card left the board: finished, or discarded when it was not."""

    column: int
    column_title: str
    lane: int | None = None
    finished_at: int | None


@dataclass(frozen=True, kw_only=True)
class CardRestored(CardEvent, kind="card.restored", touches=_ON_BOARD):
    """An archived card is back in its column; its clock never stopped. `lane`: before and after,
    because it stands in none when its own is archived; `archived_at`: when it had left."""

    column: int
    column_title: str
    lane: Pair
    rank: Pair
    archived_at: int
    limits: list[dict[str, Any]]
    override: str | None


@dataclass(frozen=True, kw_only=True)
class CardDeleted(CardEvent, kind="card.deleted", touches=_ON_BOARD):
    """A card was deleted. A tombstone keeps its visits, so that no figure changes behind one."""

    column: int
    column_title: str
    lane: int | None = None
    description: str
    archived_at: int | None


@dataclass(frozen=True, kw_only=True)
class CardUndeleted(CardEvent, kind="card.undeleted", touches=_ON_BOARD):
    """A deletion was undone."""

    column: int
    column_title: str
    lane: int | None = None
    limits: list[dict[str, Any]]
    override: str | None


@dataclass(frozen=True, kw_only=True)
class CardMovedAway(CardEvent, kind="card.moved_away", touches=_ON_BOARD):
    """A card went to another board, where it is `key` now. What is left here is a tombstone."""

    column: int
    column_title: str
    lane: int | None = None
    key: str
    """Its key there; who is no member there learns no more than that."""
