"""What is done inside a card, by the kind of event that it ends in."""

from collections.abc import Awaitable, Callable
from typing import Any

from board import cards, checklists, comments, database, items
from board.undo import undo
from tests.world import Board

Answer = dict[str, Any]
Doing = Callable[[Board, int], Awaitable[Answer]]


async def listed(board: Board, card: int, *texts: str, name: str = "Steps") -> Answer:
    """A checklist on a card."""
    made = await checklists.add(board.by, card, name, texts or ("one", "two"))
    return dict(made["checklist"])


async def counted(board: Board, card: int) -> tuple[int, int, int]:
    """The items of a card, those that are done, and its comments."""
    ((row,),) = await database.read(cards.named(board.id, card))
    return row["items"], row["items_done"], row["comments"]


async def _checklist(board: Board, card: int) -> tuple[int, int]:
    made = await listed(board, card)
    return card, made["id"]


async def _item(board: Board, card: int, n: int = 0) -> tuple[int, int, int]:
    made = await listed(board, card)
    return card, made["id"], made["items"][n]["id"]


async def _place_checklist(board: Board, card: int) -> Answer:
    first = await listed(board, card)
    other = await listed(board, card, name="Others")
    return await checklists.place(board.by, card, other["id"], before=first["id"])


async def _unremove_checklist(board: Board, card: int) -> Answer:
    removed = await checklists.remove(board.by, *await _checklist(board, card))
    return await undo(board.by, removed["seq"])


async def _uncheck(board: Board, card: int) -> Answer:
    item = await _item(board, card)
    await items.change_item(board.by, *item, done=True)
    return await items.change_item(board.by, *item, done=False)


async def _place_item(board: Board, card: int) -> Answer:
    item = await _item(board, card, 1)
    return await items.place(board.by, *item, before=item[2] - 1)


async def _unremove_item(board: Board, card: int) -> Answer:
    removed = await items.remove(board.by, *await _item(board, card))
    return await undo(board.by, removed["seq"])


async def _comment(board: Board, card: int) -> tuple[int, int]:
    said = await comments.add(board.by, card, "Well, **well**")
    return card, said["comment"]["id"]


async def _uncomment(board: Board, card: int) -> Answer:
    removed = await comments.remove(board.by, *await _comment(board, card))
    return await undo(board.by, removed["seq"])


async def _rename_checklist(board: Board, card: int) -> Answer:
    return await checklists.rename(board.by, *await _checklist(board, card), "Others")


async def _remove_checklist(board: Board, card: int) -> Answer:
    return await checklists.remove(board.by, *await _checklist(board, card))


async def _add_item(board: Board, card: int) -> Answer:
    return await items.add(board.by, *await _checklist(board, card), "three")


async def _rename_item(board: Board, card: int) -> Answer:
    return await items.change_item(board.by, *await _item(board, card), text="zero")


async def _check(board: Board, card: int) -> Answer:
    return await items.change_item(board.by, *await _item(board, card), done=True)


async def _remove_item(board: Board, card: int) -> Answer:
    return await items.remove(board.by, *await _item(board, card))


async def _edit_comment(board: Board, card: int) -> Answer:
    return await comments.edit(board.by, *await _comment(board, card), "Hm")


async def _remove_comment(board: Board, card: int) -> Answer:
    return await comments.remove(board.by, *await _comment(board, card))


DOING: dict[str, Doing] = {
    "checklist.added": lambda b, c: checklists.add(b.by, c, "Steps", ["one"]),
    "checklist.renamed": _rename_checklist,
    "checklist.moved": _place_checklist,
    "checklist.removed": _remove_checklist,
    "checklist.unremoved": _unremove_checklist,
    "item.added": _add_item,
    "item.renamed": _rename_item,
    "item.checked": _check,
    "item.unchecked": _uncheck,
    "item.moved": _place_item,
    "item.removed": _remove_item,
    "item.unremoved": _unremove_item,
    "comment.added": lambda b, c: comments.add(b.by, c, "Well, **well**"),
    "comment.edited": _edit_comment,
    "comment.removed": _remove_comment,
    "comment.unremoved": _uncomment,
}
"""On a board, to a card of it; the last event is of the kind."""
