"""The fields of Andon's own export, read strictly: what Andon did not write is a damaged file."""

from collections.abc import Collection, Iterable
from math import isfinite
from typing import Any

from board import texts
from board.errors import Invalid
from board.exchange.files import Node
from board.instants import parse
from board.limits import HIGHEST

MOST_NUMBER = 2**31 - 1


class Fields(Node):
    """An object of the export."""

    def line(self, name: str, limit: int = texts.NAME_LIMIT) -> str:
        """A text of one line that must be there."""
        value = texts.salvaged_line(self.text(name))
        if not value or len(value) > limit:
            raise self.wrong(name, f"a text of 1 to {limit:,} characters")
        return value

    def prose(self, name: str) -> str:
        """A text of many lines, perhaps empty."""
        value = texts.salvaged(self.text(name))
        if len(value) > texts.TEXT_LIMIT:
            raise self.wrong(name, f"a text of at most {texts.TEXT_LIMIT:,} characters")
        return value

    def one_of(self, name: str, choice: Collection[str]) -> Any:
        """A word out of some."""
        value = self.content.get(name)
        if not isinstance(value, str) or value not in choice:
            raise self.wrong(name, " or ".join((", ".join([*choice][:-1]), [*choice][-1])))
        return value

    def moment(self, name: str) -> int:
        """An instant that must be there."""
        at = self.maybe(name)
        if at is None:
            raise self.wrong(name, "an instant such as 2026-03-02T09:00:00Z")
        return at

    def maybe(self, name: str) -> int | None:
        """An instant, None when there is none."""
        value = self.content.get(name)
        if value is None:
            return None
        try:
            return parse(value)
        except (TypeError, ValueError):
            raise self.wrong(name, "an instant such as 2026-03-02T09:00:00Z") from None

    def limit(self) -> int | None:
        """A WIP limit."""
        value = self.content.get("wip_limit")
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= HIGHEST:
            raise self.wrong("wip_limit", f"a whole number from 1 to {HIGHEST:,}")
        return value

    def number(self, name: str) -> int:
        """The number of a card."""
        value = self.whole(name)
        if value is None or value > MOST_NUMBER:
            raise self.wrong(name, "a whole number from 1")
        return value

    def amount(self, name: str) -> float | None:
        """A number, None when there is none."""
        value = self.content.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise self.wrong(name, "a number")
        return float(value)

    def known(self, name: str, ids: Collection[str]) -> str:
        """The id of something that the file has."""
        value = self.id(name)
        if value not in ids:
            raise self.wrong(name, "the id of something in the file")
        return value

    def several(self, name: str, ids: Collection[str]) -> tuple[str, ...]:
        """Ids of things that the file has, each once."""
        found = self._of(name, list, "a list") or []
        if not all(isinstance(each, str) and each in ids for each in found):
            raise self.wrong(name, "a list of ids of things in the file")
        return tuple(dict.fromkeys(found))


def different(nodes: Iterable[Fields], name: str = "id") -> list[Fields]:
    """Objects that each have another id, or another number. Raises Invalid."""
    seen: set[Any] = set()
    found = []
    for node in nodes:
        value = node.number(name) if name == "number" else node.id(name)
        if value in seen:
            where = f"{node.path}.{name}"
            raise Invalid(f"The file is damaged: {where} stands there twice.", field="file")
        seen.add(value)
        found.append(node)
    return found
