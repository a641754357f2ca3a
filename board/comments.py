"""Comments: what people say about a card, in Markdown.

Whoever may comment may; one's own comment can be edited and removed, and an admin can remove any.
What is removed stays as a row, so that a removal can be undone.
"""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board import bulk, cards, members, texts
from board.errors import Invalid, Missing, NotAllowed
from board.events import CommentAdded, CommentEdited, CommentRemoved, CommentUnremoved
from board.instants import iso
from board.log import Change, change
from board.mentions import Names
from board.seats import Seat
from board.sqlite import Rows, Statement
from board.versions import noted

MOST = 5_000
"""Comments on one card."""

Row = dict[str, Any]


class Comment(Model):
    """A comment on a card."""

    id = fields.IntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    card: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Card", on_delete=fields.RESTRICT
    )
    by: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.User", on_delete=fields.RESTRICT
    )
    text = fields.TextField()
    written_at = fields.BigIntField()
    edited_at = fields.BigIntField(null=True)
    removed_at = fields.BigIntField(null=True)
    source = fields.CharField(255, null=True)

    class Meta:
        table = "comments"
        indexes = (Index(fields=("card_id", "written_at")),)


# -- changes


async def add(by: Seat, card_id: int, text: str) -> dict[str, Any]:
    """Comment on a card. Raises Invalid for an empty text. Event: comment.added."""
    text = valid(text)
    reads = cards.named(by.board_id, card_id), members.everyone(by.board_id)
    async with change(by, "comment", *reads) as log:
        card = cards.one(log.rows[0])
        if card["comments"] >= MOST:
            raise Invalid(f"A card has at most {MOST:,} comments. Remove some.", field="text")
        row = await _insert(log, card, text, log.by.user_id, log.at)
        mentions = names(log.rows[1]).mentioned(text)
        noted(log, CommentAdded(**told(card, row), text=text, mentions=mentions))
        return log.done(comment=facts({**row, "by_name": log.by.name}))


async def _insert(log: Change, card: Row, text: str, by_id: int, at: int) -> Row:
    """Write a comment's row and return it; its event is to follow."""
    ((row,),) = await log.read(
        (
            "INSERT INTO comments (board_id, card_id, by_id, text, written_at)"
            " VALUES (?, ?, ?, ?, ?) RETURNING *",
            (log.board["id"], card["id"], by_id, text, at),
        )
    )
    return row


async def bring(log: Change, card: Row, said: Rows) -> Row:
    """Give a new card the comments of another, with their authors and instants, and nobody is
    mentioned anew; the card's row as it is then. Event: comment.added, one for each."""
    if not said:
        return card
    names = ("by_id", "text", "written_at", "edited_at")
    there = {"board_id": log.board["id"], "card_id": card["id"]}
    rows = [{**there, **{name: row[name] for name in names}} for row in said]
    found = await log.read(*bulk.statements("comments", rows, "id"))
    ids = sorted(row["id"] for chunk in found for row in chunk)
    for identity, row in zip(ids, rows, strict=True):
        log(CommentAdded(**told(card, {**row, "id": identity}), text=row["text"], mentions=[]))
    log.write("UPDATE cards SET version = ? WHERE id = ?", log.seq, card["id"])
    return {**card, "version": log.seq, "comments": card["comments"] + len(rows)}


async def edit(by: Seat, card_id: int, comment_id: int, text: str) -> dict[str, Any]:
    """Give one's own comment another text. Raises NotAllowed for anybody else's.

    Event: comment.edited.
    """
    text = valid(text)
    reads = (*_reads(by, card_id, comment_id), members.everyone(by.board_id))
    async with change(by, "comment", *reads) as log:
        card, row = _there(log)
        if row["by_id"] != log.by.user_id:
            raise NotAllowed("Only who wrote a comment can edit it.")
        if text != row["text"]:
            row = edit_now(log, card, row, text, names(log.rows[2]))
        return log.done(comment=facts(row))


