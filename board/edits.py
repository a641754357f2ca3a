"""Edits: changing what a card says of itself.

A change names its fields; what it does not name stays. A text may be based on a version of the
card: when that text changed since, the edit is refused and both texts are told.
"""

from typing import Any

from board import cards, texts
from board.cards import Row
from board.errors import Conflict, Invalid
from board.events import CardDescribed, CardRenamed
from board.log import Change, change, changed_since
from board.seats import Seat


async def edit(
    by: Seat,
    card_id: int,
    *,
    title: str | None = None,
    description: str | None = None,
    base: int | None = None,
) -> dict[str, Any]:
    """Change a card's texts. `base`: the version they were based on; None takes the present one.

    Raises Conflict with `yours` and `theirs` when that text changed since. Returns `{"card",
    "seq"}`. Events: card.renamed, card.described.
    """
    if title is not None:
        title = texts.line(title, field="title")
    if description is not None:
        description = texts.prose(description, field="description", called="description")
    reads = [cards.named(by.board_id, card_id)]
    if base is not None:
        reads += [
            changed_since(by.board_id, card_id, kind, base)
            for kind in ("card.renamed", "card.described")
        ]
    async with change(by, "edit cards", *reads) as log:
        card = cards.one(log.rows[0])
        if base is not None:
            _based(card, base, log, title, description)
        if title is not None and title != card["title"]:
            log(CardRenamed(**cards.told(card), name=[card["title"], title]))
            card = {**card, "title": title, "version": log.seq}
        if description is not None and description != card["description"]:
            texts_ = [card["description"], description]
            log(CardDescribed(**cards.told(card), description=texts_))
            card = {**card, "description": description, "version": log.seq}
        write_texts(log, card)
        return log.done(card=cards.facts(card, log.board))


def _based(card: Row, base: int, log: Change, title: str | None, description: str | None) -> None:
    if base > card["version"]:
        raise Invalid("The card has no such version. Load it again.", field="base")
    renamed, described = log.rows[1], log.rows[2]
    for field, wanted, changes in (
        ("title", title, renamed),
        ("description", description, described),
    ):
        if wanted is not None and changes and wanted != card[field]:
            raise Conflict(
                f"Somebody changed the {field} meanwhile. Compare both and save again.",
                field=field,
                yours=wanted,
                theirs=card[field],
                version=card["version"],
            )


def write_texts(log: Change, card: Row) -> None:
    """Queue the texts of a card, when the change logged any."""
    if log.seq != log.board["seq"]:
        log.write(
            "UPDATE cards SET title = ?, description = ?, version = ? WHERE id = ?",
            card["title"],
            card["description"],
            card["version"],
            card["id"],
        )
