"""Checklists: the small steps of a card, in order, each done or not.

What is removed stays as a row, so that a removal can be undone. What is done to one item stands
in `items`.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board import arrangement, cards, order, texts
from board.errors import Invalid, Missing
from board.events import (
    ChecklistAdded,
    ChecklistMoved,
    ChecklistRemoved,
    ChecklistRenamed,
    ChecklistUnremoved,
)
from board.instants import iso
from board.log import Change, change
from board.seats import Seat
from board.sqlite import Rows, Statement
from board.versions import noted

MOST = 50
"""Checklists of one card."""

MOST_ITEMS = 500
"""Items of one checklist."""

Row = dict[str, Any]


class Checklist(Model):
    """A checklist of a card. `rank` orders the checklists of the card."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    card: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Card", on_delete=fields.RESTRICT
    )
    name = fields.CharField(200)
    rank = fields.CharField(64)
    removed_at = fields.BigIntField(null=True)
    source = fields.CharField(255, null=True)

    class Meta:
        table = "checklists"
        indexes = (Index(fields=("card_id",)),)


class Item(Model):
    """An item of a checklist. `rank` orders the items of the checklist."""

    id = fields.IntField(primary_key=True)
    checklist: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Checklist", on_delete=fields.RESTRICT
    )
    card: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Card", on_delete=fields.RESTRICT
    )
    text = fields.CharField(1000)
    rank = fields.CharField(64)
    done_at = fields.BigIntField(null=True)
    removed_at = fields.BigIntField(null=True)
    source = fields.CharField(255, null=True)

    class Meta:
        table = "checklist_items"
        indexes = (Index(fields=("card_id",)), Index(fields=("checklist_id",)))


# -- changes


async def add(by: Seat, card_id: int, name: str, items: Iterable[str] = ()) -> dict[str, Any]:
    """Add a checklist to a card, behind its others, perhaps with items.

    Raises Invalid for a value that cannot be taken, or when no more fit. Event: checklist.added.
    """
    name = valid_name(name)
    lines = [valid_text(item, "items") for item in items]
    if len(lines) > MOST_ITEMS:
        raise Invalid(f"A checklist has at most {MOST_ITEMS} items. Make two.", field="items")
    async with change(by, "edit cards", cards.named(by.board_id, card_id), of(card_id)) as log:
        card, present = cards.one(log.rows[0]), log.rows[1]
        room(present, field="name")
        checklist = await insert(log, card, name, arrangement.spot(present), lines)
        return log.done(checklist=facts(checklist, checklist["items"]))


async def insert(log: Change, card: Row, name: str, rank: str, lines: Sequence[str]) -> Row:
    """Add a checklist inside a change; its row, with those of its `items`."""
    ((made,),) = await log.read(
        (
            "INSERT INTO checklists (board_id, card_id, name, rank) VALUES (?, ?, ?, ?)"
            " RETURNING *",
            (log.board["id"], card["id"], name, rank),
        )
    )
    ranks = order.spread(len(lines))
    found = await log.read(
        *(insert_item(made, text, rank) for text, rank in zip(lines, ranks, strict=True))
    )
    noted(log, ChecklistAdded(**told(card, made), rank=rank, items=list(lines)))
    return {**made, "items": [row for (row,) in found]}


def insert_item(checklist: Row, text: str, rank: str, done_at: int | None = None) -> Statement:
    """The statement that inserts an item and returns its row."""
    return (
        "INSERT INTO checklist_items (checklist_id, card_id, text, rank, done_at)"
        " VALUES (?, ?, ?, ?, ?) RETURNING *",
        (checklist["id"], checklist["card_id"], text, rank, done_at),
    )


async def rename(by: Seat, card_id: int, checklist_id: int, name: str) -> dict[str, Any]:
    """Give a checklist another name. Event: checklist.renamed."""
    name = valid_name(name)
    async with change(by, "edit cards", *_reads(by, card_id, checklist_id)) as log:
        card, row, items = _there(log)
        if name != row["name"]:
            noted(log, ChecklistRenamed(**told(card, row), name=[row["name"], name]))
            row = {**row, "name": name}
            write(log, row)
        return log.done(checklist=facts(row, items))


async def place(
    by: Seat,
    card_id: int,
    checklist_id: int,
    *,
    before: int | None = None,
    after: int | None = None,
) -> dict[str, Any]:
    """Put a checklist before or after another of its card, or behind all. Event:
    checklist.moved."""
    reads = *_reads(by, card_id, checklist_id), of(card_id)
    async with change(by, "edit cards", *reads) as log:
        card, row, items = _there(log)
        present = log.rows[3]
        others = [other for other in present if other["id"] != checklist_id]
        rank = arrangement.spot(others, before=before, after=after)
        if not arrangement.stays(present, checklist_id, rank):
            noted(log, ChecklistMoved(**told(card, row), rank=[row["rank"], rank]))
            row = {**row, "rank": rank}
            write(log, row)
            row = _settled(log, card, row, others)
        return log.done(checklist=facts(row, items))


