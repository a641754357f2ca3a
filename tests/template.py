"""A migrated SQLite database to copy: making one takes seconds, copying one nothing."""

import asyncio
import atexit
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from board.migrate import migrate


@cache
def migrated() -> Path:
    """The database, made once for a process; on a thread, for a test's event loop may run here."""
    folder = tempfile.mkdtemp(prefix="andon-template-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = Path(folder) / "andon.sqlite3"
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, migrate(f"sqlite://{file}")).result()
    return file


def lay(folder: Path) -> None:
    """Put a migrated database where Andon keeps its own, unless there is one."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "andon.sqlite3"
    if not file.exists():
        shutil.copy(migrated(), file)
