"""What a table's columns look like, for those who are to say what they hold."""

from collections.abc import Mapping
from typing import Any

from board import texts
from board.exchange import sheets
from board.exchange.mapping import guessed

MOST = 3
LENGTH = 60


def samples(data: bytes, mapping: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Each column with its `name`, what it `holds` as far as it is told or guessed, and its first
    `samples`. Raises Invalid when the file is no table."""
    sheet = sheets.read(data)
    held = guessed(sheet.header) | dict(mapping or {})
    return [
        {
            "name": name,
            "holds": held[name],
            "samples": _first([cells[n] for _, cells in sheet.rows]),
        }
        for n, name in enumerate(sheet.header)
    ]


def _first(cells: list[str]) -> list[str]:
    """The first cells that differ and hold something."""
    found: list[str] = []
    for cell in cells:
        text = texts.cut(texts.salvaged_line(cell[:500]), LENGTH)
        if text and text not in found:
            found.append(text)
        if len(found) == MOST:
            break
    return found
