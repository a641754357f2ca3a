"""Crossings: one transaction over two boards.

Both boards are locked, the one with the lower id first, so that two crossings never wait for each
other. What happens to either is all written or not at all, each in its own log, and both are
nudged. The record of the request stands with the board that is left.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tortoise.exceptions import IntegrityError

from board import database, requests, seats
from board.log import Change, lock, nudge, opened, seated
from board.seats import Action, Seat
from board.sqlite import Interrupted, Rows, Statement


@asynccontextmanager
async def crossing(
    source: Seat, target: Seat, action: Action, *reads: Statement
) -> AsyncIterator[tuple[Change, Change]]:
    """Change two boards at once: the one that is left and the one that is entered.

    What the reads find stands in the rows of the first. Raises like `log.change`, for either.
    """
    key = source.once.key if source.once else ""
    first, second = sorted((source.board_id, target.board_id))
    locked = {first: lock(first), second: lock(second)}
    batch, rows = await database.writer().begin(
        *locked.values(),
        requests.recorded(source.user_id, key),
        seats.query(source.board_id, source.user_id),
        seats.query(target.board_id, target.user_id),
        *reads,
    )
    try:
        here, there = _both(source, target, rows, batch)
        for log in (here, there):
            log.by = seated(log)
        here.must_be_new()
        for log in (here, there):
            log.by.must(action)
            log.must_stand()
        yield here, there
        statements = [*await here.settled(), *await there.settled()]
    except BaseException:
        await batch.rollback()
        raise
    try:
        await batch.commit(*statements)
    except Interrupted as cut:
        if cut.succeeded:
            _nudge(here, there)
        raise
    except IntegrityError as error:
        if source.once and "idempotency" in str(error):
            raise requests.taken() from None
        raise
    _nudge(here, there)


def _both(
    source: Seat, target: Seat, rows: list[Rows], batch: database.Batch
) -> tuple[Change, Change]:
    first, second, records, sits_here, sits_there, *found = rows
    left, entered = (first, second) if source.board_id < target.board_id else (second, first)
    here = opened(source, [left, records, sits_here, *found], batch)
    there = opened(target.doing(None), [entered, [], sits_there], batch)
    return here, there


def _nudge(*logs: Change) -> None:
    for log in logs:
        nudge(log)
