"""The archive: cards, columns and lanes that left the board, and how they come back.

A card that leaves unfinished counts as discarded; a finished one stays finished for ever. What
comes back stands where it stood, its clock never having stopped; in no lane when its lane is
archived. A deleted card is gone for good
but for a tombstone, which keeps its visits so that no figure changes behind anybody's back.
"""

from typing import Any

from board import blocks, cards, columns, lanes, places, visits
from board.cards import Row
from board.events import (
    CardArchived,
    CardDeleted,
    CardRestored,
    ColumnArchived,
    ColumnRestored,
    LaneArchived,
    LaneRestored,
)
from board.limits import Place
from board.log import Change, change
from board.seats import Seat
from board.sqlite import Statement

# -- cards


async def archive_card(by: Seat, card_id: int) -> dict[str, Any]:
    """Take a card off the board. One that was not finished counts as discarded.

    Archiving twice changes nothing. Event: card.archived.
    """
    reads = cards.named(by.board_id, card_id), places.source(by.board_id, card_id)
    async with change(by, "edit cards", *reads) as log:
        card, source = cards.one(log.rows[0]), log.rows[1][0]
        if card["archived_at"] is None:
            card = archive_now(log, card, source)
        return log.done(card=cards.facts(card, log.board))


def archived(card: Row, source: Row) -> CardArchived:
    """The event of a card's leaving the board."""
    return CardArchived(
        **cards.told(card),
        column=source["id"],
        column_title=source["name"],
        lane=card["lane_id"],
        finished_at=card["finished_at"],
    )


def archive_now(log: Change, card: Row, source: Row) -> Row:
    """Log and queue that a card leaves the board."""
    version = log(archived(card, source))
    log.write(
        "UPDATE cards SET archived_at = ?, version = ? WHERE id = ?", log.at, version, card["id"]
    )
    log.writes(visits.end(card["id"], log.at, gone=True))
    log.writes(*blocks.leave("id = ?", card["id"], at=log.at))
    return {**card, **blocks.NOTHING, "archived_at": log.at, "version": version}


async def restore_card(by: Seat, card_id: int, *, override: str | None = None) -> dict[str, Any]:
    """Put an archived card back where it stood. Restoring an open one changes nothing.

    Raises LimitReached like `place`, Conflict when its column is archived. Event: card.restored.
    """
    override = places.reason(by, override)
    reads = cards.named(by.board_id, card_id), places.source(by.board_id, card_id)
    async with change(by, "edit cards", *reads) as log:
        card, source = cards.one(log.rows[0]), log.rows[1][0]
        broken: list[Row] = []
        if card["archived_at"] is not None:
            broken = places.let_in(log, source, override)
            log(restored(card, source, broken, override))
            card = _back(log, {**card, "lane_id": source["lane_id"], "version": log.seq})
        return log.done(card=cards.facts(card, log.board), limits=broken)


def restored(card: Row, source: Row, broken: list[Row], override: str | None) -> CardRestored:
    """The event of a card's coming back to the board."""
    return CardRestored(
        **cards.told(card),
        column=source["id"],
        column_title=source["name"],
        lane=[card["lane_id"], source["lane_id"]],
        rank=[card["rank"], card["rank"]],
        archived_at=card["archived_at"],
        limits=broken,
        override=override if broken else None,
    )


def _back(log: Change, card: Row) -> Row:
    """Queue that a card is on the board again, in its lane and of its version."""
    log.write(
        "UPDATE cards SET archived_at = NULL, lane_id = ?, version = ? WHERE id = ?",
        card["lane_id"],
        card["version"],
        card["id"],
    )
    log.writes(visits.begin(card, card["column_id"], log.at))
    return {**card, "archived_at": None}


async def delete_card(by: Seat, card_id: int) -> dict[str, Any]:
    """Delete a card for good, but for a tombstone that keeps its visits.

    Deleting twice changes nothing. Event: card.deleted.
    """
    reads = cards.even_deleted(by.board_id, card_id), places.source(by.board_id, card_id)
    async with change(by, "edit cards", *reads) as log:
        card = cards.one(log.rows[0])
        if card["deleted_at"] is None:
            bury(log, card, log.rows[1][0])
        return log.done()


def bury(
    log: Change, card: Row, source: Row, undoes: int | None = None, at: int | None = None
) -> None:
    """Log and queue the deletion of a card, now or as it was at an instant."""
    event = CardDeleted(
        **cards.told(card),
        column=source["id"],
        column_title=source["name"],
        lane=card["lane_id"],
        description=card["description"],
        archived_at=card["archived_at"],
    )
    entomb(log, card, log(event, undoes), at or log.at)


def entomb(log: Change, card: Row, version: int, at: int) -> None:
    """Queue that from an instant nothing but a tombstone is left of a card, whose version tells
    why."""
    log.write(
        "UPDATE cards SET deleted_at = ?, archived_at = ?, version = ? WHERE id = ?",
        at,
        card["archived_at"] or at,
        version,
        card["id"],
    )
    if card["archived_at"] is None:
        log.writes(visits.end(card["id"], at, gone=True))
        log.writes(*blocks.leave("id = ?", card["id"], at=at))


# -- columns and lanes, with the cards in them


async def archive_column(by: Seat, column_id: int) -> dict[str, Any]:
    """Take a column off the board, and its open cards with it. Event: column.archived."""
    reads = columns.named(by.board_id, column_id), inside("column_id", column_id, OPEN)
    async with change(by, "edit columns", *reads) as log:
        row = columns.found(log.rows[0])
        if row["archived_at"] is None:
            ids = [card["id"] for card in log.rows[1]]
            log(ColumnArchived(column=column_id, title=row["name"], cards=ids))
            columns.write(log, {**row, "archived_at": log.at})
            _leave(log, "column_id", column_id)
        return log.done(column=columns.facts({**row, "wip": 0}))


