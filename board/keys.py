"""Keys: the short word that a board's cards are known by, as in NW-214.

A key is made of the board's name unless one is asked for. No two boards have the same one, nor one
of a board that was deleted: an old address must never lead to another card.
"""

import re
import unicodedata
from collections.abc import Iterator

from board import database
from board.errors import Conflict, Invalid

LIMIT = 10
_KEY = re.compile(r"[A-Z][A-Z0-9]{0,9}")


async def chosen(batch: database.Batch, name: str, wanted: str | None) -> str:
    """The key that was asked for, or one made of the name. Raises Invalid, or Conflict when
    another board has it."""
    if wanted is not None:
        key = valid(wanted)
        ((taken,),) = await batch.run(("SELECT COUNT(*) AS n FROM boards WHERE key = ?", (key,)))
        if taken["n"]:
            raise Conflict(f"Another board has the key {key}. Take another one.", field="key")
        return key
    return await free(batch, name)


async def free(batch: database.Batch, name: str) -> str:
    """A key made of a board's name that no other board has."""
    stem = of(name)
    (taken,) = await batch.run(("SELECT key FROM boards WHERE key LIKE ?", (f"{stem}%",)))
    keys = {row["key"] for row in taken}
    return next(key for key in _variants(stem) if key not in keys)


def _variants(stem: str) -> Iterator[str]:
    yield stem
    n = 2
    while True:
        yield f"{stem[: LIMIT - len(str(n))]}{n}"
        n += 1


def valid(value: str) -> str:
    """A key as it may be kept. Raises Invalid."""
    key = value.strip().upper()
    if not _KEY.fullmatch(key):
        raise Invalid(
            f"A board's key is 1 to {LIMIT} letters and digits and begins with a letter,"
            " such as NW.",
            field="key",
        )
    return key


def of(name: str) -> str:
    """A key for a name: the initials of its words, or the first letters of its only one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    words = re.findall(r"[A-Z][A-Z0-9]*", plain)
    if not words:
        return "B"
    return words[0][:3] if len(words) == 1 else "".join(word[0] for word in words)[:4]
