"""What the machine gives without any of our code: commits of SQLite, frames of a socket."""

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.bench.idle import broadcasting
from tests.bench.table import Line, times
from tests.bench.wire import Viewer


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


async def frames(clients: int, message: int, seconds: float) -> Line:
    """Frames from one process of websockets alone to many readers in another."""
    with broadcasting(clients, message) as port:
        viewers = [await Viewer.at(port, "/") for _ in range(clients)]
        await asyncio.sleep(0.2)
        before = sum(viewer.frames for viewer in viewers)
        begun = time.perf_counter()
        await asyncio.sleep(seconds)
        count = sum(viewer.frames for viewer in viewers) - before
        took = time.perf_counter() - begun
        for viewer in viewers:
            viewer.leave()
    return Line(count, count / took)
