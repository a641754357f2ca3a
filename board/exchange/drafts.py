"""Drafts: a board from elsewhere, read and checked but not written yet.

Ids are the source's own. Instants are ours (`board/instants.py`).
"""

from dataclasses import dataclass
from typing import Literal

from board.flow.arrivals import Stage

History = Literal["full", "partial", "none"]
"""How much of a card's past the file tells: all since it was made, a part, or nothing."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A card's stay in a column. `gone`: it ended because the card left the board."""

    column: str
    began_at: int
    ended_at: int | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column, in the order of the board. `archived_at` None: it stands on the board."""

    id: str
    name: str
    stage: Stage
    wait: bool
    wip_limit: int | None
    archived_at: int | None


@dataclass(frozen=True, slots=True)
class Card:
    """A card. `deleted_at` is set on one that is gone for good and has left only its stays."""

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

    @property
    def counts(self) -> dict[str, int]:
        """What there is of everything, as the report and the log name it."""
        present = [card for card in self.cards if card.deleted_at is None]
        return {
            "columns": len(self.columns),
            "columns_archived": sum(column.archived_at is not None for column in self.columns),
            "cards": len(present),
            "archived": sum(card.archived_at is not None for card in present),
            "deleted": len(self.cards) - len(present),
            "labels": 0,
            "checklists": 0,
            "comments": 0,
            "moves": self.moves,
        }


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """`1 card`, `2 cards`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def named(names: list[str], most: int = 10) -> str:
    """Names in a row, the first ones when there are many."""
    shown = ", ".join(f"“{name}”" for name in names[:most])
    more = len(names) - most
    return f"{shown} and {more:,} more" if more > 0 else shown
