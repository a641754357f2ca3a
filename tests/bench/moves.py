"""Moves: programs that place cards between the columns of one board, each as fast as it is
answered.

Both databases keep what they acknowledged through a power cut. The servers have every rate limit
lifted, and nothing else.

What a profile of the server found, and what was done. Of four trips to a connection's thread two
only asked who it is and where they sit; they are read on the spot now, as each trip wakes a thread
that then waits for the interpreter's lock. The thread of the writer slept between the commit of
one move and the begin of the next; now the next is queued behind it. A request was held against
the 133 addresses before its own, which took a tenth of the loop's time; now against those of its
own length alone. On PostgreSQL it was the number of round trips, twenty-one a move; eight are left,
as neighbours that cannot see each other's work travel as one statement. What is left on SQLite is a
third SQL, a third Python, and a third the two threads handing the interpreter to each other. A
shorter switch interval gained nothing; to begin on the loop's own thread gained a tenth at best,
and every reader would have waited for a writer of another process.
"""

import asyncio
import itertools
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager

from tests import postgres
from tests.bench.audience import Audience
from tests.bench.boards import CARDS, Board
from tests.bench.idle import idle
from tests.bench.run import Run
from tests.bench.table import Figure, Line, Section, times
from tests.bench.wire import Program, uncollected
from tests.processes import Server
from tests.provision import postgresql

PROGRAMS = 8
HANDS = 32

DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


def measure(run: Run) -> Section:
    """The closed loop on each database, and while somebody looks at the board."""
    seconds = run.take(7.0, 0.4)
    with idle() as nothing:
        least = run.wait(throughput(Board(nothing.port), PROGRAMS, seconds / 3))
    figures: list[Figure] = []
    with Server(run.room("sqlite")) as server:
        raw = run.limits.commits
        figures += run.wait(_loops(server, "SQLite, FULL", seconds, least, raw, rate=400, p95=40))
    if postgresql():
        with _cluster() as url, Server(run.room("postgres"), ANDON_DATABASE_URL=url) as server:
            figures += run.wait(_loops(server, "PostgreSQL", seconds, least, None, rate=250, p95=0))
    return Section(f"Moves of {PROGRAMS} programs on one board, each as fast as answered", figures)


async def _loops(
    server: Server,
    name: str,
    seconds: float,
    least: Line,
    raw: float | None,
    *,
    rate: float,
    p95: float,
) -> list[Figure]:
    board = await Board.on(server)
    await throughput(board, PROGRAMS, seconds / 10)
    line = await throughput(board, PROGRAMS, seconds)
    with Audience(server.port, await board.cookie()) as audience:
        audience.join(1, board.feed, *await board.position())
        audience.settle()
        watched = await throughput(board, PROGRAMS, seconds / 2)
    assert line.rate and watched.rate
    return [
        Figure(name, line.rate, "moves/s", line.count, rate, least.rate, raw),
        *line.figures(name, least, p50=0, p95=p95),
        Figure(f"{name}, one page open", watched.rate, "moves/s", watched.count, raw=raw),
    ]


async def throughput(board: Board, programs: int, seconds: float) -> Line:
    """Programs in a closed loop: how many moves a second, and how long each takes."""
    took: list[float] = []
    end = time.perf_counter() + seconds

    async def work(p: int) -> None:
        async with Program(board.port, board.token) as program:
            for card in itertools.cycle(range(p, CARDS, programs)):
                begun = time.perf_counter()
                if begun > end:
                    return
                await board.move(program, card)
                took.append(time.perf_counter() - begun)

    await asyncio.gather(*map(work, range(programs)))
    return times(took, seconds)


async def steady(
    board: Board, moves: int, rate: float, most: int = HANDS
) -> list[tuple[int, float]]:
    """Moves at a steady rate, whether the last one was answered or not: the number of each, and the
    instant that its turn had come. A server that falls behind cannot hide it. `most`: requests
    that may be on their way at once."""
    begun: list[tuple[int, float]] = []
    hands: asyncio.LifoQueue[Program] = asyncio.LifoQueue()

    async def move(n: int, at: float) -> None:
        hand = await hands.get()
        begun.append(((await board.move(hand, n % CARDS))["seq"], at))
        hands.put_nowait(hand)

    async with AsyncExitStack() as stack:
        stack.enter_context(uncollected())
        for _ in range(most):
            hands.put_nowait(await stack.enter_async_context(Program(board.port, board.token)))
        start = time.perf_counter()
        async with asyncio.TaskGroup() as moving:
            for n in range(moves):
                at = start + n / rate
                await asyncio.sleep(max(0, at - time.perf_counter()))
                moving.create_task(move(n, at))
    return begun


@contextmanager
def _cluster() -> Iterator[str]:
    """A database that keeps what it acknowledged, other than those of the tests."""
    careless = dict(postgres.SETTINGS)
    postgres.SETTINGS.update(DURABLE)
    try:
        with postgres.Cluster() as cluster:
            cluster.create("bench")
            yield cluster.url("bench")
    finally:
        postgres.SETTINGS.update(careless)
