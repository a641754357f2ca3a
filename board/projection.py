"""The projection: a board's figures, kept in memory and moved on by its log.

It follows the log after a cursor, never inside a change: what an event may have changed of a card
is read again and takes the place of what the card added before. So a move costs the same however
long the board's past is. What restates the past (a column's stage, the order of the columns, the
zone), another day, and a log that is far ahead begin it anew, from the windows that the figures
look at. It equals one that begins anew at any time.

Boards are kept while they are asked for; the one that was not asked for the longest goes first.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Any

from board import boards, columns, database, instants
from board.database import Use
from board.errors import Missing
from board.events import KINDS, CardEvent
from board.flow.histories import followed
from board.flow.levels import Thresholds
from board.flow.shares import Share, Window, share
from board.flow.spans import ENDLESS, Span
from board.flow.strip import Figures, Strip
from board.flow.workflow import CardId, Column, Workflow
from board.sqlite import Rows, Statement, Tuples

FAR = 500
"""Events that are followed one by one; further behind, it begins anew."""

KEPT = 500
"""Boards whose figures are kept at a time."""

MOVING = frozenset(
    kind
    for kind, event in KINDS.items()
    if issubclass(event, CardEvent) and "strip" in event.touches
)
"""Kinds of events that change what one card adds."""

RESTATING = frozenset(
    kind
    for kind, event in KINDS.items()
    if not issubclass(event, CardEvent) and "strip" in event.touches and kind != "board.limited"
)
"""Kinds after which everything is worked out anew."""

Row = dict[str, Any]


class Projection:
    """The figures of one board up to a number of its log."""

    def __init__(self, board: Row, heads: Rows, at: int) -> None:
        self.seq = int(board["seq"])
        self.zone = str(board["timezone"])
        flow = workflow(heads, self.zone)
        self.figures = Figures(Window(flow.calendar.day(at), flow))
        self.first_at: int | None = None
        self.blocked = False

    def take(self, stays: Tuples, blocks: Tuples, cards: Iterable[int] = ()) -> None:
        """Let the cards, and those with stays, add what they add now."""
        gone = set(cards)
        for card, added in shared(stays, blocks, self.figures.window):
            gone.discard(card)
            self.figures.replace(card, added)
        for card in gone:
            self.figures.replace(card, Share())

    def about(self, first_at: int | None, blocked: bool) -> None:
        """Note what is asked of the board as a whole."""
        self.first_at = first_at
        self.blocked = bool(blocked)

    def is_of(self, board: Row, at: int) -> bool:
        """Whether it is one of a board in its zone, on the day of an instant."""
        days = self.figures.window.workflow.calendar
        return self.zone == board["timezone"] and self.figures.window.today == days.day(at)

    def move(self, board: Row, events: Rows, stays: Rows, blocks: Rows, about: Rows) -> bool:
        """Move on to the number of a board, by what was found at that moment; False when it has
        to begin anew. One that is further on already stays there."""
        if not self.is_of(board, instants.now()):
            return False
        if self.seq >= board["seq"]:
            return True
        whole = events and events[0]["seq"] <= self.seq + 1 and events[-1]["seq"] == board["seq"]
        if not whole or any(row["kind"] in RESTATING for row in events):
            return False
        moved = {row["card_id"] for row in events if row["kind"] in MOVING}
        self.take(_plain(stays), _plain(blocks), moved)
        self.about(**about[0])
        self.seq = int(board["seq"])
        return True

    def strip(self, wip: int) -> Strip:
        """The strip, with so many cards in progress."""
        flow = self.figures.window.workflow
        first = None if self.first_at is None else flow.calendar.day(self.first_at)
        marked = self.blocked or any(column.wait for column in flow.wip)
        return self.figures.strip(wip, first, marked=marked)


_kept: OrderedDict[str, Projection] = OrderedDict()
"""By the epoch of the board's history, which no other board ever had."""

_turns: dict[str, asyncio.Lock] = {}
"""Who moves a board's figures on, one at a time; the others find them moved."""


async def strip(board: Row, wip: int, use: Use = "feed") -> Strip:
    """The strip of a board as its log is now, with so many cards in progress. Raises Missing."""
    return (await current(board["id"], board["epoch"], use)).strip(wip)


async def ages(board: Row, use: Use = "pages") -> Thresholds:
    """The ages from which the cards of a board are noticed. Raises Missing."""
    return (await strip(board, 0, use)).ages


def asked(board: Row) -> tuple[Statement, ...]:
    """The queries that move a board's figures on, for the moment in which its row is read; none
    when they begin anew."""
    known = _kept.get(board["epoch"])
    return (*_since(board["id"], known.seq), _about(board["id"])) if known else ()


async def told(board: Row, found: list[Rows], use: Use = "feed") -> Projection:
    """The projection of a board by what the queries of `asked` found in the moment of its row. It
    is that of the row's number or of a later one. Raises Missing."""
    known = _kept.get(board["epoch"])
    if known is None or not found or not known.move(board, *found):
        return await current(board["id"], board["epoch"], use)
    _kept.move_to_end(board["epoch"])
    return known


