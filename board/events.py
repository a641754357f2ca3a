"""Every event: its name, its fields, and the parts of the board it touches.

An event is a fact in the past tense with all that is needed to tell it, to undo it and to replay
it later: ids, the words of the time, and every changed field before and after. `parts` names what
has to be drawn again; it is the only thing here that display knows about. A new kind is a class
in this module, and a test fails until it is covered everywhere.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

Part = tuple[str, int]
"""A piece of the board's page: its name and the id of what it shows."""

BOARD: Part = ("board", 0)
STRIP: Part = ("strip", 0)
TITLE: Part = ("title", 0)
MEMBERS: Part = ("members", 0)

KINDS: dict[str, type["Event"]] = {}
Pair = list[Any]
"""A field before and after."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """What every event is."""

    kind: ClassVar[str] = ""

    def __init_subclass__(cls, kind: str, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        cls.kind = kind
        KINDS[kind] = cls

    @property
    def parts(self) -> set[Part]:
        """The parts of the board that this event changed."""
        return set()

    @property
    def card_id(self) -> int | None:
        """The card it happened to, None when to none."""
        return getattr(self, "card", None)


def known(kind: str, data: dict[str, Any]) -> Event:
    """The event of a kind, from its stored fields."""
    return KINDS[kind](**data)


# -- boards


@dataclass(frozen=True, kw_only=True)
class BoardCreated(Event, kind="board.created"):
    """A board was made, with its first columns."""

    name: str
    key: str
    timezone: str
    columns: list[dict[str, Any]]

    parts = property(lambda self: {BOARD, TITLE, STRIP, MEMBERS})


@dataclass(frozen=True, kw_only=True)
class BoardImported(Event, kind="board.imported"):
    """A board came from elsewhere with its past; the past itself is in the visits."""

    name: str
    key: str
    timezone: str
    source: str
    counts: dict[str, int]

    parts = property(lambda self: {BOARD, TITLE, STRIP, MEMBERS})


@dataclass(frozen=True, kw_only=True)
class BoardRenamed(Event, kind="board.renamed"):
    """The board has another name."""

    name: Pair

    parts = property(lambda self: {TITLE})


@dataclass(frozen=True, kw_only=True)
class BoardRezoned(Event, kind="board.rezoned"):
    """The board's days begin at another midnight; every day count is restated."""

    timezone: Pair

    parts = property(lambda self: {BOARD, STRIP})


# -- columns


@dataclass(frozen=True, kw_only=True)
class ColumnEvent(Event, kind="column"):
    """What all events of a column carry: its id and its name at the time."""

    column: int
    title: str


@dataclass(frozen=True, kw_only=True)
class ColumnAdded(ColumnEvent, kind="column.added"):
    """A column stands on the board."""

    stage: str
    wait: bool
    policy: str
    wip_limit: int | None
    wip_mode: str
    rank: str

    parts = property(lambda self: {BOARD})


@dataclass(frozen=True, kw_only=True)
class ColumnRenamed(ColumnEvent, kind="column.renamed"):
    """A column has another name."""

    name: Pair

    parts = property(lambda self: {("head", self.column)})


@dataclass(frozen=True, kw_only=True)
class ColumnStaged(ColumnEvent, kind="column.staged"):
    """A column counts as another stage; all dates and figures are restated."""

    stage: Pair
    wait: Pair

    parts = property(lambda self: {BOARD, STRIP})


@dataclass(frozen=True, kw_only=True)
class ColumnLimited(ColumnEvent, kind="column.limited"):
    """A column's WIP limit changed; it moves no card."""

    wip_limit: Pair
    wip_mode: Pair

    parts = property(lambda self: {("head", self.column)})


@dataclass(frozen=True, kw_only=True)
class ColumnDescribed(ColumnEvent, kind="column.described"):
    """A column's policy text changed."""

    policy: Pair

    parts = property(lambda self: {("head", self.column)})


@dataclass(frozen=True, kw_only=True)
class ColumnMoved(ColumnEvent, kind="column.moved"):
    """A column stands elsewhere in the order."""

    rank: Pair

    parts = property(lambda self: {BOARD})


@dataclass(frozen=True, kw_only=True)
class ColumnArchived(ColumnEvent, kind="column.archived"):
    """A column left the board, and the open cards in it with it."""

    cards: list[int]

    parts = property(lambda self: {BOARD, STRIP})


@dataclass(frozen=True, kw_only=True)
class ColumnRestored(ColumnEvent, kind="column.restored"):
    """A column is back, and the cards that left with it."""

    cards: list[int]

    parts = property(lambda self: {BOARD, STRIP})


