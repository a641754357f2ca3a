"""Tables of moves become drafts: `card, at, from, to`, a row for each move.

It is the form in which a board's history is exported. An empty `from` is a card that was made or
came back, an empty `to` one that left the board.
"""

import re
from collections import defaultdict
from dataclasses import replace

from board import texts
from board.errors import Invalid
from board.exchange.dates import Order
from board.exchange.dates import read as date_of
from board.exchange.drafts import Asked, Card, Draft, Stay, counted
from board.exchange.mapping import Held
from board.exchange.names import Names, columns, line
from board.exchange.remarks import Remarks
from board.exchange.sheets import Sheet
from board.exchange.ways import SOMEBODY

_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)

Move = tuple[int, str, str]
"""When, and the ids of the columns; empty: from or to nowhere."""


def draft(sheet: Sheet, held: Held, asked: Asked, order: Order | None) -> Draft:
    """The draft of a table of moves. Raises Invalid when none of its rows is one."""
    return _Reading(sheet, held, asked, order).draft()


class _Reading:
    """One table on its way to the draft."""

    def __init__(self, sheet: Sheet, held: Held, asked: Asked, order: Order | None) -> None:
        self._sheet = sheet
        self._held = held
        self._asked = asked
        self._order = order
        self._columns, self._cards = Names(), Names()
        self._titles: dict[str, str] = {}
        self._moves: dict[str, list[Move]] = defaultdict(list)
        self._unread: list[int] = []
        self._broken = 0
        for number, cells in sheet.rows:
            self._take(number, cells)

    def draft(self) -> Draft:
        if not self._moves:
            raise Invalid("No row of the table is a move that can be read.", field="file")
        names, told = self._columns.names, self._asked.told
        columns_ = columns(names, told)
        place = {column.id: n for n, column in enumerate(columns_)}
        cards = [self._card(n, identity) for n, identity in self._numbered()]
        remarks = Remarks(
            guessed=len(names.keys() - told.stages.keys()),
            no_end=all(column.stage != "done" for column in columns_),
            strangers=[each for each in told.stages if each not in names],
            partial=sum(card.history == "partial" for card in cards),
        )
        return Draft(
            source="csv",
            name=line(self._asked.called) or "Imported table",
            columns=columns_,
            cards=tuple(sorted(cards, key=lambda card: place[card.column])),
            moves=sum(max(0, len(card.stays) - 1) for card in cards),
            warnings=(*self._sheet.notes, *self._doubts(), *remarks.sentences()),
        )

    def _take(self, number: int, cells: list[str]) -> None:
        card, source, target = (line(self._held.cell(cells, f)) for f in ("card", "from", "to"))
        when = date_of(self._held.cell(cells, "at"), self._order, self._asked.zone)
        if not card or when is None or when.at > self._asked.now:
            self._unread.append(number)
        elif source or target:
            self._move(card, when.at, source, target, self._held.cell(cells, "title"))

    def _move(self, card: str, at: int, source: str, target: str, title: str) -> None:
        ids = [self._columns.id(name) if name else "" for name in (source, target)]
        identity = self._cards.id(card)
        self._moves[identity].append((at, ids[0], ids[1]))
        self._titles[identity] = texts.salvaged_line(title) or self._titles.get(identity, card)

    def _card(self, number: int, identity: str) -> Card:
        moves = sorted(self._moves[identity], key=lambda move: move[0])
        stays = self._stays(moves)
        last = moves[-1]
        return Card(
            id=identity,
            number=number,
            title=texts.cut(self._titles[identity], texts.TITLE_LIMIT),
            description="",
            column=stays[-1].column if stays else last[1],
            created_at=moves[0][0],
            archived_at=None if last[2] else last[0],
            deleted_at=None,
            history="partial" if moves[0][1] else "full",
            stays=tuple(stays),
        )

    def _numbered(self) -> list[tuple[int, str]]:
        """The cards with their numbers: those that name them all, else one after another."""
        names = list(self._moves)
        if all(_NUMBER.fullmatch(name) for name in names):
            return [(int(name), name) for name in names]
        return list(enumerate(names, start=1))

    def _stays(self, moves: list[Move]) -> list[Stay]:
        stays: list[Stay] = []
        here = moves[0][1]
        for at, source, target in moves:
            self._broken += source != here
            if stays and stays[-1].ended_at is None and target != here:
                gone_by = None if target else SOMEBODY
                stays[-1] = replace(stays[-1], ended_at=at, gone=not target, gone_by=gone_by)
            if target and (target != here or not stays):
                # A move out of a column that nothing else tells of brings no card onto the board.
                stays.append(Stay(target, at, by=SOMEBODY if stays or not source else None))
            here = target
        return stays

    def _doubts(self) -> list[str]:
        told = []
        if self._unread:
            rows = counted(len(self._unread), "row is no move", "rows are no moves")
            told.append(
                f"{rows} that can be read, the first one in line {self._unread[0]:,}; left out."
            )
        if self._broken:
            begin = counted(self._broken, "move begins", "moves begin")
            told.append(f"{begin} elsewhere than where the card stood; where it went was believed.")
        return told
