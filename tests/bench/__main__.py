"""How fast is it? Measures, and prints; nothing is judged.

    python -m tests.bench            # some minutes
    python -m tests.bench --quick    # less than one

The server has one process, this one measures from another; on a machine with two processors both
find room. Beside each figure stands what the same measurement gives where nothing is done.
"""

import argparse
import asyncio
import os
import platform
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from board import database
from server import serving
from tests import postgres
from tests.bench import flow, machine, moves
from tests.bench.idle import idle
from tests.bench.table import Line, heading, row
from tests.bench.wire import Viewer
from tests.processes import Server
from tests.provision import postgresql

PROGRAMS = 8
VIEWERS = 50
RATE = 5
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="less than a minute in all")
    quick = parser.parse_args().quick
    print(
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version},"
        f" {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before"
    )
    with (
        tempfile.TemporaryDirectory(prefix="andon-bench-") as name,
        asyncio.Runner(loop_factory=serving.loop()) as runner,
    ):
        runner.run(_limits(Path(name), 2 if quick else 10))
        runner.run(_moves(Path(name), *(3, 1) if quick else (10, 3)))
        runner.run(_viewers(Path(name), 50 if quick else 550))
        runner.run(_flow(Path(name), *(60, (1_000, 10_000)) if quick else (600, (10_000, 100_000))))


async def _limits(folder: Path, seconds: float) -> None:
    heading("The machine")
    row("SQLite alone, FULL: commits", machine.commits(folder, seconds))
    line = await machine.frames(VIEWERS, 2_000, seconds)
    row(f"websockets alone: frames of 2 KB to {VIEWERS} readers", line)


async def _moves(folder: Path, seconds: float, rounds: int) -> None:
    heading(f"Moves of {PROGRAMS} programs on one board")
    for name, server in _servers(folder):
        with server:
            board = await moves.Board.on(server)
            for _ in range(rounds):
                row(name, await moves.throughput(board, PROGRAMS, seconds))
            viewer = await Viewer.at(server.port, board.feed, await board.cookie())
            row(f"{name}, one page open", await moves.throughput(board, PROGRAMS, seconds))
            viewer.leave()
    with idle() as port:
        board = moves.Board(port)
        row("an app that does nothing", await moves.throughput(board, PROGRAMS, seconds))


def _servers(folder: Path) -> Iterator[tuple[str, Server]]:
    for kind in ("sqlite", "postgres"):
        (folder / kind).mkdir()
    yield "Andon on SQLite, FULL", Server(folder / "sqlite")
    if postgresql():
        with _cluster() as url:
            yield "Andon on PostgreSQL", Server(folder / "postgres", ANDON_DATABASE_URL=url)


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


async def _viewers(folder: Path, count: int) -> None:
    heading(f"From a request to {VIEWERS} viewers, {RATE} moves a second")
    (folder / "viewers").mkdir()
    with Server(folder / "viewers") as server:
        board = await moves.Board.on(server)
        cookie = await board.cookie()
        viewers = [await Viewer.at(server.port, board.feed, cookie) for _ in range(VIEWERS)]
        lines = await moves.reach(board, viewers, count, RATE)
        size = sum(viewer.bytes for viewer in viewers) // sum(viewer.frames for viewer in viewers)
        _rows("Andon", lines)
    with idle(message=size) as port:
        viewers = [await Viewer.at(port, "/") for _ in range(VIEWERS)]
        lines = await moves.reach(moves.Board(port), viewers, count, RATE)
        _rows(f"an app that only sends {size:,} bytes on", lines)


async def _flow(folder: Path, count: int, pasts: tuple[int, ...]) -> None:
    heading(f"The strip of a board with {flow.OPEN} open cards and a past of {flow.YEARS} years")
    await flow.opened(folder)
    try:
        for finished in pasts:
            board = await flow.board(finished)
            row(f"{finished:,} finished: drawn after a move", await board.strips(count))
            row(f"{finished:,} finished: from nothing", await board.anew(5))
            row(f"{finished:,} finished: the charts of 90 days", await board.pages(5, 90))
    finally:
        await database.close()


def _rows(name: str, lines: tuple[Line, Line]) -> None:
    row(f"{name}: each viewer", lines[0])
    row(f"{name}: the last viewer", lines[1])


if __name__ == "__main__":
    main()
