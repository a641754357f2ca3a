"""Exports: a board with its whole history, in Andon's own form; docs/export.md describes it.

Everything but the log is read at one moment; the log only grows, so it is read up to that moment in
pieces. What somebody removed (a comment, a label, a checklist) is gone; what was archived and what
is left of deleted cards comes along.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from typing import Any

from board import boards, database, log
from board.errors import Missing
from board.exchange import elsewhere, export_rows
from board.instants import moment
from board.sqlite import Rows

VERSION = 1
PIECE = 1_000
"""Events that are read at once."""

_ON_CARDS = ("card_labels", "assignments", "visits", "blocks", "checklists", "comments")

Row = dict[str, Any]


async def named(board: str) -> int:
    """The id of the board of a key or an id. Raises Missing."""
    number = int(board) if board.isascii() and board.isdigit() and len(board) < 10 else 0
    query = "SELECT id FROM boards WHERE deleted_at IS NULL AND (key = ? OR id = ?)"
    (found,) = await database.read((query, (board.upper(), number)))
    if not found:
        raise Missing(f"There is no board {board}. Name it by its key or its id.")
    return int(found[0]["id"])


async def whole(board_id: int, *, addresses: bool) -> AsyncIterator[str]:
    """The lines of a board's export; `addresses`: with the people's addresses. Raises Missing."""
    rows = await export_rows.read(board_id)
    board = boards.found(rows["board"])
    head = {"format": "andon", "version": VERSION, "board": _board(board)}
    yield json.dumps(head, ensure_ascii=False)[:-1]
    sections = {
        "columns": map(_column, rows["columns"]),
        "lanes": map(_lane, rows["lanes"]),
        "labels": map(_label, rows["labels"]),
        "people": (_person(row, addresses=addresses) for row in rows["people"]),
        "cards": _cards(rows),
    }
    for name, things in sections.items():
        yield f',\n"{name}": ['
        for line in _listed(things):
            yield line
            # A reader that is fast enough never lets go by itself; others are served meanwhile.
            await asyncio.sleep(0)
        yield "\n]"
    yield ',\n"events": ['
    begun = False
    async for event in _events(board_id, board["seq"]):
        yield f"{',' if begun else ''}\n{json.dumps(event, ensure_ascii=False)}"
        begun = True
    yield "\n]}\n"


def _listed(things: Iterable[Row]) -> Iterable[str]:
    for n, thing in enumerate(things):
        yield f"{',' if n else ''}\n{json.dumps(thing, ensure_ascii=False)}"


# -- the things of the board


def _board(row: Row) -> Row:
    return {
        # A restored backup has another epoch, but it is the same board.
        "id": f"{row['id']}-{row['created_at']}",
        **{name: row[name] for name in ("key", "name", "timezone", "wip_limit", "wip_mode")},
    }


def _column(row: Row) -> Row:
    return {
        "id": str(row["id"]),
        **{name: row[name] for name in ("name", "stage")},
        "wait": bool(row["wait"]),
        **{name: row[name] for name in ("policy", "wip_limit", "wip_mode")},
        **_instants(row, "archived_at", "removed_at"),
    }


def _lane(row: Row) -> Row:
    named_ = {name: row[name] for name in ("name", "wip_limit", "wip_mode")}
    return {"id": str(row["id"]), **named_, **_instants(row, "archived_at", "removed_at")}


def _label(row: Row) -> Row:
    return {"id": str(row["id"]), "name": row["name"], "color": row["color"]}


def _person(row: Row, *, addresses: bool) -> Row:
    told = {"id": str(row["id"]), "name": row["name"], "role": row["role"]}
    return {**told, "email": row["email"]} if addresses and row["email"] else told


# -- the cards


def _cards(rows: dict[str, Rows]) -> Iterable[Row]:
    on = {name: _by_card(rows[name]) for name in _ON_CARDS}
    items: dict[int, Rows] = defaultdict(list)
    for item in rows["items"]:
        items[item["checklist_id"]].append(_item(item))
    for row in rows["cards"]:
        yield {
            **_card(row),
            "labels": [str(each["label_id"]) for each in on["card_labels"][row["id"]]],
            "assignees": [str(each["user_id"]) for each in on["assignments"][row["id"]]],
            "visits": [_visit(each) for each in on["visits"][row["id"]]],
            "blocks": [_block(each) for each in on["blocks"][row["id"]]],
            "checklists": [
                {"id": str(each["id"]), "name": each["name"], "items": items[each["id"]]}
                for each in on["checklists"][row["id"]]
            ],
            "comments": [_comment(each) for each in on["comments"][row["id"]]],
        }


def _by_card(rows: Rows) -> dict[int, Rows]:
    found: dict[int, Rows] = defaultdict(list)
    for row in rows:
        found[row["card_id"]].append(row)
    return found


def _card(row: Row) -> Row:
    return {
        "id": str(row["id"]),
        **{name: row[name] for name in ("number", "title", "description")},
        "column": str(row["column_id"]),
        "lane": None if row["lane_id"] is None else str(row["lane_id"]),
        "start": row["start_on"],
        "due": row["due_on"],
        **{name: row[name] for name in ("class_of_service", "estimate", "history")},
        **_instants(row, "created_at", "archived_at", "deleted_at"),
    }


def _visit(row: Row) -> Row:
    ends = {**_instants(row, "began_at", "ended_at"), "gone": bool(row["gone"])}
    return {"column": str(row["column_id"]), **ends}


def _block(row: Row) -> Row:
    said = {"reason": row["reason"], "by": str(row["by_id"])}
    return {**said, **_instants(row, "began_at", "ended_at")}


def _item(row: Row) -> Row:
    return {"id": str(row["id"]), "text": row["text"], **_instants(row, "done_at")}


def _comment(row: Row) -> Row:
    said = {"id": str(row["id"]), "by": str(row["by_id"]), "text": row["text"]}
    return {**said, **_instants(row, "written_at", "edited_at")}


# -- the log


async def _events(board_id: int, until: int) -> AsyncIterator[Row]:
    """What happened, first what came with an import."""
    place = elsewhere.FIRST
    while rows := (await database.read(elsewhere.after(board_id, place, PIECE)))[0]:
        for row in rows:
            yield _event(row)
        place = rows[-1]["at"], rows[-1]["id"]
    last = 0
    while rows := (await database.read(log.after(board_id, last, PIECE)))[0]:
        for row in rows:
            if row["seq"] > until:
                return
            yield _event(row)
        last = rows[-1]["seq"]


def _event(row: Row) -> Row:
    return {
        "at": exact(row["at"]),
        "kind": row["kind"],
        "by": row["by_name"],
        "card": None if row["card_id"] is None else str(row["card_id"]),
        "data": json.loads(row["data"]),
    }


def exact(at: int | None) -> str | None:
    """An instant to the microsecond, as ISO 8601 in UTC; None stays None."""
    if at is None:
        return None
    return moment(at).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _instants(row: Row, *names: str) -> Row:
    return {name: exact(row[name]) for name in names}