async def current(board_id: int, epoch: str, use: Use = "feed") -> Projection:
    """The projection of a board, moved on to the end of its log. Raises Missing."""
    turn = _turns.setdefault(epoch, asyncio.Lock())
    async with turn:
        known = _kept.get(epoch)
        try:
            moved = known and await _moved(known, board_id, use)
            _kept[epoch] = known if known and moved else await begun(board_id, use)
        except Missing:
            forget(epoch)
            raise
        _kept.move_to_end(epoch)
        while len(_kept) > KEPT:
            forget(next(iter(_kept)))
        return _kept[epoch]


def forget(epoch: str) -> None:
    """Keep the figures of a board no longer: nobody looks at it."""
    _kept.pop(epoch, None)
    _turns.pop(epoch, None)


async def _moved(known: Projection, board_id: int, use: Use) -> bool:
    found, *rows = await database.read(
        boards.named(board_id), *_since(board_id, known.seq), _about(board_id), use=use
    )
    return known.move(boards.found(found), *rows)


async def begun(board_id: int, use: Use = "feed") -> Projection:
    """The projection of a board from nothing. Raises Missing."""
    found, heads = await database.read(boards.named(board_id), columns.all_of(board_id), use=use)
    made = Projection(boards.found(found), heads, instants.now())
    # Behind the number: what happens in between is taken now and once more.
    stays, blocks, (about,) = await database.tuples(
        *_windowed(board_id, made.figures.window), _about(board_id), use=use
    )
    await asyncio.to_thread(made.take, stays, blocks)
    made.about(*about)
    return made


def workflow(heads: Rows, zone: str) -> Workflow:
    """The workflow of all columns of a board, in their order; one that is archived keeps its
    place, so that to archive it changes no figure."""
    return Workflow((Column(row["id"], row["stage"], bool(row["wait"])) for row in heads), zone)


def shared(stays: Tuples, blocks: Tuples, window: Window) -> Iterator[tuple[CardId, Share]]:
    """What each card adds, from its stays in order and its blocks."""
    blocked: dict[CardId, list[Span]] = {}
    for card, began, ended in blocks:
        blocked.setdefault(card, []).append((began, ended))
    for card, past in followed(stays, window.workflow, ENDLESS).items():
        yield card, share(past, blocked.get(card, ()), window)


def _plain(rows: Rows) -> Tuples:
    return [tuple(row.values()) for row in rows]


# -- reading


def _about(board_id: int) -> Statement:
    """The query for when the board's past begins, and whether anything ever was blocked."""
    return (
        "SELECT (SELECT MIN(began_at) FROM visits WHERE board_id = ?) AS first_at,"
        " EXISTS (SELECT 1 FROM blocks WHERE board_id = ?) AS blocked",
        (board_id, board_id),
    )


def _of(cards: str, *params: Any) -> tuple[Statement, Statement]:
    """The queries for the stays, card by card in order, and for the blocks of some cards."""
    return (
        (
            "SELECT card_id, column_id, began_at, ended_at, gone FROM visits"  # noqa: S608
            f" WHERE card_id IN ({cards}) ORDER BY card_id, began_at, id",
            params,
        ),
        (
            f"SELECT card_id, began_at, ended_at FROM blocks WHERE card_id IN ({cards})",  # noqa: S608
            params,
        ),
    )


def _since(board_id: int, seq: int) -> tuple[Statement, ...]:
    """The queries for the events after a number, and for the cards that they happened to."""
    after = "FROM events WHERE board_id = ? AND seq > ? ORDER BY seq LIMIT ?"
    params = board_id, seq, FAR
    touched = f"SELECT card_id FROM (SELECT card_id {after}) AS t WHERE card_id IS NOT NULL"  # noqa: S608
    return (f"SELECT seq, kind, card_id {after}", params), *_of(touched, *params)


def _windowed(board_id: int, window: Window) -> tuple[Statement, Statement]:
    """The queries for every card that can add something: finished in the window, in progress now,
    or not long ago."""
    cards = (
        "SELECT id FROM cards WHERE board_id = ? AND finished_at >= ?"
        " UNION SELECT c.id FROM cards c JOIN columns k ON k.id = c.column_id"
        " WHERE k.board_id = ? AND k.stage = 'wip' AND c.archived_at IS NULL"
        " UNION SELECT c.id FROM cards c JOIN columns k ON k.id = c.column_id"
        " WHERE k.board_id = ? AND c.archived_at >= ?"
        " UNION SELECT card_id FROM visits WHERE board_id = ? AND began_at >= ?"
    )
    nights = window.nights_since
    params = (board_id, window.finished_since, board_id, board_id, nights, board_id, nights)
    return _of(cards, *params)
