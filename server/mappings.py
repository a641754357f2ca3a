"""Mappings: what somebody said a table's columns hold, for the next table with the same header.

They lie in a file of each person's beside the database. Only the latest are kept, and one that is
lost is asked for again.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

MOST = 50
"""Headers that are remembered for one person; the oldest gives way."""


class Mappings:
    """What one person said, in the folder of the server's data."""

    def __init__(self, data: Path, user: int) -> None:
        self._file = data / "mappings" / f"{user}.json"

    def of(self, header: Sequence[str]) -> dict[str, str]:
        """What the columns of a header hold, as it was said last; nothing when it never was."""
        found: dict[str, str] = self._known().get(_signature(header), {})
        return found

    def keep(self, header: Sequence[str], mapping: Mapping[str, str]) -> None:
        """Remember what the columns of a header hold."""
        known = self._known()
        known.pop(_signature(header), None)
        known[_signature(header)] = dict(mapping)
        self._file.parent.mkdir(0o700, parents=True, exist_ok=True)
        whole = self._file.with_suffix(".new")
        whole.write_text(json.dumps(dict(list(known.items())[-MOST:])), "utf-8")
        whole.replace(self._file)

    def _known(self) -> dict[str, Any]:
        try:
            known: dict[str, Any] = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return known


def _signature(header: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(header)).encode()).hexdigest()
