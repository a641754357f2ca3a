"""Undo: taking one event back, as a change of its own.

Each kind of event that can be taken back has its way here. It is refused when what it would
restore has changed since; otherwise an event is written that says which one it `undoes`, and
figures and exports leave the pair out.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from board import archive, cards, columns, edits, moves, order, places, visits
from board.errors import Conflict, Missing
from board.events import (
    BoardRenamed,
    BoardRezoned,
    CardCreated,
    CardDescribed,
    CardRenamed,
    CardUndeleted,
    ColumnDescribed,
    ColumnLimited,
    ColumnMoved,
    ColumnRenamed,
    Event,
)
from board.flow.arrivals import Dates, dates
from board.log import Change, change, event
from board.seats import Action, Seat
from board.sqlite import Rows, Statement

Way = Callable[[Change, Any, int, str | None], Awaitable[None]]


async def undo(by: Seat, seq: int, *, override: str | None = None) -> dict[str, Any]:
    """Take an event back. Raises Missing, Conflict when its outcome changed since, NotAllowed
    when the role could not have done it, LimitReached when a card would come back into a full
    column."""
    override = places.reason(by, override)
    async with change(by, "see", _event(by.board_id, seq)) as log:
        (found,) = log.rows
        if not found:
            raise Missing("There is no such event in the log of this board.")
        row, undone = found[0], event(found[0])
        if row["undone"]:
            raise Conflict("That was undone already.")
        if type(undone).kind not in WAYS:
            raise Conflict("That cannot be undone. Change it back by hand.")
        action, way = WAYS[type(undone).kind]
        log.by.must(action)
        log.rows = [found]
        await way(log, undone, seq, override)
        return log.done()


def _event(board_id: int, seq: int) -> Statement:
    return (
        "SELECT e.*, EXISTS (SELECT 1 FROM events u WHERE u.board_id = e.board_id"
        " AND u.undoes = e.seq) AS undone FROM events e WHERE e.board_id = ? AND e.seq = ?",
        (board_id, seq),
    )


def _unchanged(now: Any, then: Any) -> None:
    if now != then:
        raise Conflict("Somebody changed that since. Look at the board and change it by hand.")


# -- cards


async def _card(log: Change, undone: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The card of an event and the column that it stands in."""
    found, source = await log.read(
        cards.named(log.by.board_id, undone.card), cards.source_of(log.by.board_id, undone.card)
    )
    return cards.one(found), source[0]


