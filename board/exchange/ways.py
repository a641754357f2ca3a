"""Ways: how the cards of an import came over their board, told as it would be told here.

Only what somebody is known to have done is told (`by` of a stay); what was made up to fill a gap in
a file is a date in the figures, and no sentence.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from board.events import CardArchived, CardCreated, CardMoved, CardRestored, Event
from board.exchange.drafts import Card, Happened, Stay

SOMEBODY = "Somebody"
"""Who did what nobody is named for."""

_NEW: dict[str, Any] = {"description": "", "rank": "", "started_at": None, "finished_at": None}
_MOVED: dict[str, Any] = {name: [None, None] for name in ("started_at", "finished_at")}
_FREE: dict[str, Any] = {"limits": [], "override": None}

Ids = Mapping[str, int]


class Ways:
    """Tells the ways of cards. `names`: of the columns; `columns`, `cards`: their ids here."""

    def __init__(self, names: Mapping[str, str], columns: Ids, cards: Ids) -> None:
        self._names = names
        self._columns = columns
        self._cards = cards

    def of(self, cards: Iterable[Card]) -> list[Happened]:
        """What happened to cards, in order; nothing of one that is gone for good."""
        told = [each for card in cards if card.deleted_at is None for each in self._way(card)]
        return sorted(told, key=lambda each: each.at)

    def _way(self, card: Card) -> Iterator[Happened]:
        head: dict[str, Any] = {
            "card": self._cards[card.id],
            "number": card.number,
            "title": card.title,
        }
        before: Stay | None = None
        for stay in card.stays:
            event = self._came(head, before, stay) if stay.by else None
            if event is not None:
                at = stay.began_at if before else card.created_at
                yield Happened(at, event.kind, stay.by or SOMEBODY, card.id, vars(event))
            if stay.gone_by and stay.gone and stay.ended_at is not None:
                left = CardArchived(**head, **self._in(stay), finished_at=None)
                yield Happened(stay.ended_at, left.kind, stay.gone_by, card.id, vars(left))
            before = stay

    def _came(self, head: dict[str, Any], before: Stay | None, stay: Stay) -> Event | None:
        """How a card came to stay somewhere; None when it was there already."""
        if before is None:
            return CardCreated(**head, **self._in(stay), **_NEW, **_FREE)
        if before.gone:
            pairs: dict[str, Any] = {"lane": [None, None], "rank": ["", ""]}
            at = before.ended_at or stay.began_at
            return CardRestored(**head, **self._in(stay), **pairs, archived_at=at, **_FREE)
        if before.column == stay.column:
            return None
        one, other = self._in(before), self._in(stay)
        places: dict[str, Any] = {name: [one[name], other[name]] for name in one}
        return CardMoved(**head, **places, rank=["", ""], **_MOVED, **_FREE)

    def _in(self, stay: Stay) -> dict[str, Any]:
        return {"column": self._columns[stay.column], "column_title": self._names[stay.column]}
