"""Reading: the bytes of a file become a draft, by the reader of the file's format."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypedDict, Unpack

from board import columns, texts, users
from board.errors import Invalid
from board.exchange import andon, recognition, table, trello
from board.exchange.drafts import Asked, Draft, counted
from board.exchange.files import loaded
from board.exchange.stages import Told, told
from board.exchange.standing import standing
from board.instants import now

FORMATS: dict[str, Callable[[bytes, Asked], Draft]] = {
    "trello": lambda data, asked: trello.read(loaded(data), asked.now, asked.told),
    "csv": table.read,
    "andon": andon.read,
}
"""The reader of each format."""

Stages = bytes | Told | None
"""The columns' stages by the source's ids: a board file, or what a page asked; None: guessed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A draft, the format it was in, and the zone that its board is to have."""

    draft: Draft
    format: str
    zone: str


class Said(TypedDict, total=False):
    """What may be said of a file beside its bytes; what is not said is seen or guessed.

    `stages` tells the columns' stages by the source's ids, `mapping` what the columns of a table
    hold. `timezone`: the board's; without it that of the stages' file, else of the file, else the
    owner's. `name`: the board's, instead of the one in the file. `called`: what the file is called,
    the name of a board whose file has none. `without_archived`: what is archived there stays there.
    """

    format: str | None
    stages: Stages
    timezone: str | None
    mapping: Mapping[str, str] | None
    name: str | None
    called: str
    without_archived: bool


async def found(data: bytes, owner: dict[str, Any], **said: Unpack[Said]) -> Found:
    """Read a file. Raises Invalid with one sentence for what cannot be read."""
    timezone, name = said.get("timezone"), said.get("name")
    if timezone is not None:
        users.timezone(timezone)
    if name is not None:
        name = texts.line(name, field="name", called="name", limit=texts.NAME_LIMIT)
    zone = timezone or owner["timezone"]
    asked = Asked(now(), Told({}), zone, said.get("mapping"), said.get("called", ""))
    told_ = said.get("format"), said.get("stages"), timezone
    found = await asyncio.to_thread(_read, data, asked, *told_)
    draft = standing(found.draft) if said.get("without_archived") else found.draft
    return replace(found, draft=draft if name is None else replace(draft, name=name))


def _read(
    data: bytes, asked: Asked, format_: str | None, stages: Stages, timezone: str | None
) -> Found:
    name = format_ or recognition.format_of(data)
    if name not in FORMATS:
        raise Invalid(
            f"There is no format of that name. It can be: {', '.join(FORMATS)}.", field="format"
        )
    stated = told(stages) if isinstance(stages, bytes) else stages or Told({})
    if stated.timezone is not None:
        users.timezone(stated.timezone)
    zone = timezone or stated.timezone
    draft = FORMATS[name](data, replace(asked, told=stated, zone=zone or asked.zone))
    zone = zone or draft.timezone or asked.zone
    _must_fit(draft)
    return Found(draft, name, zone)


def _must_fit(draft: Draft) -> None:
    standing = sum(column.archived_at is None for column in draft.columns)
    if standing > columns.MOST:
        raise Invalid(
            f"The board has {counted(standing, 'column')}; {columns.MOST} fit. Archive some"
            " where it comes from and export it again.",
            field="file",
        )
