"""Moves: putting a card in another place.

A move names a column, perhaps a lane, and perhaps a neighbour. Crossing into another column ends a
stay and begins one, and may start, finish or reopen the card; a change of lane does nothing of
that. Both ask the limits that the card comes under.
"""

from typing import Any

from board import cards, places, spreads, visits
from board.cards import Row
from board.errors import Invalid
from board.events import CardMoved
from board.flow.arrivals import Dates
from board.lanes import KEEP, Keep
from board.log import Change, change
from board.seats import Seat


async def place(
    by: Seat,
    card_id: int,
    *,
    column: int,
    lane: int | Keep | None = KEEP,
    before: int | None = None,
    after: int | None = None,
    override: str | None = None,
) -> dict[str, Any]:
    """Put a card before or after another one of a cell, or at its bottom.

    `lane` None is no lane, and not said is the one it is in. In its own cell and without a
    neighbour it stays where it is. A neighbour that is not in the cell any more is ignored. Raises
    LimitReached when a hard limit leaves no room. Returns `{"card", "limits": [the limits that
    it broke], "seq"}`. Event: card.moved.
    """
    if card_id in (before, after):
        raise Invalid(
            "A card cannot be its own neighbour. Name another card.",
            field="before" if card_id == before else "after",
        )
    override = places.reason(by, override)
    reads = (
        cards.named(by.board_id, card_id),
        places.target(by.board_id, column, lane, card_id),
        places.left(by.board_id, card_id),
        places.spot(card_id, column, before or 0, after or 0, lane),
    )
    async with change(by, "edit cards", *reads) as log:
        card = cards.open_card(log.rows[0])
        target, (source,), (spot,) = places.standing(log.rows[1], lane), log.rows[2], log.rows[3]
        broken = places.let_in(log, target, override, source)
        stays = (target["id"], target["lane_id"]) == (source["id"], source["lane_id"])
        rank = places.rank_within(card, spot) if stays else places.rank_at(spot)
        if rank is not None:
            card = move(log, card, source, target, rank, broken, override)
            card = await spreads.settled(log, card)
        return log.done(card=cards.facts(card, log.board), limits=broken)


def move(
    log: Change,
    card: Row,
    source: Row,
    target: Row,
    rank: str,
    broken: list[Row],
    override: str | None,
    undoes: int | None = None,
    dates: Dates | None = None,
) -> Row:
    """Log and queue that a card has another place; returns it as it is then. An undo says which
    event it `undoes`, has taken care of the visits itself, and names the dates."""
    crossed = source["id"] != target["id"]
    if dates is None:
        present = Dates(card["started_at"], card["finished_at"])
        dates = present.arrive(target["stage"], log.at) if crossed else present
    then = {
        **card,
        "column_id": target["id"],
        "lane_id": target["lane_id"],
        "stage": target["stage"],
        "rank": rank,
        "started_at": dates.started_at,
        "finished_at": dates.finished_at,
    }
    changed: dict[str, Any] = {
        name: [card[name], then[name]] for name in ("rank", "started_at", "finished_at")
    }
    moved = CardMoved(
        **cards.told(card),
        column=[source["id"], target["id"]],
        column_title=[source["name"], target["name"]],
        lane=[source["lane_id"], target["lane_id"]],
        lane_title=[source["lane_name"], target["lane_name"]],
        **changed,
        limits=broken,
        override=override if broken else None,
    )
    then["version"] = log(moved, undoes)
    log.write(
        "UPDATE cards SET column_id = ?, lane_id = ?, rank = ?, started_at = ?, finished_at = ?,"
        " version = ? WHERE id = ?",
        *(then[name] for name in _WRITTEN),
    )
    if crossed and undoes is None:
        stay = visits.begin(card, target["id"], log.at)
        log.writes(visits.end(card["id"], log.at, gone=False), stay)
    return then


_WRITTEN = ("column_id", "lane_id", "rank", "started_at", "finished_at", "version", "id")
