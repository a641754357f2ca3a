"""Flow: what the strip costs after a move, and the page of charts, on boards with a long past.

The boards are written in bulk: cards that were finished evenly over the years, each after a few
days in two columns, and archived a day later; and others that are open. It is measured in this
process, without HTTP.

After a move the charts of 90 days over 100,000 finished cards took 371 ms. Half of it was reading:
the untouched cards were counted one by one (now all are counted in an index, and those that are
read taken off), every stay became a dict (now a tuple), and blocks were looked for on boards that
never had any. The other half asked the zone for each hour (now for each day), the date of each
arrival up to five times (now once), and made three objects of every move (now one). It takes 155 ms
of a processor now. A cache of what each card adds was left out: reading is half of what is left.
The figures from nothing took 353 ms and take 130: the same rows, and nothing is worked out of cards
that add nothing.

The work is done in a thread, which hands the interpreter over every 5 ms, so the loop waits for
about that. What never hands it over is one call into C: JSON of 16 MB (250 ms, now in pieces), and
the collector's look at everything that a long past is made of (200 ms ten times in a row, hence the
server's threshold). The whole past of 100,000 cards takes 2.9 s of a processor instead of 5.5: 0.6
to read it, 0.5 to tell the cards' histories, 1.5 for the charts, 0.2 to write them.
"""

import asyncio
import time
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from board import (
    boards,
    bulk,
    columns,
    database,
    figures,
    migrate,
    moves,
    order,
    projection,
    seats,
    users,
)
from board.events import STRIP
from board.instants import DAY, now
from board.seats import Seat
from server import draw, serving
from tests.bench.run import Run
from tests.bench.table import Figure, Line, Section, times

YEARS = 5
OPEN = 500
STAGES = ("todo", "wip", "wip", "done")
CHUNK = 5_000
BEAT_SECONDS = 0.002
PASTS = (10_000, 100_000)


def measure(run: Run) -> Section:
    """The strip and the charts, with each of the pasts."""
    figures = run.wait(_measured(run, run.take(PASTS, (1_000,))))
    return Section(
        f"Figures of a board with {OPEN} open cards and {YEARS} years behind it", figures
    )


async def _measured(run: Run, pasts: tuple[int, ...]) -> list[Figure]:
    figures = []
    await opened(run.room("flow"))
    try:
        for finished in pasts:
            past, cards = await board(finished), f"{finished:,} finished cards"
            strips = await past.strips(run.take(600, 20))
            figures += strips.figures(f"the strip after a move, {cards}", p50=0, p99=0)
            figures += (await past.anew(5)).figures(f"the strip from nothing, {cards}", p50=0)
            for days, count, target in (("90", run.take(15, 3), 250), ("all", 3, 0)):
                shown = f"the charts of {days} days, {cards}"
                pages, held = await past.pages(count, days)
                figures += pages.figures(shown, p50=target)
                figures += held.figures(f"{shown}, how late the loop is meanwhile", worst=0)
    finally:
        await database.close()
    return figures


