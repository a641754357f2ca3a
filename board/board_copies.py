"""Copies of boards: the way of working of one, and perhaps its open cards, on a new board.

What comes over is what a board is made of: its columns with limits and policies, its lanes and
labels. Cards come as if they were new today: with their texts, dates, labels and checklists, but
without comments, people and past.
"""

from typing import Any

from tortoise.exceptions import IntegrityError

from board import boards, bulk, cards, columns, database, index, keys, requests, seats, texts
from board.events import BoardCreated, MemberJoined
from board.flow.arrivals import Dates
from board.instants import now
from board.log import entry
from board.seats import Seat
from board.sqlite import Rows, Statement

MADE = 1
"""The number of the event that made the copy; every copied card has it as its version."""

Row = dict[str, Any]
Ids = dict[int, int]
"""The id of each thing there by its id here; no lane stays no lane."""


async def copy(by: Seat, name: str, *, with_cards: bool = False) -> dict[str, Any]:
    """Make a board like the seat's, with the user as its admin; returns `{"id", "seq"}`.

    Events on the new board: board.created, member.joined. Nothing happens on this one.
    """
    name = texts.line(name, field="name", called="name", limit=texts.NAME_LIMIT)
    while True:
        try:
            async with database.transaction(*_lock(by)) as (batch, found):
                return await _copied(batch, by, found, name, with_cards)
        except IntegrityError:
            # Somebody took the key in the same instant; the next round sees theirs.
            continue


def _lock(by: Seat) -> tuple[Statement, ...]:
    """The board that is copied stands still while it is read: one moment, not several."""
    lock = " FOR NO KEY UPDATE" if database.dialect() == "postgres" else ""
    return (
        (
            f"SELECT * FROM boards WHERE id = ? AND deleted_at IS NULL{lock}",  # noqa: S608
            (by.board_id,),
        ),
        seats.query(by.board_id, by.user_id),
        (f"SELECT id FROM users WHERE id = ?{lock}", (by.user_id,)),  # noqa: S608
        requests.recorded(by.user_id, by.once.key if by.once else ""),
        columns.on(by.board_id),
        ("SELECT * FROM lanes WHERE board_id = ? AND archived_at IS NULL", (by.board_id,)),
        ("SELECT * FROM labels WHERE board_id = ? AND removed_at IS NULL", (by.board_id,)),
    )


async def _copied(
    batch: database.Batch, by: Seat, found: list[Rows], name: str, with_cards: bool
) -> dict[str, Any]:
    source, seated, _, records, heads, rows, words = found
    seats.found(seated)
    if by.once:
        requests.repeat(by.once, records)
    made = await _made(batch, by, boards.found(source), name, heads, words)
    new = made["id"]
    at_rank = {"returning": "rank"}
    columns_ = await _like(batch, "columns", new, heads, _COLUMN, **at_rank)
    lanes = await _like(batch, "lanes", new, rows, _LANE, **at_rank)
    labels = await _like(batch, "labels", new, words, _LABEL, returning="source")
    await batch.run(("UPDATE labels SET source = NULL WHERE board_id = ?", (new,)))
    if with_cards:
        await _cards(batch, by.board_id, new, (columns_, lanes, labels))
    if by.once:
        await batch.run(*requests.record(by.user_id, by.once, made, now()))
    return made


_COLUMN = ("name", "stage", "wait", "policy", "wip_limit", "wip_mode", "rank")
_LANE = ("name", "rank", "wip_limit", "wip_mode")
_LABEL = ("name", "color")


async def _made(
    batch: database.Batch, by: Seat, source: Row, name: str, heads: Rows, words: Rows
) -> dict[str, Any]:
    """The new board's row, its first events and its admin's seat."""
    at, key, zone = now(), await keys.free(batch, name), source["timezone"]
    new = await boards.insert(batch, name=name, key=key, timezone=zone, at=at, seq=2)
    created = BoardCreated(
        name=name,
        key=key,
        timezone=zone,
        columns=[_of(head, *_COLUMN[:-1]) for head in heads],
        labels=[_of(word, *_LABEL) for word in words],
        copy_of=source["key"],
    )
    joined = MemberJoined(user=by.user_id, name=by.name, role="admin", invitation=None)
    limits = "UPDATE boards SET wip_limit = ?, wip_mode = ? WHERE id = ?"
    await batch.run(
        (limits, (source["wip_limit"], source["wip_mode"], new)),
        boards.seat(new, by.user_id, at),
        entry(new, MADE, at, by.user_id, created),
        entry(new, MADE + 1, at, by.user_id, joined),
    )
    return {"id": new, "seq": 2}


