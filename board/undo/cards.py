"""Undo of what makes and unmakes cards, and of their texts.

A card whose making is taken back was never there: it leaves a tombstone without visits. A card
that was deleted comes back with the stays that it had.
"""

from typing import Any

from board import archive, blocks, cards, edits, places, visits
from board.errors import Conflict
from board.events import CardCreated, CardDescribed, CardRenamed, CardUndeleted
from board.flow.arrivals import Dates
from board.log import Change
from board.undo.way import Ways, card_of, first, row, unchanged


async def _create(log: Change, undone: Any, seq: int, override: str | None) -> None:
    if getattr(undone, "moved_from", None):
        raise Conflict("This card came from another board. Move it back there instead.")
    card, source = await card_of(log, undone)
    unchanged(seq <= row(log)["card_version"] <= row(log)["last"], True)
    began, _ = await first(log)
    if began["kind"] == CardCreated.kind:
        log.writes(visits.never(card["id"]))
        _date(log, card, Dates())
    archive.bury(log, card, source, undoes=seq)


async def _delete(log: Change, undone: Any, seq: int, override: str | None) -> None:
    found, source = await log.read(
        cards.even_deleted(log.by.board_id, undone.card),
        cards.source_of(log.by.board_id, undone.card),
    )
    card = cards.one(found)
    unchanged(card["deleted_at"] is not None, True)
    back_on_board = undone.archived_at is None
    broken = places.let_in(log, source[0], override) if back_on_board else []
    if back_on_board:
        card = await blocks.stay(log, card, row(log)["at"])
    version = log(
        CardUndeleted(
            **cards.told(card),
            column=source[0]["id"],
            column_title=source[0]["name"],
            lane=source[0]["lane_id"],
            limits=broken,
            override=override if broken else None,
        ),
        undoes=seq,
    )
    log.write(
        "UPDATE cards SET deleted_at = NULL, archived_at = ?, lane_id = ?, version = ?"
        " WHERE id = ?",
        undone.archived_at,
        source[0]["lane_id"] if back_on_board else card["lane_id"],
        version,
        card["id"],
    )
    began, _ = await first(log)
    if began["kind"] == CardCreated.kind:
        log.writes(visits.begin(card, source[0]["id"], began["at"]))
        _date(log, card, Dates().arrive(source[0]["stage"], began["at"]))
    elif back_on_board:
        log.writes(visits.begin(card, source[0]["id"], log.at))


def _date(log: Change, card: dict[str, Any], then: Dates) -> None:
    log.write(
        "UPDATE cards SET started_at = ?, finished_at = ? WHERE id = ?",
        then.started_at,
        then.finished_at,
        card["id"],
    )


async def _rename(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, _ = await card_of(log, undone)
    unchanged(card["title"], undone.name[1])
    title = undone.name[0]
    version = log(CardRenamed(**cards.told(card), name=undone.name[::-1]), undoes=seq)
    edits.write(log, {**card, "title": title, "version": version})


async def _describe(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, _ = await card_of(log, undone)
    unchanged(card["description"], undone.description[1])
    pair = undone.description[::-1]
    version = log(CardDescribed(**cards.told(card), description=pair), undoes=seq)
    edits.write(log, {**card, "description": pair[1], "version": version})


async def _stay_away(log: Change, undone: Any, seq: int, override: str | None) -> None:
    raise Conflict(f"It is {undone.key} now. Move it back from the board that it went to.")


WAYS: Ways = {
    "card.moved_away": ("edit cards", _stay_away),
    "card.created": ("edit cards", _create),
    "card.deleted": ("edit cards", _delete),
    "card.undeleted": ("edit cards", _create),
    "card.renamed": ("edit cards", _rename),
    "card.described": ("edit cards", _describe),
}
