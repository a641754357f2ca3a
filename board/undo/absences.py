"""Absences: a card's time off the board, as undo sees it.

One that is taken back never was: the stay that it had ended goes on, and so does a block. One
that is done again begins when it did. A return that is taken back never was either, nor its stay;
one that is done again has its old instant. So no figure tells an undo.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from board import archive, blocks, visits
from board.errors import Conflict
from board.log import Change, event
from board.sqlite import Rows, Statement
from board.undo.way import first, unchanged


@dataclass(frozen=True)
class Absence:
    """When a card left the board, or all cards of a column or a lane; when it came back, None when
    it is its leaving that is taken back or done again; and the event that a chain goes back to."""

    left: int
    back: int | None
    origin: Any


async def absence(log: Change) -> Absence:
    """What is taken back or done again."""
    began, _ = await first(log)
    origin: Any = event(began)
    if origin.kind.endswith(".restored"):
        return Absence(origin.archived_at, began["at"], origin)
    return Absence(began["at"], None, origin)


def in_lane(card: dict[str, Any], lane: int | None, standing: int | None) -> dict[str, Any]:
    """A card that is to come back into a lane. Raises Conflict when that does not stand."""
    if lane is not None and lane != standing:
        raise Conflict("The lane it came from is archived. Restore that first.")
    return {**card, "lane": lane}


def left_with(of: str, identity: int, absent: Absence) -> Statement:
    """The query for the cards that left at once with a column or a lane, or by themselves."""
    return archive.inside(of, identity, "c.archived_at = ? AND c.deleted_at IS NULL", absent.left)


def those(found: Rows, ids: list[int]) -> Rows:
    """The cards of an event. Raises Conflict when one of them is not among those that were
    found."""
    wanted = set(ids)
    chosen = [card for card in found if card["id"] in wanted]
    unchanged(len(chosen), len(wanted))
    return chosen


async def end(log: Change, cards: Iterable[dict[str, Any]], absent: Absence) -> None:
    """Queue that cards are on the board again, each in its `lane`. The event is logged before."""
    ids = set()
    for card in cards:
        ids.add(card["id"])
        log.write(
            "UPDATE cards SET archived_at = NULL, deleted_at = NULL, lane_id = ?, version = ?"
            " WHERE id = ?",
            *(card["lane"], log.seq, card["id"]),
        )
        if absent.back is None:
            log.writes(visits.reopen(card["id"], absent.left))
        else:
            log.writes(visits.begin(card, card["column_id"], absent.back))
    if absent.back is None:
        await blocks.stay(log, ids, absent.left)


async def begin(log: Change, of: str, identity: int, cards: Rows, absent: Absence) -> None:
    """Queue that cards are off the board again, as they were, each in its `lane`: one (`id`), or
    all that are open in a column or a lane. The event is logged before.

    Raises Conflict when one of them was moved or blocked since.
    """
    open_ = f"SELECT c.id FROM cards c WHERE c.{of} = ? AND {archive.OPEN}"  # noqa: S608
    stay = f"SELECT began_at FROM visits WHERE ended_at IS NULL AND card_id IN ({open_})"  # noqa: S608
    block = f"SELECT 1 FROM blocks WHERE ? < COALESCE(ended_at, began_at) AND card_id IN ({open_})"  # noqa: S608
    stays, blocked = await log.read((stay, (identity,)), (block, (absent.left, identity)))
    began = [row["began_at"] for row in stays]
    if absent.back is None:
        unchanged((blocked, max(began, default=0) <= absent.left), ([], True))
    else:
        unchanged((blocked, set(began) <= {absent.back}), ([], True))
    for card in cards:
        if absent.back is None:
            log.writes(visits.end(card["id"], absent.left, gone=True))
            log.writes(*blocks.leave("id = ?", card["id"], at=absent.left))
        else:
            log.writes(visits.unbegin(card["id"], absent.back)[0])
        log.write(
            "UPDATE cards SET archived_at = ?, lane_id = ?, version = ? WHERE id = ?",
            *(absent.left, card["lane"], log.seq, card["id"]),
        )
