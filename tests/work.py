"""Random work on a board: every verb that the figures depend on, one after another.

The clock goes on by hours and days in between, so that midnights pass and windows move. What is
refused is no work.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from random import Random
from typing import Any

import time_machine

from board import (
    archive,
    blocks,
    boards,
    cards,
    columns,
    database,
    lanes,
    moves,
    transfers,
)
from board.errors import Refused
from board.undo import undo
from tests.world import Board, World

HOUR = 3_600
ZONES = ("UTC", "Pacific/Auckland", "America/New_York")


async def _plain(world: World) -> Board:
    return await world.board("Todo Doing Review Done")


async def work(
    world: World,
    seed: int,
    times: int,
    begin: Callable[[World], Awaitable[Board]] = _plain,
) -> AsyncIterator[tuple[Board, str]]:
    """Do one thing after another on a new board, the same for the same seed; says each, done."""
    with time_machine.travel("2026-03-02T08:00:00Z", tick=False) as clock:
        board, other = await begin(world), await world.board()
        worker, done = Worker(board, other, Random(seed)), 0
        while done < times:
            clock.shift(worker.random.choice((1, HOUR, 8 * HOUR, 30 * HOUR)))
            verb = worker.random.choice(VERBS)
            try:
                await getattr(worker, verb)()
            except Refused:
                continue
            done += 1
            yield board, verb


class Worker:
    """Somebody who does this and that."""

    def __init__(self, board: Board, other: Board, random: Random) -> None:
        self.board = board
        self.other = other
        self.by = board.by
        self.random = random

    async def _one(self, table: str, which: str = "") -> int:
        sql = f"SELECT id FROM {table} WHERE board_id = ? {which} ORDER BY id"
        (rows,) = await database.read((sql, (self.board.id,)))
        if not rows:
            raise Refused("There is none.")
        return int(self.random.choice(rows)["id"])

    async def _card(self, which: str = "AND archived_at IS NULL") -> int:
        return await self._one("cards", which)

    async def _column(self, which: str = "archived_at IS NULL") -> int:
        return await self._one("columns", f"AND removed_at IS NULL AND {which}")

    # -- what is done

    async def create(self) -> None:
        await cards.create(self.by, "card", column=await self._column())

    async def place(self) -> None:
        await moves.place(self.by, await self._card(), column=await self._column())

    async def archive(self) -> None:
        await archive.archive_card(self.by, await self._card())

    async def restore(self) -> None:
        gone = "AND archived_at IS NOT NULL AND deleted_at IS NULL"
        await archive.restore_card(self.by, await self._card(gone))

    async def delete(self) -> None:
        await archive.delete_card(self.by, await self._card("AND deleted_at IS NULL"))

    async def block(self) -> None:
        await blocks.block(self.by, await self._card(), self.random.choice("ab"))

    async def unblock(self) -> None:
        await blocks.unblock(self.by, await self._card())

    async def restage(self) -> None:
        stage = self.random.choice(("todo", "wip", "wip", "done", "discard"))
        wait = stage == "wip" and self.random.random() < 0.3
        await columns.update(self.by, await self._column(), stage=stage, wait=wait)

    async def move_column(self) -> None:
        await columns.place(self.by, await self._column(), before=await self._column())

    async def add_column(self) -> None:
        stage: Any = self.random.choice(("wip", "done"))
        await columns.add(self.by, columns.draft(name="new", stage=stage))

    async def archive_column(self) -> None:
        await archive.archive_column(self.by, await self._column())

    async def restore_column(self) -> None:
        await archive.restore_column(self.by, await self._column("archived_at IS NOT NULL"))

    async def add_lane(self) -> None:
        await lanes.add(self.by, "lane")

    async def change_lane(self) -> None:
        card = await self._card()
        lane = await self._one("lanes", "AND archived_at IS NULL")
        ((row,),) = await database.read(("SELECT column_id FROM cards WHERE id = ?", (card,)))
        await moves.place(self.by, card, column=row["column_id"], lane=lane)

    async def archive_lane(self) -> None:
        await archive.archive_lane(self.by, await self._one("lanes", "AND archived_at IS NULL"))

    async def restore_lane(self) -> None:
        gone = "AND archived_at IS NOT NULL AND removed_at IS NULL"
        await archive.restore_lane(self.by, await self._one("lanes", gone))

    async def move_away(self) -> None:
        await transfers.move_to_board(self.by, self.other.by, await self._card())

    async def rezone(self) -> None:
        await boards.update(self.by, timezone=self.random.choice(ZONES))

    async def undo(self) -> None:
        seq = await self.board.seq()
        await undo(self.by, self.random.randint(max(1, seq - 6), seq), whole=True)

    async def undo_last(self) -> None:
        await undo(self.by, await self.board.seq(), whole=True)


OFTEN = ("create", "place", "place", "place", "undo", "undo_last", "block", "restore")
VERBS = (
    *(OFTEN * 3),
    *("archive", "delete", "unblock", "restage", "move_column", "add_column", "archive_column"),
    *("restore_column", "restore_column", "add_lane", "change_lane", "change_lane", "archive_lane"),
    *("restore_lane", "move_away", "rezone"),
)
