"""A small world to arrange tests in: `await world.board("Todo Doing:2! Done")`."""

import itertools
import json
from typing import Any

from board import boards, cards, columns, database, lanes, log, members, moves, seats, users
from board.columns import Draft
from board.events import Event
from board.exchange import who
from board.exchange.drafts import Person
from board.instants import now
from board.seats import Seat
from board.sqlite import Rows

_numbers = itertools.count(1)


class World:
    """People and boards. What it makes, it makes by the verbs of the domain."""

    def __init__(self) -> None:
        self.people: dict[str, dict[str, Any]] = {}

    async def user(self, name: str = "ana") -> dict[str, Any]:
        """The account of a person, made when it is first asked for."""
        if name not in self.people:
            address = f"{name}{next(_numbers)}@example.com"
            self.people[name] = await users.add(address, name.capitalize(), None)
        return self.people[name]

    async def board(self, columns_: str = "Todo Doing Done", *, by: str = "ana") -> "Board":
        """A board with columns: `Name` or `Name:limit`, with `!` behind a hard limit.

        The first column is todo, the last done, those between wip; `Name/stage` says otherwise.
        """
        drafts = tuple(drafted(columns_))
        made = await boards.create(await self.user(by), "Test", drafts=drafts)
        return await Board.load(made["id"], await self.seat(made["id"], by))

    async def seat(self, board_id: int, name: str) -> Seat:
        """A person's seat at a board."""
        return await seats.seat(board_id, (await self.user(name))["id"])

    async def joined(self, board: "Board", name: str, role: str = "editor") -> Seat:
        """A person's new seat at a board, by invitation."""
        made = await members.invite(board.by, role)
        await members.join(await self.user(name), made["invitation"]["token"])
        return await self.seat(board.id, name)

    async def placeholder(self, board: "Board", name: str = "Zoë") -> int:
        """The user's id of somebody who came to a board with an import."""
        person = Person(name, name)
        async with database.transaction() as (batch, _):
            found = await who.write(batch, board.id, "trello", [person], {}, now())
        return found[name]


def drafted(names: str) -> list[Draft]:
    """Columns from a line of their names."""
    words = names.split()
    stages = ["todo", *["wip"] * (len(words) - 2), "done"][: len(words)]
    return [_draft(word, stage) for word, stage in zip(words, stages, strict=True)]


def _draft(word: str, stage: str) -> Draft:
    word, _, other = word.partition("/")
    hard = word.endswith("!")
    name, _, limit = word.removesuffix("!").partition(":")
    return columns.draft(
        name=name,
        stage=other or stage,
        wip_limit=int(limit) if limit else None,
        wip_mode="hard" if hard else "soft",
    )


class Board:
    """A board of the world: its columns by name, and what is on it now."""

    def __init__(self, board_id: int, by: Seat, ids: dict[str, int]) -> None:
        self.id = board_id
        self.by = by
        self.columns = ids

    @classmethod
    async def load(cls, board_id: int, by: Seat) -> "Board":
        (rows,) = await database.read(columns.all_of(board_id))
        return cls(board_id, by, {row["name"]: row["id"] for row in rows})

    def __getitem__(self, name: str) -> int:
        return self.columns[name]

    async def add(self, title: str, column: str | None = None, lane: int | None = None) -> int:
        """A card on the board; its id."""
        where = self[column] if column else None
        return int((await cards.create(self.by, title, column=where, lane=lane))["card"]["id"])

    async def lane(self, word: str) -> int:
        """A lane on the board, `Name` or `Name:limit` or `Name:limit!`; its id."""
        name, _, limit = word.removesuffix("!").partition(":")
        made = await lanes.add(
            self.by,
            name,
            wip_limit=int(limit) if limit else None,
            wip_mode="hard" if word.endswith("!") else "soft",
        )
        return int(made["lane"]["id"])

    async def lanes(self) -> dict[str, int]:
        """The ids of the lanes that stand on the board, by their names."""
        (rows,) = await database.read(lanes.on(self.id))
        return {row["name"]: row["id"] for row in rows}

    async def put(self, card: int, column: str, **where: Any) -> dict[str, Any]:
        """Place a card in a column, by name."""
        return await moves.place(self.by, card, column=self[column], **where)

    async def card(self, card_id: int) -> dict[str, Any]:
        """A card's row."""
        (rows,) = await database.read(("SELECT * FROM cards WHERE id = ?", (card_id,)))
        return rows[0]

    async def picture(self) -> dict[str, list[str]]:
        """The titles in each column that stands on the board, in order."""
        heads, found = await database.read(columns.on(self.id), cards.open_on(self.id))
        return {
            head["name"]: [card["title"] for card in found if card["column_id"] == head["id"]]
            for head in heads
        }

    async def seq(self) -> int:
        """The number of the last event."""
        ((row,),) = await database.read(boards.named(self.id))
        return int(row["seq"])

    async def rows(self, after: int = 0) -> Rows:
        """The entries of the log behind a number."""
        (rows,) = await database.read(log.after(self.id, after, 100_000))
        return rows

    async def events(self, after: int = 0) -> list[Event]:
        """The events behind a number."""
        return [log.event(row) for row in await self.rows(after)]

    async def visits(self, card_id: int) -> list[tuple[str, int, int | None, bool]]:
        """The stays of a card: column, begin, end, gone."""
        names = {identity: name for name, identity in self.columns.items()}
        (rows,) = await database.read(
            ("SELECT * FROM visits WHERE card_id = ? ORDER BY began_at, id", (card_id,))
        )
        return [
            (names[row["column_id"]], row["began_at"], row["ended_at"], bool(row["gone"]))
            for row in rows
        ]

    async def digest(self) -> str:
        """Everything on the board and its number, as one text to compare."""
        found = await database.read(
            boards.named(self.id),
            columns.all_of(self.id),
            ("SELECT * FROM cards WHERE board_id = ? ORDER BY id", (self.id,)),
            ("SELECT * FROM visits WHERE board_id = ? ORDER BY id", (self.id,)),
            members.everyone(self.id),
            *(
                (f"SELECT * FROM {table} WHERE board_id = ? ORDER BY id", (self.id,))
                for table in ("labels", "lanes", "blocks")
            ),
            *(
                (
                    f"SELECT t.* FROM {table} t JOIN cards c ON c.id = t.card_id"
                    " WHERE c.board_id = ? ORDER BY t.id",
                    (self.id,),
                )
                for table in (
                    *("card_labels", "assignments"),
                    *("checklists", "checklist_items", "comments"),
                )
            ),
        )
        return json.dumps(found, default=str)
