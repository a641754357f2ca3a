"""Undo of what makes and unmakes cards, and of their texts.

A card whose making is taken back was never there: it leaves a tombstone without visits. A card
that was deleted comes back with the stays that it had.
"""

from typing import Any

from board import archive, cards, edits, places, visits
from board.errors import Conflict
from board.events import CardCreated, CardDescribed, CardRenamed, CardUndeleted
from board.flow.arrivals import Dates
from board.log import Change
from board.undo import absences
from board.undo.way import Ways, card_of, first, row, unchanged


async def _create(log: Change, undone: Any, seq: int, override: str | None) -> None:
    if getattr(undone, "moved_from", None):
        raise Conflict("This card came from another board. Move it back there instead.")
    card, source = await card_of(log, undone)
    await _untouched(log, card["id"])
    began, _ = await first(log)
    if began["kind"] != CardCreated.kind:
        archive.bury(log, card, source, undoes=seq, at=began["at"])
        return
    (stays,) = await log.read(visits.of(card["id"]))
    unchanged((card["archived_at"], len(stays)), (None, 1))
    log.writes(visits.never(card["id"]))
    _date(log, card, Dates())
    archive.bury(log, card, source, undoes=seq)


async def _untouched(log: Change, card_id: int) -> None:
    """Raises Conflict when something was done to a card since, and was not taken back."""
    last = row(log)["last"]
    query = (
        "SELECT seq, undoes FROM events WHERE board_id = ? AND card_id = ? AND seq > ?"
        " ORDER BY seq DESC"
    )
    (since,) = await log.read((query, (log.by.board_id, card_id, last)))
    taken = set()
    for each in since:
        if each["seq"] not in taken:
            unchanged((each["undoes"] or 0) > last, True)
            taken.add(each["undoes"])


async def _delete(log: Change, undone: Any, seq: int, override: str | None) -> None:
    board_id = log.by.board_id
    found, (source,) = await log.read(
        cards.even_deleted(board_id, undone.card), places.source(board_id, undone.card)
    )
    card = cards.one(found)
    unchanged(card["deleted_at"] is not None, True)
    back_on_board = undone.archived_at is None
    broken: list[dict[str, Any]] = []
    if back_on_board:
        card = absences.in_lane(card, card["lane_id"], source["lane_id"])
        broken = places.let_in(log, source, override)
    version = log(
        CardUndeleted(
            **cards.told(card),
            column=source["id"],
            column_title=source["name"],
            lane=card["lane_id"],
            limits=broken,
            override=override if broken else None,
        ),
        undoes=seq,
    )
    sql = "UPDATE cards SET deleted_at = NULL, archived_at = ?, version = ? WHERE id = ?"
    log.write(sql, undone.archived_at, version, card["id"])
    began, _ = await first(log)
    if began["kind"] == CardCreated.kind:
        log.writes(visits.begin(card, source["id"], began["at"]))
        _date(log, card, Dates().arrive(source["stage"], began["at"]))
    elif back_on_board:
        await absences.end(log, [card], absences.Absence(began["at"], None, undone))


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
