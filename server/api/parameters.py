"""Parameters that calls read from the address, each told once."""

from typing import Any

from server.ids import HIGHEST

PARAMETERS: dict[str, dict[str, Any]] = {
    "limit": {
        "description": "How many items at most.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 1_000, "default": 1_000},
    },
    "after": {
        "description": "Behind which id or number the page begins.",
        "schema": {"type": "integer", "minimum": 0, "maximum": HIGHEST, "default": 0},
    },
    "q": {"description": "The words that are looked for.", "schema": {"type": "string"}},
    "board": {
        "description": "The board to look on; without it, all.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
    },
    "assignee": {
        "description": "Whose cards: one's own.",
        "schema": {"type": "string", "enum": ["me"], "default": "me"},
    },
    "who": {
        "description": "Ids of assignees, `me` or `nobody`; several with commas between.",
        "schema": {"type": "string"},
    },
    "label": {
        "description": "Ids of labels, or `none`; several with commas between.",
        "schema": {"type": "string"},
    },
    "class": {
        "description": "Classes of service, several with commas between.",
        "schema": {"type": "string"},
    },
    "blocked": {"description": "`yes` or `no`.", "schema": {"type": "string"}},
    "due": {
        "description": "`overdue`, `week` (within the next 7 days) or `none`; several with commas.",
        "schema": {"type": "string"},
    },
    "age": {
        "description": "At work for more days than that.",
        "schema": {"type": "string"},
    },
    "period": {
        "description": "How many days, up to the last one.",
        "schema": {"type": "string", "enum": ["30", "90", "180", "365", "all"], "default": "all"},
    },
    "from": {
        "description": "The first day that is looked at, in the board's zone.",
        "schema": {"type": "string", "format": "date"},
    },
    "to": {
        "description": "The last day that is looked at, in the board's zone.",
        "schema": {"type": "string", "format": "date"},
    },
    "as_of": {
        "description": "As it was known at this instant, or at the end of this day.",
        "schema": {
            "anyOf": [
                {"type": "string", "format": "date-time"},
                {"type": "string", "format": "date"},
            ]
        },
    },
    "lane": {
        "description": "Ids of lanes, or `none`; several with commas between.",
        "schema": {"type": "string"},
    },
    "epoch": {
        "description": "The history that the reader knows; another one is a conflict.",
        "schema": {"type": "string"},
    },
}
PAGE = ("limit", "after")
FILTER = ("q", "who", "label", "class", "blocked", "due", "age")
LOOK = ("period", "from", "to", "as_of", "lane", "label", "class")
