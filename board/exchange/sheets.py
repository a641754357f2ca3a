"""Tables of text (CSV, TSV): bytes become a header and rows.

What divides the cells is found by reading the beginning with each candidate, and the header is the
row that looks most like one: some tools write a preamble above it.
"""

import csv
import io
import json
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from board import texts
from board.errors import Invalid
from board.exchange.drafts import counted
from board.exchange.files import BYTES_LIMIT
from board.exchange.mapping import known

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 20
"""Records that are read to find out what the table looks like."""

ROWS_LIMIT = 500_000
CELLS_LIMIT = 3_000
"""Columns of a table."""

_FORMULAS = ("=", "+", "-", "@")

Record = tuple[int, list[str]]
"""The line on which a record ends, and its cells."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. `notes`: what was doubtful about it, a sentence each."""

    header: tuple[str, ...]
    rows: tuple[Record, ...]
    notes: tuple[str, ...]


def read(data: bytes) -> Sheet:
    """The table in a file. Raises Invalid with one sentence when there is none."""
    text, latin = _decoded(data)
    records = _records(text, _delimiter(text))
    head = _head(records)
    header = _header(records[head][1])
    notes = ["The file is not in UTF-8; it was read as Windows-1252."] if latin else []
    longer = sum(any(cells[len(header) :]) for _, cells in records[head + 1 :])
    if longer:
        rows = counted(longer, "row has", "rows have")
        notes.append(f"{rows} more cells than the header; what lies beyond it was left out.")
    width = len(header)
    fitted = ((n, (cells + [""] * width)[:width]) for n, cells in records[head + 1 :])
    rows_ = tuple(record for record in fitted if any(record[1]))
    if not rows_:
        raise Invalid("The table has a header and no rows. Export it again.", field="file")
    return Sheet(header, rows_, tuple(notes))


def _decoded(data: bytes) -> tuple[str, bool]:
    """The text of a file, and whether it was in no Unicode."""
    if len(data) > BYTES_LIMIT:
        size, most = len(data) / 1e6, BYTES_LIMIT / 1e6
        raise Invalid(f"The file has {size:,.1f} MB; {most:.0f} MB fit.", field="file")
    if not data.strip():
        raise Invalid("The file is empty. Export it again.", field="file")
    if data.startswith(b"PK\x03\x04"):
        raise Invalid(
            "The file is a ZIP archive or a workbook. Save its sheet as CSV and import that.",
            field="file",
        )
    wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\0" in data[:4]
    try:
        text, latin = data.decode(json.detect_encoding(data) if wide else "utf-8"), False
    except UnicodeDecodeError:
        text, latin = data.removeprefix(BOM_UTF8).decode("cp1252", "replace"), True
    if any(letter < "\t" or "\x0e" <= letter < "\x1b" for letter in text[:10_000]):
        raise Invalid("The file is no table: it holds no text. Export it as CSV.", field="file")
    return text.removeprefix("\ufeff"), latin


def _delimiter(text: str) -> str:
    """What most records of the beginning agree on, into the most cells."""

    def agreed(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
        try:
            widths = Counter(len(cells) for cells in islice(reader, LOOKED_AT) if len(cells) > 1)
        except csv.Error:
            return (0, 0)
        return max(((n, width) for width, n in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=agreed)


def _records(text: str, delimiter: str) -> list[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[Record] = []
    try:
        for cells in reader:
            if any(cells):
                found.append((reader.line_num, [_bare(cell) for cell in cells]))
            if len(found) > ROWS_LIMIT:
                raise Invalid(f"The table has more than {ROWS_LIMIT:,} rows.", field="file")
    except csv.Error as error:
        raise _broken(str(error), found[-1][0] + 1 if found else 1) from None
    if not found:
        raise Invalid("The table has no rows. Export it again.", field="file")
    return found


def _bare(cell: str) -> str:
    """A cell without the apostrophe that keeps a workbook from taking it for a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULAS else text


def _broken(why: str, line: int) -> Invalid:
    problem = (
        f"a cell has more than {csv.field_size_limit():,} characters"
        if "limit" in why
        else "a quotation mark there has no partner"
    )
    return Invalid(
        f"The table cannot be read from line {line:,} on: {problem}. Export it again.",
        field="file",
    )


def _head(records: list[Record]) -> int:
    """Where the header stands: the first of the rows with the most names that are known."""
    names = [sum(known(cell) is not None for cell in cells) for _, cells in records[:LOOKED_AT]]
    return names.index(max(names))


def _header(cells: list[str]) -> tuple[str, ...]:
    """The names of columns, each another one."""
    if len(cells) > CELLS_LIMIT:
        raise Invalid(f"The table has {len(cells):,} columns; {CELLS_LIMIT:,} fit.", field="file")
    seen: Counter[str] = Counter()
    names = []
    for n, cell in enumerate(cells, start=1):
        name = texts.cut(texts.salvaged_line(cell), texts.NAME_LIMIT) or f"Column {n}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)
