"""Trello exports made in a test: `Export("Backlog", "Baking", "Delivered")`."""

import json
from itertools import count
from typing import Any

from board.instants import SECOND, parse

START = "2026-03-02T09:00:00Z"
NOW = parse("2026-04-01T00:00:00Z")


def at(day: str, time: str = "09:00:00") -> str:
    """A date and time of March 2026: `at("05")`."""
    return f"2026-03-{day}T{time}.000Z"


class Export:
    """A board as Trello writes it. Lists are named by their names, cards by their titles."""

    def __init__(self, *lists: str, name: str = "Bakery") -> None:
        self._numbers = count(1)
        self.lists = {title: self._list(n, title) for n, title in enumerate(lists, start=1)}
        self.cards: dict[str, dict[str, Any]] = {}
        self.actions: list[dict[str, Any]] = []
        self.content: dict[str, Any] = {"id": self.object_id(START), "name": name}

    def object_id(self, made: str) -> str:
        """An id as Trello makes it at an instant."""
        return f"{parse(made) // SECOND:08x}{next(self._numbers):016x}"

    def _list(self, n: int, title: str) -> dict[str, Any]:
        identity = self.object_id(START)
        return {"id": identity, "name": title, "closed": False, "pos": n * 65535.5}

    def card(self, title: str, where: str, made: str = START, **fields: Any) -> str:
        """A card as it is now; its id."""
        number = len(self.cards) + 1
        self.cards[title] = {
            "id": self.object_id(made),
            "idShort": number,
            "name": title,
            "desc": "",
            "closed": False,
            "idList": self.lists[where]["id"],
            "pos": number * 16384,
            **fields,
        }
        return str(self.cards[title]["id"])

    def made(self, title: str, where: str, when: str, kind: str = "createCard") -> None:
        """A card came to a list."""
        self.act(kind, when, card=self._reference(title), list=self._place(where))

    def moved(self, title: str, before: str, after: str, when: str) -> None:
        """A card went from list to list."""
        places = {"listBefore": self._place(before), "listAfter": self._place(after)}
        self.act("updateCard", when, card=self._reference(title), **places)

    def closed(self, title: str, where: str, when: str, closed: bool = True) -> None:
        """A card was archived, or restored."""
        card = {**self._reference(title), "closed": closed}
        old = {"closed": not closed}
        self.act("updateCard", when, card=card, list=self._place(where), old=old)

    def shut(self, where: str, when: str, closed: bool = True) -> None:
        """A list was archived, or restored."""
        place = {**self._place(where), "closed": closed}
        self.act("updateList", when, list=place, old={"closed": not closed})

    def act(self, kind: str, when: str, **data: Any) -> None:
        """Something happened. Like Trello's, the newest action stands first."""
        action = {"id": self.object_id(START), "type": kind, "date": when, "data": data}
        self.actions.insert(0, action)

    def _reference(self, title: str) -> dict[str, Any]:
        known = self.cards.get(title)
        return {"id": known["id"] if known else title, "name": title}

    def _place(self, where: str) -> dict[str, Any]:
        known = self.lists.get(where)
        return {"id": known["id"] if known else where, "name": where}

    @property
    def board(self) -> dict[str, Any]:
        """The whole of it."""
        return {
            **self.content,
            "lists": list(self.lists.values()),
            "cards": list(self.cards.values()),
            "actions": self.actions,
        }

    @property
    def data(self) -> bytes:
        """The file."""
        return json.dumps(self.board).encode()
