"""What the machine gives without any of our code: commits of SQLite, frames of a socket.

The lines of the other sections are held against these: a move is one commit, and a frame to each
who looks at the board.
"""

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.bench.idle import broadcasting
from tests.bench.run import Run
from tests.bench.table import Figure, Line, Section, times
from tests.bench.wire import Viewer

READERS = (50, 200, 500)
FRAME = 2_000
"""Bytes: about as long as the message of a move."""


def measure(run: Run) -> Section:
    """The raw limits, which the run keeps."""
    seconds = run.take(3.0, 0.3)
    line = commits(run.folder, seconds)
    assert line.rate
    run.limits.commits = line.rate
    figures = [
        Figure("sqlite3 alone, FULL", line.rate, "commits/s", line.count),
        *line.figures("one commit", p50=0, p99=0),
    ]
    for readers in READERS:
        sent, rate = run.wait(frames(readers, FRAME, seconds / 2))
        run.limits.frames[readers] = rate
        what = f"websockets alone, {FRAME:,} bytes to {readers} readers"
        figures.append(Figure(what, rate, "frames/s", sent))
    return Section("The machine", figures)


def commits(folder: Path, seconds: float) -> Line:
    """Transactions of one update and one insert, each on the disk before the next."""
    took = []
    with closing(sqlite3.connect(folder / "raw.sqlite3", isolation_level=None)) as db:
        db.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "CREATE TABLE cards (id INTEGER PRIMARY KEY, place INTEGER, rank TEXT);"
            "CREATE TABLE events (seq INTEGER PRIMARY KEY, data TEXT);"
            "INSERT INTO cards VALUES (1, 1, 'a');"
        )
        end = time.perf_counter() + seconds
        while (begun := time.perf_counter()) < end:
            db.execute("BEGIN IMMEDIATE")
            db.execute("UPDATE cards SET place = place + 1 WHERE id = 1")
            db.execute("INSERT INTO events (data) VALUES (?)", ("x" * 300,))
            db.execute("COMMIT")
            took.append(time.perf_counter() - begun)
    return times(took, seconds)


async def frames(clients: int, message: int, seconds: float) -> tuple[int, float]:
    """Frames from one process of websockets alone to many readers in another: how many were sent,
    and how many a second."""
    with broadcasting(clients, message) as port:
        viewers = [await Viewer.at(port, "/") for _ in range(clients)]
        while not all(viewer.frames for viewer in viewers):
            await asyncio.sleep(0.05)
        before = sum(viewer.frames for viewer in viewers)
        begun = time.perf_counter()
        await asyncio.sleep(seconds)
        count = sum(viewer.frames for viewer in viewers) - before
        took = time.perf_counter() - begun
        for viewer in viewers:
            viewer.leave()
    return count, count / took
