"""Card texts: the JSON of cards, kept.

Who reads a board reads it again, and few of its cards are others by then. A text is kept by all
that it is made of, so whatever changes makes another one.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic_core import to_json

from board import cards
from board.instants import day, now
from board.sqlite import Rows

KEPT = 10_000
LONG = 1_000
"""Characters of a description. A card with more is written anew, so what is kept stays small."""


def texts(rows: Rows, board: dict[str, Any]) -> Iterator[bytes]:
    """Each card as JSON, from its row (as `cards.shown` queries it) and its board's."""
    key, zone = board["key"], board["timezone"]
    today = day(now(), zone)
    names = tuple(rows[0]) if rows else ()
    for row in rows:
        write = _kept if len(row["description"]) <= LONG else _text
        yield write(names, tuple(row.values()), key, zone, today)


def _text(names: tuple[str, ...], values: tuple[Any, ...], key: str, zone: str, on: date) -> bytes:
    row = dict(zip(names, values, strict=True))
    return to_json(cards.facts(row, {"key": key, "timezone": zone}, on))


_kept = lru_cache(maxsize=KEPT)(_text)