def _settled(log: Change, card: Row, row: Row, others: Rows) -> Row:
    """The placed checklist; all of the card get short ranks when halving has made its own long."""
    present = {other["id"]: other for other in (*others, row)}
    short = arrangement.fresh(list(present.values()))
    for identity, rank in short.items():
        other = present[identity]
        noted(log, ChecklistMoved(**told(card, other), rank=[other["rank"], rank]))
        write(log, {**other, "rank": rank})
    return {**row, "rank": short.get(row["id"], row["rank"])}


async def remove(by: Seat, card_id: int, checklist_id: int) -> dict[str, Any]:
    """Remove a checklist with its items. Removing twice changes nothing. Event:
    checklist.removed."""
    reads = cards.named(by.board_id, card_id), named(card_id, checklist_id)
    async with change(by, "edit cards", *reads) as log:
        card, row = cards.one(log.rows[0]), even_removed(log.rows[1])
        if row["removed_at"] is None:
            remove_now(log, card, row)
        return log.done()


def remove_now(log: Change, card: Row, row: Row, undoes: int | None = None) -> None:
    """Log and queue that a checklist is removed."""
    noted(log, ChecklistRemoved(**told(card, row)), undoes)
    write(log, {**row, "removed_at": log.at})


def unremove_now(log: Change, card: Row, row: Row, undoes: int) -> None:
    """Log and queue that a checklist is there again."""
    noted(log, ChecklistUnremoved(**told(card, row)), undoes)
    write(log, {**row, "removed_at": None})


def write(log: Change, row: Row) -> None:
    """Queue the values of a checklist's row."""
    log.write(
        "UPDATE checklists SET name = ?, rank = ?, removed_at = ? WHERE id = ?",
        *(row[name] for name in ("name", "rank", "removed_at", "id")),
    )


# -- values


def valid_name(value: str) -> str:
    """A checklist's name. Raises Invalid."""
    return texts.line(value, field="name", called="name", limit=texts.NAME_LIMIT)


def valid_text(value: str, field: str = "text") -> str:
    """An item's text. Raises Invalid."""
    return texts.line(value, field=field, called="item")


def room(present: Rows, *, field: str | None) -> None:
    """Raises Invalid when no more checklists fit on a card that has these."""
    if len(present) >= MOST:
        raise Invalid(f"A card has at most {MOST} checklists. Remove one first.", field=field)


# -- reading


def of(card_id: int) -> Statement:
    """The query for the checklists of a card, in order."""
    sql = "SELECT * FROM checklists WHERE card_id = ? AND removed_at IS NULL ORDER BY rank, id"
    return sql, (card_id,)


def items_of(card_id: int) -> Statement:
    """The query for the items of a card's checklists, in the order of their ranks."""
    sql = "SELECT * FROM checklist_items WHERE card_id = ? AND removed_at IS NULL ORDER BY rank, id"
    return sql, (card_id,)


def named(card_id: int, checklist_id: int) -> Statement:
    """The query for one checklist of a card, removed or not."""
    return "SELECT * FROM checklists WHERE id = ? AND card_id = ?", (checklist_id, card_id)


def even_removed(rows: Rows) -> Row:
    """The checklist that was looked for, removed or not. Raises Missing."""
    if not rows:
        raise Missing("There is no such checklist on this card.")
    return rows[0]


def found(rows: Rows) -> Row:
    """The checklist that was looked for. Raises Missing."""
    row = even_removed(rows)
    if row["removed_at"] is not None:
        raise Missing("This checklist was removed meanwhile.")
    return row


def _reads(by: Seat, card_id: int, checklist_id: int) -> tuple[Statement, ...]:
    return cards.named(by.board_id, card_id), named(card_id, checklist_id), items_of(card_id)


def _there(log: Change) -> tuple[Row, Row, Rows]:
    """The card, the checklist, and its items."""
    card, row = cards.one(log.rows[0]), found(log.rows[1])
    return card, row, inside(row, log.rows[2])


def inside(checklist: Row, items: Rows) -> Rows:
    """The items of one checklist among those of its card."""
    return [item for item in items if item["checklist_id"] == checklist["id"]]


def told(card: Row, checklist: Row) -> dict[str, Any]:
    """What every event of a checklist says of it."""
    return {
        **cards.told(card),
        "checklist": checklist["id"],
        "checklist_name": checklist["name"],
    }


def facts(row: Row, items: Rows) -> dict[str, Any]:
    """A checklist as every outside names it, with its items in order."""
    return {
        "id": row["id"],
        "name": row["name"],
        "rank": row["rank"],
        "items": [item_facts(item) for item in items],
    }


def item_facts(row: Row) -> dict[str, Any]:
    """An item as every outside names it."""
    done = row["done_at"] is not None
    return {
        "id": row["id"],
        "text": row["text"],
        "rank": row["rank"],
        "done": done,
        "done_at": iso(row["done_at"]),
    }
