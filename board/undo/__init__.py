"""Undo: taking an event, or all events of one change, back as a change of its own.

Each kind of event that can be taken back has its way in one of the modules here. It is refused
when what it would restore has changed since; otherwise an event is written that says which one it
`undoes`, and figures and exports leave the pair out. Undoing an undo does it again.

No way back has what is no slip on a board. Who sits at it, with which role, and which links let
people in: access that was given or taken comes and goes by a decision that names it
(`member.joined`, `member.reassigned`, `member.removed`, `member.identified`, `invitation.made`,
`invitation.withdrawn`). What begins or ends the board itself (`board.created`, `board.imported`,
`board.deleted`). A card's move between boards, which is taken back by moving it back
(`card.moved_away`). And `column.spread`, which nobody does: it follows from a move, changes no
order, and a move is undone behind it all the same.
"""

from typing import Any

from board import places
from board.errors import Conflict, Missing
from board.events import BoardArchived, ColumnSpread, Event
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
        for row in reversed(taken):
            undone = event(row)
            if whole and isinstance(undone, ColumnSpread):
                continue  # It only follows from a move, and changed no order.
            log.rows = [[{**row, "first": taken[0]["seq"], "last": taken[-1]["seq"]}]]
            await _take_back(log, undone, row, override)
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
