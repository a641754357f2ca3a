"""Making: a draft becomes a board of somebody's own, in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from tortoise.exceptions import IntegrityError

from board import boards, database, index, keys, order, requests
from board.database import Batch
from board.events import BoardImported, Event, MemberJoined
from board.exchange import digests, elsewhere, who
from board.exchange.drafts import Draft, Happened
from board.exchange.who import Chosen
from board.exchange.writing import Writing, ranked
from board.instants import now
from board.log import entry
from board.seats import Once

IMPORTED = 1
"""The number of the event that made the board; every imported card has it as its version."""


async def written(draft: Draft, owner: dict[str, Any], zone: str, accounts: Chosen) -> int:
    """Write a draft as a board of the owner's; returns its id."""
    answer = await made(draft, owner, zone, accounts, lambda board: {"board": board})
    return int(answer["board"])


async def made(
    draft: Draft,
    owner: dict[str, Any],
    zone: str,
    accounts: Chosen,
    report: Callable[[int], dict[str, Any]],
    once: Once | None = None,
) -> dict[str, Any]:
    """Write a draft as a board of the owner's; returns the report of its id.

    Raises Repeated when the request was carried out before. Events: board.imported, member.joined,
    the owner's and one for each account that somebody in the draft has.
    """
    while True:
        key = None
        try:
            async with database.transaction(*boards.lock(owner["id"], once)) as (batch, found):
                if once:
                    requests.repeat(once, found[1])
                key = await keys.free(batch, draft.name)
                answer = report(await _write(batch, draft, owner, key, zone, accounts))
                if once:
                    await batch.run(*requests.record(owner["id"], once, answer, now()))
                return answer
        except IntegrityError:
            # Somebody took the key in the same instant; the next round sees theirs.
            if key is None or not await _taken(key):
                raise


async def _taken(key: str) -> bool:
    (found,) = await database.read(("SELECT id FROM boards WHERE key = ?", (key,)))
    return bool(found)


async def _write(
    batch: Batch,
    draft: Draft,
    owner: dict[str, Any],
    key: str,
    zone: str,
    accounts: Chosen,
) -> int:
    at, events = now(), await _events(batch, draft, owner, key, zone, accounts)
    board_id = await boards.insert(
        batch,
        name=draft.name,
        key=key,
        timezone=zone,
        at=at,
        seq=len(events),
        source=draft.source,
        cards_made=max((card.number for card in draft.cards), default=0),
    )
    limit = "UPDATE boards SET wip_limit = ?, wip_mode = ? WHERE id = ?"
    await batch.run(
        boards.seat(board_id, owner["id"], at),
        (limit, (draft.wip_limit, draft.wip_mode, board_id)),
        *(
            entry(board_id, seq, at, owner["id"], event)
            for seq, event in enumerate(events, start=IMPORTED)
        ),
    )
    writing = Writing(batch, draft, board_id, zone, IMPORTED)
    seated = {owner["id"]}
    await writing.people(accounts, at, seated)
    await _fill(writing, draft)
    told = [_here(each, writing.ids.columns) for each in draft.past]
    past = sorted([*told, *writing.ways().of(draft.cards)], key=lambda each: each.at)
    await elsewhere.write(batch, board_id, past, writing.ids.cards)
    await batch.run(digests.kept(board_id, IMPORTED, at, draft.source, writing.digests()))
    await index.write(batch, sorted(writing.ids.cards.values()))
    return board_id


def _here(told: Happened, columns: Mapping[str, int]) -> Happened:
    """What happened, with the id that its column has here."""
    if told.column is None:
        return told
    return replace(told, data={**told.data, "column": columns[told.column]})


async def _events(
    batch: Batch, draft: Draft, owner: dict[str, Any], key: str, zone: str, accounts: Chosen
) -> list[Event]:
    """The first events of the board: it came, and who sits at it."""
    imported = BoardImported(
        name=draft.name, key=key, timezone=zone, source=draft.source, counts=draft.counts
    )
    joined = MemberJoined(user=owner["id"], name=owner["name"], role="admin", invitation=None)
    others = await who.joined(batch, who.named(draft), accounts, {owner["id"]})
    return [imported, joined, *others]


async def _fill(writing: Writing, draft: Draft) -> None:
    stages = {column.id: column.stage for column in draft.columns}
    await writing.columns(draft.columns, order.spread(len(draft.columns)))
    await writing.lanes(draft.lanes, order.spread(len(draft.lanes)))
    await writing.labels(draft.labels)
    await writing.cards(draft.cards, ranked(draft.cards), stages)
    await writing.pasts(draft.cards)
    await writing.contents(draft.cards)
