"""What the columns of a table hold: guessed from their names, or told.

A mapping is `{name of a column: what it holds}`; a column that it leaves out is guessed, and one
with nothing in it is left out. `day first` or `month first`, under any name, tells how dates such
as 03/04/2026 are meant.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from board.errors import Invalid
from board.exchange.dates import Order
from board.exchange.files import loaded

FIELDS = {
    "title": "Title",
    "description": "Description",
    "column": "Column (status)",
    "lane": "Lane",
    "labels": "Labels",
    "assignee": "Assignees",
    "created": "Created on",
    "started": "Started on",
    "finished": "Finished on",
    "start": "Planned start",
    "due": "Due date",
    "estimate": "Estimate",
    "class": "Class of service",
    "id": "Id where it comes from",
    "card": "Move: the card",
    "at": "Move: when",
    "from": "Move: from which column",
    "to": "Move: to which column",
}
"""What a column may hold, and what people call it."""

LEFT_OUT = ""
ORDERS: tuple[Order, ...] = ("day first", "month first")
DATES = ("created", "started", "finished", "start", "due", "at")
MANY = ("labels", "assignee")
"""What several columns may hold."""

MOVES = ("card", "at", "from", "to")
"""What a table of moves has in place of cards."""

_NAMES = {
    "title": "title|card title|card name|task name|name|summary|subject|task|card|issue|item|titel"
    "|titre|titulo|título|nom|nombre|aufgabe|件名|タイトル|标题|標題",
    "description": "description|desc|details|body|notes|note|content|beschreibung|descripción"
    "|descripcion|説明|描述",
    "column": "column|column name|list|list name|status|stage|state|section|section/column|bucket"
    "|phase|spalte|estado|statut|liste|ステータス|状态|狀態",
    "lane": "lane|swimlane|swim lane|row",
    "labels": "labels|label|tags|tag|categories|category|etiketten|etiquetas|étiquettes"
    "|ラベル|标签",
    "assignee": "assignees|assignee|assigned to|members|member|assignee name|owner|responsible"
    "|zugewiesen|担当者|负责人",
    "created": "created|created at|created on|created date|creation date|date created|opened"
    "|opened at|added|created time|createdat|erstellt|作成日|创建时间",
    "started": "started|started at|started on|started date|date started|actual start|in progress"
    "|start time|startedat",
    "finished": "finished|finished at|finished on|finished date|finish date|completed|completed at"
    "|completed date|completion date|completed on|closed|closed at|closed date|resolved"
    "|resolution date|done at|done date|end date|end|date completed|finish|finishedat|完了日",
    "start": "start|start date|planned start|begin|startdatum",
    "due": "due|due date|due on|duedate|deadline|target date|fällig|fälligkeitsdatum|date limite"
    "|fecha límite|期限|截止日期",
    "estimate": "estimate|story points|points|story point estimate|size|effort|complexity"
    "|custom field (story point estimate)|aufwand",
    "class": "class of service|service class|class",
    "id": "id|external id|card id|task id|issue key|key|issue id|identifier|reference|url",
}
"""The names by which columns are known, the likeliest first."""

_MOVE_NAMES = {
    "card": ("card", "card id", "id", "key", "issue key"),
    "at": ("at", "time", "date", "timestamp", "when"),
    "from": ("from", "from column", "source column", "source"),
    "to": ("to", "to column", "destination column", "destination"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """Which columns hold what, by their numbers; `order`: of day and month, None: not told."""

    of: dict[str, tuple[int, ...]]
    order: Order | None

    @property
    def moves(self) -> bool:
        """Whether the table's rows are moves."""
        return "at" in self.of

    def columns(self, field: str) -> tuple[int, ...]:
        """The numbers of the columns that hold something."""
        return self.of.get(field, ())

    def cell(self, cells: Sequence[str], field: str) -> str:
        """What a row holds of it; empty when no column does."""
        found = self.of.get(field)
        return cells[found[0]] if found else ""


# -- guessed


