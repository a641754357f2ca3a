"""Those who look at a board: many websockets in a process of their own.

    with Audience(port, cookie) as audience:
        audience.join(500, path, position)    # all at the same instant
        ...                                   # somebody moves cards
        for viewer in audience.told():        # what each of them has heard until now

It must be no bottleneck. So it notes only when bytes came (the clock is the same in all processes)
and looks into them as soon as nothing more waits. A viewer does with its position what a page does:
it passes on from what it has to what it hears, sees when something lies in between, and when its
link is cut it comes back with its position after a moment that chance decides.
"""

import contextlib
import heapq
import multiprocessing
import random
import re
import selectors
import socket
import time
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Self

from tests import processes
from tests.bench import wire

RETRY_SECONDS = 0.5
"""The longest that a page waits before it comes back, the first time; then twice as long."""

LONGEST_RETRY = 15.0
SETTLED_SECONDS = 30.0
MOST_UNREAD = 5_000

_NUMBERS = re.compile(rb'"(after|seq)": ?(\d+)')
_EPOCH = re.compile(rb'"epoch": ?"([^"]*)"')
_RESET = b'"reset": true'


@dataclass
class Viewer:
    """One who looks: its position, and what it heard."""

    path: str
    position: int
    epoch: str
    asked: float = 0.0
    """When its last link was asked for."""
    first: float = 0.0
    """When the first message of its last link came."""
    heard: list[tuple[int, float]] = field(default_factory=list)
    """Positions that it passed on to, and when."""
    missed: int = 0
    """Messages that began beyond its position."""
    resets: int = 0
    frames: int = 0
    weight: int = 0
    """Bytes of the messages that it passed on with."""
    attempts: int = 0

    def take(self, payload: bytes, at: float) -> None:
        """Take a message, as a page does."""
        self.frames += 1
        head = payload[:200]
        self.first = self.first or at
        self.attempts = 0
        numbers = {name: int(number) for name, number in _NUMBERS.findall(head)}
        if b"seq" not in numbers:
            return
        seq, after = numbers[b"seq"], numbers.get(b"after")
        if _RESET in head:
            self.resets += 1
        elif after is None or seq <= self.position:
            return
        elif after > self.position:
            self.missed += 1
        found = _EPOCH.search(head)
        self.epoch = found[1].decode() if found else ""
        self.weight += len(payload)
        self.position = seq
        self.heard.append((seq, at))


