"""Shapes of what answers are about: boards, columns, cards, members, invitations, events.

They build nothing: the domain's `facts` do. A test holds real answers of every call against the
shape that the call names, so that the description tells the truth. Only who asks for it needs
them whole, so a start does not build their validators.
"""

from datetime import date
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from board.flow.arrivals import Stage
from board.seats import Role

Mode = Literal["soft", "hard"]
ClassOfService = Literal["expedite", "fixed_date", "standard", "intangible"]
Color = Literal[
    "red", "orange", "amber", "green", "teal", "blue", "indigo", "violet", "pink", "grey"
]


def _without_defaults(schema: dict[str, Any]) -> None:
    for field in schema["properties"].values():
        field.pop("default", None)


class Shape(BaseModel):
    """An object of an answer. It has these fields and no others; one that has nothing to say and
    may be left out is null here."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        use_attribute_docstrings=True,
        defer_build=True,
        json_schema_extra=_without_defaults,
    )


class Limit(Shape):
    """A WIP limit and how many cards stand under it."""

    scope: Literal["column", "lane", "board"]
    id: int
    """Of the column, the lane or the board."""
    name: str
    count: int
    """Cards under the limit; where one broke it, that one included."""
    of: int
    mode: Mode


class Blocked(Shape):
    """Why a card cannot go on, who said so, and since when."""

    reason: str
    by: str
    since: AwareDatetime


class Card(Shape):
    """A card."""

    id: int
    number: int
    key: str
    """The board's key and the card's number, such as NW-214."""
    title: str
    description: str
    """Markdown."""
    column: int
    lane: int | None
    """Null is no lane."""
    rank: str
    """Orders the cards of a column, whatever their lanes; it means nothing else."""
    labels: list[int]
    assignees: list[int]
    """Ids of users."""
    start: date | None
    """When work on it is to start, in the board's time zone."""
    due: date | None
    """When it is to be done, in the board's time zone."""
    class_of_service: ClassOfService
    estimate: float | None
    """In whatever unit the team uses."""
    blocked: Blocked | None
    items: int
    """Items of its checklists."""
    items_done: int
    comments: int
    created_at: AwareDatetime
    started_at: AwareDatetime | None
    finished_at: AwareDatetime | None
    archived_at: AwareDatetime | None
    age_days: int | None
    """Whole days at work, the first one counted; null when it is not at work."""
    version: int
    """The number of its last event."""


class Label(Shape):
    """A label of a board."""

    id: int
    name: str
    color: Color


class Item(Shape):
    """An item of a checklist."""

    id: int
    text: str
    rank: str
    """Orders the items of a checklist; it means nothing else."""
    done: bool
    done_at: AwareDatetime | None


class Checklist(Shape):
    """A checklist of a card, with its items in order."""

    id: int
    name: str
    rank: str
    """Orders the checklists of a card; it means nothing else."""
    items: list[Item]


class Comment(Shape):
    """A comment on a card."""

    id: int
    by: int
    """The user who wrote it."""
    by_name: str
    text: str
    """Markdown."""
    written_at: AwareDatetime
    edited_at: AwareDatetime | None


class Column(Shape):
    """A column."""

    id: int
    name: str
    stage: Stage
    wait: bool
    """Work waits in it."""
    policy: str
    wip_limit: int | None
    wip_mode: Mode
    wip: int
    """Open cards in it."""


class Lane(Shape):
    """A lane, a row across all columns."""

    id: int
    name: str
    wip_limit: int | None
    wip_mode: Mode
    wip: int
    """Cards in it that are in progress."""


class Member(Shape):
    """A user's seat at a board."""

    id: int
    """Of the user."""
    name: str
    role: Role
    placeholder: bool
    """They have no account here: they came along with an import, by name alone."""


class Invitation(Shape):
    """A link that lets its bearers join. The link itself is in no list."""

    id: int
    role: Role
    expires_at: AwareDatetime


class Link(Invitation):
    """An invitation with its link, answered this once."""

    token: str | None
    """Null when the request is a repeated one."""
    url: str | None
    """Null when the request is a repeated one."""


class _Named(Shape):
    id: int
    key: str
    name: str
    timezone: str
    seq: int
    """The number of the last event."""
    epoch: str
    """Which history the numbers belong to; restoring a backup begins another."""
    archived_at: AwareDatetime | None
    """When it was put away; until it is restored, nothing on it changes."""


class BoardHead(_Named):
    """A board as a list names it."""

    role: Role
    """One's own."""
    starred: bool
    """Whether one has starred it; nobody else sees that."""


class Board(_Named):
    """A board with everything that stands on it."""

    wip_limit: int | None
    wip_mode: Mode
    wip: int
    """Cards in progress on the whole board."""
    columns: list[Column]
    lanes: list[Lane]
    labels: list[Label]
    members: list[Member]
    cards: list[Card]
    """The open ones, in the order of the board."""
