"""The log in Andon's own export: what can be told again of what happened.

An entry is told with the words in it, so its fields have to be those of its kind. One of a kind
that is not known here, or with other fields, is left out and counted.
"""

from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from board import texts
from board.events import KINDS, Event, Pair
from board.exchange.andon_fields import Fields
from board.exchange.drafts import Happened
from board.limits import HIGHEST


def happened(nodes: Iterable[Fields], cards: dict[str, str]) -> tuple[list[Happened], int]:
    """What happened, in order, and how many entries cannot be told."""
    told, lost = [], 0
    for node in nodes:
        entry = _happened(node, cards)
        if entry is None:
            lost += 1
        else:
            told.append(entry)
    return told, lost


def _happened(node: Fields, cards: dict[str, str]) -> Happened | None:
    kind, card = node.text("kind"), node.known_id("card")
    data = node.node("data").content
    if not _fits(kind, data):
        return None
    by = texts.cut(texts.salvaged_line(node.text("by")) or "Somebody", texts.NAME_LIMIT)
    return Happened(node.moment("at"), kind, by, card if card in cards else None, data)


def _fits(kind: str, data: dict[str, Any]) -> bool:
    if kind not in KINDS:
        return False
    try:
        event = _adapter(kind).validate_python(data)
    except ValidationError:
        return False
    except TypeError:
        return False
    return all(len(getattr(event, name)) == 2 for name in _pairs(kind)) and _limits_fit(data)


def _limits_fit(data: dict[str, Any]) -> bool:
    """Whether what is said of limits can be told and drawn; those that a card broke are the one
    list of objects in entries."""
    pair = data.get("wip_limit")
    changed = pair if isinstance(pair, list) else ()
    broken = data.get("limits") or ()
    return all(map(_is_limit, changed)) and all(
        isinstance(each.get("name"), str) for each in broken
    )


def _is_limit(value: Any) -> bool:
    return value is None or (type(value) is int and 1 <= value <= HIGHEST)


@cache
def _adapter(kind: str) -> TypeAdapter[Event]:
    return TypeAdapter(KINDS[kind])


@cache
def _pairs(kind: str) -> tuple[str, ...]:
    hints = get_type_hints(KINDS[kind])
    return tuple(field.name for field in fields(KINDS[kind]) if hints[field.name] == Pair)
