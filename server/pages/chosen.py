"""What was chosen for an import: the fields of the form that is filled in after a look at the file.

`stage.ID` is what a column counts as, `who.ID` who a person is, and `column.N` what a column of a
table holds; the rest is the board's.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from board.errors import Invalid
from board.exchange import sheets
from board.exchange.mapping import ORDERS
from board.exchange.recognition import format_of
from board.exchange.samples import samples
from board.exchange.stages import Staged, Told

STAGES = {
    "todo": ("Before the work", Staged("todo")),
    "wip": ("Work in progress", Staged("wip")),
    "wait": ("In progress, but waiting", Staged("wip", wait=True)),
    "done": ("Finished", Staged("done")),
    "discard": ("Discarded", Staged("discard")),
}
"""What a column may count as, and what people call it."""

AGAIN = {
    "update": ("Bring it up to date", "What is new comes in; what was changed here stays."),
    "copy": ("Make another copy", "A second board, beside the first."),
    "stop": ("Leave it as it is", "Nothing is imported."),
}
"""What may become of a board that was imported before."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The fields of the form as they were sent; nothing when it was not sent yet."""

    fields: Mapping[str, str] = field(default_factory=dict)
    final: bool = False
    """Import it now."""

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> "Chosen":
        """What a form says."""
        return cls(fields, fields.get("do") == "import")

    @classmethod
    def remembered(cls, header: Sequence[str], mapping: Mapping[str, str]) -> "Chosen":
        """What was said of a table with the same header, when there was one."""
        if not mapping:
            return cls()
        order = next((value for value in mapping.values() if value in ORDERS), "")
        fields = {"remembered": "on", "dates": order}
        for n, name in enumerate(header, start=1):
            fields |= {f"name.{n}": name, f"column.{n}": mapping.get(name, "")}
        return cls(fields)

    @property
    def header(self) -> list[str]:
        """The names of a table's columns."""
        return [value for _, value in self._of("name.")]

    def get(self, name: str, default: Any = "") -> Any:
        """A field, or what it is before anybody chose."""
        return self.fields.get(name, default)

    @property
    def reading(self) -> dict[str, Any]:
        """How the file is to be read. Raises Invalid for what cannot be chosen."""
        return {
            "stages": Told({name: _staged(value) for name, value in self._of("stage.")}),
            "timezone": self.fields.get("timezone") or None,
            "mapping": self.mapping or None,
            "name": self.fields.get("name"),
            "without_archived": "without_archived" in self.fields,
        }

    @property
    def writing(self) -> dict[str, Any]:
        """What the board is to get besides."""
        people = {name: _user(value) for name, value in self._of("who.")}
        return {"people": people, "again": self.fields.get("again") or "copy"}

    @property
    def mapping(self) -> dict[str, str]:
        """What the columns of a table hold, by their names."""
        held = {
            self.fields[f"name.{n}"]: value
            for n, value in self._of("column.")
            if f"name.{n}" in self.fields
        }
        order = self.fields.get("dates")
        return held | ({"day or month": order} if order else {})

    def _of(self, kind: str) -> list[tuple[str, str]]:
        """The fields of a kind, by what stands behind it."""
        return [
            (name.removeprefix(kind), value)
            for name, value in self.fields.items()
            if name.startswith(kind)
        ]


def _staged(value: str) -> Staged:
    if value not in STAGES:
        raise Invalid("Choose what each column counts as.", field="stages")
    return STAGES[value][1]


def _user(value: str) -> int | None:
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or len(value) > 10:
        raise Invalid("There is no such account to choose. Choose another.", field="people")
    return int(value)


async def header(data: bytes) -> list[str]:
    """The names of the columns of the table in a file; none when it is no table."""
    if format_of(data) != "csv":
        return []
    try:
        return list((await asyncio.to_thread(sheets.read, data)).header)
    except Invalid:
        return []


async def table(
    data: bytes, found: dict[str, Any] | None, chosen: Chosen
) -> list[dict[str, Any]] | None:
    """The columns of the table in a file, to be shown; None when it is no table."""
    if found is not None and found["format"] != "csv":
        return None
    try:
        return await asyncio.to_thread(samples, data, chosen.mapping)
    except Invalid:
        return None
