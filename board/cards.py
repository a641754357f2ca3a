"""Cards: the table, how cards are read, and the verb that creates one.

A card is known by its id inside its board, and to people by its key (NW-214). Its `version` is
the number of its last event. Where it stands is a column and a rank; neighbours name a place,
never an index, and a neighbour that is gone is no error: people work at the same time.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board import database, drafts, places, spreads
from board.drafts import Draft
from board.errors import Conflict, Missing
from board.events import CardCreated
from board.instants import age, day, iso, now
from board.log import Change, change
from board.seats import Seat
from board.sqlite import Rows, Statement

Row = dict[str, Any]


class Card(Model):
    """A card. `deleted_at` is set on a tombstone, which is archived too and shown nowhere."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    column: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Column", on_delete=fields.RESTRICT
    )
    number = fields.IntField()
    title = fields.CharField(1000)
    description = fields.TextField(db_default="")
    lane: fields.ForeignKeyNullableRelation[Any] = fields.ForeignKeyField(
        "andon.Lane", null=True, on_delete=fields.RESTRICT
    )
    rank = fields.CharField(255)
    start_on = fields.CharField(10, null=True)
    """When work on it is to start: a date in the board's zone, as `2026-11-24`."""
    due_on = fields.CharField(10, null=True)
    """When it is to be done: a date in the board's zone."""
    class_of_service = fields.CharField(16, db_default="standard")
    estimate = fields.FloatField(null=True)
    blocked_at = fields.BigIntField(null=True)
    """When what blocks it now began to; `blocks` has the whole past."""
    blocked_reason = fields.CharField(500, null=True)
    blocked_by = fields.CharField(200, null=True)
    """The name of who said so, as it was then."""
    version = fields.BigIntField()
    created_at = fields.BigIntField()
    started_at = fields.BigIntField(null=True)
    finished_at = fields.BigIntField(null=True)
    archived_at = fields.BigIntField(null=True)
    deleted_at = fields.BigIntField(null=True)
    history = fields.CharField(8, db_default="full")
    """How much of its past is known: full, partial or none (an import may lack some)."""
    source = fields.CharField(255, null=True)

    class Meta:
        table = "cards"
        indexes = (
            Index(fields=("column_id", "archived_at")),
            Index(fields=("board_id", "finished_at")),
        )


# -- changes


async def create(
    by: Seat,
    title: str,
    *,
    column: int | None = None,
    lane: int | None = None,
    position: str = "bottom",
    override: str | None = None,
    **values: Any,
) -> dict[str, Any]:
    """Add a card to a column (the first one, when none is named), at its bottom or top.

    `values`: description, labels, assignees, start, due, class_of_service, estimate, as
    `drafts.draft` takes them. Raises Invalid for a value that cannot be taken, LimitReached when
    the column is full and its limit hard. Returns `{"card", "limits", "seq"}`. Event:
    card.created.
    """
    draft = drafts.draft(title, **values)
    override = places.reason(by, override)
    reads = places.target(by.board_id, column, lane), places.ends(by.board_id, column)
    async with change(by, "edit cards", *reads) as log:
        target = places.standing(log.rows[0])
        stands = await drafts.known(log, draft, lane)
        broken = places.let_in(log, target, override)
        rank = places.rank_at_end(log.rows[1][0], position)
        row = await make(log, draft, target, rank, broken, override, lane=stands)
        return log.done(card=facts(row, log.board), limits=broken)


async def make(
    log: Change,
    draft: Draft,
    target: Row,
    rank: str,
    broken: list[Row],
    override: str | None,
    *,
    lane: Row | None = None,
    copy_of: str | None = None,
    moved_from: str | None = None,
) -> Row:
    """Add a card at a rank of a column, inside a change that has let it in; returns its row.

    Everything that the draft names is on the board. Event: card.created.
    """
    draft = draft.dated(log.board["timezone"])
    row = await drafts.insert(log, draft, target, rank, lane)
    values = {name: row[name] for name in ("rank", "started_at", "finished_at")}
    event = CardCreated(
        card=row["id"],
        number=row["number"],
        **{**vars(draft), "labels": list(draft.labels), "assignees": list(draft.assignees)},
        **values,
        column=target["id"],
        column_title=target["name"],
        lane=row["lane_id"],
        lane_title=lane["name"] if lane else None,
        copy_of=copy_of,
        moved_from=moved_from,
        limits=broken,
        override=override if broken else None,
    )
    log(event)
    return await spreads.settled(log, row)


# -- reading


