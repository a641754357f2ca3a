"""What schemathesis is told about this server: ids that are there, and boards that may go.

Numbers that are made up name nothing, and all they find is 404. So most of them become the id of
something on one board: the same number always of the same thing, so that a run can be repeated.
What ends a board is asked of boards that stand for nothing else.
"""

import json
import os
from typing import Any

import schemathesis
from schemathesis import Case, HookContext

KNOWN: dict[str, dict[str, list[int]]] = json.loads(os.environ.get("ANDON_FUZZ_KNOWN", "{}"))
"""Of each board: the ids of what is on it, by noun."""

BOARDS = [int(board) for board, things in KNOWN.items() if things]
DOOMED = [int(board) for board, things in KNOWN.items() if not things]
NOUNS = {
    "before": "card",
    "after": "card",
    "cards": "card",
    "to": "column",
    "labels": "label",
    "assignee": "user",
    "assignees": "user",
}
"""What a field names that is not called by its noun."""

STRAY = 6
"""Of so many numbers, one stays what it is."""


@schemathesis.hook
def map_case(context: HookContext, case: Case) -> Case:
    """Most numbers name what is there."""
    at = case.path_parameters
    if isinstance(at, dict) and "board" in at:
        boards = DOOMED if ends_a_board(case) else BOARDS
        at["board"] = _one_of(boards, at["board"])
        for name in set(at) - {"board"}:
            at[name] = _known(at["board"], name, at[name])
        if isinstance(case.body, dict):
            case.body = {name: _known(at["board"], name, case.body[name]) for name in case.body}
    return case


def ends_a_board(case: Case) -> bool:
    """Whether it is one of the calls that archive or delete a board."""
    ends = {("POST", "/archival"), ("DELETE", "/archival"), ("DELETE", "")}
    return (case.method, case.path.partition("/boards/{board}")[2]) in ends


def _known(board: int, name: str, value: Any) -> Any:
    ids = KNOWN.get(str(board), {}).get(NOUNS.get(name, name), [])
    if isinstance(value, list):
        return [_one_of(ids, each) for each in value]
    return _one_of(ids, value)


def _one_of(ids: list[int], value: Any) -> Any:
    if not ids or type(value) is not int or value % STRAY == 0:
        return value
    return ids[value % len(ids)]
