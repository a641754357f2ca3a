"""Growth: what a move costs the server when a board, its audience, their number or the past is ten
times as large.

The cost is processor time of the server, all of it, over moves at a steady rate: unlike time on the
clock it hardly depends on what else the machine does. Somebody looks at the board, for else there
is nothing to tell; with many boards, somebody looks at each. × 1 is what does not grow at all, × 10
what grows alike.
"""

import asyncio
from dataclasses import dataclass

from tests.bench.audience import Audience
from tests.bench.boards import CARDS as CARDS_MOVED
from tests.bench.boards import Board
from tests.bench.moves import HANDS, steady
from tests.bench.processes import spent
from tests.bench.run import Run
from tests.bench.table import Section, shown
from tests.bench.wire import Program
from tests.processes import Server

RATE = 20
MOVES = 40
COLUMNS = ("ten times as much", "from", "to", "a move costs", "then", "times", "per move told")
CARDS = 500, 5_000
VIEWERS = 50, 500
BOARDS = 10, 100
EVENTS = 2_000, 20_000


@dataclass(frozen=True)
class Growth:
    """A move's processor time, in seconds, before and after something has grown; and the bytes of
    the message that tells it."""

    what: str
    sizes: tuple[int, int]
    costs: tuple[float, float]
    bytes: tuple[float, float]

    def cells(self) -> tuple[str, ...]:
        """The line as words."""
        before, after = self.costs
        return (
            self.what,
            *(f"{size:,}" for size in self.sizes),
            *(f"{shown(cost * 1000)} ms" for cost in self.costs),
            f"× {shown(after / before)}",
            " → ".join(f"{shown(size)}" for size in self.bytes) + " bytes",
        )


def measure(run: Run) -> Section:
    """One after the other, on one server."""
    with Server(run.room("growth")) as server:
        rows = [run.wait(grow(run, server)) for grow in (_cards, _viewers, _boards, _events)]
    return Section("What grows", rows, COLUMNS)


async def _cards(run: Run, server: Server) -> Growth:
    sizes = run.take(CARDS, (200, 2_000))
    boards = [await Board.large(server, cards) for cards in sizes]
    found = [await _cost(run, server, [board]) for board in boards]
    return _growth("cards on the board", sizes, found)


async def _viewers(run: Run, server: Server) -> Growth:
    sizes = run.take(VIEWERS, (5, 50))
    board = await Board.on(server)
    found = [await _cost(run, server, [board], viewers) for viewers in sizes]
    return _growth("viewers of the board", sizes, found)


async def _boards(run: Run, server: Server) -> Growth:
    sizes = run.take(BOARDS, (1, 10))
    boards = [await Board.on(server, "bea")]
    found = []
    for size in sizes:
        boards += [await boards[0].another() for _ in range(size - len(boards))]
        found.append(await _cost(run, server, boards))
    return _growth("boards that somebody looks at", sizes, found)


async def _events(run: Run, server: Server) -> Growth:
    sizes = run.take(EVENTS, (100, 1_000))
    board = await Board.large(server, CARDS_MOVED)
    found = []
    for size in sizes:
        await _happen(board, size)
        found.append(await _cost(run, server, [board]))
    return _growth("events in the board's log", sizes, found)


async def _happen(board: Board, events: int) -> None:
    """Take a label off all cards and put it on again, until the log is so long."""
    remove = True
    async with Program(board.port, board.token) as program:
        label = (await program.call("GET", board.path))["labels"][0]["id"]
        while True:
            told = await program.call(
                "POST",
                f"{board.path}/selection/labels",
                cards=board.cards,
                label=label,
                remove=remove,
            )
            if told["seq"] >= events:
                return
            remove = not remove


async def _cost(
    run: Run, server: Server, boards: list[Board], viewers: int = 1
) -> tuple[float, float]:
    """Processor time of a move, and bytes of its message, with so many viewers on each board."""
    moves = run.take(MOVES, 5)
    with Audience(server.port, await boards[0].cookie()) as audience:
        for board in boards:
            audience.join(viewers, board.feed, *await board.position())
        await asyncio.to_thread(audience.settle)
        await _move(boards, len(boards))
        before = spent(server.pid)
        await _move(boards, moves)
        await asyncio.sleep(0.2)
        cost = (spent(server.pid) - before) / max(moves, len(boards))
        told = audience.told()
    return cost, sum(one.weight for one in told) / sum(len(one.heard) for one in told)


async def _move(boards: list[Board], moves: int) -> None:
    """So many moves, at least one on each board."""
    each = max(1, moves // len(boards))
    hands = max(1, HANDS // len(boards))
    every = (steady(board, each, RATE / len(boards), hands) for board in boards)
    await asyncio.gather(*every)


def _growth(what: str, sizes: tuple[int, int], found: list[tuple[float, float]]) -> Growth:
    (small, before), (large, after) = found
    return Growth(what, sizes, (small, large), (before, after))
