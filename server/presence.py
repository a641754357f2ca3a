"""Presence: who has a board's page open, and which card somebody looks at or has in the hand.

It is told to pages alone, in frames of its own, and never stored. It travels beside the messages of
the board, so it can neither delay one nor be one: a newer state takes the place of one that still
waits in front of a socket. Somebody with two pages is one person.
"""

import asyncio
import json
from collections.abc import Collection
from typing import Any, Literal

from board.seats import MAY
from server.outbox import Outbox

PACE_SECONDS = 0.25
"""Between two states that are told: what changes in between is told as one."""

How = Literal["looking", "holding"]
HOWS: tuple[How, ...] = ("looking", "holding")

_LAST = 2**31 - 1
"""The last id that a card can have."""


class Presence:
    """Who is in a room, as its pages are told."""

    def __init__(self, outboxes: Collection[Outbox]) -> None:
        self._outboxes = outboxes
        self._told: dict[str, str] = {}
        self._waiting: asyncio.TimerHandle | None = None
        self._next = 0.0

    def stir(self) -> None:
        """Say that something changed; it is told soon, and nobody waits for that."""
        if self._waiting is None:
            loop = asyncio.get_running_loop()
            self._waiting = loop.call_at(max(loop.time(), self._next), self._tell)

    def _tell(self) -> None:
        self._waiting = None
        self._next = asyncio.get_running_loop().time() + PACE_SECONDS
        now = self._now()
        for name, text in now.items():
            if self._told.get(name) != text:
                for outbox in self._pages():
                    outbox.whisper(name, text)
        self._told = now

    def greet(self, outbox: Outbox) -> None:
        """Tell a page that has just come what the others were told, and the others of it."""
        if outbox.kind == "html":
            for name, text in self._told.items():
                outbox.whisper(name, text)
            self.stir()

    def _pages(self) -> list[Outbox]:
        return [each for each in self._outboxes if each.kind == "html" and each.closed is None]

    def _now(self) -> dict[str, str]:
        pages = self._pages()
        here = sorted({page.user_id for page in pages})
        cards = sorted({seen for page in pages for seen in _seen(page)})
        told = [{"user": user, "card": card, "how": how} for user, card, how in cards]
        return {"here": json.dumps({"here": here}), "presence": json.dumps({"presence": told})}


def _seen(page: Outbox) -> list[tuple[int, int, How]]:
    """What a page says of cards. Only who may move cards has one in the hand."""
    hands = "edit cards" in MAY.get(page.role, ())
    found = [(page.user_id, page.cards.get(how), how) for how in HOWS if hands or how == "looking"]
    return [(user, card, how) for user, card, how in found if card is not None]


def take(frame: dict[str, Any], page: Outbox) -> str | None:
    """Note what a page says: `{"looking": card}` or `{"holding": card}`, null for none. Returns
    what is wrong with it, in a sentence."""
    if not frame:
        return "Say what you look at or hold."
    for name, card in frame.items():
        if name not in HOWS:
            return f"There is no {_shown(name)} on this socket: change a board by HTTP requests."
        if card is not None and not (type(card) is int and 1 <= card <= _LAST):
            return f"{name} is the id of a card, or null."
    page.cards.update(frame)
    return None


def _shown(name: str) -> str:
    """A name as it may be told back: printable and short."""
    return "".join(filter(str.isprintable, name.encode(errors="ignore").decode()))[:100] or "name"
