"""Files for the figures of any log: its transitions as CSV, and its board as JSON.

Whatever is wrong is refused with one sentence that says where.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, get_args

from board.errors import Invalid
from board.exchange.files import loaded
from board.flow.arrivals import Stage
from board.flow.calendar import EVERY_DAY
from board.flow.histories import Transition
from board.flow.percentiles import PERCENTILES
from board.flow.report import Asked, Board, Figures, report
from board.flow.workflow import Column, ColumnId, Restart, Workflow
from board.instants import DAY, parse, zones

HEADER = ["card_id", "at", "from_column", "to_column"]
OWN_HEADER = ["card", "at", "from", "to"]
"""As a board is exported."""

FARTHEST_DAYS, MOST_ITEMS, MOST_HISTORY_DAYS = 1_000, 10_000, 3_650
LONGEST_ID = 1_000
LONGEST_YEARS = 100

_DATE = re.compile(r"[12]\d{3}-\d\d-\d\d", re.ASCII)


def figures(log_data: bytes, board_data: bytes) -> Figures:
    """The figures of a log and its board. Raises Invalid."""
    entries, of = log(log_data), board(board_data)
    begins = min((entry.at for entry in entries), default=of.as_of)
    if of.as_of - begins > LONGEST_YEARS * 366 * DAY:
        raise _bad_log(f"begins more than {LONGEST_YEARS} years before the board's as_of")
    return report(entries, of)


# -- the log


def log(data: bytes) -> list[Transition]:
    """The transitions of a log in CSV. Raises Invalid."""
    rows = csv.reader(io.StringIO(_text(data), newline=""), strict=True)
    try:
        header = next(rows, None)
        if header not in (HEADER, OWN_HEADER):
            raise _bad_log(f"does not begin with the line {','.join(HEADER)}")
        return [_transition(row, rows.line_num) for row in rows if row]
    except csv.Error as error:
        raise _bad_log(f"is no CSV at line {rows.line_num:,}: {error}") from None


def _text(data: bytes) -> str:
    if not data.strip():
        raise _bad_log("is empty")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _bad_log("is not text in UTF-8") from None


def _transition(row: list[str], line: int) -> Transition:
    if len(row) != len(HEADER):
        raise _bad_log(f"has {len(row):,} cells instead of {len(HEADER)} in line {line:,}")
    card, at, source, target = row
    if not card:
        raise _bad_log(f"names no card in line {line:,}")
    if max(len(card), len(source), len(target)) > LONGEST_ID:
        raise _bad_log(f"has an id of more than {LONGEST_ID:,} characters in line {line:,}")
    try:
        return Transition(card, parse(at), source or None, target or None)
    except ValueError:
        raise _bad_log(f"has no instant such as 2026-03-02T09:00:00Z in line {line:,}") from None


def _bad_log(problem: str) -> Invalid:
    return Invalid(f"The log {problem}. Correct it and try again.", field="log")


# -- the board


def board(data: bytes) -> Board:
    """The board of a log in JSON. Raises Invalid."""
    content = loaded(data, called="The board file", field="board")
    if not isinstance(content, dict):
        raise _bad("is no object")
    return Board(
        workflow=_workflow(content),
        as_of=_instant(content.get("as_of"), "as_of"),
        blocked=_blocked(content),
        forecast=_asked(content),
        percentiles=_percentiles(content),
    )


def _workflow(content: dict[str, Any]) -> Workflow:
    columns = [_column(c, where) for c, where in _objects(content, "columns", needed=True)]
    deleted = [_column(c, where) for c, where in _objects(content, "deleted_columns")]
    if not columns:
        raise _bad("has no columns")
    if len({column.id for column in (*columns, *deleted)}) < len(columns) + len(deleted):
        raise _bad("gives two columns the same id")
    return Workflow(
        columns,
        _zone(content),
        deleted=deleted,
        restart=_restart(content),
        working_days=_working(content),
        holidays=[_date(day, f"holidays[{n}]") for n, day in enumerate(_list(content, "holidays"))],
    )


def _column(column: dict[str, Any], where: str) -> Column:
    identity, stage, wait = _id(column, "id"), column.get("type"), column.get("wait") or False
    if identity is None:
        raise _bad(f"gives {where} no id")
    if stage not in get_args(Stage):
        raise _bad(f"gives {where} no type of todo, wip, done or discard")
    if not isinstance(wait, bool):
        raise _bad(f'gives {where} a "wait" that is neither true nor false')
    return Column(identity, stage, wait and stage == "wip")  # type: ignore[arg-type]


def _zone(content: dict[str, Any]) -> str:
    zone = content.get("timezone")
    if zone is None:
        return "UTC"
    if not isinstance(zone, str) or zone not in zones():
        raise _bad("names no time zone such as Europe/Berlin")
    return zone


def _restart(content: dict[str, Any]) -> Restart:
    restart = content.get("restart")
    if restart is not None and restart not in get_args(Restart):
        raise _bad('has a "restart" that is neither reset nor first')
    return "first" if restart == "first" else "reset"


def _working(content: dict[str, Any]) -> Collection[int]:
    if content.get("working_days") is None:
        return EVERY_DAY
    listed = _list(content, "working_days")
    if not all(_whole(day, 0, 6) for day in listed):
        raise _bad('has "working_days" that are not numbers from 0 (Monday) to 6')
    return frozenset(listed)


def _blocked(content: dict[str, Any]) -> dict[int | str, list[tuple[int, int | None]]]:
    found: dict[ColumnId, list[tuple[int, int | None]]] = {}
    for block, where in _objects(content, "blocked"):
        card = _id(block, "card_id")
        if card is None:
            raise _bad(f"names no card in {where}")
        until = block.get("to") or None
        begun = _instant(block.get("from"), f"{where}.from")
        over = None if until is None else _instant(until, f"{where}.to")
        found.setdefault(card, []).append((begun, over))
    return found


def _asked(content: dict[str, Any]) -> Asked | None:
    asked = content.get("forecast")
    if asked is None:
        return None
    if not isinstance(asked, dict):
        raise _bad('has a "forecast" that is no object')
    start = asked.get("start")
    return Asked(
        None if start is None else _date(start, "forecast.start"),
        _number(asked, "days", 0, FARTHEST_DAYS),
        _number(asked, "items", 0, MOST_ITEMS),
        _number(asked, "history_days", 1, MOST_HISTORY_DAYS),
    )


def _percentiles(content: dict[str, Any]) -> list[int]:
    listed = _list(content, "percentiles") or list(PERCENTILES)
    if not all(_whole(p, 1, 100) for p in listed):
        raise _bad('has "percentiles" that are not whole numbers from 1 to 100')
    return sorted(set(listed))


# -- fields


def _objects(
    content: dict[str, Any], name: str, *, needed: bool = False
) -> Iterator[tuple[dict[str, Any], str]]:
    if needed and content.get(name) is None:
        raise _bad(f'has no list of "{name}"')
    for n, item in enumerate(_list(content, name)):
        if not isinstance(item, dict):
            raise _bad(f"has a {name}[{n}] that is no object")
        yield item, f"{name}[{n}]"


def _list(content: dict[str, Any], name: str) -> list[Any]:
    value = content.get(name)
    if value is not None and not isinstance(value, list):
        raise _bad(f'has no list of "{name}"')
    return value or []


def _id(content: dict[str, Any], name: str) -> str | None:
    """An id as a log spells it, in which numbers are texts too."""
    value = content.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63:
        return str(value)
    fits = isinstance(value, str) and 0 < len(value) <= LONGEST_ID
    return value if fits else None


def _instant(value: object, where: str) -> int:
    try:
        return parse(value if isinstance(value, str) else "")
    except ValueError:
        raise _bad(f"has no instant such as 2026-03-02T09:00:00Z as {where}") from None


def _date(value: object, where: str) -> date:
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise _bad(f"has no date such as 2026-03-02 as {where}")


def _number(content: dict[str, Any], name: str, least: int, most: int) -> int | None:
    value = content.get(name)
    if value is None or _whole(value, least, most):
        return value
    raise _bad(f'has "forecast.{name}" that is no whole number from {least} to {most:,}')


def _whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _bad(problem: str) -> Invalid:
    return Invalid(f"The board file {problem}. Correct it and try again.", field="board")
