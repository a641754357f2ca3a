"""Assignments: which members work on a card.

Only who sits at the board works on its cards: whoever leaves it works on none of them any more.
"""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from board import cards, seats
from board.cards import Row
from board.errors import Missing
from board.events import CardAssigned, CardUnassigned
from board.log import Change, change
from board.seats import Seat
from board.sqlite import Rows, Statement


class Assignment(Model):
    """A member who works on a card."""

    id = fields.IntField(primary_key=True)
    card: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Card", on_delete=fields.RESTRICT
    )
    user: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.User", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "assignments"
        indexes = (Index(fields=("user_id",)),)


# -- changes


async def assign(by: Seat, card_id: int, user_id: int) -> dict[str, Any]:
    """Have a member work on a card; who does already changes nothing. Event: card.assigned."""
    reads = cards.named(by.board_id, card_id), seats.query(by.board_id, user_id)
    async with change(by, "edit cards", *reads) as log:
        card, member = cards.one(log.rows[0]), found(log.rows[1])
        if user_id not in cards.ids(card["assignee_ids"]):
            card = assign_now(log, card, member)
        return log.done(card=cards.facts(card, log.board))


async def unassign(by: Seat, card_id: int, user_id: int) -> dict[str, Any]:
    """Have a member work on a card no more; who does not anyway changes nothing.

    Event: card.unassigned.
    """
    reads = cards.named(by.board_id, card_id), even_disabled(by.board_id, user_id)
    async with change(by, "edit cards", *reads) as log:
        card, member = cards.one(log.rows[0]), found(log.rows[1])
        if user_id in cards.ids(card["assignee_ids"]):
            card = unassign_now(log, card, member)
        return log.done(card=cards.facts(card, log.board))


def assign_now(log: Change, card: Row, member: Row, undoes: int | None = None) -> Row:
    """Log and queue that a member works on a card; returns it as it is then."""
    told = {**cards.told(card), "user": member["user_id"], "name": member["name"]}
    version = log(CardAssigned(**told), undoes)
    sql = "INSERT INTO assignments (card_id, user_id) VALUES (?, ?)"
    log.write(sql, card["id"], member["user_id"])
    hands = [*cards.ids(card["assignee_ids"]), member["user_id"]]
    return cards.versioned(log, {**card, "assignee_ids": cards.joined(hands)}, version)


def unassign_now(log: Change, card: Row, member: Row, undoes: int | None = None) -> Row:
    """Log and queue that a member works on a card no more; returns it as it is then."""
    told = {**cards.told(card), "user": member["user_id"], "name": member["name"]}
    version = log(CardUnassigned(**told), undoes)
    sql = "DELETE FROM assignments WHERE card_id = ? AND user_id = ?"
    log.write(sql, card["id"], member["user_id"])
    hands = [each for each in cards.ids(card["assignee_ids"]) if each != member["user_id"]]
    return cards.versioned(log, {**card, "assignee_ids": cards.joined(hands)}, version)


def even_disabled(board_id: int, user_id: int) -> Statement:
    """The query for a member, whose account may be disabled: they can be taken off a card."""
    return (
        "SELECT m.user_id, u.name FROM members m JOIN users u ON u.id = m.user_id"
        " WHERE m.board_id = ? AND m.user_id = ?",
        (board_id, user_id),
    )


def found(rows: Rows) -> Row:
    """The member who was looked for. Raises Missing."""
    if not rows:
        raise Missing("There is no such member on this board.")
    return rows[0]


# -- leaving


def of_member(board_id: int, user_id: int) -> Statement:
    """The query for the cards of a board that a user works on, archived ones too."""
    return (
        "SELECT c.id FROM assignments a JOIN cards c ON c.id = a.card_id"
        " WHERE c.board_id = ? AND a.user_id = ? ORDER BY c.id",
        (board_id, user_id),
    )


def end_all(board_id: int, user_id: int) -> Statement:
    """A user works on no card of a board any more."""
    return (
        "DELETE FROM assignments WHERE user_id = ?"
        " AND card_id IN (SELECT id FROM cards WHERE board_id = ?)",
        (user_id, board_id),
    )
