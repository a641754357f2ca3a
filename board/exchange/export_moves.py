"""Exports of a board's moves: a table with a row for every move, as `andon flow` reads it.

Columns and cards are named as people know them: by name and by number. A cell that a workbook
would take for a formula begins with an apostrophe.
"""

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from typing import Any

from board import boards, database
from board.exchange.exports import exact
from board.exchange.flow_files import HEADER
from board.sqlite import Rows

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
PIECE = 1_000
"""Rows that are written at once."""

Move = tuple[int, int, str, str]
"""When, the card's number, and the columns; empty: from or to nowhere."""


async def table(board_id: int) -> AsyncIterator[str]:
    """The table of a board, in pieces. Raises Missing."""
    here, columns, visits = await database.read(
        boards.named(board_id),
        ("SELECT id, name FROM columns WHERE board_id = ? ORDER BY id", (board_id,)),
        (
            "SELECT v.*, c.number FROM visits v JOIN cards c ON c.id = v.card_id"
            " WHERE v.board_id = ? ORDER BY c.number, v.began_at, v.id",
            (board_id,),
        ),
    )
    boards.found(here)
    moves = await asyncio.to_thread(_moves, visits, _names(columns))
    yield _written([HEADER])
    for start in range(0, len(moves), PIECE):
        piece = moves[start : start + PIECE]
        yield _written([[str(number), exact(at), *ends] for at, number, *ends in piece])
        await asyncio.sleep(0)


def _names(columns: Rows) -> dict[int, str]:
    """The names of columns; of several with the same name all but the first are numbered."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for column in columns:
        tries = [column["name"], *(f"{column['name']} ({n})" for n in range(2, len(columns) + 2))]
        names[column["id"]] = name = next(each for each in tries if each.casefold() not in taken)
        taken.add(name.casefold())
    return names


def _moves(visits: Rows, names: dict[int, str]) -> list[Move]:
    """The moves of all cards, in order; those of one card stay as they follow one another."""
    moves: list[Move] = []
    card, here = 0, ""
    for visit in visits:
        if visit["number"] != card:
            card, here = visit["number"], ""
        column = names[visit["column_id"]]
        moves.append((visit["began_at"], card, here, column))
        here = column
        if visit["gone"]:
            moves.append((visit["ended_at"], card, column, ""))
            here = ""
    return sorted(moves, key=lambda move: move[:2])


def _written(rows: list[list[Any]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULAS) else cell
