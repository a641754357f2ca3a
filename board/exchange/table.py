"""Tables (CSV, TSV) become drafts: a row is a card, and its dates are its past.

A table says where a card stands and perhaps when it was made, started and finished; nothing is
made up beside that. A card that is finished without a date counts as finished when it was made,
and its history says that nothing is known.
"""

from collections import Counter

from board import texts
from board.errors import Invalid
from board.exchange import moves, sheets
from board.exchange.dates import Order, When
from board.exchange.dates import order as order_of
from board.exchange.dates import read as date_of
from board.exchange.drafts import Asked, Card, Column, Draft, Lane
from board.exchange.mapping import DATES, Held, mapped
from board.exchange.names import Labels, Names, People, Separator, columns, free, line
from board.exchange.pasts import Known, Past, Places
from board.exchange.rows import Doubts, class_of, estimate_of
from board.exchange.sheets import Sheet
from board.exchange.stages import Told
from board.flow.arrivals import Stage
from board.instants import SECOND

CARDS_LIMIT = 20_000
HALF_A_DAY = 43_200 * SECOND
NAMELESS = "Without a name"
STAGELESS = "No column"
PLAIN: dict[Stage, str] = {"todo": "To do", "wip": "In progress", "done": "Done"}
"""The columns of a table that names none."""

MOST = {"column": 200, "lane": 30, "labels": 200}
"""As many of each fit on a board."""


def read(data: bytes, asked: Asked) -> Draft:
    """The draft of a table. Raises Invalid with one sentence when it is none."""
    sheet = sheets.read(data)
    held = mapped(sheet.header, asked.mapping)
    order = held.order or order_of(
        cells[n] for field in DATES for n in held.columns(field) for _, cells in sheet.rows
    )
    if held.moves:
        return moves.draft(sheet, held, asked, order)
    if len(sheet.rows) > CARDS_LIMIT:
        raise Invalid(
            f"The table has {len(sheet.rows):,} rows; {CARDS_LIMIT:,} cards fit on a board.",
            field="file",
        )
    return _Reading(sheet, held, asked, order).draft()


