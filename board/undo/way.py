"""What the ways of an undo share: the change that is taken back, and what speaks against it."""

from collections.abc import Awaitable, Callable
from typing import Any

from board import cards, order, places
from board.errors import Conflict
from board.log import Change, event
from board.seats import Action
from board.sqlite import Rows, Statement

Way = Callable[[Change, Any, int, str | None], Awaitable[None]]
"""Takes an event back: the change it does so in, the event, its number, the reason to go over a
limit. `log.rows` holds the row of the event."""

Ways = dict[str, tuple[Action, Way]]
"""Of each kind of event: the action that taking it back takes, and the way."""


MOST = 2_000
"""Events that one undo takes back."""


def row(log: Change) -> dict[str, Any]:
    """The row of the event that is taken back. `at`: its instant; `first` and `last`: the
    numbers between which the undo takes all back, the last one first."""
    return log.rows[0][0]


def named(board_id: int, seq: int) -> Statement:
    """The query for an event and all others of the same change, in order."""
    return (
        "SELECT e.*, EXISTS (SELECT 1 FROM events u WHERE u.board_id = e.board_id"
        " AND u.undoes = e.seq) AS undone FROM events e WHERE e.board_id = ?"
        " AND e.seq BETWEEN ? AND ?"
        " AND e.at = (SELECT at FROM events WHERE board_id = ? AND seq = ?) ORDER BY e.seq",
        (board_id, seq - MOST, seq + MOST, board_id, seq),
    )


def unchanged(now: Any, then: Any) -> None:
    """Raises Conflict when what an event left is not what there is now."""
    if now != then:
        raise Conflict("Somebody changed that since. Look at the board and change it by hand.")


async def first(log: Change) -> tuple[dict[str, Any], bool]:
    """What a chain of undos goes back to, and whether it stands."""
    found, stands = row(log), True
    while found["undoes"] is not None:
        query = "SELECT * FROM events WHERE board_id = ? AND seq = ?"
        ((found,),) = await log.read((query, (log.by.board_id, found["undoes"])))
        stands = not stands
    return found, stands


async def old_rank(log: Change, noun: str, undone: Any, present: Rows) -> str:
    """The rank that a column, or a lane, had among all that there are; the one right behind it when
    another has that now, and does not itself go back by the same undo."""
    query = "SELECT * FROM events WHERE board_id = ? AND kind = ? AND seq >= ? AND seq < ?"
    both = row(log)["first"], row(log)["seq"]
    (next_,) = await log.read((query, (log.by.board_id, undone.kind, *both)))
    moving = {getattr(undone, noun), *(getattr(event(found), noun) for found in next_)}
    ranks = [other["rank"] for other in present if other["id"] not in moving]
    rank: str = undone.rank[0]
    if rank not in ranks:
        return rank
    return order.between(rank, next((other for other in ranks if other > rank), None))


async def card_of(log: Change, undone: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The card of an event and the column that it stands in."""
    found, source = await log.read(
        cards.named(log.by.board_id, undone.card), places.source(log.by.board_id, undone.card)
    )
    return cards.one(found), source[0]
