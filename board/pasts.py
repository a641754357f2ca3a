"""Pasts: what the figures are worked out from, read from a board's visits and blocks.

An undone event leaves no trace in the visits, so none is left here. To know the past as it was
known at an instant, what came later is left away.

Of a long past only a window is read. A card that nothing happened to since the window began, and
that is not in progress, adds the same to every day: it arrived for good at every column up to its
last one. So those are counted and not read.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from board import database
from board.flow.histories import History, followed
from board.flow.spans import Span
from board.flow.workflow import ColumnId, Workflow
from board.look import Look
from board.sqlite import Statement, Tuples


@dataclass(slots=True)
class Pasts:
    """The histories of cards, and what those that were not read add.

    `heights`: by column, how many of those arrived for good at it; `discarded`: how many left
    without being finished. `blocked`: spans by card. `names`: number and title of each card, no
    title of a tombstone; `partial`: the cards of whose past something is missing.
    """

    histories: dict[Any, History]
    blocked: Mapping[Any, list[Span]]
    names: Mapping[int, tuple[int, str | None]]
    partial: frozenset[int]
    heights: dict[ColumnId, int] = field(default_factory=dict)
    discarded: int = 0


async def read(board_id: int, look: Look, since: int | None) -> list[Tuples]:
    """The rows of a board's cards that are looked at: their stays, their blocks, the cards, and
    what tells of those that are not read. `since`: when the window begins; None: all are read."""
    chosen, params = _chosen(look)
    if since is None:
        which: Statement = (
            f"SELECT c.id FROM cards c WHERE c.board_id = ?{chosen}",  # noqa: S608
            (board_id, *params),
        )
        return await database.tuples(*_of(board_id, which))
    which = _touched(board_id, since)
    if chosen:
        sql, given = which
        which = (f"SELECT c.id FROM cards c WHERE c.id IN ({sql}){chosen}", (*given, *params))  # noqa: S608
    rest = _rest(board_id, chosen, params)
    return await database.tuples(*_of(board_id, which), *rest)


def told(found: list[Tuples], workflow: Workflow, as_of: int) -> Pasts:
    """The pasts that rows tell of, as they were known at an instant."""
    stays, blocks, cards, *rest = found
    past = Pasts(
        histories=followed(stays, workflow, as_of),
        blocked=_blocked(blocks, as_of),
        names={row[0]: (row[1], row[2]) for row in cards},
        partial=frozenset(row[0] for row in cards if row[3] != "full"),
    )
    for (column, away), n in _left(cards, *rest).items() if rest else ():
        place = workflow.places.get(column, -1)
        for each in workflow.order[: place + 1]:
            past.heights[each.id] = past.heights.get(each.id, 0) + n
        if away and place < workflow.finish:
            past.discarded += n
    return past


def _blocked(blocks: Tuples, as_of: int) -> dict[Any, list[Span]]:
    found: dict[Any, list[Span]] = {}
    for card, began, ended in blocks:
        if began <= as_of:
            known = ended if ended is not None and ended <= as_of else None
            found.setdefault(card, []).append((began, known))
    return found


def _left(
    cards: Tuples, counts: Tuples, never: Tuples, discarded: Tuples
) -> Counter[tuple[ColumnId, bool]]:
    """How many of the cards that were not read stay in each column, or left it last: all of them
    less those that were read."""
    others = {row[0]: (row[-2], row[-1] is not None) for row in (*never, *cards)}
    found = Counter({(column, True): n - here for column, n, here in counts})
    found.update({(column, False): here for column, _, here in counts})
    columns = {column for column, *_ in counts}
    found.subtract(each for each in others.values() if each[0] in columns)
    found.update((column, True) for card, column in discarded if card not in others)
    return +found


# -- queries


def _of(board_id: int, which: Statement) -> Iterator[Statement]:
    """The queries for the stays in order, the blocks and the rows of some cards.

    The sign keeps the index of the cards away from the blocks: most boards have few or none.
    """
    sql, params = which
    yield (
        "SELECT card_id, column_id, began_at, ended_at, gone FROM visits"  # noqa: S608
        f" WHERE card_id IN ({sql}) ORDER BY card_id, began_at, id",
        params,
    )
    yield (
        "SELECT card_id, began_at, ended_at FROM blocks"  # noqa: S608
        f" WHERE board_id = ? AND +card_id IN ({sql})",
        (board_id, *params),
    )
    yield (
        "SELECT id, number, CASE WHEN deleted_at IS NULL THEN title END, history, column_id,"  # noqa: S608
        f" archived_at FROM cards WHERE id IN ({sql})",
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


def _rest(board_id: int, chosen: str, params: tuple[Any, ...]) -> Iterator[Statement]:
    """The queries that tell of all cards what is to be known of those that are not read: how many
    there are of each column, and how many of them on the board; those that were never there; and
    those that lie in `discard`, each with the column where it was before.

    To count all of them in an index and take off those that are read is much faster than to leave
    those out. A card whose adding was undone has a tombstone and no visits; it was never there,
    and it is looked for among those that are not finished, which are few.
    """
    count = f"SELECT COUNT(*) FROM cards c WHERE c.column_id = k.id{chosen}"  # noqa: S608
    yield (
        f"SELECT k.id, ({count}), ({count} AND c.archived_at IS NULL) FROM columns k"  # noqa: S608
        " WHERE k.board_id = ? AND k.stage <> 'discard'",
        (*params, *params, board_id),
    )
    yield (
        "SELECT c.id, c.column_id, c.archived_at FROM cards c WHERE c.board_id = ?"  # noqa: S608
        " AND c.finished_at IS NULL AND c.deleted_at IS NOT NULL"
        f" AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.card_id = c.id){chosen}",
        (board_id, *params),
    )
    before = (
        "SELECT v.column_id FROM visits v JOIN columns b ON b.id = v.column_id WHERE"
        " v.card_id = c.id AND b.stage <> 'discard' ORDER BY v.began_at DESC, v.id DESC LIMIT 1"
    )
    yield (
        f"SELECT c.id, ({before}) FROM columns k JOIN cards c ON c.column_id = k.id"  # noqa: S608
        f" WHERE k.board_id = ? AND k.stage = 'discard'{chosen}",
        (board_id, *params),
    )