async def _create(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, source = await _card(log, undone)
    _unchanged(card["version"], seq)
    first, _ = await _first(log)
    if first["kind"] == CardCreated.kind:
        log.writes(visits.never(card["id"]))
        _date(log, card, Dates())
    archive.bury(log, card, source, undoes=seq)


async def _move(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, source = await _card(log, undone)
    _unchanged((card["column_id"], card["archived_at"]), (undone.column[1], None))
    _unchanged(card["rank"], undone.rank[1])
    back = undone.column[0]
    target, near, stays = await log.read(
        columns.named(log.by.board_id, back),
        places.near(card["id"], back, undone.rank[0]),
        visits.of(card["id"]),
    )
    crossed = back != source["id"]
    if not target or target[0]["archived_at"] is not None:
        raise Conflict("The column it came from is archived. Restore that first.")
    broken = places.let_in(log, target[0], override) if crossed else []
    then = None
    if crossed:
        first, stands = await _first(log)
        past = log, card, target[0], stays, first["at"]
        then = _never(*past) if stands else _again(*past)
    rank = places.rank_near(undone.rank[0], near[0])
    moves.move(log, card, source, target[0], rank, broken, override, undoes=seq, dates=then)


async def _first(log: Change) -> tuple[dict[str, Any], bool]:
    """What a chain of undos goes back to, and whether it stands."""
    row, stands = log.rows[0][0], True
    while row["undoes"] is not None:
        ((row,),) = await log.read(_event(log.by.board_id, row["undoes"]))
        stands = not stands
    return row, stands


def _never(
    log: Change, card: dict[str, Any], target: dict[str, Any], stays: Rows, at: int
) -> Dates:
    """Take the stay that the move began out of the past; the dates that this leaves."""
    _unchanged(stays[-1]["began_at"], at)
    log.writes(*visits.unbegin(card["id"], at))
    return dates((stay["stage"], stay["began_at"]) for stay in stays[:-1])


def _again(
    log: Change, card: dict[str, Any], target: dict[str, Any], stays: Rows, at: int
) -> Dates:
    """Put the stay back that an undone move had begun, at its old instant."""
    _unchanged(stays[-1]["began_at"] <= at, True)
    log.writes(visits.end(card["id"], at, gone=False), visits.begin(card, target["id"], at))
    arrivals = [(stay["stage"], stay["began_at"]) for stay in stays]
    return dates([*arrivals, (target["stage"], at)])


async def _rename(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, _ = await _card(log, undone)
    _unchanged(card["title"], undone.name[1])
    title = undone.name[0]
    version = log(CardRenamed(**cards.told(card), name=undone.name[::-1]), undoes=seq)
    edits.write_texts(log, {**card, "title": title, "version": version})


async def _describe(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, _ = await _card(log, undone)
    _unchanged(card["description"], undone.description[1])
    pair = undone.description[::-1]
    version = log(CardDescribed(**cards.told(card), description=pair), undoes=seq)
    edits.write_texts(log, {**card, "description": pair[1], "version": version})


async def _archive(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, source = await _card(log, undone)
    _unchanged(card["archived_at"], log.rows[0][0]["at"])
    broken = places.let_in(log, source, override)
    archive.restore_now(log, card, source, broken, override, undoes=seq)


async def _restore(log: Change, undone: Any, seq: int, override: str | None) -> None:
    card, source = await _card(log, undone)
    (stays,) = await log.read(visits.of(card["id"]))
    _unchanged((card["archived_at"], stays[-1]["began_at"]), (None, log.rows[0][0]["at"]))
    archive.archive_now(log, card, source, undoes=seq)


async def _delete(log: Change, undone: Any, seq: int, override: str | None) -> None:
    found, source = await log.read(
        cards.even_deleted(log.by.board_id, undone.card),
        cards.source_of(log.by.board_id, undone.card),
    )
    card = cards.one(found)
    _unchanged(card["deleted_at"] is not None, True)
    back_on_board = undone.archived_at is None
    broken = places.let_in(log, source[0], override) if back_on_board else []
    version = log(
        CardUndeleted(
            **cards.told(card),
            column=source[0]["id"],
            column_title=source[0]["name"],
            limits=broken,
            override=override if broken else None,
        ),
        undoes=seq,
    )
    log.write(
        "UPDATE cards SET deleted_at = NULL, archived_at = ?, version = ? WHERE id = ?",
        undone.archived_at,
        version,
        card["id"],
    )
    first, _ = await _first(log)
    if first["kind"] == CardCreated.kind:
        log.writes(visits.begin(card, source[0]["id"], first["at"]))
        _date(log, card, Dates().arrive(source[0]["stage"], first["at"]))
    elif back_on_board:
        log.writes(visits.begin(card, source[0]["id"], log.at))


def _date(log: Change, card: dict[str, Any], then: Dates) -> None:
    log.write(
        "UPDATE cards SET started_at = ?, finished_at = ? WHERE id = ?",
        then.started_at,
        then.finished_at,
        card["id"],
    )


# -- columns and the board


async def _column(log: Change, undone: Any, **then: Any) -> dict[str, Any]:
    """The column of an event, when it still is as the event left it."""
    (found,) = await log.read(columns.named(log.by.board_id, undone.column))
    column = columns.found(found)
    _unchanged({name: column[name] for name in then}, then)
    return column


def _column_way(kind: Callable[..., Event], *names: str) -> Way:
    """Undo by writing the fields of a column's event as they were before."""

    async def way(log: Change, undone: Any, seq: int, override: str | None) -> None:
        pairs = {name: getattr(undone, name) for name in names}
        column = await _column(log, undone, **{name: pair[1] for name, pair in pairs.items()})
        back = {name: pair[::-1] for name, pair in pairs.items()}
        log(kind(column=column["id"], title=column["name"], **back), undoes=seq)
        columns.write(log, {**column, **{name: pair[1] for name, pair in back.items()}})

    return way


async def _move_column(log: Change, undone: Any, seq: int, override: str | None) -> None:
    """Undo to the old place, or right behind whatever stands there now."""
    column = await _column(log, undone, rank=undone.rank[1])
    (present,) = await log.read(columns.all_of(log.by.board_id))
    ranks = [other["rank"] for other in present if other["id"] != column["id"]]
    rank = undone.rank[0]
    if rank in ranks:
        rank = order.between(rank, next((other for other in ranks if other > rank), None))
    head = {"column": column["id"], "title": column["name"]}
    log(ColumnMoved(**head, rank=[column["rank"], rank]), undoes=seq)
    columns.write(log, {**column, "rank": rank})


def _board_way(kind: Callable[..., Event], name: str) -> Way:
    """Undo by writing one field of the board as it was before."""

    async def way(log: Change, undone: Any, seq: int, override: str | None) -> None:
        before, after = getattr(undone, name)
        _unchanged(log.board[name], after)
        log(kind(**{name: [after, before]}), undoes=seq)
        log.write(f"UPDATE boards SET {name} = ? WHERE id = ?", before, log.board["id"])  # noqa: S608

    return way


WAYS: dict[str, tuple[Action, Way]] = {
    "card.created": ("edit cards", _create),
    "card.moved": ("edit cards", _move),
    "card.renamed": ("edit cards", _rename),
    "card.described": ("edit cards", _describe),
    "card.archived": ("edit cards", _archive),
    "card.restored": ("edit cards", _restore),
    "card.deleted": ("edit cards", _delete),
    "card.undeleted": ("edit cards", _create),
    "column.renamed": ("edit columns", _column_way(ColumnRenamed, "name")),
    "column.limited": ("edit columns", _column_way(ColumnLimited, "wip_limit", "wip_mode")),
    "column.described": ("edit columns", _column_way(ColumnDescribed, "policy")),
    "column.moved": ("edit columns", _move_column),
    "board.renamed": ("manage board", _board_way(BoardRenamed, "name")),
    "board.rezoned": ("manage board", _board_way(BoardRezoned, "timezone")),
}
"""What can be taken back: the action that it takes, and the way."""
