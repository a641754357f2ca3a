"""Drafts: what a card is to say, checked before it does.

A day is a date in the board's zone. It may be asked as a date or as a date and time with an
offset, which names the date that it is then where the board is.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from board import instants, seats, texts, visits
from board.errors import Invalid
from board.flow.arrivals import Dates
from board.log import Change
from board.sqlite import Statement

CLASSES = ("expedite", "fixed_date", "standard", "intangible")
"""The classes of service."""

STANDARD = "standard"
"""The class of a card that nothing is said of."""

HIGHEST = 1_000_000
"""The highest estimate."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

Row = dict[str, Any]


@dataclass(frozen=True)
class Draft:
    """A card that is yet to be: its values, checked. Where it is to stand is no part of it."""

    title: str
    description: str = ""
    labels: tuple[int, ...] = ()
    assignees: tuple[int, ...] = ()
    start_on: str | None = None
    due_on: str | None = None
    class_of_service: str = STANDARD
    estimate: float | None = None

    def dated(self, zone: str) -> "Draft":
        """The same with its days as dates in a zone."""
        return replace(self, start_on=on(self.start_on, zone), due_on=on(self.due_on, zone))


def draft(
    title: str,
    *,
    description: str = "",
    labels: Iterable[int] = (),
    assignees: Iterable[int] = (),
    start: str | None = None,
    due: str | None = None,
    class_of_service: str = STANDARD,
    estimate: float | None = None,
) -> Draft:
    """A card's values, checked. Raises Invalid with the field."""
    return Draft(
        title=_title(title),
        description=_description(description),
        labels=tuple(sorted(set(labels))),
        assignees=tuple(sorted(set(assignees))),
        start_on=valid_day(start, "start"),
        due_on=valid_day(due, "due"),
        class_of_service=valid_class(class_of_service),
        estimate=valid_estimate(estimate),
    )


def changes(**values: Any) -> Row:
    """New values of a card by the names of their columns, checked; days are still as they were
    asked. Raises Invalid with the field."""
    return {_COLUMNS.get(name, name): _CHECKS[name](value) for name, value in values.items()}


# -- values


def _title(value: str) -> str:
    return texts.line(value, field="title")


def _description(value: str) -> str:
    return texts.prose(value, field="description", called="description")


def valid_day(text: str | None, field: str) -> str | None:
    """A day as it may be asked; None is none. Raises Invalid."""
    if text is None:
        return None
    try:
        when = date.fromisoformat(text) if _DATE.fullmatch(text) else _date_of(text)
    except ValueError:
        when = None
    if when is None or when.year < 1900:
        raise Invalid(
            f"The {field} date is a day from the year 1900 on, such as 2026-11-24.", field=field
        )
    return text


def _date_of(text: str) -> date:
    return instants.moment(instants.parse(text)).date()


def on(text: str | None, zone: str) -> str | None:
    """The date in a zone that a day as it was asked names; None is none."""
    if text is None or _DATE.fullmatch(text):
        return text
    return instants.day(instants.parse(text), zone).isoformat()


def valid_class(value: str) -> str:
    """A class of service by its name. Raises Invalid."""
    if value not in CLASSES:
        raise Invalid(
            "A class of service is expedite, fixed_date, standard or intangible.",
            field="class_of_service",
        )
    return value


def valid_estimate(value: float | None) -> float | None:
    """An estimate as it may be set; None is none. Raises Invalid."""
    if value is None:
        return None
    if isinstance(value, bool) or not 0 <= value <= HIGHEST or round(value, 2) != value:
        raise Invalid(
            f"An estimate is a number from 0 to {HIGHEST:,} with at most 2 decimals.",
            field="estimate",
        )
    return float(value)


_COLUMNS = {"start": "start_on", "due": "due_on"}
_CHECKS: dict[str, Callable[[Any], Any]] = {
    "title": _title,
    "description": _description,
    "start": lambda value: valid_day(value, "start"),
    "due": lambda value: valid_day(value, "due"),
    "class_of_service": valid_class,
    "estimate": valid_estimate,
}


# -- what it names


async def known(log: Change, asked: Draft, lane: int | None = None) -> Row | None:
    """The lane that a card is to stand in, None for none.

    Raises Invalid when the board has no such lane, or none of the draft's labels or people.
    """
    if not asked.labels and not asked.assignees and lane is None:
        return None
    board_id = log.board["id"]
    words, people, lanes = await log.read(
        ("SELECT id FROM labels WHERE board_id = ? AND removed_at IS NULL", (board_id,)),
        seats.present(board_id),
        (
            "SELECT * FROM lanes WHERE board_id = ? AND id = ? AND archived_at IS NULL",
            (board_id, lane or 0),
        ),
    )
    if not set(asked.labels) <= {row["id"] for row in words}:
        raise Invalid("There is no such label on this board. Add it first.", field="labels")
    if not set(asked.assignees) <= {row["user_id"] for row in people}:
        raise Invalid("Only members of this board work on its cards.", field="assignees")
    if lane is not None and not lanes:
        raise Invalid("There is no such lane on this board. Choose another.", field="lane")
    return lanes[0] if lanes else None


def together(several: Sequence[Draft]) -> Draft:
    """A draft that names all the labels and people that several name."""
    labels = {each for one in several for each in one.labels}
    people = {each for one in several for each in one.assignees}
    return replace(several[0], labels=tuple(labels), assignees=tuple(people))


# -- becoming a card


async def insert(log: Change, draft: Draft, target: Row, rank: str, lane: Row | None) -> Row:
    """Write a drafted card into a column and begin its first stay; its event is to follow."""
    dates = Dates().arrive(target["stage"], log.at)
    log.board["cards_made"] += 1
    said = {name: value for name, value in vars(draft).items() if name not in _BESIDE}
    row: Row = {
        **said,
        "board_id": log.board["id"],
        "column_id": target["id"],
        "lane_id": lane["id"] if lane else None,
        "rank": rank,
        "number": log.board["cards_made"],
        "version": log.seq + 1,
        "created_at": log.at,
        "started_at": dates.started_at,
        "finished_at": dates.finished_at,
    }
    ((made,),) = await log.read(_insert(row))
    row = {**_BARE, **row, "id": made["id"], "stage": target["stage"]}
    log.write("UPDATE boards SET cards_made = ? WHERE id = ?", row["number"], log.board["id"])
    log.writes(visits.begin(row, target["id"], log.at))
    for name, (table, column, shown_as) in _BESIDE.items():
        for each in getattr(draft, name):
            sql = f"INSERT INTO {table} (card_id, {column}) VALUES (?, ?)"  # noqa: S608
            log.write(sql, row["id"], each)
        row[shown_as] = ",".join(map(str, getattr(draft, name)))
    return row


_BESIDE = {
    "labels": ("card_labels", "label_id", "label_ids"),
    "assignees": ("assignments", "user_id", "assignee_ids"),
}
"""What of a draft stands in tables of its own."""

_BARE: Row = {"archived_at": None, "blocked_at": None, "items": 0, "items_done": 0, "comments": 0}
"""What a new card has not got yet."""


def _insert(row: Row) -> Statement:
    names = [name for name, value in row.items() if value is not None]
    marks = ", ".join("?" * len(names))
    sql = f"INSERT INTO cards ({', '.join(names)}) VALUES ({marks}) RETURNING id"  # noqa: S608
    return sql, [row[name] for name in names]
