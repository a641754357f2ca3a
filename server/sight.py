"""A sight of a board: what its page and its parts are drawn from, and who may see it, all of one
moment.

Which parts are wanted may depend on what is asked at that moment, such as the events that wait: it
is worked out between the queries, where they run. So a sight costs one hop, whatever it shows.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from board import boards, cards, columns, database, labels, lanes, members, projection
from board.database import Use
from board.events import BOARD, LABELS, MEMBERS, NOTICE, STRIP, TITLE, Part
from board.projection import Projection
from board.sqlite import Rows, Statement
from server import grid

WHOLE: frozenset[Part] = frozenset({BOARD, STRIP, TITLE, MEMBERS, LABELS, NOTICE})
"""The parts that together are the whole board."""

Wanted = Callable[[list[Rows]], Collection[Part]]
"""Which parts are wanted, by what was asked besides."""


@dataclass
class Sight:
    """A board's row and its members, what was asked besides, and as much of the board as the
    wanted parts show."""

    board: dict[str, Any]
    people: Rows
    asked: list[Rows]
    wanted: Collection[Part] = ()
    columns: Rows = field(default_factory=list)
    lanes: Rows = field(default_factory=list)
    counts: Rows = field(default_factory=list)
    """The number `n` of cards in progress in each lane."""
    cards: Rows = field(default_factory=list)
    labels: Rows = field(default_factory=list)
    figures: Projection | None = None

    @property
    def seq(self) -> int:
        """The number up to which it may show what happened: its figures are perhaps further on."""
        here = int(self.board["seq"])
        return max(here, self.figures.seq) if self.figures else here

    @property
    def flow(self) -> Projection:
        """The figures, of a sight that shows the strip."""
        if self.figures is None:
            raise LookupError("This sight shows no figures.")
        return self.figures


def whole(_found: list[Rows]) -> frozenset[Part]:
    """All parts are wanted, whatever was found."""
    return WHOLE


async def look(board_id: int, wanted: Wanted, *asked: Statement, use: Use = "pages") -> Sight:
    """What is asked, and of the board what the parts show that are wanted then. Raises Missing."""
    parts: list[Part] = []

    def then(found: list[Rows]) -> tuple[Statement, ...]:
        here, _, *rest = found
        parts[:] = wanted(rest) if here else ()
        return _shown(here[0], parts) if parts else ()

    first = boards.named(board_id), members.everyone(board_id), *asked
    here, people, *found = await database.read(*first, use=use, then=then)
    besides, shown = found[: len(asked)], found[len(asked) :]
    seen = Sight(boards.found(here), people, besides)
    if parts:
        seen.wanted = parts
        seen.columns, seen.lanes, seen.counts, seen.cards, seen.labels, *moved = shown
        if _with_figures(parts):
            seen.figures = await projection.told(seen.board, moved, use)
    return seen


def _shown(board: dict[str, Any], parts: Collection[Part]) -> tuple[Statement, ...]:
    """The queries for what parts show, in the order of a sight's fields."""
    board_id, whole = board["id"], BOARD in parts
    return (
        columns.on(board_id) if whole else _heads(board_id, _ids(parts, "head", "menus")),
        lanes.on(board_id),
        lanes.at_work(board_id),
        grid.first_cards(board_id) if whole else _cards(board_id, _ids(parts, "card")),
        labels.of_board(board_id),
        *(projection.asked(board) if _with_figures(parts) else ()),
    )


def _with_figures(parts: Collection[Part]) -> bool:
    return STRIP in parts or BOARD in parts


def _ids(parts: Collection[Part], *names: str) -> list[int]:
    return sorted({identity for name, identity in parts if name in names})


def _heads(board_id: int, ids: list[int]) -> Statement:
    sql, params = columns.on(board_id)
    return sql.replace("ORDER BY", f"AND k.id IN ({_marks(ids)}) ORDER BY"), (*params, *ids)


def _cards(board_id: int, ids: list[int]) -> Statement:
    here = f"{cards.shown()} WHERE c.board_id = ? AND c.archived_at IS NULL"
    return f"{here} AND c.id IN ({_marks(ids)}) ORDER BY c.id", (board_id, *ids)


def _marks(ids: list[int]) -> str:
    return ", ".join("?" * len(ids)) or "NULL"
