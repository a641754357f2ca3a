"""What a file from elsewhere is, by the fields at its top."""

import re
from typing import Any

from board.errors import Invalid
from board.exchange.files import Node


def format_of(data: bytes) -> str:
    """The format of a file, as far as its beginning tells."""
    head = data[:1_000].decode("utf-8", "ignore").lstrip("\ufeff\0 \t\r\n")
    if re.match(r'\{\s*"format"\s*:\s*"andon"', head):
        return "andon"
    return "trello" if head[:1] in ("", "{", "[", "<") else "csv"


def trello_board(content: Any) -> Node:
    """The board of a file. Raises Invalid, saying what the file is when it is no Trello board."""
    if not isinstance(content, dict):
        raise _no_board("holds a list" if isinstance(content, list) else "holds a single value")
    whole = all(isinstance(content.get(name), list) for name in ("lists", "cards"))
    if whole and "_format" not in content and "swimlanes" not in content:
        return Node(content)
    for field, what in _OTHERS.items():
        if field in content:
            raise _no_board(what)
    raise _no_board("has no lists and cards")


_OTHERS = {
    "idList": "is a single Trello card",
    "idBoard": "is a single Trello list",
    "_format": "is a WeKan board",
    "swimlanes": "is a WeKan board",
    "issues": "is a list of Jira issues",
    "changelog": "is a Jira issue",
    "boards": "is a Nextcloud Deck export",
    "stacks": "is a Nextcloud Deck board",
    "items": "is a list of GitHub project items",
    "error": "is an error answer of a server",
    "errors": "is an error answer of a server",
    "message": "is an error answer of a server",
}
"""What a field at the top gives away."""


def _no_board(what: str) -> Invalid:
    return Invalid(
        f"The file {what}, not a Trello board. In Trello, open the board's menu and choose"
        " Print, export, and share, then Export as JSON.",
        field="file",
    )
