"""The feed: what happens on boards, as it happens, for every socket on them.

Each board that somebody looks at has a room, which follows its log. A nudge may be lost, and other
processes write too, so a watch asks the database a few times a second whether something moved, and
whether the sockets' sessions still stand; and the clock, whether a board's midnight has passed.
"""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import islice
from typing import Any

from board import boards, database, projection
from board.log import nudged
from server.outbox import RESTART, SIGNED_OUT, Outbox
from server.rooms import Room

WATCH_SECONDS = 0.25
HEARTBEAT_SECONDS = 15

BEATS = 25
"""Sockets that get their heartbeat at a time."""

BEATS_SECONDS = 0.01

TURNS = 8
"""Rooms that are told another day with each look, for at a midnight many have one at once and
nobody else is to wait for them."""

logger = logging.getLogger(__name__)


class Feed:
    """All rooms of this process, and the watch over them."""

    def __init__(self, alive: Callable[[str, set[int]], Any]) -> None:
        self.rooms: dict[int, Room] = {}
        self.sockets: Counter[int] = Counter()
        """Sockets of each user, counted from their first step in."""
        self._alive = alive
        self._version: Any = None
        self._following: dict[int, asyncio.Task[None]] = {}
        self._opening: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Feed"]:
        """Follow, watch and beat until left; then every socket is told to come back."""
        tasks = [asyncio.create_task(self._watch()), asyncio.create_task(self._beat())]
        nudged.add(self.nudge)
        try:
            yield self
        finally:
            nudged.discard(self.nudge)
            for room in self.rooms.values():
                room.close(RESTART)
            for task in [*tasks, *self._following.values()]:
                task.cancel()
            await asyncio.gather(*tasks, *self._following.values(), return_exceptions=True)

    def nudge(self, board_id: int, seq: int) -> None:
        """Say that a board is at a number. May come twice, or be lost."""
        room = self.rooms.get(board_id)
        if room is not None and seq != room.seq:
            room.woken.set()

    @asynccontextmanager
    async def listening(
        self,
        board_id: int,
        outbox: Outbox,
        after: int | None,
        epoch: str | None,
        day: str | None = None,
    ) -> AsyncIterator[Room]:
        """A socket on a board: in its room first, brought up to date second. Raises Missing."""
        self.sockets[outbox.user_id] += 1
        try:
            async with self._visited(board_id, outbox) as room:
                await room.enter(outbox, after, epoch, day)
                yield room
        finally:
            self.sockets[outbox.user_id] -= 1

    @asynccontextmanager
    async def _visited(self, board_id: int, outbox: Outbox) -> AsyncIterator[Room]:
        async with self._opening[board_id]:
            room = self.rooms.get(board_id) or await self._open(board_id)
            room.visitors += 1
        try:
            yield room
        finally:
            room.outboxes.discard(outbox)
            room.presence.stir()
            room.visitors -= 1
            if not room.visitors and self.rooms.get(board_id) is room:
                del self.rooms[board_id]
                self._following.pop(board_id).cancel()
                projection.forget(room.epoch)

    async def _open(self, board_id: int) -> Room:
        (found,) = await database.read(boards.named(board_id), use="feed")
        board = boards.found(found)
        room = Room(board_id, board["seq"], board["epoch"], board["timezone"])
        self.rooms[board_id] = room
        self._following[board_id] = asyncio.create_task(room.follow())
        # What was committed between the read and now is found by the first look.
        room.woken.set()
        return room

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            try:
                if self.rooms:
                    self._turn()
                    await self._look()
                    await self._check()
            except Exception:
                logger.exception("The watch over the boards failed")

    def _turn(self) -> None:
        """Wake some of the rooms on whose boards another day has begun."""
        over = (room for room in self.rooms.values() if room.today.over())
        for room in islice(over, TURNS):
            room.woken.set()

    async def _look(self) -> None:
        """Wake the rooms whose board moved without a nudge."""
        version = await database.version()
        if version is not None and version == self._version:
            return
        ids = sorted(self.rooms)
        marks = ", ".join("?" * len(ids))
        sql = f"SELECT id, seq, epoch FROM boards WHERE id IN ({marks})"  # noqa: S608
        (rows,) = await database.read((sql, ids), use="feed")
        now = {row["id"]: (row["seq"], row["epoch"]) for row in rows}
        for board_id, room in self.rooms.items():
            if now.get(board_id) != (room.seq, room.epoch):
                room.woken.set()
        self._version = version

    async def _check(self) -> None:
        """Close the sockets whose session or token stands no more."""
        outboxes = [outbox for room in self.rooms.values() for outbox in room.outboxes]
        by_kind: defaultdict[str, set[int]] = defaultdict(set)
        for outbox in outboxes:
            by_kind[outbox.credential[0]].add(outbox.credential[1])
        alive = {kind: await self._alive(kind, ids) for kind, ids in by_kind.items()}
        for outbox in outboxes:
            kind, identity = outbox.credential
            if identity not in alive[kind]:
                outbox.close(SIGNED_OUT)

    async def _beat(self) -> None:
        """Some at a time, or a move would wait behind hundreds of beats."""
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            everybody = [(room, one) for room in self.rooms.values() for one in room.outboxes]
            for begin in range(0, len(everybody), BEATS):
                for room, outbox in everybody[begin : begin + BEATS]:
                    outbox.put(room.beat())
                await asyncio.sleep(BEATS_SECONDS)
