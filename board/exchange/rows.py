"""What is doubtful in the rows of a table, counted, and the values that have their own words."""

import re
from dataclasses import dataclass, field

from board.exchange.drafts import counted, named
from board.exchange.mapping import FIELDS
from board.exchange.remarks import Remarks
from board.filters import CLASSES

_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,10})?", re.ASCII)


@dataclass(slots=True)
class Doubts:
    """What was noticed while the rows were read; `sentences` tells it."""

    remarks: Remarks = field(default_factory=Remarks)
    rows: int = 0
    clamped: int = 0
    """Rows that finish before they start."""
    astray: int = 0
    """Rows with dates of what lies beyond the column in which they are."""
    future: int = 0
    """Dates of the past that lie ahead."""
    repeated: int = 0
    """Ids that occur again."""
    values: int = 0
    """Estimates and classes of service that are none."""
    unread_dates: dict[str, list[int]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    """Columns that hold nothing that comes over."""

    def unread(self, row: int, name: str) -> None:
        """A date in a line cannot be read."""
        self.unread_dates.setdefault(name, []).append(row)

    def sentences(self) -> list[str]:
        """The doubts, the most important first."""
        return [*self._pasts(), *self.remarks.sentences(), *self._values()]

    def _pasts(self) -> list[str]:
        told = []
        if self.clamped:
            finish = "finishes before it starts" if self.rows == 1 else "finish before they start"
            told.append(
                f"{self.clamped:,} of {counted(self.rows, 'row')} {finish}; their finish was moved"
                " to their start. Look whether the columns with the dates are the right ones, and"
                " whether two time zones are mixed."
            )
        for name, rows in self.unread_dates.items():
            dates = counted(len(rows), "date", "dates")
            told.append(
                f"{dates} under {FIELDS[name]} cannot be read, the first one in line {rows[0]:,};"
                " left empty."
            )
        if self.future:
            told.append(
                f"{counted(self.future, 'date')} of the past "
                f"{'lies' if self.future == 1 else 'lie'} ahead; left empty."
            )
        if self.astray:
            told.append(
                f"{counted(self.astray, 'row')} {'has' if self.astray == 1 else 'have'} a date of"
                " a start or finish and a column that comes before it; the column was believed."
            )
        return told

    def _values(self) -> list[str]:
        told = []
        if self.values:
            values = counted(self.values, "estimate or class", "estimates or classes")
            told.append(f"{values} of service cannot be read; left empty.")
        if self.repeated:
            told.append(f"{counted(self.repeated, 'id')} occurred before and got a number.")
        if self.left_out:
            columns = counted(len(self.left_out), "column")
            told.append(f"Left out: {columns} of the table, {named(self.left_out)}.")
        return told


def class_of(cell: str, doubts: Doubts) -> str:
    """The class of service that a cell names, the standard one when it names none."""
    name = re.sub(r"[\s-]+", "_", cell.casefold())
    if name and name not in CLASSES:
        doubts.values += 1
    return name if name in CLASSES else "standard"


def estimate_of(cell: str, doubts: Doubts) -> float | None:
    """The estimate in a cell, None when there is none."""
    found = _NUMBER.fullmatch(cell)
    value = round(float(cell.replace(",", ".")), 2) if found else None
    if cell and (value is None or value > 10_000):
        doubts.values += 1
        return None
    return value