@dataclass(frozen=True, kw_only=True)
class ColumnSpread(ColumnEvent, kind="column.spread"):
    """The cards of a column got new ranks in the same order, because the old ones grew long."""

    ranks: dict[str, Pair]

    parts = property(lambda self: {BOARD})


# -- cards


@dataclass(frozen=True, kw_only=True)
class CardEvent(Event, kind="card"):
    """What all events of a card carry: its id, number and its title at the time."""

    card: int
    number: int
    title: str


@dataclass(frozen=True, kw_only=True)
class CardCreated(CardEvent, kind="card.created"):
    """A card was added to a column. `limits`: the limits it broke; `override`: the reason."""

    description: str
    column: int
    column_title: str
    rank: str
    started_at: int | None
    finished_at: int | None
    limits: list[dict[str, Any]]
    override: str | None

    parts = property(lambda self: {("card", self.card), ("head", self.column), STRIP})


@dataclass(frozen=True, kw_only=True)
class CardMoved(CardEvent, kind="card.moved"):
    """A card has another place: another column, or another rank in the same."""

    column: Pair
    column_title: Pair
    rank: Pair
    started_at: Pair
    finished_at: Pair
    limits: list[dict[str, Any]]
    override: str | None

    @property
    def parts(self) -> set[Part]:
        source, target = self.column
        if source == target:
            return {("card", self.card)}
        return {("card", self.card), ("head", source), ("head", target), STRIP}


@dataclass(frozen=True, kw_only=True)
class CardRenamed(CardEvent, kind="card.renamed"):
    """A card has another title."""

    name: Pair

    parts = property(lambda self: {("card", self.card)})


@dataclass(frozen=True, kw_only=True)
class CardDescribed(CardEvent, kind="card.described"):
    """A card's description changed."""

    description: Pair

    parts = property(lambda self: {("card", self.card)})


@dataclass(frozen=True, kw_only=True)
class CardArchived(CardEvent, kind="card.archived"):
    """A card left the board: finished, or discarded when it was not."""

    column: int
    column_title: str
    finished_at: int | None

    parts = property(lambda self: {("card", self.card), ("head", self.column), STRIP})


@dataclass(frozen=True, kw_only=True)
class CardRestored(CardEvent, kind="card.restored"):
    """An archived card is back in its column; its clock never stopped."""

    column: int
    column_title: str
    rank: Pair
    limits: list[dict[str, Any]]
    override: str | None

    parts = property(lambda self: {("card", self.card), ("head", self.column), STRIP})


@dataclass(frozen=True, kw_only=True)
class CardDeleted(CardEvent, kind="card.deleted"):
    """A card was deleted. A tombstone keeps its visits, so that no figure changes behind one."""

    column: int
    column_title: str
    description: str
    archived_at: int | None

    parts = property(lambda self: {("card", self.card), ("head", self.column), STRIP})


@dataclass(frozen=True, kw_only=True)
class CardUndeleted(CardEvent, kind="card.undeleted"):
    """A deletion was undone."""

    column: int
    column_title: str
    limits: list[dict[str, Any]]
    override: str | None

    parts = property(lambda self: {("card", self.card), ("head", self.column), STRIP})


# -- members


@dataclass(frozen=True, kw_only=True)
class MemberEvent(Event, kind="member"):
    """What all events of a member carry: the user and their name at the time."""

    user: int
    name: str

    parts = property(lambda self: {MEMBERS})


@dataclass(frozen=True, kw_only=True)
class MemberJoined(MemberEvent, kind="member.joined"):
    """A user sits at the board. `invitation`: the link that let them in, None for the owner."""

    role: str
    invitation: int | None


@dataclass(frozen=True, kw_only=True)
class MemberReassigned(MemberEvent, kind="member.reassigned"):
    """A member has another role."""

    role: Pair


@dataclass(frozen=True, kw_only=True)
class MemberRemoved(MemberEvent, kind="member.removed"):
    """A member was removed, or left."""

    role: str


@dataclass(frozen=True, kw_only=True)
class InvitationMade(Event, kind="invitation.made"):
    """A link was made that lets its bearers join with a role until it expires."""

    invitation: int
    role: str
    expires_at: int


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(Event, kind="invitation.withdrawn"):
    """An invitation link lets nobody in any more."""

    invitation: int
    role: str


for _abstract in ("column", "card", "member"):
    del KINDS[_abstract]
