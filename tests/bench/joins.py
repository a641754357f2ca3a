"""Joins: hundreds who come at once, come back after a restart, come while others move cards, or
were cut off for a while; and that none of them is left behind.

Whoever joins asks for the feed with the position of a page, and has joined with the first message.
Whoever comes back waits as a page does, up to half a second and twice as long each time it finds
nobody, so much of the time after a restart is that of the pages and not of the server; it counts
from when the server listens. Somebody is stale who is not at the last number in the end, or was
shown something out of order. What each takes is resident memory of the server beyond what it has
once fifty pages are open, a few cards were moved and every template is loaded: with one page open,
part of it was what a first page needs, and part hid in what the start had left behind.

Who comes with the present number is let in by what the room knows already, without a query, and
what a reader is told who comes from an earlier one is worked out once for all who come from there.

An open socket took 38 to 43 KB. What had read its head lay there with its parser, as garbage that
is not collected soon: 5 KB, and all of the spread. The headers it had come with were held three
times: 4 KB here, and more from a browser. An empty deque takes 0.7 KB, and each middleware that
waits for the next one 0.5 KB. Without those it is 27 KB, three quarters of which the server that
does nothing takes too; most of the rest are the three tasks of a socket and Starlette's frames.
"""

import asyncio
import time
from dataclasses import dataclass

from tests.bench.audience import Audience, Viewer
from tests.bench.boards import Board
from tests.bench.idle import idle
from tests.bench.moves import steady
from tests.bench.processes import KB, at_rest
from tests.bench.run import Run
from tests.bench.table import Figure, Section
from tests.processes import Server

CROWD = 500
RATE = 20
"""Moves a second while others join or are cut off."""

FIRST = 50
"""Who is there before a crowd comes, and stays."""

PAGES = 10
"""Pages a second that are loaded meanwhile, and join."""

CUT = 50
CUT_SECONDS = 3.0


@dataclass
class Crowd:
    """How long a crowd took to come, and the server's memory before and behind it."""

    seconds: float
    before: int
    behind: int

    def each(self, size: int) -> float:
        """KB that each of them takes."""
        return (self.behind - self.before) / size / KB


def measure(run: Run) -> Section:
    """All at once, after a restart, during moves, after a cut."""
    with Server(run.room("joins")) as server:
        figures = run.wait(_crowds(server, run.take(CROWD, 50)))
        figures.append(run.wait(_stale(server, run.take(7.0, 0.5))))
        figures.append(run.wait(_cut(server, run.take(2, 1), run.take(CUT_SECONDS, 0.5))))
    return Section("Who joins, and who comes back", figures)


async def _crowds(server: Server, size: int) -> list[Figure]:
    with idle() as nothing, Audience(nothing.port) as first, Audience(nothing.port) as audience:
        least = await _joined(first, audience, nothing.pid, size)
    board = await Board.on(server)
    cookie = await board.cookie()
    # A first start makes the database, and leaves memory behind that a crowd would hide in.
    await _restarted(server)
    with Audience(server.port, cookie) as first, Audience(server.port, cookie) as audience:
        joined = await _joined(first, audience, server.pid, size, board)
        await _restarted(server)
        back = await _back(first, audience, server.pid, joined.before, board)
        resets = sum(viewer.resets for viewer in audience.told())
    return [
        Figure(f"{size} sockets join", joined.seconds, "s", size, 3, least.seconds),
        Figure("each of them, idle", joined.each(size), "KB", size, 40, least.each(size)),
        Figure(f"{size} come back after a restart", back.seconds, "s", size, 5),
        Figure("each of them then", back.each(size), "KB", size, 40, least.each(size)),
        Figure("boards drawn afresh for them", resets, "", size, 0),
    ]


async def _restarted(server: Server) -> None:
    await asyncio.to_thread(server.stop)
    await asyncio.to_thread(server.start)


async def _joined(
    first: Audience, audience: Audience, pid: int, size: int, board: Board | None = None
) -> Crowd:
    """A crowd that joins at once. The first are there before and hear of some moves, so that what
    is needed for any socket does not count."""
    where = (board.feed, *await board.position()) if board else ()
    first.join(FIRST, *where)
    await asyncio.to_thread(first.settle)
    if board:
        await steady(board, 10, RATE)
        where = (board.feed, *await board.position())
    before = await at_rest(pid)
    begun = audience.join(size, *where)
    await asyncio.to_thread(audience.settle)
    end = max(viewer.first for viewer in audience.told())
    return Crowd(end - begun, before, await at_rest(pid))


async def _back(first: Audience, audience: Audience, pid: int, before: int, board: Board) -> Crowd:
    """The same ones, now that the server listens again and cards are moved."""
    begun = time.perf_counter()
    viewers = await _settled(audience, await steady(board, 10, RATE))
    await asyncio.to_thread(first.settle)
    end = max(viewer.first for viewer in viewers)
    return Crowd(end - begun, before, await at_rest(pid))


async def _stale(server: Server, seconds: float) -> Figure:
    """Pages that are loaded and join while cards move, and are not at the last number then."""
    board = await Board.on(server, "bea")
    with Audience(server.port, await board.cookie()) as audience:
        moving = asyncio.create_task(steady(board, int(seconds * RATE), RATE))
        async with board.browser() as browser:
            while not moving.done():
                position = await board.page(browser)
                await asyncio.sleep(1 / PAGES)
                audience.join(1, board.feed, *position)
        viewers = await _settled(audience, await moving)
    return Figure(
        f"pages that join at {RATE} moves/s: stale", _astray(viewers), "", len(viewers), 0
    )


async def _cut(server: Server, times: int, seconds: float) -> Figure:
    """Moves that somebody missed whose link was cut for a while."""
    board = await Board.on(server, "cai")
    with Audience(server.port, await board.cookie()) as audience:
        audience.join(CUT, board.feed, *await board.position())
        await asyncio.to_thread(audience.settle)
        moving = asyncio.create_task(steady(board, int(times * (seconds + 2) * RATE), RATE))
        for _ in range(times):
            await asyncio.sleep(1)
            audience.cut(seconds)
            await asyncio.sleep(seconds + 1)
        viewers = await _settled(audience, await moving)
    what = f"cuts of {seconds:.0f} s at {RATE} moves/s: moves missed"
    return Figure(what, _astray(viewers), "", len(viewers) * times, 0)


async def _settled(audience: Audience, moves: list[tuple[int, float]]) -> list[Viewer]:
    await asyncio.to_thread(audience.settle, max(seq for seq, _ in moves))
    return audience.told()


def _astray(viewers: list[Viewer]) -> int:
    return sum(1 for viewer in viewers if viewer.missed or viewer.resets)
