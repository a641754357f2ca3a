"""Things that a table knows by their names alone: columns, lanes, labels and people.

A name is the same in any case; each gets an id of it, in the order in which they come. A cell may
hold several: between commas or semicolons, or between spaces where the words stand alone as well.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from board import texts
from board.exchange.drafts import Column, Label, Person
from board.exchange.stages import Told, guessed, kind
from board.flow.arrivals import STAGES
from board.labels import COLORS, NAME_LIMIT

_COLORS = {
    **{color: color for color in COLORS},
    "yellow": "amber",
    "purple": "violet",
    "black": "grey",
    "gray": "grey",
    "lime": "green",
}
"""Our colour for a word that names one."""

_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")
_ADDRESSED = re.compile(r"(?P<name>.*?)\s*<(?P<email>[^@\s<>]+@[^@\s<>]+)>")


class Names:
    """Names with their ids."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        self.names: dict[str, str] = {}
        """By their ids, in the order in which they came."""

    def id(self, name: str) -> str:
        """The id of a name, a new one when it is met for the first time."""
        key = name.casefold()
        if key not in self._ids:
            self._ids[key] = free(name, self.names)
            self.names[self._ids[key]] = name
        return self._ids[key]


def free(name: str, taken: Iterable[str]) -> str:
    """An id made of a text: a word of at most 100 characters that is not taken."""
    word = re.sub(r"\s+", "-", texts.salvaged_line(name))[:90] or "-"
    if word not in taken:
        return word
    return next(each for each in (f"{word}-{n}" for n in range(2, 10**9)) if each not in taken)


def line(cell: str) -> str:
    """A cell as a name."""
    return texts.cut(texts.salvaged_line(cell), texts.NAME_LIMIT)


# -- several in a cell


class Separator:
    """What divides the names in the cells of a column."""

    def __init__(self, cells: Iterable[str]) -> None:
        known = {cell for cell in cells if cell}
        whole = {cell for cell in known if " " not in cell}
        self._by = next((by for by in (";", ",", "|", "\n") if any(by in c for c in known)), None)
        spaced = [cell for cell in known if " " in cell]
        if self._by is None and any(word in whole for cell in spaced for word in cell.split()):
            self._by = " "

    def split(self, cell: str) -> Iterator[str]:
        """The names in a cell."""
        parts = cell.split(self._by) if self._by and self._by != " " else [cell]
        if self._by == " ":
            parts = cell.split()
        return (name for name in map(line, parts) if name)


# -- labels and people


class Labels:
    """The labels of a table; `Engineering-red` is the label Engineering, and red."""

    def __init__(self) -> None:
        self._names = Names()
        self._colors: dict[str, str] = {}

    def id(self, text: str) -> str:
        """The id of a label."""
        name, _, word = text.rpartition("-")
        color = _COLORS.get(word.casefold()) if name else None
        found = self._names.id(texts.cut(name if color else text, NAME_LIMIT))
        if color:
            self._colors.setdefault(found, color)
        return found

    def __iter__(self) -> Iterator[Label]:
        for n, (identity, name) in enumerate(self._names.names.items()):
            yield Label(identity, name, self._colors.get(identity, COLORS[n % len(COLORS)]))


class People:
    """The people of a table, by a name, a user name or an address."""

    def __init__(self) -> None:
        self._names = Names()
        self._emails: dict[str, str] = {}

    def id(self, text: str) -> str:
        """The id of a person."""
        addressed = _ADDRESSED.fullmatch(text)
        email = addressed["email"] if addressed else text if _EMAIL.fullmatch(text) else None
        name = addressed["name"] if addressed and addressed["name"] else text
        # An address is compared and never kept, so what stands before its sign is the name.
        found = self._names.id(name.partition("@")[0] if _EMAIL.fullmatch(name) else name)
        if email:
            self._emails.setdefault(found, email)
        return found

    def __iter__(self) -> Iterator[Person]:
        for identity, name in self._names.names.items():
            username = name if " " not in name else None
            yield Person(identity, name, self._emails.get(identity), username)


# -- columns


def columns(names: Mapping[str, str], told: Told) -> tuple[Column, ...]:
    """Columns of which only names are known, in the order of a board: by their numbers when all
    have one, else by their stages; the stages are the ones told, else guessed."""
    numbers = {each: _NUMBER.search(name) for each, name in names.items()}
    numbered = all(numbers.values())
    in_order = sorted(
        names, key=lambda each: _number(numbers[each]) if numbered else _likely_place(names[each])
    )
    guesses = guessed([names[each] for each in in_order])
    staged = {**dict(zip(in_order, guesses, strict=True)), **told.stages}
    if not numbered:
        in_order.sort(key=lambda each: STAGES.index(staged[each].stage))
    return tuple(
        Column(each, names[each], staged[each].stage, staged[each].wait, None, None)
        for each in in_order
    )


_NUMBER = re.compile(r"(?<!\w)\d{1,6}(?!\w)")


def _likely_place(name: str) -> int:
    """Where a column stands as a rule; what its name does not tell is work."""
    return {"todo": 0, "done": 2, "discard": 3}.get(kind(name) or "", 1)


def _number(found: re.Match[str] | None) -> int:
    return int(found[0]) if found else 0
