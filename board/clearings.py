"""Clearings: all cards of a column at once, moved to another column or archived.

It is one change with one event for each card, so that each card's history tells it and the whole
is taken back together. Limits are counted for all the cards: they enter, or none does.
"""

from typing import Any

from board import archive, cards, columns, moves, places, spreads
from board.errors import Invalid
from board.log import change
from board.seats import Seat
from board.sqlite import Statement


async def clear(
    by: Seat, column: int, to: int | None, *, override: str | None = None
) -> dict[str, Any]:
    """Put all open cards of a column into another, or without one into the archive."""
    if to is None:
        return await archive_all(by, column, override=override)
    return await move_all(by, column, to, override=override)


async def move_all(
    by: Seat, column: int, to: int, *, override: str | None = None
) -> dict[str, Any]:
    """Put all open cards of a column at the bottom of another, in their order and their lanes.

    Raises LimitReached when a hard limit leaves no room for all of them. Returns `{"cards": [id],
    "limits", "seq"}`. Event: card.moved, for each.
    """
    if column == to:
        raise Invalid("The cards are in that column. Choose another.", field="to")
    override = places.reason(by, override)
    board_id = by.board_id
    reads = columns.named(board_id, column), columns.named(board_id, to), _open_cards(column)
    async with change(by, "edit cards", *reads, places.ends(board_id, to)) as log:
        source, target = columns.found(log.rows[0]), columns.found(log.rows[1], field="to")
        if target["archived_at"] is not None:
            raise Invalid("That column is archived. Choose another.", field="to")
        present, (ends,) = log.rows[2:]
        there = {"column_id": to, "stage": target["stage"]}
        entering = [(places.of_card(card), places.of_card({**card, **there})) for card in present]
        broken = await places.let_all_in(log, entering, override)
        ranks = await spreads.at_end(log, target, ends, "bottom", len(present))
        for card, rank in zip(present, ranks, strict=True):
            lane = {"lane_id": card["lane_id"], "lane_name": card["lane_name"]}
            from_, into = {**source, **lane}, {**target, **lane}
            moves.move(log, card, from_, into, rank, broken, override)
        return log.done(cards=[card["id"] for card in present], limits=broken)


async def archive_all(by: Seat, column: int, *, override: str | None = None) -> dict[str, Any]:
    """Take all open cards of a column off the board, which no limit forbids.

    Event: card.archived, for each.
    """
    places.reason(by, override)
    reads = columns.named(by.board_id, column), _open_cards(column)
    async with change(by, "edit cards", *reads) as log:
        source, present = columns.found(log.rows[0]), log.rows[1]
        for card in present:
            archive.archive_now(log, card, source)
        return log.done(cards=[card["id"] for card in present], limits=[])


def _open_cards(column: int) -> Statement:
    """The query for the open cards of a column in order, with the names of their lanes."""
    shown = cards.shown().replace("SELECT c.*,", "SELECT c.*, l.name AS lane_name,", 1)
    return (
        f"{shown} LEFT JOIN lanes l ON l.id = c.lane_id"
        " WHERE c.column_id = ? AND c.archived_at IS NULL ORDER BY c.rank",
        (column,),
    )