@dataclass
class Past:
    """A board with a past, and the cards of its first column in progress."""

    by: Seat
    columns: list[int]
    cards: list[int]

    async def strips(self, count: int) -> Line:
        """Move a card on or back, and draw the strip: how long the drawing takes."""
        took = []
        turns = cycle((self.columns[2], self.columns[3], self.columns[1]))
        await draw.parts(self.by.board_id, {STRIP})
        for n in range(count):
            await moves.place(self.by, self.cards[n // 3 % len(self.cards)], column=next(turns))
            begun = time.perf_counter()
            await draw.parts(self.by.board_id, {STRIP})
            took.append(time.perf_counter() - begun)
        return times(took)

    async def anew(self, count: int) -> Line:
        """Work the figures out from nothing, as for the first who looks, and at midnight."""
        took = []
        for _ in range(count):
            begun = time.perf_counter()
            await projection.begun(self.by.board_id)
            took.append(time.perf_counter() - begun)
        return times(took)

    async def pages(self, count: int, days: str) -> tuple[Line, Line]:
        """Work out the data of the page of charts for so many days, after a move each time; and how
        late the event loop is meanwhile for what it was to do."""
        took: list[float] = []
        late: list[float] = []
        for n in range(count):
            await moves.place(self.by, self.cards[-1], column=self.columns[1 + n % 2])
            beating = asyncio.ensure_future(_beat(late))
            begun = time.perf_counter()
            await figures.page(self.by.board_id, {"period": days})
            took.append(time.perf_counter() - begun)
            beating.cancel()
        return times(took), times(late)


async def _beat(late: list[float]) -> None:
    while True:
        begun = time.perf_counter()
        await asyncio.sleep(BEAT_SECONDS)
        late.append(time.perf_counter() - begun - BEAT_SECONDS)


async def opened(folder: Path) -> None:
    """A new database, open until `database.close`."""
    url = f"sqlite://{folder / 'flow.sqlite3'}"
    await migrate.migrate(url)
    await database.connect(url, serving=True)
    serving.settle()


async def board(finished: int) -> Past:
    """A board with so many finished cards, and the open ones."""
    owner = await users.add(f"{finished}@example.com", "Ana", None)
    drafts = tuple(columns.draft(name=f"{n}", stage=stage) for n, stage in enumerate(STAGES))
    made = await boards.create(owner, f"{finished} finished", drafts=drafts)
    (heads,) = await database.read(columns.all_of(made["id"]))
    ids = [row["id"] for row in heads]
    seat = await seats.seat(made["id"], owner["id"])
    rows = _cards(made["id"], ids, finished)
    known: dict[Any, int] = {}
    for start in range(0, len(rows), CHUNK):
        async with database.transaction() as (batch, _):
            some = rows[start : start + CHUNK]
            new = await bulk.insert(batch, "cards", some, returning="number")
            stays = [stay for row in some for stay in _stays(row, new[row["number"]], ids)]
            await bulk.insert(batch, "visits", stays, returning="id")
            known |= new
    made_last = "UPDATE boards SET cards_made = ? WHERE id = ?"
    async with database.transaction((made_last, (len(rows), made["id"]))):
        pass
    open_ = [known[row["number"]] for row in rows[finished:] if row["column_id"] == ids[1]]
    return Past(seat, ids, open_)


def _cards(board_id: int, ids: list[int], finished: int) -> list[dict[str, Any]]:
    """The finished cards, the oldest first, and behind them the open ones."""
    at, count = now(), finished + OPEN
    step = YEARS * 365 * DAY // finished
    rows = []
    for n, rank in enumerate(order.spread(count)):
        done = n < finished
        end = at - max(0, finished - n) * step
        row = {
            "board_id": board_id,
            "column_id": ids[3] if done else ids[n % 3],
            "number": n + 1,
            "title": f"Card {n + 1}",
            "rank": rank,
            "version": 1,
            "created_at": end - 9 * DAY,
            "started_at": end - (n % 7) * DAY if done or n % 3 else None,
            "finished_at": end if done else None,
            "archived_at": end + DAY if done and end + DAY < at else None,
        }
        rows.append(row)
    return rows


def _stays(row: dict[str, Any], card: int, ids: list[int]) -> list[dict[str, Any]]:
    """The stays of a card, in each column up to its own."""
    started = row["started_at"]
    begins = [row["created_at"]]
    if started is not None:
        begins += [started] * ids.index(row["column_id"])
    if row["finished_at"] is not None:
        begins[2:] = [(started + row["finished_at"]) // 2, row["finished_at"]]
    ends = [*begins[1:], row["archived_at"]]
    return [
        {
            "board_id": row["board_id"],
            "card_id": card,
            "column_id": column,
            "began_at": began,
            "ended_at": ended,
            "gone": ended is not None and ended == row["archived_at"],
        }
        for column, began, ended in zip(ids, begins, ends, strict=False)
    ]
