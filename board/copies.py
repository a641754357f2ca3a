"""Copies: a card that begins as another one is.

A copy says what the card says: its texts, days, class, estimate, labels, and, when wished, its
people and checklists. It is work that is yet to be done, so nothing in its checklists is ticked,
and what people said about the card stays with the card.
"""

from typing import Any

from board import cards, checklists, items, order, places, texts
from board.cards import Row
from board.drafts import Draft
from board.lanes import KEEP
from board.log import Change, change
from board.seats import Seat
from board.sqlite import Rows, Statement


async def copy_card(
    by: Seat,
    card_id: int,
    *,
    column: int | None = None,
    title: str | None = None,
    position: str = "bottom",
    with_checklists: bool = True,
    with_people: bool = True,
    override: str | None = None,
) -> dict[str, Any]:
    """Copy a card into a column (its own, when none is named), at its bottom or top.

    Raises LimitReached when the column is full and its limit hard. Returns `{"card", "limits",
    "seq"}`. Events: card.created, checklist.added for each checklist.
    """
    title = None if title is None else texts.line(title, field="title")
    override = places.reason(by, override)
    reads = (
        cards.named(by.board_id, card_id),
        *_target(by, card_id, column),
        checklists.of(card_id),
        checklists.items_of(card_id),
    )
    async with change(by, "edit cards", *reads) as log:
        card, target = cards.one(log.rows[0]), places.standing(log.rows[1])
        broken = places.let_in(log, target, override)
        rank = places.rank_at_end(log.rows[2][0], position)
        draft = drafted(card, title or card["title"])
        if not with_people:
            draft = drafted({**card, "assignee_ids": None}, title or card["title"])
        made = await cards.make(
            log,
            draft,
            target,
            rank,
            broken,
            override,
            lane=items.lane_of(target),
            copy_of=key_of(card, log),
        )
        if with_checklists:
            made = await _fill(log, made, log.rows[3], log.rows[4])
        return log.done(card=cards.facts(made, log.board), limits=broken)


def _target(by: Seat, card_id: int, column: int | None) -> tuple[Statement, Statement]:
    if column is None:
        return places.source(by.board_id, card_id), items.ends_beside(card_id)
    return (
        places.target(by.board_id, column, KEEP, card_id),
        places.ends(by.board_id, column),
    )


def drafted(card: Row, title: str) -> Draft:
    """What a card says, as a draft of another."""
    return Draft(
        title=title,
        description=card["description"],
        labels=tuple(cards.ids(card["label_ids"])),
        assignees=tuple(cards.ids(card["assignee_ids"])),
        start_on=card["start_on"],
        due_on=card["due_on"],
        class_of_service=card["class_of_service"],
        estimate=card["estimate"],
    )


def key_of(card: Row, log: Change) -> str:
    """A card's key."""
    return f"{log.board['key']}-{card['number']}"


async def _fill(log: Change, made: Row, lists: Rows, lines: Rows) -> Row:
    """Add the checklists to the new card, with nothing ticked; the card's row as it is then."""
    for row, rank in zip(lists, order.spread(len(lists)), strict=True):
        words = [item["text"] for item in checklists.inside(row, lines)]
        await checklists.insert(log, made, row["name"], rank, words)
        made = {**made, "items": made["items"] + len(words), "version": log.seq}
    return made