def _of(row: Row, *names: str) -> Row:
    """Some values of a row, as the log keeps them."""
    return {name: bool(row[name]) if name == "wait" else row[name] for name in names}


async def _like(
    batch: database.Batch, table: str, new: int, rows: Rows, names: tuple[str, ...], returning: str
) -> Ids:
    """Rows like these on the new board; their ids by those here."""
    known_by = [row["rank"] if returning == "rank" else str(row["id"]) for row in rows]
    made = [
        {"board_id": new, **_of(row, *names), returning: known}
        for row, known in zip(rows, known_by, strict=True)
    ]
    ids = await bulk.insert(batch, table, made, returning=returning)
    return {row["id"]: ids[known] for row, known in zip(rows, known_by, strict=True)}


# -- cards


async def _cards(
    batch: database.Batch, board_id: int, new: int, known: tuple[Ids, Ids, Ids]
) -> None:
    """The open cards, numbered from 1 in the board's order, each with its labels and checklists."""
    columns_, lanes, labels = known
    sql, params = cards.open_on(board_id)
    ordered = sql.replace("ORDER BY c.column_id", "ORDER BY k.rank")
    found, marks, lists, items = await batch.run((ordered, params), *_things(board_id))
    at = now()
    made = [_card(row, new, n, at, columns_, lanes) for n, row in enumerate(found, start=1)]
    numbers = await bulk.insert(batch, "cards", made, returning="number")
    ids = {row["id"]: numbers[n] for n, row in enumerate(found, start=1)}
    await bulk.insert(batch, "visits", [_visit(row, numbers, at) for row in made], returning="id")
    carried = [
        {"card_id": ids[mark["card_id"]], "label_id": labels[mark["label_id"]]} for mark in marks
    ]
    await bulk.insert(batch, "card_labels", carried, returning="id")
    await _checklists(batch, new, ids, lists, items)
    await index.write(batch, sorted(ids.values()))
    await batch.run(("UPDATE boards SET cards_made = ? WHERE id = ?", (len(made), new)))


def _things(board_id: int) -> tuple[Statement, ...]:
    """The queries for what is on the open cards of a board."""
    here = "JOIN cards c ON c.id = {}.card_id WHERE c.board_id = ? AND c.archived_at IS NULL"
    return (
        (
            f"SELECT m.card_id, m.label_id FROM card_labels m JOIN labels w ON w.id = m.label_id"  # noqa: S608
            f" {here.format('m')} AND w.removed_at IS NULL",
            (board_id,),
        ),
        (
            f"SELECT h.* FROM checklists h {here.format('h')} AND h.removed_at IS NULL"  # noqa: S608
            " ORDER BY h.id",
            (board_id,),
        ),
        (
            "SELECT i.* FROM checklist_items i JOIN checklists h ON h.id = i.checklist_id"  # noqa: S608
            f" {here.format('i')} AND i.removed_at IS NULL AND h.removed_at IS NULL ORDER BY i.id",
            (board_id,),
        ),
    )


def _card(row: Row, new: int, number: int, at: int, columns_: Ids, lanes: Ids) -> Row:
    dates = Dates().arrive(row["stage"], at)
    said = ("title", "description", "rank", "start_on", "due_on", "class_of_service", "estimate")
    return {
        "board_id": new,
        "column_id": columns_[row["column_id"]],
        "lane_id": lanes.get(row["lane_id"] or 0),
        "number": number,
        **_of(row, *said),
        "version": MADE,
        "created_at": at,
        "started_at": dates.started_at,
        "finished_at": dates.finished_at,
    }


def _visit(row: Row, numbers: Ids, at: int) -> Row:
    here = {"card_id": numbers[row["number"]], "column_id": row["column_id"]}
    return {"board_id": row["board_id"], **here, "began_at": at, "gone": False}


async def _checklists(batch: database.Batch, new: int, ids: Ids, lists: Rows, items: Rows) -> None:
    made = [
        {"board_id": new, "card_id": ids[each["card_id"]], **_of(each, "name", "rank")}
        for each in lists
    ]
    there = await bulk.insert(batch, "checklists", made, returning="card_id || ':' || rank")
    of = {
        each["id"]: there[f"{row['card_id']}:{row['rank']}"]
        for each, row in zip(lists, made, strict=True)
    }
    rows = [
        {
            "checklist_id": of[item["checklist_id"]],
            "card_id": ids[item["card_id"]],
            **_of(item, "text", "rank", "done_at"),
        }
        for item in items
    ]
    await bulk.insert(batch, "checklist_items", rows, returning="id")
