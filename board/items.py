"""Items: what is done to one item of a checklist.

An item that became a card is removed from its checklist in the same change that makes the card, so
that undoing the whole change brings the one back for the other.
"""

from typing import Any

from board import arrangement, cards, checklists, drafts, places
from board.checklists import MOST_ITEMS, Row, item_facts, valid_text
from board.errors import Invalid, Missing
from board.events import (
    ItemAdded,
    ItemChecked,
    ItemMoved,
    ItemRemoved,
    ItemRenamed,
    ItemUnchecked,
    ItemUnremoved,
)
from board.log import Change, change
from board.seats import Seat
from board.sqlite import Rows, Statement
from board.versions import noted


async def add(by: Seat, card_id: int, checklist_id: int, text: str) -> dict[str, Any]:
    """Add an item at the end of a checklist. Raises Invalid when no more fit.

    Event: item.added.
    """
    text = valid_text(text)
    reads = _place(by, card_id, checklist_id)
    async with change(by, "edit cards", *reads) as log:
        card, checklist = cards.one(log.rows[0]), checklists.found(log.rows[1])
        present = checklists.inside(checklist, log.rows[2])
        room(present)
        rank = arrangement.spot(present)
        ((row,),) = await log.read(checklists.insert_item(checklist, text, rank))
        noted(log, ItemAdded(**told(card, checklist, row), rank=rank))
        return log.done(item=item_facts(row))


async def change_item(
    by: Seat,
    card_id: int,
    checklist_id: int,
    item_id: int,
    *,
    text: str | None = None,
    done: bool | None = None,
) -> dict[str, Any]:
    """Give an item another text, tick it or untick it. What is not named stays.

    Events: item.renamed, item.checked, item.unchecked.
    """
    text = None if text is None else valid_text(text)
    async with change(by, "edit cards", *_reads(by, card_id, checklist_id, item_id)) as log:
        card, checklist, row = _there(log)
        head = told(card, checklist, row)
        if text is not None and text != row["text"]:
            noted(log, ItemRenamed(**head, name=[row["text"], text]))
            row = {**row, "text": text}
        if done is not None and done != (row["done_at"] is not None):
            row = tick(log, head, row, done)
        write(log, row)
        return log.done(item=item_facts(row))


def tick(log: Change, head: dict[str, Any], row: Row, done: bool, undoes: int | None = None) -> Row:
    """Log that an item is done, or is not after all; returns it as it is then."""
    if done:
        noted(log, ItemChecked(**head), undoes)
        return {**row, "done_at": log.at}
    noted(log, ItemUnchecked(**head, done_at=row["done_at"]), undoes)
    return {**row, "done_at": None}


async def place(
    by: Seat,
    card_id: int,
    checklist_id: int,
    item_id: int,
    *,
    checklist: int | None = None,
    before: int | None = None,
    after: int | None = None,
) -> dict[str, Any]:
    """Put an item before or after another one, perhaps in another checklist of its card.

    Without a neighbour it goes to the end of the other checklist, and stays where it is in its
    own. Event: item.moved.
    """
    target_id = checklist_id if checklist is None else checklist
    reads = (
        *_reads(by, card_id, checklist_id, item_id),
        checklists.named(card_id, target_id),
        checklists.items_of(card_id),
    )
    async with change(by, "edit cards", *reads) as log:
        card, source, row = _there(log)
        target = _target(log.rows[3])
        present = checklists.inside(target, log.rows[4])
        others = [other for other in present if other["id"] != item_id]
        rank = arrangement.spot(others, before=before, after=after)
        if target["id"] != source["id"]:
            room(present)
        elif (before is None and after is None) or arrangement.stays(present, item_id, rank):
            return log.done(item=item_facts(row))
        to = [source["id"], target["id"]]
        noted(log, ItemMoved(**told(card, source, row), to=to, rank=[row["rank"], rank]))
        row = {**row, "checklist_id": target["id"], "rank": rank}
        write(log, row)
        return log.done(item=item_facts(_settled(log, card, target, row, others)))


def _target(rows: Rows) -> Row:
    if not rows or rows[0]["removed_at"] is not None:
        raise Invalid("There is no such checklist on this card.", field="checklist")
    return rows[0]


def _settled(log: Change, card: Row, checklist: Row, row: Row, others: Rows) -> Row:
    """The placed item; all of its checklist get short ranks when halving has made its own long."""
    present = {other["id"]: other for other in (*others, row)}
    short = arrangement.fresh(list(present.values()))
    to = [checklist["id"]] * 2
    for identity, rank in short.items():
        other = present[identity]
        head = told(card, checklist, other)
        noted(log, ItemMoved(**head, to=to, rank=[other["rank"], rank]))
        write(log, {**other, "rank": rank})
    return {**row, "rank": short.get(row["id"], row["rank"])}


