"""Viewers: how long a move takes to reach everybody who looks at the board, and how many moves a
second fifty of them can follow.

A move counts from the instant that its request is sent, to the one at which a viewer's socket has
it. "Each" is over all deliveries, "the last" over the moves: until nobody is left who has not
heard. The highest rate is the one at which p99 is at most 200 ms and nobody misses a move; moves
are sent whether the last one was answered or not, and count from when their turn had come.

Found by profiles: telling of a move cost more than the move. Six hops to the database with 17
queries became one look (server/sight.py), so that who may hear is of the same moment as what is
told; most of the drawing was the menus in the heads of the columns, which no move changes and which
are a part of their own now (13.6 KB became 4.6), and a head that says the same is not drawn again.
A room pauses three times as long as its last message took, so a burst is one message and a lone
move waits for nothing; heartbeats go out some at a time. A viewer cost 25 µs of the server's
processor, and most of it was to wake a task and to pass every layer: a message is framed once for
all and written at once now, which takes 10 µs, nearly all of them the kernel's.

The worst moves were late at the measuring end. The garbage collector of those who look went through
all of Andon, a tenth of a second once in a pass: it is off there now, and where moves are sent. The
first move came so soon behind those that warm up that it fell into the room's pause: it comes a
turn later. Everybody hears late of a late move, so with a hundred of them p99 was the worst but
one: before 200 and 500 viewers it is a hundred and fifty now.
"""

import asyncio
from bisect import bisect_left
from dataclasses import dataclass

from tests.bench.audience import Audience, Viewer
from tests.bench.boards import Board
from tests.bench.idle import idle
from tests.bench.moves import steady
from tests.bench.run import Run
from tests.bench.table import Figure, Line, Section, times
from tests.processes import Server

TARGETS = {50: (10, 25), 200: (0, 35), 500: (0, 55)}
"""Viewers, and what the p50 and the p99 of each delivery shall be, in ms; 0: nothing is said."""

FEWEST = min(TARGETS)
RATE = 5
MOVES = {50: 100, 200: 150, 500: 150}
"""How many are measured. Everybody hears late of a late one, which is then less than 1 %."""

IDLE_MOVES = 20
FIRST_RATE = 50.0
STEP_SECONDS = 2.0
LATE_SECONDS = 0.2
CLOSE_ENOUGH = 1.1
"""Of a rate that holds and one that does not, when the search ends."""


@dataclass
class Reach:
    """How long moves took to each viewer and to the last, in seconds; and what somebody missed."""

    each: Line
    last: Line
    missed: int


def measure(run: Run) -> Section:
    """Each number of viewers, then the highest rate."""
    figures: list[Figure] = []
    with Server(run.room("viewers")) as server:
        board = run.wait(Board.on(server))
        for viewers in run.take([*TARGETS], [FEWEST]):
            figures += run.wait(_reached(run, board, viewers))
        figures.append(run.wait(_highest(run, board)))
    return Section(f"From a move to those who look, at {RATE} moves a second", figures)


async def _reached(run: Run, board: Board, viewers: int) -> list[Figure]:
    moves = run.take(MOVES[viewers], 5)
    with Audience(board.port, await board.cookie()) as audience:
        await _join(audience, board, viewers)
        await reach(board, audience, run.take(10, 1), RATE)
        await asyncio.sleep(1 / RATE)
        found = await reach(board, audience, moves, RATE)
        told = audience.told()
    size = sum(one.weight for one in told) // sum(len(one.heard) for one in told)
    least = await _reached_by_nothing(viewers, size, run.take(IDLE_MOVES, 1))
    raw = run.limits.reach(viewers)
    p50, p99 = TARGETS[viewers]
    name = f"{viewers} viewers"
    return [
        *found.each.figures(f"{name}, each", least.each, raw, p50=p50, p99=p99),
        *found.last.figures(f"{name}, the last", least.last, raw, p50=0, worst=0),
        Figure(f"{name}: missed", found.missed, "", found.each.count, 0),
    ]


async def _join(audience: Audience, board: Board, viewers: int) -> None:
    audience.join(viewers, board.feed, *await board.position())
    await asyncio.to_thread(audience.settle)


async def _reached_by_nothing(viewers: int, size: int, moves: int) -> Reach:
    with idle(message=size) as nothing, Audience(nothing.port) as audience:
        audience.join(viewers)
        await asyncio.to_thread(audience.settle)
        return await reach(Board(nothing.port), audience, moves, RATE)


async def reach(board: Board, audience: Audience, moves: int, rate: float) -> Reach:
    """Make moves at a steady rate, and ask the viewers when they heard of each."""
    begun = await steady(board, moves, rate)
    await asyncio.to_thread(audience.settle, max(seq for seq, _ in begun))
    return _of(begun, audience.told())


def _of(begun: list[tuple[int, float]], viewers: list[Viewer]) -> Reach:
    each, last = [], []
    heard = [([seq for seq, _ in one.heard], [at for _, at in one.heard]) for one in viewers]
    for seq, at in begun:
        took = [instants[bisect_left(numbers, seq)] - at for numbers, instants in heard]
        each += took
        last.append(max(took))
    return Reach(times(each), times(last), sum(one.missed + one.resets for one in viewers))


async def _highest(run: Run, board: Board) -> Figure:
    seconds = run.take(STEP_SECONDS, 0.2)
    with Audience(board.port, await board.cookie()) as audience:
        await _join(audience, board, FEWEST)
        rate, samples = await _search(board, audience, seconds, once=run.quick)
    with idle() as nothing, Audience(nothing.port) as audience:
        audience.join(FEWEST)
        await asyncio.to_thread(audience.settle)
        least, _ = await _search(Board(nothing.port), audience, seconds / 2, once=run.quick)
    raw = 1 / run.limits.reach(FEWEST)
    what = f"{FEWEST} viewers, the highest rate"
    return Figure(what, rate, "moves/s", samples, 250, least, raw)


async def _search(
    board: Board, audience: Audience, seconds: float, *, once: bool
) -> tuple[float, int]:
    """The highest rate that holds, by doubling and then by halving what lies in between; and how
    many moves were made at it."""
    holds, samples, fails, rate = 0.0, 0, 0.0, FIRST_RATE
    while not fails or fails > CLOSE_ENOUGH * holds:
        moves = int(rate * seconds)
        if await _holds(board, audience, moves, rate):
            holds, samples = rate, moves
        else:
            fails = rate
        rate = (holds + fails) / 2 if fails else rate * 2
        if once or rate < 1:
            break
    return holds, samples


async def _holds(board: Board, audience: Audience, moves: int, rate: float) -> bool:
    """Whether everybody heard of every move, and soon enough."""
    try:
        found = await reach(board, audience, moves, rate)
    except TimeoutError:
        return False
    return found.each.p99 <= LATE_SECONDS and not found.missed
