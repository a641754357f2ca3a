"""The log of a board, and the one way to change a board.

    async with change(by, "edit cards", cards.named(...)) as log:  # locks, begins, reads
        (card,) = log.rows                                         # decide on fresh rows
        log(CardMoved(...))                                        # collected, numbered
        log.write("UPDATE cards SET …", …)                         # collected
                                            # at the end: one hop writes, commits, and nudges

The board's row is locked before anything is read, and the events are numbered from it, so their
numbers are the order of the commits without a gap, and a limit that is checked inside holds. One
transaction carries the state, the events, the visits and the record of the request; when it has
committed, and only then, whoever listens is nudged: "board b is at number n". A nudge may be lost
or come twice; the log is the truth.
"""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from tortoise import fields
from tortoise.exceptions import IntegrityError
from tortoise.indexes import Index
from tortoise.models import Model

from board import database, index, requests, seats
from board.errors import Conflict
from board.events import Event, known
from board.instants import iso, now
from board.seats import Action, Seat
from board.sqlite import Interrupted, Rows, Statement

nudged: set[Callable[[int, int], None]] = set()
"""Called after each commit with the board's id and its new number; must not block or raise."""


class LoggedEvent(Model):
    """An entry of a board's log. `undoes`: the number of the event that it took back."""

    id = fields.BigIntField(primary_key=True)
    board: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.Board", on_delete=fields.RESTRICT
    )
    seq = fields.BigIntField()
    at = fields.BigIntField()
    kind = fields.CharField(64)
    by: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "andon.User", on_delete=fields.RESTRICT
    )
    card_id = fields.IntField(null=True)
    data = fields.TextField()
    undoes = fields.BigIntField(null=True)

    class Meta:
        table = "events"
        indexes = (Index(fields=("card_id", "board_id", "seq")),)


class Change:
    """One transaction on one board by one member. Call it with each event, in order."""

    def __init__(self, seat: Seat, board: dict[str, Any], found: list[Rows], batch: Any) -> None:
        self.by = seat
        self.board = board
        self._records, *self.rows = found
        """What the queries given to `change` found, in their order."""
        self.at = max(now(), board["changed_at"] + 1)
        """The instant of the change: after that of every earlier one on the same board, whatever
        the clock says, so that an instant tells which change it was."""
        self.answer: dict[str, Any] | None = None
        self._batch = batch
        self._events: list[tuple[Event, int | None]] = []
        self._writes: list[Statement] = []

    def __call__(self, event: Event, undoes: int | None = None) -> int:
        """Log an event; returns its number."""
        self._events.append((event, undoes))
        return self.seq

    @property
    def seq(self) -> int:
        """The number of the last event logged so far."""
        return int(self.board["seq"]) + len(self._events)

    def write(self, sql: str, *params: Any) -> None:
        """Queue a statement for the end of the change."""
        self._writes.append((sql, params))

    def writes(self, *statements: Statement) -> None:
        """Queue statements for the end of the change."""
        self._writes.extend(statements)

    async def read(self, *statements: Statement) -> list[Rows]:
        """Run statements now, inside the change. Each call costs a hop: prefer `rows`."""
        rows: list[Rows] = await self._batch.run(*statements)
        return rows

    async def flush(self) -> None:
        """Write what is queued now, so that what the change reads from here on shows it."""
        queued, self._writes = self._writes, []
        if queued:
            await self._batch.run(*queued)

    def must_be_new(self) -> None:
        """Raises Repeated, or Invalid for the key of another request. It is asked when the seat
        is known, for an answer is for those who may see it."""
        if self.by.once:
            requests.repeat(self.by.once, self._records)

    def must_stand(self) -> None:
        """Raises Conflict when the board is archived: it can be read, and nothing else."""
        if self.board["archived_at"] is not None:
            raise Conflict(
                "This board is archived, and nothing on it changes. One of its admins can"
                " restore it."
            )

    def done(self, **answer: Any) -> dict[str, Any]:
        """The answer of the change; kept for a repeated request.

        It says the board's number, and which event to `undo`: the first of the change, for others
        only follow from it; None when the change changed nothing.
        """
        undo = int(self.board["seq"]) + 1 if self._events else None
        self.answer = {**answer, "seq": self.seq, "undo": undo}
        return self.answer

    async def settled(self) -> list[Statement]:
        """Everything that is to be written at the end.

        Where words changed, the rows are written now and their cards indexed as they stand then.
        """
        wordy = index.touched(event for event, _ in self._events)
        if not wordy:
            return self.statements()
        await self._batch.run(*self._writes)
        self._writes = []
        return [*await index.index(self._batch, wordy), *self.statements()]

    def statements(self) -> list[Statement]:
        """What is queued, the events and the record of the request."""
        first = int(self.board["seq"]) + 1
        logged = [
            entry(self.board["id"], seq, self.at, self.by.user_id, event, undoes)
            for seq, (event, undoes) in enumerate(self._events, start=first)
        ]
        if logged:
            sql = "UPDATE boards SET seq = ?, changed_at = ? WHERE id = ?"
            logged.append((sql, (self.seq, self.at, self.board["id"])))
        return self._recorded([*self._writes, *logged])

    def _recorded(self, statements: list[Statement]) -> list[Statement]:
        if self.by.once is None or self.answer is None:
            return statements
        freed, record = requests.record(self.by.user_id, self.by.once, self.answer, self.at)
        return [freed, *statements, record]  # Side by side they could not travel together.


