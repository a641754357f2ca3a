"""The feed: a board's redrawn parts, sent to every socket on it.

Each board that somebody looks at has a room. A room follows the board's log after a cursor: it
is woken by a nudge, reads the events that wait, draws the parts they touched once for everybody,
and hands the message to each socket's own queue. A socket that does not empty its queue is closed
and comes back with its position; it never slows another. Who may hear is asked again at delivery.

A nudge may be lost, and other processes write too, so a watch asks the database a few times a
second whether something moved, and whether the sockets' sessions still stand.
"""

import asyncio
import json
import logging
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

from board import boards, database, members
from board.errors import Missing
from board.events import Event, MemberEvent, Part
from board.log import after as log_after
from board.log import event as logged
from board.log import facts, nudged
from board.sqlite import Rows
from server import draw
from server.outbox import GONE, RESTART, SIGNED_OUT, Kind, Outbox

FAR = 500
"""Events that a catch-up covers; further behind, the board is drawn afresh."""

PACE_SECONDS = 0.01  # between two messages of a room, so that a burst is one message
WATCH_SECONDS = 0.25
HEARTBEAT_SECONDS = 15

logger = logging.getLogger(__name__)


class Room:
    """A board that somebody looks at, and the sockets on it.

    Delivery and the entry of a socket exclude each other, so that a socket hears everything after
    its position, in order and once.
    """

    def __init__(self, board_id: int, seq: int, epoch: str) -> None:
        self.board_id = board_id
        self.seq = seq
        self.epoch = epoch
        self.outboxes: set[Outbox] = set()
        self.visitors = 0
        """Sockets in the room or on their way in or out of it."""
        self.woken = asyncio.Event()
        self._lock = asyncio.Lock()
        self._fresh: tuple[int, str] | None = None

    async def follow(self) -> None:
        """Deliver whatever comes, until cancelled."""
        while True:
            await self.woken.wait()
            self.woken.clear()
            try:
                async with self._lock:
                    await self._deliver()
                await asyncio.sleep(PACE_SECONDS)
            except Exception:
                logger.exception("Board %s: delivery failed", self.board_id)
                await asyncio.sleep(WATCH_SECONDS)
                self.woken.set()

    async def enter(self, outbox: Outbox, after: int | None, epoch: str | None) -> None:
        """Let a socket in, behind whatever it missed since its position; None is the present."""
        async with self._lock:
            if after != self.seq:
                await self._deliver()
            position = self.seq if after is None else after
            missed = await self._missed(position, epoch)
            first = await self._first(outbox.kind, position, missed)
            if missed is None or any(isinstance(logged(row), MemberEvent) for row in missed):
                outbox.role = ""  # What its page shows is perhaps an earlier one.
            await self._reseat({outbox})
            if outbox.closed is None:
                outbox.put(first)
                self.outboxes.add(outbox)

    async def _deliver(self) -> None:
        """Send the events that wait."""
        while rows := await self._waiting():
            after, seq = self.seq, int(rows[-1]["seq"])
            kinds = {outbox.kind for outbox in self.outboxes}
            drawn = await self._drawn(after, seq, rows) if "html" in kinds else ""
            # Behind the drawing: it may show more than the events tell.
            await self._reseat(self.outboxes)
            listed = self._listed(after, seq, rows) if "json" in kinds else ""
            # From here on nothing waits and nothing fails, so the cursor and what was sent agree.
            self.seq = seq
            self.tell("html", drawn)
            self.tell("json", listed)

    async def _waiting(self) -> Rows:
        found, rows = await database.read(
            boards.named(self.board_id), log_after(self.board_id, self.seq, FAR), use="feed"
        )
        if not found:
            self.close(GONE)
        elif found[0]["epoch"] != self.epoch or found[0]["seq"] < self.seq:
            # Another history: everybody comes back and gets it drawn afresh.
            self.seq, self.epoch = found[0]["seq"], found[0]["epoch"]
            self.close(RESTART)
            return []
        return rows

    async def _reseat(self, outboxes: Iterable[Outbox]) -> None:
        """Take those out who have no seat any more; tell the others when their role changed."""
        (rows,) = await database.read(members.everyone(self.board_id), use="feed")
        roles = {row["user_id"]: row["role"] for row in rows}
        for outbox in tuple(outboxes):
            role = roles.get(outbox.user_id)
            if role is None:
                outbox.close(GONE)
                self.outboxes.discard(outbox)
            elif role != outbox.role:
                outbox.role = role
                if outbox.kind == "html":
                    outbox.put(json.dumps({"role": role}))

    async def _missed(self, position: int, epoch: str | None) -> Rows | None:
        """What was logged since a position; None when that is far away, or of another history."""
        if epoch not in (None, self.epoch) or not 0 <= position <= self.seq <= position + FAR:
            return None
        (rows,) = await database.read(log_after(self.board_id, position, FAR), use="feed")
        return [row for row in rows if row["seq"] <= self.seq]

    async def _first(self, kind: Kind, position: int, missed: Rows | None) -> str:
        """What takes a reader from a position to the present."""
        if missed is None:
            return await self._afresh(kind)
        if kind == "json":
            return self._listed(position, self.seq, missed)
        return await self._drawn(position, self.seq, missed) if missed else self.beat()

    async def _afresh(self, kind: Kind) -> str:
        """The whole board, drawn once for all who come back at the same number."""
        reset = {"reset": True, "seq": self.seq, "epoch": self.epoch}
        if kind == "json":
            return json.dumps(reset)
        if self._fresh is None or self._fresh[0] != self.seq:
            content = draw.whole(await draw.page(self.board_id, "feed"))
            self._fresh = self.seq, json.dumps({**reset, "content": content}, ensure_ascii=False)
        return self._fresh[1]

    async def _drawn(self, after: int, seq: int, rows: Rows) -> str:
        content = await draw.parts(self.board_id, touched(map(logged, rows)))
        return self._message(after, seq, content=content)

    def _listed(self, after: int, seq: int, rows: Rows) -> str:
        return self._message(after, seq, events=[facts(row) for row in rows])

    def _message(self, after: int, seq: int, **told: Any) -> str:
        position = {"after": after, "seq": seq, "epoch": self.epoch}
        return json.dumps(position | told, ensure_ascii=False)

    def tell(self, kind: Kind, text: str) -> None:
        """Put a text into the queue of every socket of a kind."""
        for outbox in tuple(self.outboxes):
            if outbox.kind == kind:
                outbox.put(text)

    def beat(self) -> str:
        """A frame that says the link is alive and where the log stands."""
        return json.dumps({"seq": self.seq, "epoch": self.epoch})

    def close(self, code: int) -> None:
        """Close every socket of the room."""
        for outbox in tuple(self.outboxes):
            outbox.close(code)
        self.outboxes.clear()


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
        self, board_id: int, outbox: Outbox, after: int | None, epoch: str | None
    ) -> AsyncIterator[Room]:
        """A socket on a board: in its room first, brought up to date second. Raises Missing."""
        self.sockets[outbox.user_id] += 1
        try:
            async with self._visited(board_id, outbox) as room:
                await room.enter(outbox, after, epoch)
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
            room.visitors -= 1
            if not room.visitors and self.rooms.get(board_id) is room:
                del self.rooms[board_id]
                self._following.pop(board_id).cancel()

    async def _open(self, board_id: int) -> Room:
        (found,) = await database.read(boards.named(board_id), use="feed")
        if not found:
            raise Missing("There is no such board, or you are not a member of it.")
        room = Room(board_id, found[0]["seq"], found[0]["epoch"])
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
                    await self._look()
                    await self._check()
            except Exception:
                logger.exception("The watch over the boards failed")

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
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            for room in tuple(self.rooms.values()):
                for outbox in tuple(room.outboxes):
                    outbox.put(room.beat())


def touched(events: Iterable[Event]) -> set[Part]:
    """The parts that events changed."""
    return set().union(*(event.parts for event in events))
