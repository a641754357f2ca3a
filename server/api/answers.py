"""Answers: the shape of what each call answers, and of a refusal."""

from typing import Any, Literal

from server.api.shapes import (
    BoardHead,
    Card,
    Column,
    Invitation,
    Lane,
    Limit,
    Link,
    Member,
    Shape,
)
from server.api.told import AnyEvent


class Problem(Shape):
    """A refusal (RFC 9457). `detail` is a sentence for people, `code` is for programs."""

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str
    code: str
    field: str | None = None
    """Which field, parameter or header is wrong; one inside a list as `columns.0.name`."""
    limit: Limit | int | None = None
    """The limit that leaves no room, or how many characters fit."""
    actual: int | None = None
    """How many characters a text has that is too long."""
    yours: str | None = None
    """Of a conflict: the text as it was sent."""
    theirs: str | None = None
    """Of a conflict: the text as somebody else saved it meanwhile."""
    version: int | None = None
    """Of a conflict: the card's version, to base the next try on."""
    reference: str | None = None
    """Where the server's log says what broke."""


class Number(Shape):
    """The board's number after the change."""

    seq: int
    undo: int | None
    """The event to undo for taking the change back; null when it changed nothing."""


class CardRead(Shape):
    """A card, and the board's number when it was read."""

    card: Card
    seq: int


class CardAnswer(Number):
    """A card, and the board's number."""

    card: Card


class PlacedCard(CardAnswer):
    """A card in its place, the limits that it broke there, and the board's number."""

    limits: list[Limit]


class ColumnRead(Shape):
    """A column."""

    column: Column


class ColumnAnswer(ColumnRead, Number):
    """A column, and the board's number."""


class ColumnBack(ColumnAnswer):
    """A column that is back, the limits that its cards broke, and the board's number."""

    limits: list[Limit]


class Cleared(Number):
    """The cards that left the column, the limits that they broke, and the board's number."""

    cards: list[int]
    limits: list[Limit]


class LaneAnswer(Number):
    """A lane, and the board's number."""

    lane: Lane


class LaneBack(LaneAnswer):
    """A lane that is back, the limits that its cards broke, and the board's number."""

    limits: list[Limit]


class MemberAnswer(Number):
    """A member, and the board's number."""

    member: Member


class InvitationAnswer(Number):
    """An invitation with its link, and the board's number."""

    invitation: Link


class Paged(Shape):
    """One page of a list."""

    next: int | None
    """The `after` of the next page; null when there is none."""


class BoardList(Paged):
    """One page of the boards that one may see."""

    boards: list[BoardHead]


class CardList(Paged):
    """One page of a board's open cards, by their ids."""

    cards: list[Card]


class Starred(Shape):
    """Whether one has starred a board."""

    starred: bool


class ColumnList(Paged):
    """One page of a board's columns."""

    columns: list[Column]


class LaneList(Paged):
    """One page of a board's lanes."""

    lanes: list[Lane]


class MemberList(Paged):
    """One page of a board's members."""

    members: list[Member]


class InvitationList(Paged):
    """One page of a board's open invitations."""

    invitations: list[Invitation]


class EventList(Shape):
    """The events after a number, the board's last number, and its history."""

    events: list[AnyEvent]
    seq: int
    epoch: str


class OpenApi(Shape):
    """An OpenAPI 3.1 document."""

    openapi: Literal["3.1.0"]
    info: dict[str, Any]
    security: list[Any]
    tags: list[dict[str, Any]]
    paths: dict[str, Any]
    components: dict[str, Any]
