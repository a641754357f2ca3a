"""Undo of what a card says besides its texts: its days, class, estimate, labels, people, blocks."""

from collections.abc import Callable
from typing import Any

from board import assignments, blocks, cards, edits, labels, seats
from board.errors import Conflict
from board.events import CardBlocked, CardClassed, CardEstimated, CardScheduled
from board.events.cards import CardEvent
from board.log import Change
from board.undo.way import Way, Ways, card_of, first, unchanged


def _field_way(kind: Callable[..., CardEvent], *names: str) -> Way:
    """Undo by writing fields of the card as they were before."""

    async def way(log: Change, undone: Any, seq: int, override: str | None) -> None:
        card, _ = await card_of(log, undone)
        for name in names:
            unchanged(card[name], getattr(undone, name)[1])
        back = {name: getattr(undone, name)[::-1] for name in names}
        version = log(kind(**cards.told(card), **back), undoes=seq)
        then = {name: pair[1] for name, pair in back.items()}
        edits.write(log, {**card, **then, "version": version})

    return way


# -- labels and people


async def _label_of(log: Change, undone: Any) -> dict[str, Any]:
    (found,) = await log.read(labels.named(log.by.board_id, undone.label))
    if not found:
        raise Conflict(f"The label {undone.label_name} was removed. Put another one on the card.")
    return found[0]


async def _label(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, _ = await card_of(log, undone)
    label = await _label_of(log, undone)
    unchanged(label["id"] in cards.ids(card["label_ids"]), True)
    labels.take_off(log, card, label, undoes=seq)


async def _unlabel(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, _ = await card_of(log, undone)
    label = await _label_of(log, undone)
    unchanged(label["id"] in cards.ids(card["label_ids"]), False)
    labels.put_on(log, card, label, undoes=seq)


async def _member_of(log: Change, undone: Any, query: Any = seats.query) -> dict[str, Any]:
    (found,) = await log.read(query(log.by.board_id, undone.user))
    if not found:
        raise Conflict(f"{undone.name} is no member of this board any more. Choose somebody else.")
    return found[0]


async def _assign(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, _ = await card_of(log, undone)
    member = await _member_of(log, undone, assignments.even_disabled)
    unchanged(undone.user in cards.ids(card["assignee_ids"]), True)
    assignments.unassign_now(log, card, member, undoes=seq)


async def _unassign(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, _ = await card_of(log, undone)
    member = await _member_of(log, undone)
    unchanged(undone.user in cards.ids(card["assignee_ids"]), False)
    assignments.assign_now(log, card, member, undoes=seq)


# -- blocks


async def _block(log: Change, undone: Any, seq: int, override: str | None) -> None:
    """The reason as it was before; a block that was none before never was, or ends as it did."""
    card, _ = await card_of(log, undone)
    unchanged((card["archived_at"], card["blocked_reason"]), (None, undone.reason[1]))
    if undone.reason[0] is not None:
        blocks.reword(log, card, undone.reason[0], undoes=seq)
        return
    began, _ = await first(log)
    blocks.unblock_now(log, card, began["at"], undoes=seq)
    if began["kind"] == CardBlocked.kind:
        log.write("DELETE FROM blocks WHERE card_id = ? AND began_at = ?", card["id"], began["at"])


async def _unblock(log: Change, undone: Any, seq: int, override: str | None) -> None:
    """The block goes on as if it had never ended, or begins again when it began."""
    card, _ = await card_of(log, undone)
    unchanged((card["archived_at"], card["blocked_at"]), (None, None))
    began, _ = await first(log)
    if began["kind"] == CardBlocked.kind:
        log.writes(blocks.begin(log, card["id"], began["by_id"], undone.reason, began["at"]))
    else:
        sql = "UPDATE blocks SET ended_at = NULL WHERE card_id = ? AND began_at = ?"
        log.write(sql, card["id"], undone.blocked_at)
    was = {"blocked_at": undone.blocked_at, "blocked_by": undone.blocked_by}
    event = CardBlocked(**cards.told(card), reason=[None, undone.reason])
    blocks.show(log, {**card, **was, "blocked_reason": undone.reason}, log(event, undoes=seq))


WAYS: Ways = {
    "card.scheduled": ("edit cards", _field_way(CardScheduled, "start_on", "due_on")),
    "card.classed": ("edit cards", _field_way(CardClassed, "class_of_service")),
    "card.estimated": ("edit cards", _field_way(CardEstimated, "estimate")),
    "card.labelled": ("edit cards", _label),
    "card.unlabelled": ("edit cards", _unlabel),
    "card.assigned": ("edit cards", _assign),
    "card.unassigned": ("edit cards", _unassign),
    "card.blocked": ("edit cards", _block),
    "card.unblocked": ("edit cards", _unblock),
}