class Audience:
    """The process of the viewers, from the outside."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.address = port, cookie

    def __enter__(self) -> Self:
        self._pipe, other = multiprocessing.Pipe()
        self._process = processes.fork(_sit, other, *self.address)
        return self

    def __exit__(self, *exc: object) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def join(self, count: int, path: str = "/", position: int = 0, epoch: str = "") -> float:
        """More viewers, all at once. When they came, by the clock of all."""
        at = time.perf_counter()
        self._pipe.send(("join", count, path, position, epoch))
        return at

    def cut(self, seconds: float) -> None:
        """Cut every link; nobody comes back before so long."""
        self._pipe.send(("cut", seconds))

    def told(self) -> list[Viewer]:
        """What each of them has heard."""
        self._pipe.send(("tell",))
        viewers: list[Viewer] = self._pipe.recv()
        return viewers

    def settle(self, position: int = 0) -> None:
        """Wait until each has a message of its last link and is at the position."""
        end = time.monotonic() + SETTLED_SECONDS
        while time.monotonic() < end:
            self._pipe.send(("ask", position))
            if self._pipe.recv():
                return
            time.sleep(0.01)
        raise TimeoutError(f"Somebody never came to {position}")


def _sit(pipe: Connection, port: int, cookie: str) -> None:
    with wire.uncollected():
        _Seats(pipe, port, cookie).run()


class _Link:
    """A connection of a viewer, and what came over it but was not looked into yet."""

    def __init__(self, viewer: Viewer, sock: socket.socket) -> None:
        self.viewer = viewer
        self.sock = sock
        self.buffer = bytearray()
        self.open = False


class _Seats:
    """All viewers, inside their process."""

    def __init__(self, pipe: Connection, port: int, cookie: str) -> None:
        self.pipe = pipe
        self.port, self.cookie = port, cookie
        self.viewers: list[Viewer] = []
        self.links: set[_Link] = set()
        self.unread: deque[tuple[_Link, bytes, float]] = deque()
        self.coming: list[tuple[float, int, Viewer]] = []
        self.selector = selectors.DefaultSelector()
        self.selector.register(pipe, selectors.EVENT_READ)

    def run(self) -> None:
        """Listen for ever; bytes first, what they say when there are no more."""
        while True:
            ready = self.selector.select(0)
            if not ready:
                self._read()
                self._come()
                ready = self.selector.select(self._pause())
            for key, mask in ready:
                if key.data is None:
                    self._obey(*self.pipe.recv())
                elif mask & selectors.EVENT_WRITE:
                    self._greet(key.data)
                else:
                    self._receive(key.data)

    def _pause(self) -> float | None:
        return max(0.0, self.coming[0][0] - time.perf_counter()) if self.coming else None

    def _obey(self, word: str, *rest: Any) -> None:
        if word == "join":
            count, *where = rest
            new = [Viewer(*where) for _ in range(count)]
            self.viewers += new
            for viewer in new:
                self._connect(viewer)
        elif word == "cut":
            for link in tuple(self.links):
                self._lose(link, rest[0])
        elif word == "ask":
            self._read()
            at_least = rest[0]
            self.pipe.send(all(v.first and v.position >= at_least for v in self.viewers))
        else:
            self._read()
            self.pipe.send(self.viewers)

    def _connect(self, viewer: Viewer) -> None:
        sock = socket.socket()
        sock.setblocking(False)
        sock.connect_ex(("127.0.0.1", self.port))
        viewer.asked, viewer.first = time.perf_counter(), 0.0
        link = _Link(viewer, sock)
        self.links.add(link)
        self.selector.register(sock, selectors.EVENT_WRITE, link)

    def _greet(self, link: _Link) -> None:
        """Ask for the feed, behind the position, on a connection that stands."""
        viewer = link.viewer
        asked = f"{viewer.path}?after={viewer.position}&epoch={viewer.epoch}"
        try:
            link.sock.send(wire.handshake(self.port, asked, self.cookie))
        except OSError:
            self._lose(link)
        else:
            self.selector.modify(link.sock, selectors.EVENT_READ, link)

    def _receive(self, link: _Link) -> None:
        try:
            data = link.sock.recv(1 << 16)
        except OSError:
            data = b""
        if data:
            self.unread.append((link, data, time.perf_counter()))
            if len(self.unread) > MOST_UNREAD:
                self._read()
        else:
            self._read()
            self._lose(link)

    def _lose(self, link: _Link, least: float = 0.0) -> None:
        """Come back after a while, as a page does whose link ended. What came over it last may have
        said so already."""
        if link not in self.links:
            return
        self.selector.unregister(link.sock)
        link.sock.close()
        self.links.discard(link)
        viewer = link.viewer
        longest = min(RETRY_SECONDS * 2**viewer.attempts, LONGEST_RETRY)
        viewer.attempts += 1
        viewer.first = 0.0
        at = time.perf_counter() + least + random.random() * longest
        heapq.heappush(self.coming, (at, id(viewer), viewer))

    def _come(self) -> None:
        while self.coming and self.coming[0][0] <= time.perf_counter():
            self._connect(heapq.heappop(self.coming)[2])

    def _read(self) -> None:
        """Look into what came."""
        while self.unread:
            link, data, at = self.unread.popleft()
            link.buffer += data
            if not link.open:
                link.open = wire.opened(link.buffer)
            if link.open:
                for kind, payload in wire.whole(link.buffer):
                    self._take(link, kind, payload, at)

    def _take(self, link: _Link, kind: int, payload: bytes, at: float) -> None:
        if kind == wire.TEXT:
            link.viewer.take(payload, at)
        elif kind == wire.PING:
            with contextlib.suppress(OSError):
                link.sock.send(wire.pong(payload))
        else:
            self._lose(link)
