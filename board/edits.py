"""Edits: changing what a card says of itself.

A change names its fields; what it does not name stays. A text may be based on a version of the
card: when that text changed since, the edit is refused and both texts are told.
"""

from collections.abc import Iterator
from typing import Any

from board import cards, drafts
from board.cards import Row
from board.errors import Conflict, Invalid
from board.events import (
    CardClassed,
    CardDescribed,
    CardEstimated,
    CardRenamed,
    CardScheduled,
)
from board.events.cards import CardEvent
from board.log import Change, change, changed_since
from board.seats import Seat


async def edit(by: Seat, card_id: int, *, base: int | None = None, **values: Any) -> dict[str, Any]:
    """Change named values of a card: title, description, start, due, class_of_service, estimate.

    `base`: the version that a text was based on; None takes the present one. Raises Invalid,
    Conflict with `yours` and `theirs` when that text changed since. Returns `{"card", "seq"}`.
    Events: card.renamed, card.described, card.scheduled, card.classed, card.estimated, one for
    each group that differs.
    """
    asked = drafts.changes(**values)
    reads = [cards.named(by.board_id, card_id)]
    if base is not None:
        reads += [
            changed_since(by.board_id, card_id, kind, base)
            for kind in ("card.renamed", "card.described")
        ]
    async with change(by, "edit cards", *reads) as log:
        card = cards.one(log.rows[0])
        if base is not None:
            _based(card, base, log, asked)
        new = {**card, **asked}
        for day in ("start_on", "due_on"):
            new[day] = drafts.on(new[day], log.board["timezone"])
        for event in _differences(card, new):
            new["version"] = log(event)
        if new["version"] != card["version"]:
            write(log, new)
        return log.done(card=cards.facts(new, log.board))


def _based(card: Row, base: int, log: Change, asked: Row) -> None:
    if base > card["version"]:
        raise Invalid("The card has no such version. Load it again.", field="base")
    renamed, described = log.rows[1], log.rows[2]
    for field, changes in (("title", renamed), ("description", described)):
        wanted = asked.get(field)
        if wanted is not None and changes and wanted != card[field]:
            raise Conflict(
                f"Somebody changed the {field} meanwhile. Compare both and save again.",
                field=field,
                yours=wanted,
                theirs=card[field],
                version=card["version"],
            )


def _differences(old: Row, new: Row) -> Iterator[CardEvent]:
    """The events that lead from what a card said to what it says."""

    def pair(name: str) -> list[Any]:
        return [old[name], new[name]]

    if new["title"] != old["title"]:
        yield CardRenamed(**cards.told(old), name=pair("title"))
    told = cards.told(new)
    if new["description"] != old["description"]:
        yield CardDescribed(**told, description=pair("description"))
    if (new["start_on"], new["due_on"]) != (old["start_on"], old["due_on"]):
        yield CardScheduled(**told, start_on=pair("start_on"), due_on=pair("due_on"))
    if new["class_of_service"] != old["class_of_service"]:
        yield CardClassed(**told, class_of_service=pair("class_of_service"))
    if new["estimate"] != old["estimate"]:
        yield CardEstimated(**told, estimate=pair("estimate"))


_WRITTEN = (
    *("title", "description", "start_on", "due_on", "class_of_service", "estimate"),
    "version",
)


def write(log: Change, card: Row) -> None:
    """Queue what a card says of itself, and its version."""
    values = ", ".join(f"{name} = ?" for name in _WRITTEN)
    log.write(
        f"UPDATE cards SET {values} WHERE id = ?",  # noqa: S608
        *(card[name] for name in _WRITTEN),
        card["id"],
    )
