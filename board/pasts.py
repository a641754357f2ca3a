"""Pasts: what the figures are worked out from, read from a board's visits and blocks.

An undone event leaves no trace in the visits, so none is left here. To know the past as it was
known at an instant, what came later is left away.

Of a long past only a window is read. A card that nothing happened to since the window began, and
that is not in progress, adds the same to every day: it arrived for good at every column up to its
last one. So those are counted and not read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from board import database
from board.flow.histories import History
from board.flow.spans import Span
from board.flow.workflow import ColumnId, Workflow
from board.look import Look
from board.sqlite import Rows, Statement


@dataclass(slots=True)
class Pasts:
    """The histories of cards, and what those that were not read add.

    `heights`: by column, how many of those arrived for good at it; `discarded`: how many left
    without being finished. `blocked`: spans by card. `rows`: what is told of each card.
    """

    histories: dict[Any, History]
    blocked: Mapping[Any, list[Span]]
    rows: Mapping[int, dict[str, Any]]
    heights: dict[ColumnId, int] = field(default_factory=dict)
    discarded: int = 0


async def read(board_id: int, look: Look, since: int | None) -> list[Rows]:
    """The rows of a board's cards that are looked at: stays, blocks, cards, and a count of those
    that are not read. `since`: when the window begins; None: all cards are read."""
    chosen, params = _chosen(look)
    if since is None:
        which: Statement = (
            f"SELECT c.id FROM cards c WHERE c.board_id = ?{chosen}",  # noqa: S608
            (board_id, *params),
        )
        return [*await database.read(*_of(which)), []]
    which = _touched(board_id, since)
    if chosen:
        sql, given = which
        which = (f"SELECT c.id FROM cards c WHERE c.id IN ({sql}){chosen}", (*given, *params))  # noqa: S608
    return await database.read(*_of(which), _rest(board_id, which, chosen, params))


def told(found: list[Rows], workflow: Workflow, as_of: int) -> Pasts:
    """The pasts that rows tell of, as they were known at an instant."""
    stays, blocks, cards, rest = found
    past = Pasts(
        histories=_histories(stays, workflow, as_of),
        blocked=_blocked(blocks, as_of),
        rows={row["id"]: row for row in cards},
    )
    for row in rest:
        place = workflow.places.get(row["column_id"], -1)
        for column in workflow.order[: place + 1]:
            past.heights[column.id] = past.heights.get(column.id, 0) + row["n"]
        if row["away"] and place < workflow.finish:
            past.discarded += row["n"]
    return past


def _histories(stays: Rows, workflow: Workflow, as_of: int) -> dict[Any, History]:
    found: dict[Any, History] = {}
    for row in stays:
        card, began, ended = row["card_id"], row["began_at"], row["ended_at"]
        if began > as_of:
            continue
        history = found.get(card)
        if history is None:
            history = found[card] = History(card, began, workflow)
        history.follow(began, row["column_id"])
        if row["gone"] and ended is not None and ended <= as_of:
            history.follow(ended, None)
    return found


def _blocked(blocks: Rows, as_of: int) -> dict[Any, list[Span]]:
    found: dict[Any, list[Span]] = {}
    for row in blocks:
        began, ended = row["began_at"], row["ended_at"]
        if began <= as_of:
            known = ended if ended is not None and ended <= as_of else None
            found.setdefault(row["card_id"], []).append((began, known))
    return found


# -- queries


def _of(which: Statement) -> Iterator[Statement]:
    """The queries for the stays in order, the blocks and the rows of some cards."""
    sql, params = which
    yield (
        "SELECT card_id, column_id, began_at, ended_at, gone FROM visits"  # noqa: S608
        f" WHERE card_id IN ({sql}) ORDER BY card_id, began_at, id",
        params,
    )
    yield f"SELECT card_id, began_at, ended_at FROM blocks WHERE card_id IN ({sql})", params  # noqa: S608
    yield (
        f"SELECT id, number, title, history, deleted_at FROM cards WHERE id IN ({sql})",  # noqa: S608
        params,
    )


def _chosen(look: Look) -> tuple[str, tuple[Any, ...]]:
    """The condition that a card `c` is one of those that are looked at."""
    parts: list[str] = []
    params: list[Any] = []
    if look.lanes:
        parts.append(f"COALESCE(c.lane_id, 0) IN ({_marks(look.lanes)})")
        params += sorted(look.lanes)
    if look.labels:
        worn = (
            "SELECT o.label_id FROM card_labels o JOIN labels l ON l.id = o.label_id"
            " WHERE o.card_id = c.id AND l.removed_at IS NULL"
        )
        bare = f" OR NOT EXISTS ({worn})" if 0 in look.labels else ""
        parts.append(f"(EXISTS ({worn} AND l.id IN ({_marks(look.labels)})){bare})")
        params += sorted(look.labels)
    if look.classes:
        parts.append(f"c.class_of_service IN ({_marks(look.classes)})")
        params += sorted(look.classes)
    return "".join(f" AND {part}" for part in parts), tuple(params)


def _marks(values: frozenset[Any]) -> str:
    return ", ".join("?" * len(values))


def _touched(board_id: int, since: int) -> Statement:
    """The query for the cards that came, moved or left since an instant, or are in progress."""
    on = "SELECT c.id FROM columns k JOIN cards c ON c.column_id = k.id WHERE k.board_id = ?"
    return (
        "SELECT card_id FROM visits WHERE board_id = ? AND began_at >= ?"  # noqa: S608
        f" UNION {on} AND k.stage = 'wip' AND c.archived_at IS NULL"
        f" UNION {on} AND c.archived_at >= ?",
        (board_id, since, board_id, board_id, since),
    )


def _rest(board_id: int, which: Statement, chosen: str, params: tuple[Any, ...]) -> Statement:
    """The query for how many of the other cards stay in each column, or left it last.

    The last column of one that lies in `discard` is the one before. A card whose adding was undone
    has a tombstone and no visits; it was never there.
    """
    sql, given = which
    before = (
        "SELECT v.column_id FROM visits v JOIN columns b ON b.id = v.column_id WHERE"
        " v.card_id = c.id AND b.stage <> 'discard' ORDER BY v.began_at DESC, v.id DESC LIMIT 1"
    )
    was = "EXISTS (SELECT 1 FROM visits v WHERE v.card_id = c.id)"
    return (
        "SELECT column_id, away, COUNT(*) AS n FROM (SELECT"  # noqa: S608
        f" CASE WHEN k.stage = 'discard' THEN ({before}) ELSE c.column_id END AS column_id,"
        " CASE WHEN k.stage = 'discard' OR c.archived_at IS NOT NULL THEN 1 ELSE 0 END AS away"
        " FROM columns k JOIN cards c ON c.column_id = k.id"
        f" WHERE k.board_id = ? AND c.id NOT IN ({sql}){chosen}"
        f" AND (c.deleted_at IS NULL OR {was})) AS rest GROUP BY column_id, away",
        (board_id, *given, *params),
    )
