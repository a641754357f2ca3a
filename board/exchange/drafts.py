"""Drafts: a board from elsewhere, read and checked but not written yet.

Ids are the source's own. Instants are ours (`board/instants.py`); a day is a text, as `2026-11-24`
or as a date and time with an offset, which names the date that it is then where the board is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from board.exchange.stages import Told
from board.flow.arrivals import Stage

History = Literal["full", "partial", "none"]
"""How much of a card's past the file tells: all since it was made, a part, or nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader is told beside the file: the present, the stages of columns, the zone of the
    board, what the columns of a table hold (by their names), and what the file is called."""

    now: int
    told: Told = field(default_factory=lambda: Told({}))
    zone: str = "UTC"
    mapping: Mapping[str, str] | None = None
    called: str = ""


@dataclass(frozen=True, slots=True)
class Stay:
    """A card's stay in a column. `gone`: it ended because the card left the board. `by`, `gone_by`:
    the name of who brought it there and of who took it off the board, where that is known."""

    column: str
    began_at: int
    ended_at: int | None = None
    gone: bool = False
    by: str | None = None
    gone_by: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A time in which a card was blocked; `ended_at` None while it lasts. `by`: a person's id."""

    reason: str
    began_at: int
    ended_at: int | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column, in the order of the board. `archived_at` None: it stands on the board."""

    id: str
    name: str
    stage: Stage
    wait: bool
    wip_limit: int | None
    archived_at: int | None
    wip_mode: str = "soft"
    policy: str = ""
    removed_at: int | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane, in the order of the board."""

    id: str
    name: str
    wip_limit: int | None = None
    wip_mode: str = "soft"
    archived_at: int | None = None
    removed_at: int | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the board; its colour is one of ours."""

    id: str
    name: str
    color: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works on a card or said something. An address is only compared, never kept.

    `role`: the one they get when they have an account here; None: they have no seat.
    """

    id: str
    name: str
    email: str | None = None
    username: str | None = None
    role: str | None = "editor"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a checklist; `done_at` None while it is not done."""

    id: str
    text: str
    done_at: int | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist, in the order of its card."""

    id: str
    name: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said on a card. `by`: a person's id; None when the file does not say."""

    id: str
    text: str
    written_at: int
    edited_at: int | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A card. `deleted_at` is set on one that is gone for good and has left only its stays.

    `labels` and `people` (who work on it), `lane`: ids.
    """

    id: str
    number: int
    title: str
    description: str
    column: str
    created_at: int
    archived_at: int | None
    deleted_at: int | None
    history: History
    stays: tuple[Stay, ...]
    lane: str | None = None
    labels: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    start: str | None = None
    due: str | None = None
    class_of_service: str = "standard"
    estimate: float | None = None
    checklists: tuple[Checklist, ...] = ()
    comments: tuple[Comment, ...] = ()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened where the board was before. `card`: its id; `by`: a name; `column`:
    the id of the column that it is said of here, when its data names none."""

    at: int
    kind: str
    by: str
    card: str | None
    data: Mapping[str, Any]
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A board. The cards of each column are in its order. `moves`: between columns, all cards'.

    `warnings`: what did not come over and what is doubtful, a sentence each.
    """

    source: str
    """`system:id`, or the system alone when the file does not say which board it is."""
    name: str
    columns: tuple[Column, ...]
    cards: tuple[Card, ...]
    moves: int
    warnings: tuple[str, ...]
    lanes: tuple[Lane, ...] = ()
    labels: tuple[Label, ...] = ()
    people: tuple[Person, ...] = ()
    wip_limit: int | None = None
    wip_mode: str = "soft"
    timezone: str | None = None
    past: tuple[Happened, ...] = ()
    """What happened to it, as it was told there."""

    @property
    def counts(self) -> dict[str, int]:
        """What there is of everything, as the report and the log name it."""
        present = [card for card in self.cards if card.deleted_at is None]
        return {
            "columns": len(self.columns),
            "columns_archived": sum(column.archived_at is not None for column in self.columns),
            "lanes": len(self.lanes),
            "cards": len(present),
            "archived": sum(card.archived_at is not None for card in present),
            "deleted": len(self.cards) - len(present),
            "labels": len(self.labels),
            "people": len(self.people),
            "checklists": sum(len(card.checklists) for card in present),
            "items": sum(len(each.items) for card in present for each in card.checklists),
            "comments": sum(len(card.comments) for card in present),
            "moves": self.moves,
        }

    @property
    def span(self) -> tuple[int | None, int | None]:
        """The first and the last instant of the cards' past."""
        stays = [stay for card in self.cards for stay in card.stays]
        at = [card.created_at for card in self.cards]
        at += [each for stay in stays for each in (stay.began_at, stay.ended_at) if each]
        return min(at, default=None), max(at, default=None)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 card`, `2 cards`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def named(names: list[str], most: int = 10) -> str:
    """Names in a row, the first ones when there are many."""
    shown = ", ".join(f"“{name}”" for name in names[:most])
    more = len(names) - most
    return f"{shown} and {more:,} more" if more > 0 else shown
