"""docs/bench.md: where it was measured, how to read it, and a table for each section."""

import os
import platform
import re
import sqlite3
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from tests.bench.table import Section
from tests.provision import chromium, postgresql, run

PAGE = Path(__file__).parents[2] / "docs" / "bench.md"
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


def write(sections: Iterable[Section]) -> None:
    """Write the page."""
    parts = [WORDS, "## Measured on", "", surroundings(), ""]
    for section in sections:
        parts += [*section.markdown(), ""]
    PAGE.write_text("\n".join(parts))


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
