"""Undo of what happened to a label of the board."""

from typing import Any

from board import labels
from board.events import LabelUnremoved
from board.log import Change
from board.sqlite import Rows
from board.undo.way import Ways, unchanged


async def _label(log: Change, undone: Any) -> tuple[dict[str, Any], Rows, int]:
    """The label of an event, removed or not; the labels that the board has; and how many cards
    carry the label."""
    query = "SELECT * FROM labels WHERE id = ? AND board_id = ?"
    carried = "SELECT COUNT(*) AS n FROM card_labels WHERE label_id = ?"
    found, present, counted = await log.read(
        (query, (undone.label, log.by.board_id)),
        labels.of_board(log.by.board_id),
        (carried, (undone.label,)),
    )
    return labels.found(found), present, counted[0]["n"]


async def _add(log: Change, undone: Any, seq: int, override: str | None) -> None:
    row, _, carried = await _label(log, undone)
    now = row["removed_at"], row["name"], row["color"], carried
    unchanged(now, (None, undone.title, undone.color, 0))
    labels.remove_now(log, row, undoes=seq)


async def _change(log: Change, undone: Any, seq: int, override: str | None) -> None:
    row, present, _ = await _label(log, undone)
    now = row["removed_at"], row["name"], row["color"]
    unchanged(now, (None, undone.name[1], undone.color[1]))
    labels.free([each for each in present if each["id"] != row["id"]], undone.name[0])
    new = {**row, "name": undone.name[0], "color": undone.color[0]}
    labels.rewrite(log, row, new, undoes=seq)


async def _remove(log: Change, undone: Any, seq: int, override: str | None) -> None:
    row, present, _ = await _label(log, undone)
    unchanged(row["removed_at"] is None, False)
    labels.room(present)
    labels.free(present, row["name"])
    event = LabelUnremoved(label=row["id"], title=row["name"], color=row["color"])
    log(event, undoes=seq)
    log.write("UPDATE labels SET removed_at = NULL WHERE id = ?", row["id"])


async def _unremove(log: Change, undone: Any, seq: int, override: str | None) -> None:
    row, _, _ = await _label(log, undone)
    unchanged(row["removed_at"], None)
    labels.remove_now(log, row, undoes=seq)


WAYS: Ways = {
    "label.added": ("edit cards", _add),
    "label.changed": ("edit columns", _change),
    "label.removed": ("edit columns", _remove),
    "label.unremoved": ("edit columns", _unremove),
}
