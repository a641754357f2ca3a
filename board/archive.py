"""The archive: cards and columns that left the board, and how they come back.

A card that leaves unfinished counts as discarded; a finished one stays finished for ever. What
comes back stands where it stood, its clock never having stopped. A deleted card is gone for good
but for a tombstone, which keeps its visits so that no figure changes behind anybody's back.
"""

from typing import Any

from board import cards, columns, places, visits
from board.cards import Row
from board.events import (
    CardArchived,
    CardDeleted,
    CardRestored,
    ColumnArchived,
    ColumnRestored,
)
from board.log import Change, change
from board.seats import Seat
from board.sqlite import Statement

# -- cards


async def archive_card(by: Seat, card_id: int) -> dict[str, Any]:
    """Take a card off the board. One that was not finished counts as discarded.

    Archiving twice changes nothing. Event: card.archived.
    """
    reads = cards.named(by.board_id, card_id), cards.source_of(by.board_id, card_id)
    async with change(by, "edit cards", *reads) as log:
        card, source = cards.one(log.rows[0]), log.rows[1][0]
        if card["archived_at"] is None:
            card = archive_now(log, card, source)
        return log.done(card=cards.facts(card, log.board))


def archive_now(log: Change, card: Row, source: Row, undoes: int | None = None) -> Row:
    """Log and queue that a card leaves the board."""
    event = CardArchived(
        **cards.told(card),
        column=source["id"],
        column_title=source["name"],
        finished_at=card["finished_at"],
    )
    version = log(event, undoes)
    log.write(
        "UPDATE cards SET archived_at = ?, version = ? WHERE id = ?", log.at, version, card["id"]
    )
    log.writes(visits.end(card["id"], log.at, gone=True))
    return {**card, "archived_at": log.at, "version": version}


async def restore_card(by: Seat, card_id: int, *, override: str | None = None) -> dict[str, Any]:
    """Put an archived card back where it stood. Restoring an open one changes nothing.

    Raises LimitReached like `place`, Conflict when its column is archived. Event: card.restored.
    """
    override = places.reason(by, override)
    reads = cards.named(by.board_id, card_id), cards.source_of(by.board_id, card_id)
    async with change(by, "edit cards", *reads) as log:
        card, source = cards.one(log.rows[0]), log.rows[1][0]
        broken: list[Row] = []
        if card["archived_at"] is not None:
            broken = places.let_in(log, source, override)
            card = restore_now(log, card, source, broken, override)
        return log.done(card=cards.facts(card, log.board), limits=broken)


def restore_now(
    log: Change,
    card: Row,
    source: Row,
    broken: list[Row],
    override: str | None,
    undoes: int | None = None,
) -> Row:
    """Log and queue that a card is back on the board."""
    event = CardRestored(
        **cards.told(card),
        column=source["id"],
        column_title=source["name"],
        rank=[card["rank"], card["rank"]],
        limits=broken,
        override=override if broken else None,
    )
    version = log(event, undoes)
    log.write("UPDATE cards SET archived_at = NULL, version = ? WHERE id = ?", version, card["id"])
    log.writes(visits.begin(card, source["id"], log.at))
    return {**card, "archived_at": None, "version": version}


async def delete_card(by: Seat, card_id: int) -> dict[str, Any]:
    """Delete a card for good, but for a tombstone that keeps its visits.

    Deleting twice changes nothing. Event: card.deleted.
    """
    reads = cards.even_deleted(by.board_id, card_id), cards.source_of(by.board_id, card_id)
    async with change(by, "edit cards", *reads) as log:
        card = cards.one(log.rows[0])
        if card["deleted_at"] is None:
            bury(log, card, log.rows[1][0])
        return log.done()


def bury(log: Change, card: Row, source: Row, undoes: int | None = None) -> None:
    """Log and queue the deletion of a card."""
    event = CardDeleted(
        **cards.told(card),
        column=source["id"],
        column_title=source["name"],
        description=card["description"],
        archived_at=card["archived_at"],
    )
    version = log(event, undoes)
    log.write(
        "UPDATE cards SET deleted_at = ?, archived_at = ?, version = ? WHERE id = ?",
        log.at,
        card["archived_at"] or log.at,
        version,
        card["id"],
    )
    if card["archived_at"] is None:
        log.writes(visits.end(card["id"], log.at, gone=True))


# -- columns


async def archive_column(by: Seat, column_id: int) -> dict[str, Any]:
    """Take a column off the board, and its open cards with it. Event: column.archived."""
    reads = columns.named(by.board_id, column_id), _cards(column_id, "archived_at IS NULL")
    async with change(by, "edit columns", *reads) as log:
        row = columns.found(log.rows[0])
        if row["archived_at"] is None:
            cards = [card["id"] for card in log.rows[1]]
            log(ColumnArchived(column=column_id, title=row["name"], cards=cards))
            columns.write(log, {**row, "archived_at": log.at})
            log.write(
                "UPDATE cards SET archived_at = ?, version = ?"
                " WHERE column_id = ? AND archived_at IS NULL",
                log.at,
                log.seq,
                column_id,
            )
            log.write(
                "UPDATE visits SET ended_at = ?, gone = ? WHERE column_id = ? AND ended_at IS NULL",
                log.at,
                True,
                column_id,
            )
        return log.done(column=columns.facts({**row, "wip": 0}))


async def restore_column(by: Seat, column_id: int) -> dict[str, Any]:
    """Put an archived column back, and the cards that left with it.

    Raises Invalid when the board has as many columns as fit. Event: column.restored.
    """
    together = "archived_at = (SELECT archived_at FROM columns WHERE id = ?) AND deleted_at IS NULL"
    cards_ = _cards(column_id, together, column_id)
    reads = columns.named(by.board_id, column_id), cards_, columns.all_of(by.board_id)
    async with change(by, "edit columns", *reads) as log:
        row = columns.found(log.rows[0])
        if row["archived_at"] is not None:
            columns.room(log.rows[2], field=None)
            cards = [card["id"] for card in log.rows[1]]
            log(ColumnRestored(column=column_id, title=row["name"], cards=cards))
            columns.write(log, {**row, "archived_at": None})
            for card in log.rows[1]:
                log.write(
                    "UPDATE cards SET archived_at = NULL, version = ? WHERE id = ?",
                    log.seq,
                    card["id"],
                )
                log.writes(visits.begin(card, column_id, log.at))
            row["wip"] = len(cards)
        return log.done(column=columns.facts(row))


def _cards(column_id: int, which: str, *params: Any) -> Statement:
    sql = f"SELECT id, board_id FROM cards WHERE column_id = ? AND {which} ORDER BY rank"  # noqa: S608
    return sql, (column_id, *params)