class _Reading:
    """One table on its way to the draft."""

    def __init__(self, sheet: Sheet, held: Held, asked: Asked, order: Order | None) -> None:
        self._sheet = sheet
        self._held = held
        self._asked = asked
        self._order = order
        self._doubts = Doubts()
        self._names, self._lanes = Names(), Names()
        self._labels, self._people = Labels(), People()
        self._split = {field: Separator(self._all(field)) for field in ("labels", "assignee")}
        self._columns = self._all_columns()
        self._places = Places(self._columns)
        self._taken: set[str] = set()

    def draft(self) -> Draft:
        place = {column.id: n for n, column in enumerate(self._columns)}
        cards = [self._card(n, *row) for n, row in enumerate(self._sheet.rows, start=1)]
        labels, lanes = tuple(self._labels), self._lanes.names
        self._must_fit({"column": len(self._columns), "lane": len(lanes), "labels": len(labels)})
        return Draft(
            source="csv",
            name=line(self._asked.called) or "Imported table",
            columns=self._columns,
            cards=tuple(sorted(cards, key=lambda card: place[card.column])),
            moves=sum(max(0, len(card.stays) - 1) for card in cards),
            warnings=(*self._sheet.notes, *self._remarks(cards)),
            lanes=tuple(Lane(identity, name) for identity, name in lanes.items()),
            labels=labels,
            people=tuple(self._people),
        )

    # -- columns

    def _all(self, field: str) -> list[str]:
        """All cells that hold something."""
        numbers = self._held.columns(field)
        return [cells[n] for n in numbers for _, cells in self._sheet.rows]

    def _all_columns(self) -> tuple[Column, ...]:
        """The columns that the table names, else one of each stage."""
        told = self._asked.told
        if not self._held.columns("column"):
            return _plain_columns(told)
        for cell in self._all("column"):
            self._names.id(line(cell) or STAGELESS)
        self._must_fit({"column": len(self._names.names)})
        self._doubts.remarks.guessed = len(self._names.names.keys() - told.stages.keys())
        return columns(self._names.names, told)

    def _must_fit(self, counts: dict[str, int]) -> None:
        for field, number in counts.items():
            if number > MOST[field]:
                called = self._sheet.header[self._held.of[field][0]]
                raise Invalid(
                    f"The column “{called}” holds {number:,} different names; {MOST[field]} fit."
                    " Leave it out, or choose another.",
                    field="mapping",
                )

    # -- cards

    def _card(self, number: int, row: int, cells: list[str]) -> Card:
        known = Known(*(self._date(row, cells, f) for f in ("created", "started", "finished")))
        column = self._column(cells, known)
        past = self._past(column, known)
        lane = line(self._held.cell(cells, "lane"))
        return Card(
            id=self._id(number, cells),
            number=number,
            title=self._title(cells),
            description=self._description(cells),
            column=column,
            created_at=past.created_at,
            archived_at=None,
            deleted_at=None,
            history=past.history,
            stays=past.stays,
            lane=self._lanes.id(lane) if lane else None,
            labels=tuple(map(self._labels.id, self._several(cells, "labels"))),
            people=tuple(map(self._people.id, self._several(cells, "assignee"))),
            start=self._day(row, cells, "start"),
            due=self._day(row, cells, "due"),
            class_of_service=class_of(self._held.cell(cells, "class"), self._doubts),
            estimate=estimate_of(self._held.cell(cells, "estimate"), self._doubts),
        )

    def _column(self, cells: list[str], known: Known) -> str:
        if not self._held.columns("column"):
            return self._places.of(known)
        return self._names.id(line(self._held.cell(cells, "column")) or STAGELESS)

    def _past(self, column: str, known: Known) -> Past:
        past = self._places.past(column, known, self._asked.now)
        self._doubts.clamped += past.clamped
        self._doubts.astray += past.astray
        return past

    def _date(self, row: int, cells: list[str], field: str) -> When | None:
        """A date of the past. One of a later day is none."""
        cell = self._held.cell(cells, field)
        when = date_of(cell, self._order, self._asked.zone) if cell else None
        if cell and when is None:
            self._doubts.unread(row, field)
        if when is None or when.at <= self._asked.now:
            return when
        if not when.timed and when.at <= self._asked.now + HALF_A_DAY:
            return When(self._asked.now, when.day, timed=False)
        self._doubts.future += 1
        return None

    def _day(self, row: int, cells: list[str], field: str) -> str | None:
        cell = self._held.cell(cells, field)
        when = date_of(cell, self._order, self._asked.zone) if cell else None
        if cell and when is None:
            self._doubts.unread(row, field)
        return when.day.isoformat() if when else None

    def _several(self, cells: list[str], field: str) -> list[str]:
        numbers = self._held.columns(field)
        return [name for n in numbers for name in self._split[field].split(cells[n])]

    def _id(self, number: int, cells: list[str]) -> str:
        cell = texts.salvaged_line(self._held.cell(cells, "id"))
        identity = free(cell or f"row {number}", self._taken)
        self._doubts.repeated += bool(cell) and identity != free(cell, ())
        self._taken.add(identity)
        return identity

    def _title(self, cells: list[str]) -> str:
        text = texts.salvaged_line(self._held.cell(cells, "title"))
        if not text:
            self._doubts.remarks.empty["card title"] += 1
        return self._cut(text or NAMELESS, "card title", texts.TITLE_LIMIT)

    def _description(self, cells: list[str]) -> str:
        text = texts.salvaged(self._held.cell(cells, "description"))
        return self._cut(text, "description", texts.TEXT_LIMIT)

    def _cut(self, text: str, noun: str, limit: int) -> str:
        if len(text) > limit:
            self._doubts.remarks.cut[noun] += 1
        return texts.cut(text, limit)

    # -- remarks

    def _remarks(self, cards: list[Card]) -> list[str]:
        doubts, told = self._doubts, self._asked.told
        histories = Counter(card.history for card in cards)
        doubts.rows = len(cards)
        doubts.remarks.no_end = all(column.stage != "done" for column in self._columns)
        doubts.remarks.partial, doubts.remarks.bare = histories["partial"], histories["none"]
        ids = {column.id for column in self._columns}
        doubts.remarks.strangers = [each for each in told.stages if each not in ids]
        held = {n for numbers in self._held.of.values() for n in numbers}
        doubts.left_out = [name for n, name in enumerate(self._sheet.header) if n not in held]
        return doubts.sentences()


def _plain_columns(told: Told) -> tuple[Column, ...]:
    """One column of each stage. Raises Invalid when other stages are told."""
    if any(each in told.stages and told.stages[each].stage != each for each in PLAIN):
        raise Invalid(
            "No column of the table names a status, so the board gets one column of each stage,"
            " and their stages stay as they are.",
            field="stages",
        )
    return tuple(Column(each, name, each, False, None, None) for each, name in PLAIN.items())
