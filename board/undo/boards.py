"""Undo of what was done to the board itself."""

from collections.abc import Callable
from typing import Any

from board.events import BoardRenamed, BoardRezoned, Event
from board.log import Change
from board.undo.way import Way, Ways, unchanged


def _board_way(kind: Callable[..., Event], name: str) -> Way:
    """Undo by writing one field of the board as it was before."""

    async def way(log: Change, undone: Any, seq: int, override: str | None) -> None:
        before, after = getattr(undone, name)
        unchanged(log.board[name], after)
        log(kind(**{name: [after, before]}), undoes=seq)
        log.write(f"UPDATE boards SET {name} = ? WHERE id = ?", before, log.board["id"])  # noqa: S608

    return way


WAYS: Ways = {
    "board.renamed": ("manage board", _board_way(BoardRenamed, "name")),
    "board.rezoned": ("manage board", _board_way(BoardRezoned, "timezone")),
}
