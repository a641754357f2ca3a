"""Undo of archiving and restoring."""

from typing import Any

from board import archive, blocks, places, visits
from board.log import Change
from board.undo.way import Ways, card_of, row, unchanged


async def _archive(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, source = await card_of(log, undone)
    unchanged(card["archived_at"], row(log)["at"])
    broken = places.let_in(log, source, override)
    card = await blocks.stay(log, card, row(log)["at"])
    archive.restore_now(log, card, source, broken, override, undoes=seq)


async def _restore(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, source = await card_of(log, undone)
    (stays,) = await log.read(visits.of(card["id"]))
    unchanged((card["archived_at"], stays[-1]["began_at"]), (None, row(log)["at"]))
    archive.archive_now(log, card, source, undoes=seq)


WAYS: Ways = {
    "card.archived": ("edit cards", _archive),
    "card.restored": ("edit cards", _restore),
}
