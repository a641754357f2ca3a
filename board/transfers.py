"""Transfers: a card goes to another board.

There it is a new card with its texts, days, class, estimate, checklists and comments; labels go by
their names, and people as far as they sit there. Here a tombstone keeps its visits, so that no
figure changes behind anybody's back.
"""

from typing import Any

from board import (
    archive,
    cards,
    checklists,
    comments,
    copies,
    items,
    labels,
    order,
    places,
    seats,
)
from board.cards import Row
from board.crossings import crossing
from board.drafts import Draft
from board.errors import Invalid
from board.events import CardMovedAway, ItemChecked
from board.log import Change
from board.seats import MAY, Seat
from board.sqlite import Rows, Statement
from board.versions import noted


async def move_to_board(
    by: Seat, there: Seat, card_id: int, *, column: int | None = None, override: str | None = None
) -> dict[str, Any]:
    """Move a card to the bottom of a column (the first, when none is named) of another board.

    `there`: the same user's seat at that board. Raises LimitReached when the column there is full
    and its limit hard. Returns `{"card", "board", "limits", "seq"}`, the card as it is there and
    the number of the board that it left; it has no `undo`. Events: card.moved_away here;
    card.created, checklist.added, item.checked and comment.added there.
    """
    if by.board_id == there.board_id:
        raise Invalid("The card is on that board already. Choose another.", field="board")
    override = places.reason(there, override)
    async with crossing(by, there, "edit cards", *_reads(by, there, card_id, column)) as logs:
        left, entered = logs
        card, target = cards.one(left.rows[0]), places.standing(left.rows[2])
        broken = places.let_in(entered, target, override)
        rank = places.rank_at_end(left.rows[3][0], "bottom")
        draft = _drafted(card, *left.rows[4:7])
        was = copies.key_of(card, left)
        made = await cards.make(entered, draft, target, rank, broken, override, moved_from=was)
        made = await _fill(entered, made, *left.rows[7:10])
        told = cards.facts(made, entered.board)
        _leave(left, card, left.rows[1][0], told["key"])
        left.done(card=told, board=there.board_id, limits=broken)
        left.answer = {**(left.answer or {}), "undo": None}
        return left.answer


def _reads(by: Seat, there: Seat, card_id: int, column: int | None) -> tuple[Statement, ...]:
    return (
        cards.named(by.board_id, card_id),
        places.source(by.board_id, card_id),
        places.target(there.board_id, column),
        places.ends(there.board_id, column),
        labels.of_board(by.board_id),
        labels.of_board(there.board_id),
        seats.present(there.board_id),
        checklists.of(card_id),
        checklists.items_of(card_id),
        comments.of(card_id),
    )


def _drafted(card: Row, here: Rows, there: Rows, people: Rows) -> Draft:
    """What the card says, in the labels and people of the other board."""
    names = {row["id"]: row["name"].casefold() for row in here}
    known = {row["name"].casefold(): row["id"] for row in reversed(there)}
    worn = {names.get(identity) for identity in cards.ids(card["label_ids"])}
    sitting = {row["user_id"] for row in people}
    there_ids = {
        "label_ids": _joined(identity for name, identity in known.items() if name in worn),
        "assignee_ids": _joined(u for u in cards.ids(card["assignee_ids"]) if u in sitting),
    }
    return copies.drafted({**card, **there_ids}, card["title"])


def _joined(ids: Any) -> str:
    return ",".join(map(str, ids))


async def _fill(log: Change, made: Row, lists: Rows, lines: Rows, said: Rows) -> Row:
    """Add the checklists and the comments to the new card; its row as it is then."""
    for row, rank in zip(lists, order.spread(len(lists)), strict=True):
        inside = checklists.inside(row, lines)
        made = await _list(log, made, row["name"], rank, inside)
    return await comments.bring(log, made, said)


async def _list(log: Change, made: Row, name: str, rank: str, inside: Rows) -> Row:
    """Add a checklist to the new card, ticked as it was."""
    texts = [item["text"] for item in inside]
    checklist = await checklists.insert(log, made, name, rank, texts)
    for item, before in zip(checklist["items"], inside, strict=True):
        if before["done_at"] is not None:
            noted(log, ItemChecked(**items.told(made, checklist, item)))
            items.write(log, {**item, "done_at": before["done_at"]})
    done = sum(item["done_at"] is not None for item in inside)
    counts = {"items": made["items"] + len(inside), "items_done": made["items_done"] + done}
    return {**made, **counts, "version": log.seq}


def _leave(log: Change, card: Row, source: Row, key: str) -> None:
    """Log and queue that the card is on another board now; what is left is a tombstone."""
    event = CardMovedAway(
        **cards.told(card),
        column=source["id"],
        column_title=source["name"],
        lane=card["lane_id"],
        key=key,
    )
    archive.entomb(log, card, log(event), log.at)


# -- reading


def open_to(user_id: int, *, but: int) -> Statement:
    """The query for the columns of the boards on which a user may add cards, `but` one: a row for
    each, with the board's `id` and `name`, and nothing of a column on a board that has none."""
    roles = ", ".join(f"'{role}'" for role in MAY if "edit cards" in MAY[role])
    return (
        "SELECT b.id, b.name, k.id AS column_id, k.name AS column_name"  # noqa: S608
        " FROM members m JOIN boards b ON b.id = m.board_id"
        " LEFT JOIN columns k ON k.board_id = b.id AND k.archived_at IS NULL"
        f" WHERE m.user_id = ? AND m.role IN ({roles}) AND b.id <> ?"
        " AND b.deleted_at IS NULL AND b.archived_at IS NULL"
        " ORDER BY LOWER(b.name), b.id, k.rank, k.id",
        (user_id, but),
    )
