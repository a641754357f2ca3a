"""Undo: taking an event, or all events of one change, back as a change of its own.

Each kind of event that can be taken back has its way in one of the modules here. It is refused
when what it would restore has changed since; otherwise an event is written that says which one it
`undoes`, and figures and exports leave the pair out. Undoing an undo does it again.
"""

from dataclasses import replace
from typing import Any

from board import places
from board.errors import Conflict, Missing
from board.events import BoardArchived, CardMoved, ColumnSpread, Event
from board.log import Change, change, event
from board.seats import Seat
from board.sqlite import Rows
from board.undo import archive, boards, cards, columns, contents, facts, labels, lanes, moves, way

WAYS: way.Ways = {
    **cards.WAYS,
    **facts.WAYS,
    **moves.WAYS,
    **archive.WAYS,
    **contents.WAYS,
    **columns.WAYS,
    **lanes.WAYS,
    **labels.WAYS,
    **boards.WAYS,
}
"""What can be taken back: the action that it takes, and the way."""


async def undo(
    by: Seat, seq: int, *, whole: bool = False, override: str | None = None
) -> dict[str, Any]:
    """Take an event back; with `whole`, every event of the change that it belongs to, or none.

    Raises Missing, Conflict when its outcome changed since, NotAllowed when the role could not
    have done it, LimitReached when a card would come back into a full column.
    """
    override = places.reason(by, override)
    async with change(by, "see", way.named(by.board_id, seq), even_archived=True) as log:
        (together,) = log.rows
        taken = _taken(together, seq, whole)
        spread: dict[str, Any] = {}
        for row in reversed(taken):
            undone = event(row)
            if whole and isinstance(undone, ColumnSpread):
                spread |= undone.ranks
                continue
            log.rows = [[{**row, "last": taken[-1]["seq"]}]]
            await _take_back(log, _as_spread(undone, spread), row, override)
            if row is not taken[0]:
                await log.flush()  # The next one looks at what this one left.
        return log.done()


def _taken(together: Rows, seq: int, whole: bool) -> Rows:
    """The events that are to be taken back, in their order."""
    taken = [row for row in together if whole or row["seq"] == seq]
    if not taken:
        raise Missing("There is no such event in the log of this board.")
    if len(taken) > way.MOST:
        raise Conflict("That was too much to undo at once. Change it back by hand.")
    return taken


async def _take_back(log: Change, undone: Event, row: dict[str, Any], override: str | None) -> None:
    if row["undone"]:
        raise Conflict("That was undone already.")
    if undone.kind not in WAYS:
        raise Conflict("That cannot be undone. Change it back by hand.")
    action, take = WAYS[undone.kind]
    log.by.must(action)
    if undone.kind != BoardArchived.kind:
        log.must_stand()
    await take(log, undone, row["seq"], override)


def _as_spread(undone: Event, ranks: dict[str, Any]) -> Event:
    """A move into a column whose cards its change gave new ranks, as it ended."""
    if not isinstance(undone, CardMoved) or str(undone.card) not in ranks:
        return undone
    if undone.column[0] == undone.column[1]:
        return undone
    return replace(undone, rank=[undone.rank[0], ranks[str(undone.card)][1]])
