"""Figures: what flow says of a board, read from its past.

A past is read in a few queries, however many cards there are, and worked on in two threads of its
own, so that nobody but those who ask for figures waits for it. The page of flow looks at a window
of days; the report takes the whole past, or the days that are named.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TypeVar

from board import boards, columns, database, instants, labels, lanes, look, pasts, projection
from board.events import BoardLimited
from board.exchange import elsewhere
from board.flow.charts import Scene, charts, stood
from board.flow.limit_line import Change, limit_line
from board.flow.report import Board, Figures, instant, told
from board.flow.workflow import Workflow
from board.look import Look
from board.pasts import Pasts
from board.pieces import written
from board.sqlite import Rows, Statement, Tuples

Row = dict[str, Any]

T = TypeVar("T")

DELETED = "Deleted card"
"""What a tombstone is called: its title went with it."""


KEPT = 32
"""Answers that are kept for others who ask the same."""

_kept: dict[tuple[Any, ...], bytes] = {}
_turns: dict[tuple[Any, ...], asyncio.Lock] = {}


class Asked(NamedTuple):
    """A board, what is looked at of it, and all that the figures depend on beside the past."""

    board: Row
    look: Look
    heads: Rows
    workflow: Workflow
    begins: int | None
    """When the board's past begins."""
    blocked: bool
    """Whether anything ever was."""
    limited: Rows
    """What changed the limit of its work in progress."""

    @property
    def days(self) -> tuple[date, date]:
        """The days that are looked at, none before the log's first one."""
        last = self.look.last
        begins = last if self.begins is None else self.workflow.calendar.day(self.begins)
        return min(last, max(begins, self.look.first or begins)), last


async def page(board_id: int, said: Mapping[str, str]) -> bytes:
    """The data of the page's charts as JSON; `said` is what the address asks.

    Everybody who looks asks anew when something moved, so what was worked out for one number of
    the log is given to all who ask alike. Raises Missing, and Invalid with the name of what cannot
    be looked at.
    """
    found = await _asked(board_id, said, look.STANDARD)
    key = _alike(found, said)
    async with _turns.setdefault(key, asyncio.Lock()):
        if key not in _kept:
            rows = await _window(found)
            _kept[key] = await _apart(lambda: written(_page(found, rows)))
        told = _kept[key]
    while len(_kept) > KEPT:
        oldest = next(iter(_kept))
        _kept.pop(oldest)
        _turns.pop(oldest, None)
    return told


def _alike(found: Asked, said: Mapping[str, str]) -> tuple[Any, ...]:
    """What is the same whenever the figures are: the board's number, its day, and what is asked."""
    asked = tuple(said.get(name, "") for name in look.NAMES)
    return found.board["epoch"], found.board["seq"], _today(found), asked


async def drawn(board_id: int, said: Mapping[str, str]) -> Figures:
    """The data of the page's charts. Raises Missing, Invalid."""
    found = await _asked(board_id, said, look.STANDARD)
    rows = await _window(found)
    return await _apart(lambda: _page(found, rows))


async def report(board_id: int, said: Mapping[str, str]) -> bytes:
    """All figures of a board as JSON, in the form of `andon flow`; of the whole past, unless days
    are named. Raises Missing, Invalid."""
    found = await _asked(board_id, said, "all")
    rows = await pasts.read(board_id, found.look, None)
    return await _apart(lambda: written(_report(found, rows)))


async def _apart(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(_threads(), work)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2, thread_name_prefix="figures")


async def _asked(board_id: int, said: Mapping[str, str], period: str) -> Asked:
    here, heads, rows, worn, (about,), limited = await database.read(
        boards.named(board_id),
        columns.all_of(board_id),
        lanes.all_of(board_id),
        labels.of_board(board_id),
        _about(board_id),
        _limited(board_id),
    )
    board = boards.found(here)
    wanted = look.read(said, board["timezone"], instants.now(), period=period)
    look.check(wanted, rows, worn)
    workflow = projection.workflow(heads, board["timezone"])
    return Asked(board, wanted, heads, workflow, about["first_at"], bool(about["blocked"]), limited)


