"""Imports: a file from elsewhere becomes a board, wholly or not at all.

The past is written as visits, so that figures are there from the first day; the board's own log
begins with `board.imported`. One transaction writes it all, so a cut leaves no half board.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tortoise.exceptions import IntegrityError

from board import boards, bulk, columns, database, index, keys, order, users
from board.errors import Invalid
from board.events import BoardImported, MemberJoined
from board.exchange import trello
from board.exchange.drafts import Card, Draft, counted
from board.exchange.files import loaded
from board.exchange.stages import Told, told
from board.flow.arrivals import dates
from board.instants import now
from board.log import entry

FORMATS: dict[str, Callable[[Any, int, Told | None], Draft]] = {"trello": trello.read}
"""The reader of each format."""

IMPORTED = 1
"""The number of the event that made the board; every imported card has it as its version."""


async def run(
    data: bytes,
    owner: dict[str, Any],
    *,
    format: str | None = None,
    stages: bytes | None = None,
    timezone: str | None = None,
    dry_run: bool = False,
) -> dict[str, Any]:
    """Import a file as a board of the owner's, who becomes its admin; returns the report.

    `stages`: a board file that tells the columns' stages by the source's ids. Without a time
    zone the board has that file's, else the owner's. A dry run reports and writes nothing.
    Raises Invalid with one sentence for a file that cannot be imported. Events: board.imported,
    member.joined.
    """
    if timezone is not None:
        users.timezone(timezone)
    at = now()
    draft, zone = await asyncio.to_thread(_read, data, format, stages, at)
    zone = timezone or zone or owner["timezone"]
    warnings = [*await _earlier(draft, owner), *draft.warnings]
    board_id = None if dry_run else await _written(draft, owner, zone, at)
    url = None if board_id is None else f"/boards/{board_id}"
    return {"board": board_id, "url": url, **draft.counts, "warnings": warnings}


def _read(
    data: bytes, format_: str | None, stages: bytes | None, at: int
) -> tuple[Draft, str | None]:
    reader = FORMATS.get(format_ or "trello")
    if reader is None:
        raise Invalid(
            f"There is no format of that name. It can be: {', '.join(FORMATS)}.", field="format"
        )
    stated = told(stages) if stages is not None else Told({})
    if stated.timezone is not None:
        users.timezone(stated.timezone)
    draft = reader(loaded(data), at, stated)
    standing = sum(column.archived_at is None for column in draft.columns)
    if standing > columns.MOST:
        raise Invalid(
            f"The board has {counted(standing, 'column')}; {columns.MOST} fit. Archive some"
            " where it comes from and export it again.",
            field="file",
        )
    return draft, stated.timezone


async def _earlier(draft: Draft, owner: dict[str, Any]) -> list[str]:
    """A warning when the owner sees a board that came from the same one."""
    if ":" not in draft.source:
        return []
    (found,) = await database.read(
        (
            "SELECT b.key FROM boards b JOIN members m ON m.board_id = b.id"
            " WHERE b.source = ? AND m.user_id = ? ORDER BY b.id",
            (draft.source, owner["id"]),
        )
    )
    if not found:
        return []
    keys = ", ".join(row["key"] for row in found)
    return [f"This board was imported before, as {keys}; this is another copy of it."]


# -- writing


async def _written(draft: Draft, owner: dict[str, Any], zone: str, at: int) -> int:
    """Write the board; returns its id."""
    while True:
        key = None
        try:
            async with database.transaction() as (batch, _):
                key = await keys.free(batch, draft.name)
                return await _write(batch, draft, owner, key, zone, at)
        except IntegrityError:
            # Somebody took the key in the same instant; the next round sees theirs.
            if key is None or not await _taken(key):
                raise


async def _taken(key: str) -> bool:
    (found,) = await database.read(("SELECT id FROM boards WHERE key = ?", (key,)))
    return bool(found)


async def _write(
    batch: database.Batch, draft: Draft, owner: dict[str, Any], key: str, zone: str, at: int
) -> int:
    board_id = await boards.insert(
        batch,
        name=draft.name,
        key=key,
        timezone=zone,
        at=at,
        seq=2,
        source=draft.source,
        cards_made=max((card.number for card in draft.cards), default=0),
    )
    imported = BoardImported(
        name=draft.name, key=key, timezone=zone, source=draft.source, counts=draft.counts
    )
    joined = MemberJoined(user=owner["id"], name=owner["name"], role="admin", invitation=None)
    await batch.run(
        boards.seat(board_id, owner["id"], at),
        entry(board_id, IMPORTED, at, owner["id"], imported),
        entry(board_id, IMPORTED + 1, at, owner["id"], joined),
    )
    column_ids = await _write_columns(batch, board_id, draft)
    card_ids = await _write_cards(batch, board_id, draft, column_ids)
    await _write_visits(batch, board_id, draft, column_ids, card_ids)
    await index.write(batch, sorted(card_ids.values()))
    return board_id


async def _write_columns(batch: database.Batch, board_id: int, draft: Draft) -> dict[str, int]:
    ranks = order.spread(len(draft.columns))
    rows = [
        {
            "board_id": board_id,
            "name": column.name,
            "stage": column.stage,
            "wait": column.wait,
            "wip_limit": column.wip_limit,
            "rank": rank,
            "source": _source(draft, column.id),
            "archived_at": column.archived_at,
        }
        for column, rank in zip(draft.columns, ranks, strict=True)
    ]
    ids = await bulk.insert(batch, "columns", rows, returning="source")
    return {column.id: ids[_source(draft, column.id)] for column in draft.columns}


async def _write_cards(
    batch: database.Batch, board_id: int, draft: Draft, column_ids: dict[str, int]
) -> dict[str, int]:
    stages = {column.id: column.stage for column in draft.columns}
    rows = []
    for card, rank in zip(draft.cards, _ranks(draft.cards), strict=True):
        worked_out = dates((stages[stay.column], stay.began_at) for stay in card.stays)
        rows.append(
            {
                "board_id": board_id,
                "column_id": column_ids[card.column],
                "number": card.number,
                "title": card.title,
                "description": card.description,
                "rank": rank,
                "version": IMPORTED,
                "created_at": card.created_at,
                "started_at": worked_out.started_at,
                "finished_at": worked_out.finished_at,
                "archived_at": card.archived_at,
                "deleted_at": card.deleted_at,
                "history": card.history,
                "source": _source(draft, card.id),
            }
        )
    ids = await bulk.insert(batch, "cards", rows, returning="number")
    return {card.id: ids[card.number] for card in draft.cards}


def _ranks(cards: Sequence[Card]) -> Iterator[str]:
    """The ranks of the cards, which stand column by column."""
    start = 0
    while start < len(cards):
        end = start
        while end < len(cards) and cards[end].column == cards[start].column:
            end += 1
        yield from order.spread(end - start)
        start = end


async def _write_visits(
    batch: database.Batch,
    board_id: int,
    draft: Draft,
    column_ids: dict[str, int],
    card_ids: dict[str, int],
) -> None:
    rows = [
        {
            "board_id": board_id,
            "card_id": card_ids[card.id],
            "column_id": column_ids[stay.column],
            "began_at": stay.began_at,
            "ended_at": stay.ended_at,
            "gone": stay.gone,
        }
        for card in draft.cards
        for stay in card.stays
    ]
    await bulk.insert(batch, "visits", rows, returning="id")


def _source(draft: Draft, identity: str) -> str:
    system = draft.source.partition(":")[0]
    return f"{system}:{identity}"
