"""Uploads: files that somebody brought and that wait until it is decided what becomes of them.

Each lies under an id that nobody can guess, in a folder of its owner's beside the database, and is
gone when it was imported, when that was given up, or after an hour. Its report stays that long.
"""

import asyncio
import json
import re
import secrets
import shutil
import time
from pathlib import Path
from typing import Any, BinaryIO

from board.errors import Conflict, Missing

HOUR_SECONDS = 3_600
MOST = 5
"""Uploads of one user; the oldest gives way."""

_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_GONE = "This file is no longer here: it is kept for an hour. Upload it again."


class Upload:
    """One file and what belongs to it."""

    def __init__(self, folder: Path) -> None:
        self.id = folder.name
        self._folder = folder
        self._data = folder / "data"
        self._taken = folder / "taken"
        self._report = folder / "report.json"

    @property
    def name(self) -> str:
        """What the file is called where it comes from."""
        return (self._folder / "name").read_text("utf-8")

    async def data(self) -> bytes:
        """All of the file. Raises Missing when it is here no more."""
        try:
            return await asyncio.to_thread(self._data.read_bytes)
        except OSError:
            raise Missing(_GONE) from None

    def take(self) -> None:
        """Begin to import it, once. Raises Conflict when it is imported already, or just now."""
        try:
            self._data.rename(self._taken)
        except OSError:
            raise Conflict("This file is being imported already. Look at your boards.") from None

    async def taken(self) -> bytes:
        """All of the file that is being imported."""
        return await asyncio.to_thread(self._taken.read_bytes)

    def put_back(self) -> None:
        """It was not imported after all."""
        self._taken.rename(self._data)

    def imported(self, report: dict[str, Any]) -> bool:
        """Keep the report instead of the file; False when the disk does not take it."""
        self._taken.unlink()  # first, for a full disk has room again then
        try:
            self._report.write_text(json.dumps(report, indent=2, ensure_ascii=False), "utf-8")
        except OSError:
            self._report.unlink(missing_ok=True)
            return False
        return True

    @property
    def report(self) -> str | None:
        """The report of the import, as JSON; None while there is none."""
        return self._report.read_text("utf-8") if self._report.exists() else None

    def remove(self) -> None:
        """Delete all of it."""
        shutil.rmtree(self._folder, ignore_errors=True)


class Uploads:
    """The uploads of everybody, in a folder of the server's data."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "uploads"

    async def keep(self, user: int, file: BinaryIO, name: str) -> Upload:
        """Keep a file of a user's."""
        return await asyncio.to_thread(self._keep, user, file, name)

    def _keep(self, user: int, file: BinaryIO, name: str) -> Upload:
        self.forget()
        mine = self._folder / str(user)
        folder = mine / secrets.token_urlsafe(16)
        folder.mkdir(0o700, parents=True)
        upload = Upload(folder)
        (folder / "name").write_text(name, "utf-8")
        with (folder / "data").open("wb") as kept:
            shutil.copyfileobj(file, kept)
        for oldest in sorted(mine.iterdir(), key=_since)[:-MOST]:
            Upload(oldest).remove()
        return upload

    def of(self, user: int, identity: str) -> Upload:
        """A user's upload by its id. Raises Missing."""
        folder = self._folder / str(user) / identity
        if not _ID.fullmatch(identity) or not folder.is_dir() or _is_over(folder):
            raise Missing(_GONE)
        return Upload(folder)

    def forget(self) -> None:
        """Delete what is older than an hour."""
        for folder in self._folder.glob("*/*"):
            if _is_over(folder):
                Upload(folder).remove()


def _since(folder: Path) -> float:
    """When a file came."""
    try:
        return (folder / "name").stat().st_mtime
    except OSError:
        return 0.0


def _is_over(folder: Path) -> bool:
    return _since(folder) + HOUR_SECONDS < time.time()
