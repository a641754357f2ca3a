"""Recompute: every stored figure against the log of its board, and set right where they differ.

Stored is what the figures are read from: when a card was started and finished, its stays, its
blocks, and whether it is on the board. All of that is written by the change that logs the event, so
a difference is the trace of a fault, or of a hand in the database.
"""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from board import bulk, database, log
from board.database import Batch
from board.events import CardCreated
from board.flow.arrivals import dates
from board.instants import iso
from board.replay import KINDS, Blocked, Past, Stay, replayed, standing
from board.sqlite import Rows, Statement

Row = dict[str, Any]


@dataclass(frozen=True)
class Card:
    """A card: its row, its past as it is stored, and as the log has it; `never`: it was made by
    mistake, and that was undone."""

    key: str
    row: Row
    stored: Past
    past: Past
    started_at: int | None
    finished_at: int | None
    never: bool

    def differences(self) -> list[str]:
        """A sentence for each figure that is stored otherwise than the log has it."""
        told = {
            "started": (self.row["started_at"], self.started_at),
            "finished": (self.row["finished_at"], self.finished_at),
            "archived": (self.row["archived_at"], self.archived_at),
            "blocked since": (self.row["blocked_at"], self.blocked_at),
        }
        found = [
            f"{self.key}: {name} {_when(stored)} as stored, {_when(now)} by the log"
            for name, (stored, now) in told.items()
            if stored != now
        ]
        for name, stored, now in (
            ("stay", self.stored.stays, self.past.stays),
            ("block", self.stored.blocks, self.past.blocks),
        ):
            found += [f"{self.key}: no {name} by the log {_span(e)}" for e in _but(stored, now)]
            found += [f"{self.key}: no {name} stored {_span(e)}" for e in _but(now, stored)]
        return found

    @property
    def archived_at(self) -> int | None:
        """When it left the board; what was never there left it when that was said."""
        if self.never:
            left: int | None = self.row["archived_at"] or self.row["deleted_at"]
            return left
        return self.past.left_at

    @property
    def blocked_at(self) -> int | None:
        """Since when it is blocked."""
        return next((b.began_at for b in self.past.blocks if b.ended_at is None), None)


def _but(some: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    left = list(others)
    return [each for each in some if each not in left or left.remove(each)]  # type: ignore[func-returns-value]


def _when(at: int | None) -> str:
    return iso(at) or "not"


def _span(each: Stay | Blocked) -> str:
    where = f"in column {each.column} " if isinstance(each, Stay) else ""
    gone = " and left the board" if isinstance(each, Stay) and each.gone else ""
    end = f" to {iso(each.ended_at)}" if each.ended_at is not None else " on"
    return f"{where}from {iso(each.began_at)}{end}{gone}"


# -- all boards


async def differences() -> list[str]:
    """A sentence for each difference on any board. Nothing is written."""
    found: list[str] = []
    for board in await _boards():
        rows = await database.read(*_reads(board["id"]))
        found += [line for card in _cards(board, rows) for line in card.differences()]
    return found


async def set_right() -> list[str]:
    """Store what the logs have; a sentence for each difference that there was.

    A board on which there was one gets another epoch, so that everybody's page is drawn anew.
    """
    found: list[str] = []
    for board in await _boards():
        async with database.transaction(log.lock(board["id"]), *_reads(board["id"])) as (
            batch,
            (_, *rows),
        ):
            wrong = [card for card in _cards(board, rows) if card.differences()]
            for card in wrong:
                found += card.differences()
                await _write(batch, card)
            if wrong:
                anew = "UPDATE boards SET epoch = ? WHERE id = ?"
                await batch.run((anew, (secrets.token_hex(8), board["id"])))
    return found


async def _boards() -> Rows:
    sql = "SELECT id, key FROM boards WHERE deleted_at IS NULL ORDER BY id"
    (found,) = await database.read((sql, ()))
    return found


async def _write(batch: Batch, card: Card) -> None:
    row, past = card.row, card.past
    here = {"board_id": row["board_id"], "card_id": row["id"]}
    stays = [
        {
            **here,
            "column_id": stay.column,
            "began_at": stay.began_at,
            "ended_at": stay.ended_at,
            "gone": stay.gone,
        }
        for stay in past.stays
    ]
    blocks = [
        {
            **here,
            "by_id": block.by,
            "reason": block.reason,
            "began_at": block.began_at,
            "ended_at": block.ended_at,
        }
        for block in past.blocks
    ]
    now = next((block for block in past.blocks if block.ended_at is None), None)
    await batch.run(
        ("DELETE FROM visits WHERE card_id = ?", (row["id"],)),
        ("DELETE FROM blocks WHERE card_id = ?", (row["id"],)),
        (
            "UPDATE cards SET started_at = ?, finished_at = ?, archived_at = ?, blocked_at = ?,"
            " blocked_reason = ?, blocked_by = (SELECT name FROM users WHERE id = ?) WHERE id = ?",
            (
                *(card.started_at, card.finished_at, card.archived_at, card.blocked_at),
                *((now.reason, now.by) if now else (None, None)),
                row["id"],
            ),
        ),
    )
    await bulk.insert(batch, "visits", stays, returning="id")
    await bulk.insert(batch, "blocks", blocks, returning="id")


# -- one board


def _reads(board_id: int) -> tuple[Statement, ...]:
    kinds = ", ".join("?" * len(KINDS))
    return (
        ("SELECT id, stage FROM columns WHERE board_id = ?", (board_id,)),
        ("SELECT * FROM cards WHERE board_id = ? ORDER BY id", (board_id,)),
        ("SELECT * FROM visits WHERE board_id = ? ORDER BY began_at, id", (board_id,)),
        ("SELECT * FROM blocks WHERE board_id = ? ORDER BY began_at, id", (board_id,)),
        (
            "SELECT seq, at, kind, by_id, data, undoes FROM events WHERE board_id = ?"  # noqa: S608
            f" AND (undoes IS NOT NULL OR kind IN ({kinds})) ORDER BY seq",
            (board_id, *KINDS),
        ),
    )


def _cards(board: Row, rows: list[Rows]) -> Iterable[Card]:
    """The cards of a board with what is stored of them and what its log says."""
    heads, cards, visits, blocks, events = rows
    stages = {row["id"]: row["stage"] for row in heads}
    stored = {row["id"]: Past(left_at=row["archived_at"]) for row in cards}
    for row in visits:
        ended = row["ended_at"], bool(row["gone"])
        stored[row["card_id"]].stays.append(Stay(row["began_at"], row["column_id"], *ended))
    for row in blocks:
        said = row["ended_at"], row["by_id"], row["reason"]
        stored[row["card_id"]].blocks.append(Blocked(row["began_at"], *said))
    entries = [{**row, "data": json.loads(row["data"])} for row in events]
    pasts = replayed(entries, stored)
    made = {row["data"]["card"] for row in entries if row["kind"] == CardCreated.kind}
    made -= {r["data"]["card"] for r in standing(entries) if r["kind"] == CardCreated.kind}
    for row in cards:
        past = pasts[row["id"]]
        worked_out = dates((stages[stay.column], stay.began_at) for stay in past.stays)
        yield Card(
            f"{board['key']}-{row['number']}",
            row,
            stored[row["id"]],
            past,
            worked_out.started_at,
            worked_out.finished_at,
            never=row["id"] in made,
        )
