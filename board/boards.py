"""Boards: the table, and the verbs that make, rename, archive, delete and read one.

Making a board is written outside a change, because there is no row to lock yet; its first event
is number 1 of its log.
"""

import secrets
from typing import Any

from tortoise import fields
from tortoise.exceptions import IntegrityError
from tortoise.models import Model

from board import columns, database, keys, limits, order, requests, seats, texts, users
from board.columns import Draft
from board.errors import Invalid
from board.events import (
    BoardArchived,
    BoardCreated,
    BoardDeleted,
    BoardLimited,
    BoardRenamed,
    BoardRestored,
    BoardRezoned,
    MemberJoined,
)
from board.instants import now
from board.log import Change, change, entry
from board.seats import Once, Seat
from board.sqlite import Rows, Statement


class Board(Model):
    """A board. `seq` is the number of its last event, `cards_made` that of its last card."""

    id = fields.IntField(primary_key=True)
    key = fields.CharField(16)
    name = fields.CharField(200)
    timezone = fields.CharField(64)
    seq = fields.BigIntField(default=0)
    epoch = fields.CharField(32)
    """Which history the numbers belong to: restoring a backup begins another."""
    cards_made = fields.IntField(default=0)
    wip_limit = fields.IntField(null=True)
    """How many cards may be in progress on the whole board."""
    wip_mode = fields.CharField(8, db_default="soft")
    source = fields.CharField(255, null=True)
    """Where it was imported from, as `system:id`."""
    created_at = fields.BigIntField()
    changed_at = fields.BigIntField()
    archived_at = fields.BigIntField(null=True)
    deleted_at = fields.BigIntField(null=True)

    class Meta:
        table = "boards"


async def create(
    user: dict[str, Any],
    name: str,
    *,
    key: str | None = None,
    timezone: str = "UTC",
    drafts: tuple[Draft, ...] = (),
    labels: tuple[tuple[str, str], ...] = (),
    once: Once | None = None,
) -> dict[str, Any]:
    """Make a board with the user as its admin; returns `{"id", "seq"}`. `labels`: the name and
    the colour of each.

    Raises Invalid for a value that cannot be taken, Conflict for a key that another board has.
    Events: board.created, member.joined.
    """
    name = texts.line(name, field="name", called="name", limit=texts.NAME_LIMIT)
    users.timezone(timezone)
    while True:
        try:
            async with database.transaction(*lock(user["id"], once)) as (batch, (_, records)):
                if once:
                    requests.repeat(once, records)
                chosen = await keys.chosen(batch, name, key)
                answer = await write(
                    batch,
                    user,
                    name=name,
                    key=chosen,
                    timezone=timezone,
                    drafts=drafts,
                    labels=labels,
                )
                if once:
                    await batch.run(*requests.record(user["id"], once, answer, now()))
            return answer
        except IntegrityError:
            # Somebody took the key in the same instant; the next round sees theirs.
            continue


def lock(user_id: int, once: Once | None) -> tuple[Statement, ...]:
    """The queries that lock the row of who makes a board, and find the record of the request."""
    how = " FOR NO KEY UPDATE" if database.dialect() == "postgres" else ""
    return (
        (f"SELECT id FROM users WHERE id = ?{how}", (user_id,)),  # noqa: S608
        requests.recorded(user_id, once.key if once else ""),
    )


async def write(
    batch: database.Batch,
    user: dict[str, Any],
    *,
    name: str,
    key: str,
    timezone: str,
    drafts: tuple[Draft, ...],
    labels: tuple[tuple[str, str], ...],
) -> dict[str, Any]:
    """Write a new board's rows and its first events; returns `{"id", "seq"}`."""
    at = now()
    board_id = await insert(batch, name=name, key=key, timezone=timezone, at=at, seq=2)
    ranks = order.spread(len(drafts))
    await batch.run(
        *(columns.insert(board_id, d, rank) for d, rank in zip(drafts, ranks, strict=True)),
        *(_label(board_id, *label) for label in labels),
        seat(board_id, user["id"], at),
    )
    created = BoardCreated(
        name=name,
        key=key,
        timezone=timezone,
        columns=[draft.facts for draft in drafts],
        labels=[{"name": name, "color": color} for name, color in labels],
    )
    joined = MemberJoined(user=user["id"], name=user["name"], role="admin", invitation=None)
    await batch.run(
        *(
            entry(board_id, seq, at, user["id"], event)
            for seq, event in enumerate((created, joined), start=1)
        )
    )
    return {"id": board_id, "seq": 2}


def _label(board_id: int, name: str, color: str) -> Statement:
    return "INSERT INTO labels (board_id, name, color) VALUES (?, ?, ?)", (board_id, name, color)


async def insert(
    batch: database.Batch,
    *,
    name: str,
    key: str,
    timezone: str,
    at: int,
    seq: int,
    source: str | None = None,
    cards_made: int = 0,
) -> int:
    """Insert a board's row; returns its id."""
    ((row,),) = await batch.run(
        (
            "INSERT INTO boards (key, name, timezone, seq, epoch, cards_made, source, created_at,"
            " changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (key, name, timezone, seq, secrets.token_hex(8), cards_made, source, at, at),
        )
    )
    return int(row["id"])


