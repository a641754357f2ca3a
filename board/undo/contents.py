"""Undo of what is inside a card: checklists, their items, comments.

What somebody said is taken back by whoever did it alone, whatever others may do to the board.
"""

from typing import Any

from board import cards, checklists, comments, items, members, order
from board.errors import Conflict, NotAllowed
from board.events import ChecklistAdded, ChecklistMoved, ChecklistRenamed, ItemMoved, ItemRenamed
from board.log import Change
from board.sqlite import Rows, Statement
from board.undo.way import Ways, row, unchanged
from board.versions import noted

Row = dict[str, Any]


async def _read(log: Change, undone: Any, *more: Statement) -> tuple[Row, list[Rows]]:
    """The card of an event, and what other queries find."""
    found, *others = await log.read(cards.named(log.by.board_id, undone.card), *more)
    return cards.one(found), others


def _free(rank: str, others: Rows) -> str:
    """The rank itself, or the one right behind it when another took it."""
    ranks = sorted(other["rank"] for other in others)
    if rank not in ranks:
        return rank
    return order.between(rank, next((other for other in ranks if other > rank), None))


# -- checklists


async def _checklist(log: Change, undone: Any) -> tuple[Row, Row, Rows, Rows]:
    """The card of an event, the checklist, its items, and the other checklists of the card."""
    reads = (
        checklists.named(undone.card, undone.checklist),
        checklists.items_of(undone.card),
        checklists.of(undone.card),
    )
    card, (found, inside, present) = await _read(log, undone, *reads)
    checklist = checklists.even_removed(found)
    others = [other for other in present if other["id"] != checklist["id"]]
    return card, checklist, checklists.inside(checklist, inside), others


