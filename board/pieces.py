"""Pieces: long JSON, written piece by piece.

The standard encoder writes a text of any length without letting another thread have its turn: the
charts of a long past would hold up everybody for a quarter of a second.
"""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

AT_ONCE = 500
"""Entries of a list, or of an object, that are written at once."""

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def written(value: Any) -> bytes:
    """A value as compact JSON."""
    return "".join(_pieces(value, 2)).encode()


def _pieces(value: Any, depth: int) -> Iterator[str]:
    """The text of a value; of an object's values too, so deep."""
    if isinstance(value, dict) and 0 < len(value) <= AT_ONCE and depth:
        between = "{"
        for name, each in value.items():
            yield f"{between}{_written(str(name))}:"
            yield from _pieces(each, depth - 1)
            between = ","
        yield "}"
    elif isinstance(value, dict | list) and len(value) > AT_ONCE:
        whole = "{}" if isinstance(value, dict) else "[]"
        between = whole[0]
        for some in _portions(value):
            yield between + _written(some)[1:-1]
            between = ","
        yield whole[1]
    else:
        yield _written(value)


def _portions(value: dict[Any, Any] | list[Any]) -> Iterator[dict[Any, Any] | list[Any]]:
    entries = iter(value.items() if isinstance(value, dict) else value)
    while some := list(islice(entries, AT_ONCE)):
        yield dict(some) if isinstance(value, dict) else some
