"""Appendices: what a card holds that has no place of its own, at the end of its description.

Names and values come from elsewhere and are shown as they are; an address becomes a link only when
it leads to a page or a mailbox.
"""

import re
from collections.abc import Iterable

from board import texts

MOST = 20_000
"""Characters of an appendix; the description comes first."""

_MARKS = re.compile(r"([\\`*_\[\]<>|~&])")
_ADDRESS = re.compile(r"(?:https?://[^\s<>()\[\]\\\"'`|]+|mailto:[^\s<>()\[\]\\\"'`|]+)", re.I)


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Fields with their values, as a table; empty when there are none."""
    lines = [f"| {_escaped(name)} | {_value(value)} |" for name, value in rows if value]
    return "\n".join(["| Field | Value |", "| --- | --- |", *lines]) if lines else ""


def links(files: Iterable[tuple[str, str]]) -> str:
    """Names that lead to addresses, as a list; empty when there are none."""
    lines = [f"- {_link(name, address)}" for name, address in files if name or address]
    return "\n".join(["Attachments:", "", *lines]) if lines else ""


def joined(description: str, *parts: str) -> tuple[str, bool]:
    """A description with its appendices, and whether something was cut to fit."""
    appendix = "\n\n".join(part for part in parts if part)
    short = _cut_lines(appendix)
    room = texts.TEXT_LIMIT - (len(short) + 2 if short else 0)
    body = texts.cut(description, room)
    whole = "\n\n".join(part for part in (body.rstrip() if short else body, short) if part)
    return whole, short != appendix or body != description


def leads_somewhere(address: str) -> bool:
    """Whether an address may be a link."""
    return bool(_ADDRESS.fullmatch(address))


def _link(name: str, address: str) -> str:
    if not leads_somewhere(address):
        return _escaped(name or address)
    return f"[{_escaped(name or address)}]({address})"


def _value(value: str) -> str:
    return value if leads_somewhere(value) else _escaped(value)


def _escaped(value: str) -> str:
    """A text in one line that Markdown leaves as it is."""
    return _MARKS.sub(r"\\\1", texts.cut(texts.salvaged_line(value), 1_000))


def _cut_lines(text: str) -> str:
    """As many whole lines as fit."""
    if len(text) <= MOST:
        return text
    return text[: text.rfind("\n", 0, MOST - 2)] + "\n…"
