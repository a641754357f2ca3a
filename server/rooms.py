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

from board import database, members
from board.errors import Missing
from board.events import STRIP, Event, MemberEvent, Part
from board.log import after as log_after
from board.log import event as logged
from board.log import facts
from board.sqlite import Rows
from server import draw, sight
from server.outbox import GONE, RESTART, Kind, Outbox
from server.presence import Presence
from server.sight import Sight, Wanted
from server.today import Today

FAR = 500
"""Events that a catch-up covers; further behind, the board is drawn afresh."""

PAUSE = 3
"""Between two messages of a room, as often as long as the last one took: nothing that happens
alone waits, a burst is one message, and the feed leaves most of the time to those who write."""

LONGEST_PAUSE = 0.1

KEPT = 8
"""Messages that are kept for others who come from the same number: what somebody asks for position
after position does not pile up."""

LONGEST_KEPT = 1_000_000
"""Characters of each."""

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
        self._roles: dict[int, str] = {}
        """Of each member, at the last look."""
        self._firsts: dict[tuple[Kind, int | None], tuple[str, bool]] = {}
        """What those were told who came at the present number, by where they stood: None is far
        away."""

    async def follow(self) -> None:
        """Deliver whatever comes, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await self.woken.wait()
            self.woken.clear()
            begun = loop.time()
            try:
                async with self._lock:
                    await self._deliver()
                await asyncio.sleep(0)  # What was put into the queues goes out.
                await asyncio.sleep(min(PAUSE * (loop.time() - begun), LONGEST_PAUSE))
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
        `day`: which day's figures its page shows, None when it shows none. Raises Missing."""
        async with self._lock:
            if after != self.seq or outbox.user_id not in self._roles:
                await self._deliver()
            position = self.seq if after is None else after
            first, anew = await self._first(outbox.kind, position, epoch)
            slept = outbox.kind == "html" and day not in (None, str(self.today.date))
            turned = await self._turned() if slept else None
            if slept and turned is None:
                outbox.close(RESTART)
            if anew:
                outbox.role = ""  # What its page shows is perhaps an earlier one.
            self._reseat({outbox})
            if outbox.closed is None:
                outbox.put(first)
                if turned is not None:
                    outbox.put(turned)
                self.outboxes.add(outbox)
                self.presence.greet(outbox)

    async def _deliver(self) -> None:
        """Send the events that wait."""
        kinds = {outbox.kind for outbox in self.outboxes}
        wanted = _touched if "html" in kinds else _nothing
        while (seen := await self._look(self.seq, wanted)) and (rows := seen.asked[0]):
            after, seq = self.seq, int(rows[-1]["seq"])
            drawn = self._drawn(after, seq, seen) if "html" in kinds else ""
            listed = self._listed(after, seq, rows) if "json" in kinds else ""
            # From here on nothing waits and nothing fails, so the cursor and what was sent agree.
            self.seq = seq
            self._firsts.clear()
            self._reseat(self.outboxes)
            self.tell("html", drawn)
            self.tell("json", listed)
            if seq >= seen.board["seq"]:
                break
        if self.today.over() and (turned := await self._turned()):
            self.today.turn()
            self._firsts.clear()
            self._reseat(self.outboxes)
            self.tell("html", turned)

    async def _look(self, position: int, wanted: Wanted) -> Sight | None:
        """What happened since a position, who may hear it, and the parts that are wanted then; None
        when the board has another history now."""
        waiting = log_after(self.board_id, position, FAR)
        seen = await sight.look(self.board_id, wanted, waiting, use="feed")
        people, board = seen.people, seen.board
        if seen.seq > board["seq"]:
            # It may show more than the events tell, and that too is for those alone who may see it.
            (people,) = await database.read(members.everyone(self.board_id), use="feed")
        self._roles = {row["user_id"]: row["role"] for row in people}
        if board["epoch"] != self.epoch or board["seq"] < self.seq:
            # Everybody comes back and gets it drawn afresh.
            self.seq, self.epoch = board["seq"], board["epoch"]
            self._firsts.clear()
            self.close(RESTART)
            return None
        if board["timezone"] != self.today.zone:
            self.today = Today(board["timezone"])
        return seen

    async def _turned(self) -> str | None:
        """The strip of the day that has come, for those who have a seat now; None when the board
        has another history now."""
        seen = await self._look(self.seq, _strip)
        if seen is None:
            return None
        day = str(Today(self.today.zone).date)
        return self._message(self.seq, self.seq, day=day, content=draw.drawn(seen))

    def _reseat(self, outboxes: Iterable[Outbox]) -> None:
        """Take those out who have no seat any more; tell the others when their role changed."""
        for outbox in tuple(outboxes):
            role = self._roles.get(outbox.user_id)
            if role is None:
                outbox.close(GONE)
                self.outboxes.discard(outbox)
                self.presence.stir()
            elif role != outbox.role:
                outbox.role = role
                if outbox.kind == "html":
                    outbox.put(json.dumps({"role": role}))
                    self.presence.stir()

    async def _first(self, kind: Kind, position: int, epoch: str | None) -> tuple[str, bool]:
        """What takes a reader from a position to the present, and whether somebody's role may be
        another since. It is worked out once for all who come from there at the same number."""
        near = epoch in (None, self.epoch) and 0 <= position <= self.seq <= position + FAR
        if near and position == self.seq:
            return self.beat() if kind == "html" else self._listed(position, position, []), False
        if kind == "json" and not near:
            return json.dumps(self._reset()), False
        known = kind, position if near else None
        if known in self._firsts:
            return self._firsts[known]
        wanted = _nothing if kind == "json" else _touched if near else sight.whole
        seen = await self._look(position if near else self.seq, wanted)
        if seen is None:
            return await self._first(kind, position, epoch)
        rows = [row for row in seen.asked[0] if row["seq"] <= self.seq]
        first = (
            self._told(kind, position, rows, seen) if near else self._afresh(seen),
            (not near or any(isinstance(logged(row), MemberEvent) for row in rows)),
        )
        if seen.seq == self.seq:
            self._keep(known, first)
        return first

    def _keep(self, known: tuple[Kind, int | None], first: tuple[str, bool]) -> None:
        """Keep a message for the next who comes from there: the last few, and none that is long
        but the whole board, for which all may come at once."""
        _, near = known
        if near is None or len(first[0]) <= LONGEST_KEPT:
            self._firsts[known] = first
        if len(self._firsts) > KEPT:
            del self._firsts[next(iter(self._firsts))]

    def _told(self, kind: Kind, after: int, rows: Rows, seen: Sight) -> str:
        if kind == "json":
            return self._listed(after, self.seq, rows)
        return self._drawn(after, self.seq, seen)

    def _afresh(self, seen: Sight) -> str:
        return json.dumps({**self._reset(), "content": draw.drawn(seen)}, ensure_ascii=False)

    def _reset(self) -> dict[str, Any]:
        return {"reset": True, "seq": self.seq, "epoch": self.epoch}

    def _drawn(self, after: int, seq: int, seen: Sight) -> str:
        return self._message(after, seq, content=draw.drawn(seen))

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


# -- which parts of a board a message shows, by the events that it tells of


def touched(events: Iterable[Event]) -> set[Part]:
    """The parts that events changed."""
    return set().union(*(event.parts for event in events))


def _touched(found: list[Rows]) -> set[Part]:
    return touched(map(logged, found[0]))


def _strip(_found: list[Rows]) -> frozenset[Part]:
    return frozenset({STRIP})


def _nothing(_found: list[Rows]) -> frozenset[Part]:
    return frozenset()
