"""Boards to measure on: where they are, and how their cards are moved."""

import json
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any

import httpx

from tests.bench.wire import Program
from tests.processes import PASSWORD, Server

CARDS = 100
COLUMNS = [
    {"name": "Todo", "stage": "todo"},
    {"name": "Doing", "stage": "wip"},
    {"name": "Review", "stage": "wip"},
    {"name": "Done", "stage": "done"},
]
POSITION = re.compile(r'data-seq="(\d+)" data-epoch="([^"]*)"')


@dataclass
class Board:
    """A board with a hundred cards: where it is, and a token of its owner. As it stands it is one
    that nobody made, for servers that do not look."""

    port: int
    owner: str = "ana"
    token: str = "andon_" + "x" * 43
    id: int = 1
    columns: Sequence[int] = range(4)
    cards: Sequence[int] = range(CARDS)
    turns: list[int] = field(default_factory=lambda: [n % 4 for n in range(CARDS)])
    """How often each card was moved, counted from its first column."""

    @property
    def path(self) -> str:
        return f"/api/v1/boards/{self.id}"

    @property
    def feed(self) -> str:
        return f"/boards/{self.id}/feed"

    @classmethod
    async def on(cls, server: Server, owner: str = "ana") -> "Board":
        """A board that a new account makes on a server."""
        board = cls(server.port, owner, server.token(owner))
        return await board.another()

    async def another(self) -> "Board":
        """One more of the same owner."""
        board = Board(self.port, self.owner, self.token)
        async with Program(board.port, board.token) as program:
            made = await program.call("POST", "/api/v1/boards", name="Board", columns=COLUMNS)
            board.id = made["id"]
            board.columns = [column["id"] for column in made["columns"]]
            by_column = [await board._fill(program, column) for column in board.columns]
        board.cards = [card for row in zip(*by_column, strict=True) for card in row]
        return board

    @classmethod
    async def large(cls, server: Server, cards: int) -> "Board":
        """A board with many cards, which a table brings; the first hundred are the ones to move."""
        owner = f"owner-of-{cards}"
        board = cls(server.port, owner, server.token(owner))
        file = server.data.with_name(f"{cards}.csv")
        _tabulate(file, cards, f"{owner}@example.com")
        told = server.andon("import", str(file), "--owner", f"{owner}@example.com")
        board.id = json.loads(told)["board"]
        async with Program(board.port, board.token) as program:
            found = await program.call("GET", board.path)
        board.columns = [column["id"] for column in found["columns"]]
        in_order = sorted(found["cards"], key=itemgetter("number"))
        board.cards = [card["id"] for card in in_order[:CARDS]]
        return board

    async def _fill(self, program: Program, column: int) -> list[int]:
        titles = [f"Card {n}" for n in range(CARDS // len(self.columns))]
        path = f"{self.path}/selection/cards"
        made = await program.call("POST", path, titles=titles, column=column)
        return [card["id"] for card in made["cards"]]

    async def move(self, program: Program, card: int) -> dict[str, Any]:
        """Place one of the cards in the next column."""
        self.turns[card] += 1
        column = self.columns[self.turns[card] % 4]
        key = f"{self.id}-{card}-{self.turns[card]}"
        path = f"{self.path}/cards/{self.cards[card]}/place"
        return await program.call("POST", path, key, column=column)

    async def position(self) -> tuple[int, str]:
        """Where its log stands: the number, and the epoch."""
        async with Program(self.port, self.token) as program:
            board = await program.call("GET", self.path)
            return board["seq"], board["epoch"]

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[httpx.AsyncClient]:
        """A browser that the owner has signed in with."""
        url = f"http://127.0.0.1:{self.port}"
        async with httpx.AsyncClient(base_url=url, headers={"Origin": url}) as browser:
            form = {"email": f"{self.owner}@example.com", "password": PASSWORD}
            await browser.post("/sign-in", data=form)
            yield browser

    async def cookie(self) -> str:
        """The cookie of such a browser."""
        async with self.browser() as browser:
            return f"andon={browser.cookies['andon']}"

    async def page(self, browser: httpx.AsyncClient) -> tuple[int, str]:
        """The position of the board's page, as it is now."""
        found = POSITION.search((await browser.get(f"/boards/{self.id}")).text)
        assert found
        return int(found[1]), found[2]


def _tabulate(file: Path, cards: int, assignee: str) -> None:
    names = [column["name"] for column in COLUMNS]
    rows = (f"Card {n},{names[n % 4]},bug,{assignee},3" for n in range(cards))
    file.write_text("\n".join(("title,status,labels,assignee,estimate", *rows)))
