"""A card's time on the board, as its dialog shows it: a bar, a table, and what was work.

Instants are told and never lengths: `static/js/spent.js` paints these, and goes on painting while
something lasts.
"""

from typing import Any

from board.flow import timeline
from board.flow.spans import Span
from board.flow.timeline import Stay, Time
from board.instants import iso
from board.sqlite import Rows

Row = dict[str, Any]


def told(card: Row, visits: Rows, blocks: Rows, *, waits: bool) -> Row:
    """A card's time as the templates take it: `stays`, `blocks`, `columns`, `blocked` in all, and
    `active`, which is None where nothing can be said of it; `known`: how much of its past is.

    `visits` and `blocks` are the card's rows; `waits`: whether some column of the board waits.
    """
    stays = [_stay(row) for row in visits]
    stuck = [(row["began_at"], row["ended_at"]) for row in blocks]
    names = {row["column_id"]: row["name"] for row in visits}
    until = _until(card, visits)
    line = timeline.timeline(stays, stuck, until)
    return {
        "stays": [_stayed(stay, names) for stay in line.stays],
        "blocks": [_span(span) for span in line.blocks],
        "columns": [
            {"name": names[column], "spent": _time(spent), "blocked": _time(blocked)}
            for column, spent, blocked in line.columns
        ],
        "spent": _time(timeline.together(stay.span for stay in line.stays)),
        "blocked": _time(timeline.together(line.blocks)),
        "active": _active(card, stays, stuck, until) if waits or blocks else None,
        "until": iso(until) or "",
        "known": card["history"],
    }


def _until(card: Row, visits: Rows) -> int | None:
    """When the card's time on the board was over: finished, gone, or given up."""
    if card["finished_at"] is not None or not visits:
        return int(card["finished_at"] or card["created_at"])
    last = visits[-1]
    over: int | None = last["began_at"] if last["stage"] == "discard" else card["archived_at"]
    return over


def _active(card: Row, stays: list[Stay], stuck: list[Span], until: int | None) -> Row | None:
    """The time in which the card was worked on; None of one that never began or took no time."""
    started, finished = card["started_at"], card["finished_at"]
    if started is None or started == finished or (until is not None and finished is None):
        return None
    return _time(timeline.active(stays, stuck, started, finished))


def _stay(row: Row) -> Stay:
    span = row["began_at"], row["ended_at"]
    return Stay(row["column_id"], row["stage"], bool(row["wait"]), span)


def _stayed(stay: Stay, names: dict[int, str]) -> Row:
    what = {"name": names[stay.column], "stage": stay.stage, "wait": stay.wait}
    return {**_span(stay.span), **what}


def _span(span: Span) -> Row:
    return {"began": iso(span[0]), "ended": iso(span[1]) or ""}


def _time(time: Time) -> Row:
    """Milliseconds that have passed, and since when it grows."""
    return {"passed": time.passed // 1_000, "since": iso(time.since) or ""}