def _plain(name: str) -> str:
    bare = re.sub(r" \(\d+\)$", "", name.casefold())
    return re.sub(r"[\s_-]+", " ", bare).strip(" :*#")


_PLACES = {
    name: (field, n) for field, names in _NAMES.items() for n, name in enumerate(names.split("|"))
}


def known(name: str) -> str | None:
    """What a column of such a name holds as a rule; None when the name says nothing."""
    plain = _plain(name)
    if plain in _PLACES:
        return _PLACES[plain][0]
    return next((field for field, names in _MOVE_NAMES.items() if plain in names), None)


def guessed(header: Sequence[str]) -> dict[str, str]:
    """What each column seems to hold."""
    moves = _guessed_moves(header)
    if moves:
        return moves
    best: dict[str, int] = {}
    for name in header:
        field, n = _PLACES.get(_plain(name), ("", 0))
        if field:
            best[field] = min(n, best.get(field, n))
    found: dict[str, str] = {}
    for name in header:
        field, n = _PLACES.get(_plain(name), ("", 0))
        free = field in MANY or field not in found.values()
        found[name] = field if field and n == best[field] and free else LEFT_OUT
    return _began(found)


def _began(found: dict[str, str]) -> dict[str, str]:
    """A start beside a finish tells what was, and not what is planned."""
    held = set(found.values())
    if "finished" in held and "start" in held and "started" not in held:
        return {name: "started" if field == "start" else field for name, field in found.items()}
    return found


def _guessed_moves(header: Sequence[str]) -> dict[str, str]:
    plain = [_plain(name) for name in header]
    found: dict[str, str] = dict.fromkeys(header, LEFT_OUT)
    for field, names in _MOVE_NAMES.items():
        name = next((name for name in names if name in plain), None)
        if name is None:
            return {}
        found[header[plain.index(name)]] = field
    return found


# -- told


def told(data: bytes) -> dict[str, str]:
    """A mapping in a file. Raises Invalid."""
    content = loaded(data, called="The mapping file", field="mapping")
    if not isinstance(content, dict) or not all(isinstance(v, str) for v in content.values()):
        raise _bad('The mapping file is no object of texts, such as {"Summary": "title"}.')
    return content


def mapped(header: Sequence[str], asked: Mapping[str, str] | None) -> Held:
    """Which columns hold what. Raises Invalid when that cannot be, or no column has titles."""
    said = {name: field for name, field in (asked or {}).items() if field not in ORDERS}
    order = next((order for order in ORDERS if order in (asked or {}).values()), None)
    _must_be_known(header, said)
    taken = {field for field in said.values() if field not in MANY}
    rest = {n: f for n, f in guessed(header).items() if n not in said and f not in taken}
    whole = rest | said
    of: dict[str, tuple[int, ...]] = {}
    for n, name in enumerate(header):
        field = whole.get(name, LEFT_OUT)
        if field:
            of[field] = (*of.get(field, ()), n)
    _must_do(of)
    return Held(of, order)


def _must_be_known(header: Sequence[str], said: Mapping[str, str]) -> None:
    for name, field in said.items():
        if name not in header:
            raise _bad(f"The mapping names a column “{name[:100]}” that the table does not have.")
        if field not in FIELDS and field != LEFT_OUT:
            raise _bad(
                f"A column cannot hold “{field[:100]}”. It can be: {', '.join(FIELDS)}, or empty."
            )


def _must_do(of: Mapping[str, tuple[int, ...]]) -> None:
    for field, numbers in of.items():
        if len(numbers) > 1 and field not in MANY:
            raise _bad(f"Two columns are to hold the same: {FIELDS[field]}. Choose one of them.")
    moves = [field for field in MOVES if field in of]
    if moves and len(moves) < len(MOVES):
        missing = next(FIELDS[field] for field in MOVES if field not in of)
        raise _bad(f"A table of moves needs four columns; this one has none for: {missing}.")
    if not moves and "title" not in of:
        raise _bad("No column is known to hold the titles of the cards. Say which one does.")


def _bad(sentence: str) -> Invalid:
    return Invalid(sentence, field="mapping")