def _about(board_id: int) -> Statement:
    return (
        "SELECT (SELECT MIN(began_at) FROM visits WHERE board_id = ?) AS first_at,"
        " EXISTS (SELECT 1 FROM blocks WHERE board_id = ?) AS blocked",
        (board_id, board_id),
    )


def _limited(board_id: int) -> Statement:
    """The query for what changed the limit of the whole board, here and before it came here.

    Only the few entries that are of the board and no card are looked at: both logs have an index
    that begins with the two.
    """
    kind = BoardLimited.kind
    entries = [
        f"SELECT at, data FROM {table} WHERE card_id IS NULL AND board_id = ? AND kind = ?"  # noqa: S608
        for table in (elsewhere.PastEvent.Meta.table, "events")
    ]
    return f"{' UNION ALL '.join(entries)} ORDER BY at", (board_id, kind, board_id, kind)


async def _window(found: Asked) -> list[Tuples]:
    first, _ = found.days
    since = found.workflow.calendar.midnight(first)
    whole = found.begins is None or since <= found.begins
    return await pasts.read(found.board["id"], found.look, None if whole else since)


# -- told


def _report(found: Asked, rows: list[Tuples]) -> Figures:
    past = pasts.told(rows, found.workflow, found.look.as_of)
    narrow = found.look.first is not None or found.look.last < _today(found)
    board = Board(
        workflow=found.workflow,
        as_of=found.look.as_of,
        blocked=past.blocked,
        first=found.look.first if narrow else None,
        last=found.look.last if narrow else None,
    )
    return told(past.histories, board)


def _today(found: Asked) -> date:
    return found.workflow.calendar.day(found.look.as_of)


def _page(found: Asked, rows: list[Tuples]) -> Figures:
    past = pasts.told(rows, found.workflow, found.look.as_of)
    scene = _scene(found, past)
    drawn = charts(scene)
    _named(drawn, found.board["key"], past)
    drawn["wip"]["limits"] = _limits(found)
    heads = _heads(found, scene)
    shown = {head["id"] for head in heads}
    lines = drawn["cfd"]["lines"]
    drawn["cfd"]["lines"] = [line for line in lines if line["column"] in shown]
    first, last = found.days
    return {
        "as_of": instant(found.look.as_of),
        "today": _today(found).isoformat(),
        "key": found.board["key"],
        "zone": found.board["timezone"],
        "from": first.isoformat(),
        "to": last.isoformat(),
        "seq": found.board["seq"],
        "columns": heads,
        **drawn,
    }


def _scene(found: Asked, past: Pasts) -> Scene:
    first, last = found.days
    waits = any(column.wait for column in found.workflow.wip)
    return Scene(
        workflow=found.workflow,
        as_of=found.look.as_of,
        first=first,
        last=last,
        histories=past.histories,
        blocked=past.blocked,
        partial=past.partial,
        marked=found.blocked or waits,
        heights=past.heights,
        discarded=past.discarded,
    )


def _limits(found: Asked) -> list[int | None]:
    """The limit of the work in progress at the end of each day."""
    changes = [Change(row["at"], *json.loads(row["data"])["wip_limit"]) for row in found.limited]
    days = found.days
    return limit_line(changes, found.board["wip_limit"], *days, found.workflow.calendar)


def _heads(found: Asked, scene: Scene) -> list[Row]:
    """The columns in flow order; of the archived ones those in which a card stood in these days."""
    used = stood(scene) if any(row["archived_at"] for row in found.heads) else set()
    rows = {row["id"]: row for row in found.heads}
    return [
        {
            "id": column.id,
            "name": row["name"],
            "stage": column.stage,
            "wait": column.wait,
        }
        for column in found.workflow.order
        if (row := rows[int(column.id)])["archived_at"] is None or column.id in used
    ]


def _named(drawn: Figures, key: str, past: Pasts) -> None:
    """Give every card of the charts its key and title, and say of which there is nothing more."""
    for chart in ("cycle", "ageing"):
        for card in drawn[chart]["cards"]:
            number, title = past.names[card["id"]]
            card["key"] = f"{key}-{number}"
            card["title"] = DELETED if title is None else title
            if title is None:
                card["deleted"] = True