def seat(board_id: int, user_id: int, at: int) -> Statement:
    """The statement that seats the maker of a board as its admin."""
    sql = "INSERT INTO members (board_id, user_id, role, joined_at) VALUES (?, ?, ?, ?)"
    return sql, (board_id, user_id, "admin", at)


# -- changes


async def update(by: Seat, **values: Any) -> dict[str, Any]:
    """Change named values of a board: name, timezone, wip_limit, wip_mode.

    Events: board.renamed, board.rezoned, board.limited, one for each that differs.
    """
    async with change(by, "manage board") as log:
        board = log.board
        new = {**board, **values}
        new["name"] = texts.line(new["name"], field="name", called="name", limit=texts.NAME_LIMIT)
        if "timezone" in values:
            users.timezone(new["timezone"])
        limits.valid(new["wip_limit"], new["wip_mode"])
        if new["name"] != board["name"]:
            log(BoardRenamed(name=[board["name"], new["name"]]))
        if new["timezone"] != board["timezone"]:
            log(BoardRezoned(timezone=[board["timezone"], new["timezone"]]))
        pairs = {name: [board[name], new[name]] for name in ("wip_limit", "wip_mode")}
        if any(before != after for before, after in pairs.values()):
            log(BoardLimited(**pairs))
        if log.seq != board["seq"]:
            log.write(
                "UPDATE boards SET name = ?, timezone = ?, wip_limit = ?, wip_mode = ?"
                " WHERE id = ?",
                *(new[name] for name in ("name", "timezone", "wip_limit", "wip_mode", "id")),
            )
        return log.done()


async def archive(by: Seat) -> dict[str, Any]:
    """Put a board away: it can be read and restored. Twice changes nothing. Event: board.archived.

    Members may still be invited, given roles and removed, and leave.
    """
    async with change(by, "manage board", even_archived=True) as log:
        if log.board["archived_at"] is None:
            archive_now(log)
        return log.done()


def archive_now(log: Change, undoes: int | None = None) -> None:
    """Log and queue that a board is put away."""
    log(BoardArchived(), undoes)
    log.write("UPDATE boards SET archived_at = ? WHERE id = ?", log.at, log.board["id"])


async def restore(by: Seat) -> dict[str, Any]:
    """Take an archived board up again. One that is open stays so. Event: board.restored."""
    async with change(by, "manage board", even_archived=True) as log:
        if log.board["archived_at"] is not None:
            restore_now(log)
        return log.done()


def restore_now(log: Change, undoes: int | None = None) -> None:
    """Log and queue that a board can be worked on again."""
    log(BoardRestored(), undoes)
    log.write("UPDATE boards SET archived_at = NULL WHERE id = ?", log.board["id"])


async def delete(by: Seat, *, name: str | None = None) -> dict[str, Any]:
    """Delete a board: from then on it exists for nobody, though its rows stay. Event:
    board.deleted.

    `name`: what was typed to confirm it. Raises Invalid when that is not the board's name.
    """
    async with change(by, "manage board", even_archived=True) as log:
        if name is not None and name.strip() != log.board["name"]:
            raise Invalid("That is not the board's name, so nothing was deleted.", field="name")
        log(BoardDeleted())
        log.write("UPDATE boards SET deleted_at = ? WHERE id = ?", log.at, log.board["id"])
        return log.done()


# -- reading


async def of_user(user_id: int) -> Rows:
    """The boards that a user sits at, by name, archived ones too, with their open cards, cards in
    progress and members."""
    (found,) = await database.read(
        (
            "SELECT b.id, b.key, b.name, b.timezone, b.seq, b.epoch, b.changed_at, b.archived_at,"
            " m.role, EXISTS (SELECT 1 FROM stars s WHERE s.board_id = b.id AND s.user_id ="
            " m.user_id) AS starred, (SELECT COUNT(*) FROM members o WHERE o.board_id = b.id)"
            " AS members, COUNT(c.id) AS cards, COUNT(CASE WHEN k.stage = 'wip' THEN c.id END)"
            " AS wip FROM members m JOIN boards b ON b.id = m.board_id"
            " LEFT JOIN columns k ON k.board_id = b.id AND k.archived_at IS NULL"
            " LEFT JOIN cards c ON c.column_id = k.id AND c.archived_at IS NULL"
            " WHERE m.user_id = ? AND b.deleted_at IS NULL GROUP BY b.id, b.key, b.name,"
            " b.timezone, b.seq, b.epoch, b.changed_at, b.archived_at, m.role, m.user_id"
            " ORDER BY LOWER(b.name), b.id",
            (user_id,),
        )
    )
    return found


async def by_key(key: str, user_id: int) -> int | None:
    """The id of the board with a key that the user sits at; None when there is none."""
    (found,) = await database.read(
        (
            "SELECT b.id FROM boards b JOIN members m ON m.board_id = b.id"
            " WHERE b.key = ? AND m.user_id = ? AND b.deleted_at IS NULL",
            (key.upper(), user_id),
        )
    )
    return int(found[0]["id"]) if found else None


def named(board_id: int) -> Statement:
    """The query for a board's row. One that was deleted is not found."""
    return "SELECT * FROM boards WHERE id = ? AND deleted_at IS NULL", (board_id,)


def found(rows: Rows) -> dict[str, Any]:
    """The board that was looked for; it may be deleted since the seat was. Raises Missing."""
    return seats.found(rows)
