"""Reads: a whole board as JSON and as a page, and whether anybody else waits meanwhile.

The boards came from a table; each card has a label, an assignee and an estimate. A card is moved
before each read, so what the server keeps of one answer is of little use to the next; "unchanged"
is without. The time is from the request to the last byte, unread. "Others wait" is the longest that
somebody waited who asked next to nothing in the meantime: how long the event loop was blocked.

The loop was blocked for as long as the shapes and the JSON of all cards took, 113 ms of CPU for
5,000: now a thread makes them, card by card, so that others get in between. The rest was taken out
of it: rows become dicts by position, the JSON of a card is kept by all that it is made of, dates
and instants take no detour. The first page after a start waited 160 ms for its templates; they are
compiled meanwhile. Of what remains of the 5,000 most is SQLite's.
"""

import time
from collections.abc import Awaitable, Callable

from tests.bench.boards import CARDS, Board
from tests.bench.idle import idle
from tests.bench.pulse import Pulse
from tests.bench.run import Run
from tests.bench.table import Figure, Line, Section, times
from tests.bench.wire import Program
from tests.processes import Server

SIZES = {500: 20, 5_000: 100}
"""Cards of a board, and what the p50 of its JSON shall be, in ms."""

READS = 40
BLOCKED = 15
"""The longest that the event loop shall be blocked, in ms."""

Read = Callable[[], Awaitable[int]]


def measure(run: Run) -> Section:
    """Each size of a board."""
    figures: list[Figure] = []
    with Server(run.room("reads")) as server:
        for cards, target in SIZES.items():
            board = run.wait(Board.large(server, cards))
            figures += run.wait(_read(run, board, f"{cards:,} cards", target))
    return Section("A whole board", figures)


async def _read(run: Run, board: Board, name: str, target: float) -> list[Figure]:
    reads = run.take(READS, 3)
    async with Program(board.port, board.token) as program, board.browser() as browser:

        async def as_json() -> int:
            return len(await program.ask("GET", board.path))

        async def as_page() -> int:
            return len((await browser.get(f"/boards/{board.id}")).content)

        size = await as_json()
        unchanged, _ = await _timed(board.port, reads // 3, as_json)
        moved, waits = await _timed(board.port, reads, as_json, board, program)
        page, page_waits = await _timed(board.port, reads // 3, as_page, board, program)
    least, least_waits = await _nothing(reads, size)
    return [
        *moved.figures(f"JSON, {name}", least, p50=target),
        *waits.figures("others wait", least_waits, worst=BLOCKED),
        *unchanged.figures(f"JSON, {name}, unchanged", least, p50=0),
        *page.figures(f"page, {name}", least, p50=0),
        *page_waits.figures("others wait", least_waits, worst=BLOCKED),
    ]


async def _nothing(reads: int, size: int) -> tuple[Line, Line]:
    with idle(size) as nothing:
        async with Program(nothing.port, "") as program:

            async def read() -> int:
                return len(await program.ask("GET", "/"))

            return await _timed(nothing.port, reads, read)


async def _timed(
    port: int, reads: int, read: Read, board: Board | None = None, program: Program | None = None
) -> tuple[Line, Line]:
    """How long each read takes, a card of the board moved before each, if there is one; and how
    long others wait, once more of the same, for their asking takes time as well."""

    async def timed(n: int) -> float:
        if board and program:
            await board.move(program, n % CARDS)
        begun = time.perf_counter()
        await read()
        return time.perf_counter() - begun

    await read()
    took = [await timed(n) for n in range(reads)]
    with Pulse(port) as pulse:
        for n in range(reads):
            await timed(n)
        return times(took), times(pulse.waits())
