"""Undo of what was done to the board itself."""

from collections.abc import Callable
from typing import Any

from board import boards
from board.events import BoardLimited, BoardRenamed, BoardRezoned, Event
from board.log import Change
from board.undo.way import Way, Ways, row, unchanged


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


async def _archive(log: Change, undone: Any, seq: int, override: str | None) -> None:
    unchanged(log.board["archived_at"], row(log)["at"])
    boards.restore_now(log, undoes=seq)


async def _restore(log: Change, undone: Any, seq: int, override: str | None) -> None:
    unchanged(log.board["archived_at"], None)
    boards.archive_now(log, undoes=seq)


WAYS: Ways = {
    "board.archived": ("manage board", _archive),
    "board.restored": ("manage board", _restore),
    "board.renamed": ("manage board", _board_way(BoardRenamed, "name")),
    "board.rezoned": ("manage board", _board_way(BoardRezoned, "timezone")),
    "board.limited": ("manage board", _board_way(BoardLimited, "wip_limit", "wip_mode")),
}
