"""docs/bench.md: where it was measured, how to read it, and a table for each section; and the few
lines of it that stand in the README."""

import os
import platform
import re
import sqlite3
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from tests.bench.table import Figure, Section
from tests.provision import chromium, postgresql, run

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "bench.md"
README = ROOT / "README.md"
BEGIN, END = "<!-- from docs/bench.md -->\n", "<!-- so far -->\n"
HEADLINES = {
    "50 viewers, each: p50": "a move until each of 50 viewers sees it, half of the time",
    "50 viewers, each: p99": "and 99 of 100 times",
    "500 viewers, each: p99": "the same with 500 viewers, 99 of 100 times",
    "50 viewers, the highest rate": "moves that 50 viewers can follow",
    "SQLite, FULL": "moves of 8 programs on one board, SQLite with `FULL`",
    "PostgreSQL": "the same on PostgreSQL",
    "JSON, 5,000 cards: p50": "a board of 5,000 cards as JSON",
    "first card seen, 500 cards": "the page of a board of 500 cards, until its first card is seen",
    "first card seen, 5,000 cards": "the same of 5,000 cards",
    "a frame of a drag, 5,000 cards: worst": "the longest frame of a drag on that board",
    "500 come back after a restart": "500 pages are back after a restart of the server",
    "start to the first answer of /healthz": "a start",
    "memory of an idle server": "memory of an idle server",
    "each of them, idle": "and of each page that is open",
}
"""Lines of the tables that stand in the README, and what they are called there."""

PACKAGES = ("uvicorn", "uvloop", "starlette", "websockets", "tortoise-orm", "asyncpg")

WORDS = """# How fast Andon is

`make bench` measures this in under six minutes and writes this page from what it found. The server
runs as it is shipped, in a process of its own, with its rate limits lifted; what measures runs in
others on the same machine, so they share its processors.

* **target**: what a figure shall be at most, a rate at least.
* **doing nothing**: the same measurement against a server that does nothing, or only sends a
  message of that size on. It is what the web server and the measuring end cost by themselves.
* **to the raw limit**: how far it is to what the machine gives without any of our code: commits of
  sqlite3 with `FULL`, and frames of websockets alone.
"""


def surroundings() -> str:
    """The machine and the versions, in a sentence; no name of a host and no path."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} processors ({_processor()}), {memory:.0f} GB of memory,"
        f" {platform.system()} {_short(platform.release())}; Python {platform.python_version()},"
        f" SQLite {sqlite3.sqlite_version}, PostgreSQL {_program(postgresql(), 'postgres')},"
        f" Chromium {_program(chromium())}; {packages}."
    )


def write(sections: Mapping[str, Section]) -> None:
    """Write the page, and the README's lines. Each section stands behind what has to be known to
    read it."""
    parts = [WORDS, "## Measured on", "", surroundings(), ""]
    for words, section in sections.items():
        parts += [*section.markdown(words), ""]
    PAGE.write_text("\n".join(parts))
    before, _, rest = README.read_text().partition(BEGIN)
    README.write_text(before + BEGIN + _headlines(sections.values()) + END + rest.partition(END)[2])


def _headlines(sections: Iterable[Section]) -> str:
    figures = {row.what: row for section in sections for row in section.rows if type(row) is Figure}
    found = [(words, figures[what].cells()) for what, words in HEADLINES.items() if what in figures]
    lines = [f"| {words} | {cells[2]} | {cells[1]} |\n" for words, cells in found]
    return "".join(["| | measured | target |\n", "|---|--:|--:|\n", *lines])


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.machine()
    found = re.search(r"model name\s*: (.+)", told)
    return found[1] if found else platform.machine()


def _program(place: Path | None, name: str = "") -> str:
    """The version of a program, or "none"."""
    return _short(run(str(place / name if name else place), "--version")) if place else "none"


def _short(told: str) -> str:
    found = re.search(r"\d+(\.\d+)?", told)
    return found[0] if found else "unknown"