async def _unadd_checklist(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, checklist, inside, _ = await _checklist(log, undone)
    unchanged(checklist["removed_at"], None)
    if isinstance(undone, ChecklistAdded):
        unchanged([item["text"] for item in inside], undone.items)
    checklists.remove_now(log, card, checklist, undoes=seq)


async def _unremove_checklist(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, checklist, _, others = await _checklist(log, undone)
    unchanged(checklist["removed_at"], row(log)["at"])
    checklists.room(others, field=None)
    back = {**checklist, "rank": _free(checklist["rank"], others)}
    checklists.unremove_now(log, card, back, undoes=seq)


async def _rename_checklist(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, checklist, _, _ = await _checklist(log, undone)
    unchanged((checklist["removed_at"], checklist["name"]), (None, undone.name[1]))
    head = checklists.told(card, checklist)
    noted(log, ChecklistRenamed(**head, name=undone.name[::-1]), seq)
    checklists.write(log, {**checklist, "name": undone.name[0]})


async def _move_checklist(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, checklist, _, others = await _checklist(log, undone)
    unchanged((checklist["removed_at"], checklist["rank"]), (None, undone.rank[1]))
    rank = _free(undone.rank[0], others)
    head = checklists.told(card, checklist)
    noted(log, ChecklistMoved(**head, rank=[checklist["rank"], rank]), seq)
    checklists.write(log, {**checklist, "rank": rank})


# -- items


async def _item(log: Change, undone: Any, checklist_id: int) -> tuple[Row, Row, Row, Rows]:
    """The card of an event, the checklist, the item in it, and the checklist's other items."""
    reads = (
        checklists.named(undone.card, checklist_id),
        items.named(checklist_id, undone.item),
        checklists.items_of(undone.card),
    )
    card, (found, one, present) = await _read(log, undone, *reads)
    checklist = checklists.even_removed(found)
    if checklist["removed_at"] is not None:
        raise Conflict("Its checklist was removed since. Bring that back first.")
    unchanged(len(one), 1)
    others = [item for item in present if item["id"] != undone.item]
    return card, checklist, one[0], checklists.inside(checklist, others)


async def _unadd_item(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, checklist, item, _ = await _item(log, undone, undone.checklist)
    unchanged((item["removed_at"], item["text"]), (None, undone.text))
    items.remove_now(log, card, checklist, item, undoes=seq)


async def _unremove_item(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, checklist, item, others = await _item(log, undone, undone.checklist)
    unchanged(item["removed_at"], row(log)["at"])
    items.room(others)
    back = {**item, "rank": _free(item["rank"], others)}
    items.unremove_now(log, card, checklist, back, undoes=seq)


async def _rename_item(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, checklist, item, _ = await _item(log, undone, undone.checklist)
    unchanged((item["removed_at"], item["text"]), (None, undone.name[1]))
    noted(log, ItemRenamed(**items.told(card, checklist, item), name=undone.name[::-1]), seq)
    items.write(log, {**item, "text": undone.name[0]})


async def _tick(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, checklist, item, _ = await _item(log, undone, undone.checklist)
    was_done = undone.kind == "item.unchecked"
    unchanged((item["removed_at"], item["done_at"] is None), (None, was_done))
    then = items.tick(log, items.told(card, checklist, item), item, was_done, undoes=seq)
    items.write(log, {**then, "done_at": getattr(undone, "done_at", None)})


async def _move_item(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, _, item, _ = await _item(log, undone, undone.to[1])
    unchanged((item["removed_at"], item["rank"]), (None, undone.rank[1]))
    reads = (
        checklists.named(undone.card, undone.to[0]),
        checklists.named(undone.card, undone.to[1]),
        checklists.items_of(undone.card),
    )
    found, left, present = await log.read(*reads)
    target = checklists.even_removed(found)
    unchanged(target["removed_at"], None)
    others = [i for i in checklists.inside(target, present) if i["id"] != item["id"]]
    items.room(others)
    rank = _free(undone.rank[0], others)
    head = items.told(card, left[0], item)
    noted(log, ItemMoved(**head, to=undone.to[::-1], rank=[item["rank"], rank]), seq)
    items.write(log, {**item, "checklist_id": target["id"], "rank": rank})


# -- comments


async def _comment(log: Change, undone: Any) -> tuple[Row, Row, Rows]:
    """The card of an event, the comment, and the members of the board."""
    if row(log)["by_id"] != log.by.user_id:
        raise NotAllowed("Only who did that can take it back.")
    reads = comments.named(undone.card, undone.comment), members.everyone(log.by.board_id)
    card, (found, people) = await _read(log, undone, *reads)
    unchanged(len(found), 1)
    return card, found[0], people


async def _unadd_comment(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, comment, _ = await _comment(log, undone)
    comments.must_remove(log.by, comment)  # Who moved a card here did not write what is said on it.
    unchanged((comment["removed_at"], comment["text"]), (None, undone.text))
    comments.remove_now(log, card, comment, undoes=seq)


async def _unremove_comment(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, comment, _ = await _comment(log, undone)
    unchanged(comment["removed_at"], row(log)["at"])
    comments.unremove_now(log, card, comment, undoes=seq)


async def _edit_comment(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, comment, people = await _comment(log, undone)
    unchanged((comment["removed_at"], comment["text"]), (None, undone.text[1]))
    comments.edit_now(log, card, comment, undone.text[0], comments.names(people), undoes=seq)


WAYS: Ways = {
    "checklist.added": ("edit cards", _unadd_checklist),
    "checklist.renamed": ("edit cards", _rename_checklist),
    "checklist.moved": ("edit cards", _move_checklist),
    "checklist.removed": ("edit cards", _unremove_checklist),
    "checklist.unremoved": ("edit cards", _unadd_checklist),
    "item.added": ("edit cards", _unadd_item),
    "item.renamed": ("edit cards", _rename_item),
    "item.checked": ("edit cards", _tick),
    "item.unchecked": ("edit cards", _tick),
    "item.moved": ("edit cards", _move_item),
    "item.removed": ("edit cards", _unremove_item),
    "item.unremoved": ("edit cards", _unadd_item),
    "comment.added": ("comment", _unadd_comment),
    "comment.edited": ("comment", _edit_comment),
    "comment.removed": ("comment", _unremove_comment),
    "comment.unremoved": ("comment", _unadd_comment),
}
