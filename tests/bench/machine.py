"""What the machine gives without any of our code: commits of SQLite, frames of a socket.

The lines of the other sections are held against these: a move is one commit, and a frame to each
who looks at the board.
"""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.bench.audience import Audience
from tests.bench.idle import broadcasting
from tests.bench.run import Run
from tests.bench.table import Figure, Line, Section, times

READERS = (50, 200, 500)
FRAME = 2_000
"""Bytes: about as long as the message of a move."""


def measure(run: Run) -> Section:
    """The raw limits, which the run keeps."""
    seconds = run.take(2.0, 0.2)
    line = commits(run.folder, seconds)
    assert line.rate
    run.limits.commits = line.rate
    figures = [
        Figure("sqlite3 alone, FULL", line.rate, "commits/s", line.count),
        *line.figures("one commit", p50=0, p99=0),
    ]
    for readers in READERS:
        sent, rate = frames(readers, FRAME, seconds / 2)
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


def frames(clients: int, message: int, seconds: float) -> tuple[int, float]:
    """Frames from one process of websockets alone to many readers in another: how many were sent,
    and how many a second."""
    with broadcasting(clients, message) as nothing, Audience(nothing.port) as audience:
        audience.join(clients)
        audience.settle()
        before, begun = _frames(audience), time.perf_counter()
        time.sleep(seconds)
        count, took = _frames(audience) - before, time.perf_counter() - begun
    return count, count / took


def _frames(audience: Audience) -> int:
    return sum(viewer.frames for viewer in audience.told())
