"""Mappings: what somebody said a table's columns hold, for the next table with the same header.

They lie in a file of each person's beside the database. Only the latest are kept, and one that is
lost is asked for again.
"""

import asyncio
import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from pydantic import TypeAdapter

MOST = 50
"""Headers that are remembered for one person; the oldest gives way."""

LONGEST = 20_000
"""Characters of a header and what its columns hold; a longer one is not remembered."""

_Known = dict[str, dict[str, str]]
_KNOWN = TypeAdapter(_Known)


class Mappings:
    """What one person said, in the folder of the server's data."""

    def __init__(self, data: Path, user: int) -> None:
        self._file = data / "mappings" / f"{user}.json"

    async def of(self, header: Sequence[str]) -> dict[str, str]:
        """What the columns of a header hold, as it was said last; nothing when it never was."""
        known = await asyncio.to_thread(self._known)
        return known.get(_signature(header), {})

    async def keep(self, header: Sequence[str], mapping: Mapping[str, str]) -> None:
        """Remember what the columns of a header hold, where there is room for it."""
        if len(json.dumps([list(header), dict(mapping)])) <= LONGEST:
            with suppress(OSError):
                await asyncio.to_thread(self._keep, _signature(header), dict(mapping))

    def _keep(self, signature: str, mapping: dict[str, str]) -> None:
        known = self._known()
        known.pop(signature, None)
        known[signature] = mapping
        self._file.parent.mkdir(0o700, parents=True, exist_ok=True)
        whole = self._file.with_suffix(f".{token_hex(8)}")
        try:
            whole.write_text(json.dumps(dict(list(known.items())[-MOST:])), "utf-8")
            whole.replace(self._file)
        finally:
            whole.unlink(missing_ok=True)

    def _known(self) -> _Known:
        try:
            return _KNOWN.validate_json(self._file.read_bytes())
        except (OSError, ValueError):
            return {}


def _signature(header: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(header)).encode()).hexdigest()
