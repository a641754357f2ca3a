"""Boards with something of everything on them, arranged through the API."""

import json
import re
from collections import defaultdict

from tests.e2e.served import Board, Server

ROLES = ("admin", "editor", "commenter", "viewer")
GUESTS = ("gil", "gus", "guy")
"""Who may be removed, so that the others stay."""

COLUMNS = "Todo Doing:3 Review:2! Spare Done Gone/discard"
CARDS = 48
LABELS = 8
LANES = ("Fast", "Slow", "Sometimes", "Never")
DOOMED = 3


class Furniture:
    """Boards to work on, and some that may go."""

    def __init__(self, server: Server) -> None:
        self._people = {name: server.person(name) for name in (*ROLES, *GUESTS)}
        self._ids: dict[int, dict[str, list[int]]] = {}
        for _ in range(2):
            board = self._board(server)
            self._ids[board.id] = self._furnished(board)
        for ids in self._ids.values():
            ids["board"] = [*self._ids]
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
        """The ids of what is on each board by noun, none of those that may go, as a text. Of what
        stands in something else, like "item 7", where it stands."""
        return json.dumps(self._ids)

    def _board(self, server: Server) -> Board:
        roles = {role: role for role in ROLES[1:]}
        guests = dict.fromkeys(GUESTS, "editor")
        return server.board(COLUMNS, by="admin", **roles, **guests)

    def _furnished(self, board: Board) -> dict[str, list[int]]:
        ids: dict[str, list[int]] = defaultdict(list)
        ids["column"] += board.columns.values()
        ids["user"] += [self._people[name].id for name in GUESTS]
        ids["member"] += [person.id for person in self._people.values()]
        ids["invitation"] += [board.invite("viewer")[0] for _ in range(4)]
        for n in range(LABELS):
            ids["label"].append(board.call("POST", "/labels", name=f"Label {n}")["label"]["id"])
        for n, name in enumerate(LANES):
            lane = board.call("POST", "/lanes", name=name, wip_limit=n + 2)["lane"]
            ids["lane"].append(lane["id"])
        for n in range(CARDS):
            column = ("Todo", "Doing", "Spare", "Done")[n % 4]
            facts = {"lane": ids["lane"][n % 3], "labels": [ids["label"][n % LABELS]]}
            people = [ids["member"][n % len(ids["member"])]]
            card = board.add(f"Card {n}", column, assignees=people, override="So it is", **facts)
            ids["card"].append(card)
        for card in ids["card"][::2]:
            _filled(board, card, ids)
        for card in ids["card"][1::4]:
            board.call("POST", f"/cards/{card}/block", reason="It waits")
        for card in ids["card"][::9]:
            board.archive(card)
        board.call("POST", f"/lanes/{ids['lane'][-1]}/archival")
        ids["seq"] += range(1, board.seq() + 1)
        return ids


def _filled(board: Board, card: int, ids: dict[str, list[int]]) -> None:
    """Put something of everything into a card. What is in what is told too."""
    address = f"/cards/{card}"
    for name in ("Steps", "More"):
        steps = board.call("POST", f"{address}/checklists", name=name, items=["one", "two"])
        checklist = steps["checklist"]["id"]
        ids["checklist"].append(checklist)
        ids[f"checklist {checklist}"] = [card]
        for item in steps["checklist"]["items"]:
            ids["item"].append(item["id"])
            ids[f"item {item['id']}"] = [checklist]
    comment = board.call("POST", f"{address}/comments", text="So it is")["comment"]["id"]
    ids["comment"].append(comment)
    ids[f"comment {comment}"] = [card]
