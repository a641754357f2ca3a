"""A room: a board that somebody looks at, and the sockets on it.

It follows the board's log after a cursor: it is woken by a nudge, reads the events that wait, draws
the parts they touched once for everybody, and hands the message to each socket's own queue. A
socket that does not empty its queue is closed and comes back with its position; it never slows
another. Who may hear is asked again at delivery.

At its board's midnight nothing happens on the board, and yet its figures are others: the day went
on. The pages are told the strip then, in order with the messages but as none of them.
"""

import asyncio
import json
import logging
from collections.abc import Iterable
from typing import Any

from board import boards, database, members
from board.errors import Missing
from board.events import Event, MemberEvent, Part
from board.log import after as log_after
from board.log import event as logged
from board.log import facts
from board.sqlite import Rows
from server import draw
from server.outbox import GONE, RESTART, Kind, Outbox
from server.presence import Presence
from server.today import Today

FAR = 500
"""Events that a catch-up covers; further behind, the board is drawn afresh."""

PACE_SECONDS = 0.01
"""Between two messages of a room, so that a burst is one message."""

FAILURE_SECONDS = 0.25
"""Until a delivery that failed is tried again."""

logger = logging.getLogger(__name__)


class Room:
    """A board that somebody looks at, and the sockets on it.

    Delivery and the entry of a socket exclude each other, so that a socket hears everything after
    its position, in order and once.
    """

    def __init__(self, board_id: int, seq: int, epoch: str, zone: str = "UTC") -> None:
        self.board_id = board_id
        self.seq = seq
        self.epoch = epoch
        self.today = Today(zone)
        self.outboxes: set[Outbox] = set()
        self.visitors = 0
        """Sockets in the room or on their way in or out of it."""
        self.presence = Presence(self.outboxes)
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
            except Missing:
                self.close(GONE)
            except Exception:
                logger.exception("Board %s: delivery failed", self.board_id)
                await asyncio.sleep(FAILURE_SECONDS)
                self.woken.set()

    async def enter(
        self, outbox: Outbox, after: int | None, epoch: str | None, day: str | None = None
    ) -> None:
        """Let a socket in, behind whatever it missed since its position; None is the present.
        `day`: which day's figures its page shows, None when it shows none."""
        async with self._lock:
            if after != self.seq:
                await self._deliver()
            position = self.seq if after is None else after
            missed = await self._missed(position, epoch)
            first = await self._first(outbox.kind, position, missed)
            slept = outbox.kind == "html" and day not in (None, str(self.today.date))
            turned = await self._turned() if slept else None
            if missed is None or any(isinstance(logged(row), MemberEvent) for row in missed):
                outbox.role = ""  # What its page shows is perhaps an earlier one.
            await self._reseat({outbox})
            if outbox.closed is None:
                outbox.put(first)
                if turned is not None:
                    outbox.put(turned)
                self.outboxes.add(outbox)
                self.presence.greet(outbox)

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
        if self.today.over():
            turned = await self._turned()
            self.today.turn()
            self._fresh = None
            self.tell("html", turned)

    async def _turned(self) -> str:
        """The strip of the day that has come."""
        strip = await draw.strip(self.board_id)
        return self._message(
            self.seq, self.seq, day=str(Today(self.today.zone).date), content=strip
        )

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
        elif found[0]["timezone"] != self.today.zone:
            self.today = Today(found[0]["timezone"])
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
                self.presence.stir()
            elif role != outbox.role:
                outbox.role = role
                if outbox.kind == "html":
                    outbox.put(json.dumps({"role": role}))
                    self.presence.stir()

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


def touched(events: Iterable[Event]) -> set[Part]:
    """The parts that events changed."""
    return set().union(*(event.parts for event in events))
