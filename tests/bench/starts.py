"""The server by itself: how long a start takes, and how much memory it has while nothing happens.

It is started as `andon serve` is, by an interpreter that has nothing loaded. The time is from there
to the first answer, the median of some starts; the memory is what is resident after it has
answered, pages that it shares with other programs included (RSS).

More than half of a start went into looking for docstrings of the events' shapes, which are made and
have none. Half of making a new database was the garbage collector, which looked through all the
code each time: what was loaded is frozen first, and what the migrations left behind is collected
before the rest is.
"""

import os
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.processes import MB, resident
from tests.bench.run import Run
from tests.bench.table import Figure, Section
from tests.postgres import free_port
from tests.processes import PATIENCE, Server

ANDON = "from server.cli import main; main()"
UVICORN = """
import sys, uvicorn
async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})
uvicorn.run(app, port=int(sys.argv[-1]), loop="uvloop", lifespan="off", log_level="error")
"""
STARTS = 4
IDLE_SECONDS = 1.0


def measure(run: Run) -> Section:
    """Starts on a database that is there already, on none, and of uvicorn with nothing to serve."""
    folder = run.room("starts")
    with Server(folder) as server:
        server.token("ana")
    starts = run.take(STARTS, 1)
    found = [_started(ANDON, folder) for _ in range(starts)]
    fresh = _started(ANDON, run.room("fresh"))
    bare = [_started(UVICORN, folder) for _ in range(run.take(2, 1))]
    first, page, weight = map(statistics.median, zip(*found, strict=True))
    least, _, lightest = map(statistics.median, zip(*bare, strict=True))
    figures = [
        Figure("start to the first answer of /healthz", first, "s", starts, 2, least),
        Figure("start to the page that asks who one is", page, "s", starts, 2, least),
        Figure("the same, with a new database to make", fresh[1], "s", 1, None, least),
        Figure("memory of an idle server", weight / MB, "MB", starts, 110, lightest / MB),
    ]
    return Section("The server by itself", figures)


def _started(program: str, folder: Path) -> tuple[float, float, float]:
    """Seconds to the first answer and to the first page, and bytes a little later."""
    begun = time.perf_counter()
    with _serving(program, folder) as (pid, port):
        _ask(port, "/healthz")
        first = time.perf_counter() - begun
        _ask(port, "/sign-in")
        page = time.perf_counter() - begun
        time.sleep(IDLE_SECONDS)
        return first, page, resident(pid)


@contextmanager
def _serving(program: str, folder: Path) -> Iterator[tuple[int, int]]:
    port = free_port()
    words = [sys.executable, "-c", program, "serve", "--port", str(port)]
    settings = {**os.environ, "ANDON_DATA": str(folder / "data")}
    process = subprocess.Popen(words, env=settings, stdout=subprocess.DEVNULL)
    try:
        yield process.pid, port
    finally:
        process.kill()
        process.wait()


def _ask(port: int, path: str) -> None:
    """Ask until there is an answer."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
                answer.read()
                return
        except urllib.error.URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.002)