@asynccontextmanager
async def change(
    by: Seat, action: Action, *reads: Statement, even_archived: bool = False
) -> AsyncIterator[Change]:
    """Change a board: lock it, read, let the body decide, then write everything and commit.

    Raises Missing when the seat is gone, NotAllowed when its role does not allow the action,
    Repeated when the request was carried out before, Invalid when its key was another request's,
    Conflict when the board is archived and the change is none that it takes even so. A body that
    raises, or is cancelled, leaves no trace.
    """
    async with _transaction(by, seats.query(by.board_id, by.user_id), *reads) as log:
        log.by = seated(log)
        log.must_be_new()
        log.by.must(action)
        if not even_archived:
            log.must_stand()
        yield log


@asynccontextmanager
async def joining(newcomer: Seat, *reads: Statement) -> AsyncIterator[Change]:
    """A change by somebody who has no seat yet; the body decides whether they get one."""
    async with _transaction(newcomer, *reads) as log:
        yield log


@asynccontextmanager
async def _transaction(by: Seat, *reads: Statement) -> AsyncIterator[Change]:
    batch, rows = await database.writer().begin(*_lock(by), *reads)
    try:
        log = opened(by, rows, batch)
        yield log
        statements = await log.settled()
    except BaseException:
        await batch.rollback()
        raise
    if not statements:
        await batch.rollback()
        return
    try:
        await batch.commit(*statements)
    except Interrupted as cut:
        if cut.succeeded:
            nudge(log)
        raise
    except IntegrityError as error:
        if by.once and "idempotency" in str(error):
            raise requests.taken() from None
        raise
    nudge(log)


def _lock(by: Seat) -> tuple[Statement, ...]:
    key = by.once.key if by.once else ""
    return lock(by.board_id), requests.recorded(by.user_id, key)


def lock(board_id: int) -> Statement:
    """The query that locks a board's row until the transaction ends."""
    how = " FOR NO KEY UPDATE" if database.dialect() == "postgres" else ""
    return f"SELECT * FROM boards WHERE id = ? AND deleted_at IS NULL{how}", (board_id,)  # noqa: S608


def opened(by: Seat, rows: list[Rows], batch: Any) -> Change:
    """A change of the board in the first of the rows. Raises Missing."""
    boards, *found = rows
    return Change(by, seats.found(boards), found, batch)


def seated(log: Change) -> Seat:
    """Who acts, as the first of the rows says now. Raises Missing."""
    return seats.seated(log.by.board_id, seats.found(log.rows.pop(0))).doing(log.by.once)


def nudge(log: Change) -> None:
    """Tell whoever listens that a change was committed."""
    for listener in tuple(nudged):
        listener(log.board["id"], log.seq)


def entry(
    board_id: int, seq: int, at: int, by: int, event: Event, undoes: int | None = None
) -> Statement:
    """The statement that writes an event into the log of a board."""
    return (
        "INSERT INTO events (board_id, seq, at, kind, by_id, card_id, data, undoes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            board_id,
            seq,
            at,
            event.kind,
            by,
            event.card_id,
            json.dumps(vars(event), ensure_ascii=False, separators=(",", ":")),
            undoes,
        ),
    )


# -- reading the log


def after(board_id: int, seq: int, limit: int = 1_000) -> Statement:
    """The query for the events of a board after a number, in order."""
    return (
        "SELECT e.seq, e.at, e.kind, e.by_id, u.name AS by_name, e.card_id, e.data, e.undoes"
        " FROM events e JOIN users u ON u.id = e.by_id"
        " WHERE e.board_id = ? AND e.seq > ? ORDER BY e.seq LIMIT ?",
        (board_id, seq, limit),
    )


def event(row: dict[str, Any]) -> Event:
    """The event of a log row."""
    return known(row["kind"], json.loads(row["data"]))


def changed_since(board_id: int, card_id: int, kind: str, base: int) -> Statement:
    """The query for the last event of a kind on a card after a number."""
    return (
        "SELECT seq, data FROM events WHERE board_id = ? AND card_id = ? AND kind = ? AND seq > ?"
        " ORDER BY seq DESC LIMIT 1",
        (board_id, card_id, kind, base),
    )


def facts(row: dict[str, Any]) -> dict[str, Any]:
    """An entry of the log as every outside names it."""
    data = {name: _shown(name, value) for name, value in json.loads(row["data"]).items()}
    told = {"seq": row["seq"], "at": iso(row["at"]), "kind": row["kind"], "by": row["by_id"]}
    if row["undoes"] is not None:
        told["undoes"] = row["undoes"]
    return {**data, **told, "by_name": row["by_name"]}


def _shown(name: str, value: Any) -> Any:
    """A field of an event; instants as texts, alone or before and after."""
    if not name.endswith("_at"):
        return value
    return [iso(at) for at in value] if isinstance(value, list) else iso(value)
