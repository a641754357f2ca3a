"""Undo of what was done to the board itself."""

from collections.abc import Callable
from typing import Any

from board.events import BoardLimited, BoardRenamed, BoardRezoned, Event
from board.log import Change
from board.undo.way import Way, Ways, unchanged


def _board_way(kind: Callable[..., Event], *names: str) -> Way:
    """Undo by writing fields of the board as they were before."""

    async def way(log: Change, undone: Any, seq: int, override: str | None) -> None:
        back = {name: getattr(undone, name)[::-1] for name in names}
        unchanged([log.board[name] for name in names], [pair[0] for pair in back.values()])
        log(kind(**back), undoes=seq)
        sets = ", ".join(f"{name} = ?" for name in names)
        then = [pair[1] for pair in back.values()]
        log.write(f"UPDATE boards SET {sets} WHERE id = ?", *then, log.board["id"])  # noqa: S608
        log.board.update(zip(names, then, strict=True))

    return way


WAYS: Ways = {
    "board.renamed": ("manage board", _board_way(BoardRenamed, "name")),
    "board.rezoned": ("manage board", _board_way(BoardRezoned, "timezone")),
    "board.limited": ("manage board", _board_way(BoardLimited, "wip_limit", "wip_mode")),
}
