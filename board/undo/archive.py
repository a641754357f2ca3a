"""Undo of archiving and restoring a card."""

from typing import Any

from board import archive, places
from board.log import Change
from board.undo import absences
from board.undo.way import Ways, card_of, unchanged


async def _archive(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, source = await card_of(log, undone)
    absent = await absences.absence(log)
    unchanged(card["archived_at"], absent.left)
    lane = card["lane_id"] if absent.back is None else absent.origin.lane[1]
    card = absences.in_lane(card, lane, source["lane_id"])
    source = {**source, "lane_id": lane}
    broken = places.let_in(log, source, override)
    log(archive.restored(card, source, broken, override), undoes=seq)
    await absences.end(log, [card], absent)


async def _restore(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, source = await card_of(log, undone)
    absent = await absences.absence(log)
    unchanged((card["archived_at"], card["lane_id"]), (None, undone.lane[1]))
    log(archive.archived(card, source), undoes=seq)
    card["lane"] = undone.lane[0]
    await absences.begin(log, "id", card["id"], [card], absent)


WAYS: Ways = {
    "card.archived": ("edit cards", _archive),
    "card.restored": ("edit cards", _restore),
}