def shown() -> str:
    """The beginning of every query for cards: their rows with all that is shown of them.

    `stage` of the column; `label_ids` and `assignee_ids` (ids with commas between, None when there
    are none); `items`, `items_done` and `comments`, how many.
    """
    of = "group_concat({})" if database.dialect() == "sqlite" else "string_agg({}::text, ',')"
    item = (
        "(SELECT COUNT(*) FROM checklist_items i JOIN checklists h ON h.id = i.checklist_id"
        " WHERE i.card_id = c.id AND i.removed_at IS NULL AND h.removed_at IS NULL"
    )
    return (
        f"SELECT c.*, k.stage, (SELECT {of.format('l.label_id')} FROM card_labels l"  # noqa: S608
        " JOIN labels w ON w.id = l.label_id"
        " WHERE l.card_id = c.id AND w.removed_at IS NULL) AS label_ids,"
        f" (SELECT {of.format('a.user_id')} FROM assignments a WHERE a.card_id = c.id)"
        f" AS assignee_ids, {item}) AS items, {item} AND i.done_at IS NOT NULL) AS items_done,"
        " (SELECT COUNT(*) FROM comments m WHERE m.card_id = c.id AND m.removed_at IS NULL)"
        " AS comments FROM cards c JOIN columns k ON k.id = c.column_id"
    )


def ids(text: str | None) -> list[int]:
    """The ids of `label_ids` or `assignee_ids`, in order."""
    if not text:
        return []
    return sorted(map(int, text.split(","))) if "," in text else [int(text)]


def joined(ids_: Iterable[int]) -> str:
    """Ids as `label_ids` or `assignee_ids` hold them."""
    return ",".join(map(str, ids_))


def named(board_id: int, card_id: int) -> Statement:
    """The query for one card of a board, with the stage of its column."""
    return (
        f"{shown()} WHERE c.id = ? AND c.board_id = ? AND c.deleted_at IS NULL",
        (card_id, board_id),
    )


def several(board_id: int, card_ids: Iterable[int]) -> Statement:
    """The query for those of several cards that are on the board now."""
    listed = ", ".join(str(int(each)) for each in card_ids) or "NULL"
    here = "c.board_id = ? AND c.archived_at IS NULL"
    return f"{shown()} WHERE {here} AND c.id IN ({listed})", (board_id,)


def even_deleted(board_id: int, card_id: int) -> Statement:
    """The query for one card of a board, or for what a deletion left of it."""
    return f"{shown()} WHERE c.id = ? AND c.board_id = ?", (card_id, board_id)


def open_on(board_id: int) -> Statement:
    """The query for all open cards of a board, in the order of their ranks."""
    return (
        f"{shown()} WHERE c.board_id = ? AND c.archived_at IS NULL ORDER BY c.column_id, c.rank",
        (board_id,),
    )


def one(rows: Rows) -> Row:
    """The card that was looked for. Raises Missing."""
    if not rows:
        raise Missing("There is no such card on this board.")
    return rows[0]


def open_card(rows: Rows) -> Row:
    """The card that was looked for, when it is on the board. Raises Missing or Conflict."""
    card = one(rows)
    if card["archived_at"] is not None:
        raise Conflict("This card is archived. Restore it before you move it.")
    return card


def versioned(log: Change, card: Row, version: int) -> Row:
    """Queue that a card has another version; returns it with it."""
    log.write("UPDATE cards SET version = ? WHERE id = ?", version, card["id"])
    return {**card, "version": version}


def told(card: Row) -> dict[str, Any]:
    """What every event of a card says of it."""
    return {"card": card["id"], "number": card["number"], "title": card["title"]}


def facts(card: Row, board: Row, today: date | None = None) -> dict[str, Any]:
    """A card as every outside names it. Who tells many says what day it is on the board."""
    started, finished = card["started_at"], card["finished_at"]
    open_ = card["archived_at"] is None and card["stage"] != "discard"
    at_work = open_ and started is not None and finished is None
    return {
        "id": card["id"],
        "number": card["number"],
        "key": f"{board['key']}-{card['number']}",
        "title": card["title"],
        "description": card["description"],
        "column": card["column_id"],
        "lane": card["lane_id"],
        "rank": card["rank"],
        "labels": ids(card["label_ids"]),
        "assignees": ids(card["assignee_ids"]),
        "start": card["start_on"],
        "due": card["due_on"],
        "class_of_service": card["class_of_service"],
        "estimate": card["estimate"],
        "blocked": _blocked(card),
        "items": card["items"],
        "items_done": card["items_done"],
        "comments": card["comments"],
        "created_at": iso(card["created_at"]),
        "started_at": iso(started),
        "finished_at": iso(finished),
        "archived_at": iso(card["archived_at"]),
        "age_days": _age(started, board["timezone"], today) if at_work else None,
        "version": card["version"],
    }


def _age(started: int, zone: str, today: date | None) -> int:
    return age(started, today or day(now(), zone), zone)


def _blocked(card: Row) -> Row | None:
    if card["blocked_at"] is None:
        return None
    told = {"reason": card["blocked_reason"], "by": card["blocked_by"]}
    return {**told, "since": iso(card["blocked_at"])}
