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
    "cards": "card",
    "to": "column",
    "labels": "label",
    "assignee": "member",
    "assignees": "member",
}
"""What a field names that is not called by its noun."""

WITHIN = (("item", "checklist"), ("checklist", "card"), ("comment", "card"))
"""What stands in what. An address that names both names what stands there."""

ORDERED = ("item", "checklist", "lane", "column")
"""What else has neighbours than cards have; the innermost first."""

LONG = 50
"""Characters from which on a text may be one that is too long."""

STRAY = 6
"""Of so many numbers, one stays what it is."""


@schemathesis.hook
def map_case(context: HookContext, case: Case) -> Case:
    """Most numbers name what is there."""
    at = case.path_parameters
    if isinstance(case.body, dict):
        case.body = _counted(case.body)
    if isinstance(at, dict) and "board" in at:
        boards = DOOMED if ends_a_board(case) else BOARDS
        at["board"] = _one_of(boards, at["board"])
        for name in set(at) - {"board"}:
            at[name] = _known(at["board"], _noun(name, case.path), at[name])
        for name, around in WITHIN:
            known = KNOWN.get(str(at["board"]), {}).get(f"{name} {at.get(name)}")
            if known and around in at:
                at[around] = known[0]
        if isinstance(case.body, dict):
            case.body = _body(at["board"], case.path, case.body)
    return case


def _counted(value: Any) -> Any:
    """A body whose long texts are as long as they are kept: the server counts a text without its
    controls and the spaces at its ends, its description counts with them."""
    if isinstance(value, dict):
        return {name: _counted(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_counted(each) for each in value]
    if not isinstance(value, str) or len(value) < LONG:
        return value
    return "".join(sign if "!" <= sign <= "~" else "x" for sign in value)


def _body(board: int, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """What is sent, with ids of the board, or of the other board that it names."""
    if "board" in body:
        board = _known(board, "board", body["board"])
        body = {**body, "board": board}
    return {
        name: value if name == "board" else _known(board, _noun(name, path), value)
        for name, value in body.items()
    }


def _noun(name: str, path: str) -> str:
    """What a field or a piece of an address names. Who works on a card stays at the board."""
    if name in ("before", "after"):
        return next((noun for noun in ORDERED if f"/{noun}s" in path), "card")
    return "member" if name == "user" and "/assignees" in path else NOUNS.get(name, name)


def ends_a_board(case: Case) -> bool:
    """Whether it is one of the calls that archive or delete a board."""
    ends = {("POST", "/archival"), ("DELETE", "/archival"), ("DELETE", "")}
    return (case.method, case.path.partition("/boards/{board}")[2]) in ends


def _known(board: int, noun: str, value: Any) -> Any:
    ids = KNOWN.get(str(board), {}).get(noun, [])
    if isinstance(value, list):
        return [_one_of(ids, each) for each in value]
    return _one_of(ids, value)


def _one_of(ids: list[int], value: Any) -> Any:
    if not ids or type(value) is not int or value % STRAY == 0:
        return value
    return ids[value % len(ids)]