async def remove(by: Seat, card_id: int, checklist_id: int, item_id: int) -> dict[str, Any]:
    """Remove an item. Removing twice changes nothing. Event: item.removed."""
    async with change(by, "edit cards", *_reads(by, card_id, checklist_id, item_id)) as log:
        card = cards.one(log.rows[0])
        checklist, row = checklists.even_removed(log.rows[1]), _even_removed(log.rows[2])
        if row["removed_at"] is None:
            remove_now(log, card, checklist, row)
        return log.done()


def remove_now(
    log: Change,
    card: Row,
    checklist: Row,
    row: Row,
    became: str | None = None,
    undoes: int | None = None,
) -> None:
    """Log and queue that an item is removed, or `became` the card with that key."""
    noted(log, ItemRemoved(**told(card, checklist, row), became=became), undoes)
    write(log, {**row, "removed_at": log.at})


def unremove_now(log: Change, card: Row, checklist: Row, row: Row, undoes: int) -> None:
    """Log and queue that an item is there again."""
    noted(log, ItemUnremoved(**told(card, checklist, row)), undoes)
    write(log, {**row, "removed_at": None})


async def promote(
    by: Seat, card_id: int, checklist_id: int, item_id: int, *, override: str | None = None
) -> dict[str, Any]:
    """Make a card of an item, at the bottom of its card's column and in its lane.

    Raises LimitReached when the column is full and its limit hard. Returns `{"card", "limits",
    "seq"}`. Events: card.created, item.removed.
    """
    override = places.reason(by, override)
    reads = (
        *_reads(by, card_id, checklist_id, item_id),
        places.source(by.board_id, card_id),
        ends_beside(card_id),
    )
    async with change(by, "edit cards", *reads) as log:
        cards.open_card(log.rows[0])
        card, checklist, row = _there(log)
        (target,), (ends,) = log.rows[3:]
        broken = places.let_in(log, target, override)
        rank = places.rank_at_end(ends, "bottom")
        draft, lane = drafts.draft(row["text"]), lane_of(target)
        made = await cards.make(log, draft, target, rank, broken, override, lane=lane)
        told_ = cards.facts(made, log.board)
        remove_now(log, card, checklist, row, became=told_["key"])
        return log.done(card=told_, limits=broken)


def ends_beside(card_id: int) -> Statement:
    """The query for the ranks at both ends of a card's column."""
    return (
        "SELECT MIN(rank) AS first, MAX(rank) AS last FROM cards WHERE column_id ="
        " (SELECT column_id FROM cards WHERE id = ?)",
        (card_id,),
    )


def lane_of(target: Row) -> Row | None:
    """The lane of a place, None when it is in none."""
    if target["lane_id"] is None:
        return None
    return {"id": target["lane_id"], "name": target["lane_name"]}


def room(present: Rows) -> None:
    """Raises Invalid when no more items fit into a checklist that has these."""
    if len(present) >= MOST_ITEMS:
        raise Invalid(f"A checklist has at most {MOST_ITEMS} items. Make another.", field="text")


def write(log: Change, row: Row) -> None:
    """Queue the values of an item's row, when the change logged any."""
    if log.seq != log.board["seq"]:
        names = ("checklist_id", "text", "rank", "done_at", "removed_at", "id")
        log.write(
            "UPDATE checklist_items SET checklist_id = ?, text = ?, rank = ?, done_at = ?,"
            " removed_at = ? WHERE id = ?",
            *(row[name] for name in names),
        )


# -- reading


def named(checklist_id: int, item_id: int) -> Statement:
    """The query for one item of a checklist, removed or not."""
    sql = "SELECT * FROM checklist_items WHERE id = ? AND checklist_id = ?"
    return sql, (item_id, checklist_id)


def _place(by: Seat, card_id: int, checklist_id: int) -> tuple[Statement, ...]:
    return (
        cards.named(by.board_id, card_id),
        checklists.named(card_id, checklist_id),
        checklists.items_of(card_id),
    )


def _reads(by: Seat, card_id: int, checklist_id: int, item_id: int) -> tuple[Statement, ...]:
    return *_place(by, card_id, checklist_id)[:2], named(checklist_id, item_id)


def _there(log: Change) -> tuple[Row, Row, Row]:
    """The card, the checklist and the item, when none was removed. Raises Missing."""
    card, checklist = cards.one(log.rows[0]), checklists.found(log.rows[1])
    row = _even_removed(log.rows[2])
    if row["removed_at"] is not None:
        raise Missing("This item was removed meanwhile.")
    return card, checklist, row


def _even_removed(rows: Rows) -> Row:
    if not rows:
        raise Missing("There is no such item in this checklist.")
    return rows[0]


def told(card: Row, checklist: Row, item: Row) -> dict[str, Any]:
    """What every event of an item says of it."""
    return {**checklists.told(card, checklist), "item": item["id"], "text": item["text"]}
