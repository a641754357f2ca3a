"""Boards with something of everything on them, arranged through the API."""

import json
import re
from collections import defaultdict

from tests.e2e.served import Board, Server

ROLES = ("admin", "editor", "commenter", "viewer")
GUESTS = ("gil", "gus", "guy")
"""Who may be removed, so that the others stay."""

COLUMNS = "Todo Doing:3 Review:2! Spare Done Gone/discard"
CARDS = 30
DOOMED = 3


class Furniture:
    """Boards to work on, and some that may go."""

    def __init__(self, server: Server) -> None:
        self._people = {name: server.person(name) for name in (*ROLES, *GUESTS)}
        self._ids: dict[int, dict[str, list[int]]] = {}
        for _ in range(2):
            board = self._board(server)
            self._ids[board.id] = self._furnished(board)
        for _ in range(DOOMED):
            self._ids[self._board(server).id] = {}

    def token(self, who: str) -> str:
        """What a program carries: somebody's token, or an admin's that only reads."""
        person = self._people["admin" if who == "reader" else who]
        form = {"name": who, "scope": "read" if who == "reader" else "write"}
        made = person.browser.post("/me/tokens", data=form).text
        found = re.search(r'id="token">([^<]+)<', made)
        assert found
        return found[1]

    def known(self) -> str:
        """The ids of what is on each board by noun, none of those that may go, as a text."""
        return json.dumps(self._ids)

    def _board(self, server: Server) -> Board:
        roles = {role: role for role in ROLES[1:]}
        guests = dict.fromkeys(GUESTS, "editor")
        return server.board(COLUMNS, by="admin", **roles, **guests)

    def _furnished(self, board: Board) -> dict[str, list[int]]:
        ids: dict[str, list[int]] = defaultdict(list)
        ids["column"] += board.columns.values()
        ids["user"] += [self._people[name].id for name in GUESTS]
        ids["invitation"] += [board.invite("viewer")[0] for _ in range(4)]
        for n in range(CARDS):
            column = ("Todo", "Doing", "Spare", "Done")[n % 4]
            ids["card"].append(board.add(f"Card {n}", column, override="So it is"))
        for card in ids["card"][::2]:
            _filled(board, card, ids)
        for card in ids["card"][::9]:
            board.archive(card)
        ids["seq"] += range(1, board.seq() + 1)
        return ids


def _filled(board: Board, card: int, ids: dict[str, list[int]]) -> None:
    """Put something of everything into a card."""
    address = f"/cards/{card}"
    for name in ("Steps", "More"):
        steps = board.call("POST", f"{address}/checklists", name=name, items=["one", "two"])
        ids["checklist"].append(steps["checklist"]["id"])
        ids["item"] += [item["id"] for item in steps["checklist"]["items"]]
    said = board.call("POST", f"{address}/comments", text="So it is")
    ids["comment"].append(said["comment"]["id"])