async def restore_column(
    by: Seat, column_id: int, *, override: str | None = None
) -> dict[str, Any]:
    """Put an archived column back, and the cards that left with it.

    Raises Invalid when the board has as many columns as fit, LimitReached when a hard limit of a
    lane or the board leaves no room for them. Event: column.restored.
    """
    override = places.reason(by, override)
    together = inside("column_id", column_id, _together("columns"), column_id)
    reads = columns.named(by.board_id, column_id), together, columns.all_of(by.board_id)
    async with change(by, "edit columns", *reads) as log:
        row, back, broken = columns.found(log.rows[0]), log.rows[1], []
        if row["archived_at"] is not None:
            columns.room(log.rows[2], field=None)
            broken = await let_in(log, back, override)
            log(column_restored(row, back))
            columns.write(log, {**row, "archived_at": None})
            for card in back:
                _back(log, {**card, "lane_id": card["lane"], "version": log.seq})
            row["wip"] = len(back)
        return log.done(column=columns.facts(row), limits=broken)


def column_restored(row: Row, back: list[Row]) -> ColumnRestored:
    """The event of a column's coming back with cards, each with the `lane` it is to stand in."""
    return ColumnRestored(
        column=row["id"],
        title=row["name"],
        cards=[card["id"] for card in back],
        homeless={str(c["id"]): c["lane_id"] for c in back if c["lane_id"] != c["lane"]},
        archived_at=row["archived_at"],
    )


async def archive_lane(by: Seat, lane_id: int) -> dict[str, Any]:
    """Take a lane off the board, and its open cards with it. Event: lane.archived."""
    reads = lanes.named(by.board_id, lane_id), inside("lane_id", lane_id, OPEN)
    async with change(by, "edit columns", *reads) as log:
        row = lanes.found(log.rows[0])
        if row["archived_at"] is None:
            ids = [card["id"] for card in log.rows[1]]
            log(LaneArchived(lane=lane_id, title=row["name"], cards=ids))
            lanes.write(log, {**row, "archived_at": log.at})
            _leave(log, "lane_id", lane_id)
        return log.done(lane=lanes.facts({**row, "wip": 0}))


async def restore_lane(by: Seat, lane_id: int, *, override: str | None = None) -> dict[str, Any]:
    """Put an archived lane back, and the cards that left with it, but for those whose column is
    archived.

    Raises Invalid when the board has as many lanes as fit, LimitReached when a hard limit of a
    column or the board leaves no room for them. Event: lane.restored.
    """
    override = places.reason(by, override)
    which = f"{_together('lanes')} AND k.archived_at IS NULL"
    together = inside("lane_id", lane_id, which, lane_id)
    reads = lanes.named(by.board_id, lane_id), together, lanes.all_of(by.board_id)
    async with change(by, "edit columns", *reads) as log:
        row, back, broken = lanes.found(log.rows[0]), log.rows[1], []
        if row["archived_at"] is not None:
            lanes.room(log.rows[2], field=None)
            broken = await let_in(log, [{**card, "lane": None} for card in back], override)
            log(lane_restored(row, back))
            lanes.write(log, {**row, "archived_at": None})
            for card in back:
                _back(log, {**card, "version": log.seq})
            row["wip"] = sum(card["stage"] == "wip" for card in back)
        return log.done(lane=lanes.facts(row), limits=broken)


def lane_restored(row: Row, back: list[Row]) -> LaneRestored:
    """The event of a lane's coming back with cards."""
    ids = [card["id"] for card in back]
    return LaneRestored(
        lane=row["id"], title=row["name"], cards=ids, archived_at=row["archived_at"]
    )


OPEN = "c.archived_at IS NULL"


def _together(table: str) -> str:
    """That a card left the board with its column, or its lane."""
    at = f"(SELECT archived_at FROM {table} WHERE id = ?)"  # noqa: S608
    return f"c.archived_at = {at} AND c.deleted_at IS NULL"


def inside(of: str, identity: int, which: str, *params: Any) -> Statement:
    """The query for cards of a column or a lane; `lane` is the lane they have on the board."""
    return (
        "SELECT c.id, c.board_id, c.column_id, c.lane_id, l.id AS lane, k.stage,"  # noqa: S608
        " k.archived_at AS column_left FROM cards c JOIN columns k ON k.id = c.column_id"
        " LEFT JOIN lanes l ON l.id = c.lane_id AND l.archived_at IS NULL"
        f" WHERE c.{of} = ? AND {which} ORDER BY c.column_id, c.rank",
        (identity, *params),
    )


def _leave(log: Change, of: str, identity: int) -> None:
    """Queue that the open cards of a column or a lane leave the board."""
    open_ = f"SELECT c.id FROM cards c WHERE c.{of} = ? AND {OPEN}"  # noqa: S608
    log.write(
        f"UPDATE visits SET ended_at = ?, gone = ? WHERE ended_at IS NULL AND card_id IN ({open_})",  # noqa: S608
        *(log.at, True, identity),
    )
    log.writes(*blocks.leave(f"{of} = ? AND archived_at IS NULL", identity, at=log.at))
    log.write(
        f"UPDATE cards SET archived_at = ?, version = ? WHERE {of} = ? AND archived_at IS NULL",  # noqa: S608
        *(log.at, log.seq, identity),
    )


async def let_in(log: Change, back: list[Row], override: str | None) -> list[Row]:
    """The limits that cards break which come back with their column or lane; that itself asks
    nothing, for they had been in it."""
    entering = [Place(card["column_id"], card["stage"] == "wip", card["lane"]) for card in back]
    return await places.let_all_in(log, ((None, place) for place in entering), override)
