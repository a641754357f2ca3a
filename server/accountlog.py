"""The account log as its readers see it: what happened to one's own account, or to everybody's.

It is only read here, backwards; the sentences stand in `templates/_account_log.html`.
"""

import json
import re
from typing import Any

from starlette.requests import Request

from board import database
from board.instants import iso

PAGE = 20
"""Entries that are shown at a time."""

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


async def page(request: Request, user_id: int | None = None) -> dict[str, Any]:
    """What the template takes: the latest `entries`, or those before the address's `before`, about
    a user or about everybody; `older` turns the page, None on the last one."""
    text = request.query_params.get("before", "")
    before = int(text) if _NUMBER.fullmatch(text) else None
    rows = await _read(user_id, before)
    shown = rows[:PAGE]
    older = shown[-1]["id"] if len(rows) > PAGE else None
    return {"entries": [_entry(row) for row in shown], "older": older, "begun": before is not None}


async def _read(user_id: int | None, before: int | None) -> list[dict[str, Any]]:
    """One entry more than a page, so that it is known whether more follow."""
    sql = (
        "SELECT e.id, e.at, e.kind, e.data, e.user_id, e.by_id, u.name, b.name AS by_name"
        " FROM account_events e LEFT JOIN users u ON u.id = e.user_id"
        " LEFT JOIN users b ON b.id = e.by_id WHERE 1 = 1"
    )
    params: list[int] = []
    for condition, value in ((" AND e.user_id = ?", user_id), (" AND e.id < ?", before)):
        if value is not None:
            sql += condition
            params.append(value)
    (rows,) = await database.read((f"{sql} ORDER BY e.id DESC LIMIT ?", (*params, PAGE + 1)))
    return rows


def _entry(row: dict[str, Any]) -> dict[str, Any]:
    other = row["by_name"] if row["by_id"] != row["user_id"] else None
    return {
        "kind": row["kind"],
        "at": iso(row["at"]),
        "who": row["name"] or "Somebody",
        "by": other,
        "data": json.loads(row["data"]),
    }