def edit_now(
    log: Change, card: Row, row: Row, text: str, known: Names, undoes: int | None = None
) -> Row:
    """Log and queue another text of a comment; returns it as it is then."""
    mentions = known.mentioned(text)
    noted(
        log, CommentEdited(**told(card, row), text=[row["text"], text], mentions=mentions), undoes
    )
    row = {**row, "text": text, "edited_at": log.at}
    write(log, row)
    return row


async def remove(by: Seat, card_id: int, comment_id: int) -> dict[str, Any]:
    """Remove one's own comment; an admin removes anybody's. Removing twice changes nothing.

    Event: comment.removed.
    """
    async with change(by, "comment", *_reads(by, card_id, comment_id)) as log:
        card, row = cards.one(log.rows[0]), _even_removed(log.rows[1])
        must_remove(log.by, row)
        if row["removed_at"] is None:
            remove_now(log, card, row)
        return log.done()


def must_remove(by: Seat, row: Row) -> None:
    """Raises NotAllowed for somebody else's comment, unless an admin asks."""
    if row["by_id"] != by.user_id and by.role != "admin":
        raise NotAllowed("Only who wrote a comment, or an admin of this board, can remove it.")


def remove_now(log: Change, card: Row, row: Row, undoes: int | None = None) -> None:
    """Log and queue that a comment is removed."""
    noted(log, CommentRemoved(**told(card, row), text=row["text"]), undoes)
    write(log, {**row, "removed_at": log.at})


def unremove_now(log: Change, card: Row, row: Row, undoes: int) -> None:
    """Log and queue that a comment is there again."""
    noted(log, CommentUnremoved(**told(card, row), text=row["text"]), undoes)
    write(log, {**row, "removed_at": None})


def write(log: Change, row: Row) -> None:
    """Queue the values of a comment's row."""
    log.write(
        "UPDATE comments SET text = ?, edited_at = ?, removed_at = ? WHERE id = ?",
        *(row[name] for name in ("text", "edited_at", "removed_at", "id")),
    )


def valid(text: str) -> str:
    """A comment's text. Raises Invalid."""
    text = texts.prose(text, field="text", called="comment").strip()
    texts.line(text, field="text", called="comment", limit=texts.TEXT_LIMIT)
    return text


def names(people: Rows) -> Names:
    """The names by which the members of a board can be mentioned."""
    return Names((row["user_id"], row["name"]) for row in people)


# -- reading


def of(card_id: int) -> Statement:
    """The query for the comments of a card, the first one first, each with its author's name."""
    return (
        f"{_SHOWN} WHERE m.card_id = ? AND m.removed_at IS NULL ORDER BY m.written_at, m.id",
        (card_id,),
    )


def named(card_id: int, comment_id: int) -> Statement:
    """The query for one comment of a card, removed or not."""
    return f"{_SHOWN} WHERE m.id = ? AND m.card_id = ?", (comment_id, card_id)


_SHOWN = "SELECT m.*, u.name AS by_name FROM comments m JOIN users u ON u.id = m.by_id"


def _reads(by: Seat, card_id: int, comment_id: int) -> tuple[Statement, ...]:
    return cards.named(by.board_id, card_id), named(card_id, comment_id)


def _there(log: Change) -> tuple[Row, Row]:
    card, row = cards.one(log.rows[0]), _even_removed(log.rows[1])
    if row["removed_at"] is not None:
        raise Missing("This comment was removed meanwhile.")
    return card, row


def _even_removed(rows: Rows) -> Row:
    if not rows:
        raise Missing("There is no such comment on this card.")
    return rows[0]


def told(card: Row, comment: Row) -> dict[str, Any]:
    """What every event of a comment says of it."""
    return {**cards.told(card), "comment": comment["id"], "author": comment["by_id"]}


def facts(row: Row) -> dict[str, Any]:
    """A comment as every outside names it."""
    return {
        "id": row["id"],
        "by": row["by_id"],
        "by_name": row["by_name"],
        "text": row["text"],
        "written_at": iso(row["written_at"]),
        "edited_at": iso(row["edited_at"]),
    }
