"""Bulk: many rows of a table in few statements."""

from collections.abc import Iterable
from typing import Any

from board import database
from board.sqlite import Statement

_CHUNKS = (250, 25, 1)
"""Rows in one statement. Few sizes, because every size is another statement to prepare."""


async def insert(
    batch: database.Open, table: str, rows: list[dict[str, Any]], *, returning: str
) -> dict[Any, int]:
    """Insert rows; returns their ids by the value of another field, which differs in each."""
    ids = {}
    for statement in statements(table, rows, returning):
        (found,) = await batch.run(statement)
        ids.update({row["known_by"]: row["id"] for row in found})
    return ids


def statements(table: str, rows: list[dict[str, Any]], returning: str) -> Iterable[Statement]:
    """The statements that insert rows; what each finds are their ids and `known_by`."""
    start = 0
    while start < len(rows):
        size = next(size for size in _CHUNKS if size <= len(rows) - start)
        chunk = rows[start : start + size]
        names = list(chunk[0])
        marks = ", ".join([f"({', '.join('?' * len(names))})"] * size)
        sql = (
            f"INSERT INTO {table} ({', '.join(names)}) VALUES {marks}"  # noqa: S608
            f" RETURNING id, {returning} AS known_by"
        )
        yield sql, [value for row in chunk for value in row.values()]
        start += size
