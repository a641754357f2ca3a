"""Writing: a draft's things become rows of one board, inside one transaction.

What was written before is known by its source's id, so that a board that exists can be given what
is new in the same way as a new one is given everything.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from board import bulk, drafts, order
from board.database import Open
from board.exchange import digests, who
from board.exchange.drafts import Card, Checklist, Column, Comment, Draft, Item, Label, Lane
from board.exchange.ways import Ways
from board.flow.arrivals import Stage, dates

Rows = list[dict[str, Any]]

Stages = Mapping[str, Stage]
"""The stages of columns by the source's ids."""


@dataclass(slots=True)
class Ids:
    """The ids of rows by the source's ids."""

    columns: dict[str, int] = field(default_factory=dict)
    lanes: dict[str, int] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    cards: dict[str, int] = field(default_factory=dict)


class Writing:
    """A draft on its way into a board. `version`: the number of the event that brings it."""

    def __init__(self, batch: Open, draft: Draft, board_id: int, zone: str, version: int) -> None:
        self.ids = Ids()
        self.board_id = board_id
        self._batch = batch
        self._draft = draft
        self._system = draft.source.partition(":")[0]
        self._names = {person.id: person.name for person in draft.people}
        self._zone = zone
        self._version = version

    def source(self, identity: str) -> str:
        """An id of the source as rows keep it."""
        return f"{self._system}:{identity}"

    # -- the board's own things

    async def people(self, accounts: who.Chosen, at: int, seated: set[int]) -> None:
        """Seat the draft's people, those without an account as placeholders; `seated`: users who
        sit at the board already."""
        named = who.named(self._draft)
        self.ids.people |= await who.write(
            self._batch, self.board_id, self._system, named, accounts, at, seated
        )

    async def columns(self, columns: Sequence[Column], ranks: Iterable[str]) -> None:
        """Write columns at ranks."""
        rows = [
            {
                "name": column.name,
                "stage": column.stage,
                "wait": column.wait,
                "policy": column.policy,
                "wip_limit": column.wip_limit,
                "wip_mode": column.wip_mode,
                "rank": rank,
                "source": self.source(column.id),
                "archived_at": column.archived_at,
                "removed_at": column.removed_at,
            }
            for column, rank in zip(columns, ranks, strict=True)
        ]
        self.ids.columns |= await self._named("columns", columns, rows)

    async def lanes(self, lanes: Sequence[Lane], ranks: Iterable[str]) -> None:
        """Write lanes at ranks."""
        rows = [
            {
                "name": lane.name,
                "wip_limit": lane.wip_limit,
                "wip_mode": lane.wip_mode,
                "rank": rank,
                "source": self.source(lane.id),
                "archived_at": lane.archived_at,
                "removed_at": lane.removed_at,
            }
            for lane, rank in zip(lanes, ranks, strict=True)
        ]
        self.ids.lanes |= await self._named("lanes", lanes, rows)

    async def labels(self, labels: Sequence[Label]) -> None:
        """Write labels."""
        rows = [
            {"name": label.name, "color": label.color, "source": self.source(label.id)}
            for label in labels
        ]
        self.ids.labels |= await self._named("labels", labels, rows)

    async def _named(self, table: str, things: Sequence[Any], rows: Rows) -> dict[str, int]:
        ids = await self._insert(table, rows, returning="source")
        return {thing.id: ids[self.source(thing.id)] for thing in things}

    async def _insert(self, table: str, rows: Rows, *, returning: str = "id") -> dict[Any, int]:
        owned = [{"board_id": self.board_id, **row} for row in rows]
        return await bulk.insert(self._batch, table, owned, returning=returning)

    # -- cards

    async def cards(self, cards: Sequence[Card], ranks: Iterable[str], stages: Stages) -> None:
        """Write cards at ranks of their columns; `stages` of all columns."""
        rows = [
            {
                "column_id": self.ids.columns[card.column],
                "number": card.number,
                "rank": rank,
                "source": self.source(card.id),
                "version": self._version,
                "created_at": card.created_at,
                "history": card.history,
                **self.words(card),
                **self.past(card, stages),
            }
            for card, rank in zip(cards, ranks, strict=True)
        ]
        ids = await self._insert("cards", rows, returning="number")
        self.ids.cards |= {card.id: ids[card.number] for card in cards}

    def words(self, card: Card) -> dict[str, Any]:
        """What a card says of itself, as its row has it."""
        return {
            "title": card.title,
            "description": card.description,
            "lane_id": self.ids.lanes[card.lane] if card.lane else None,
            "start_on": drafts.on(card.start, self._zone),
            "due_on": drafts.on(card.due, self._zone),
            "class_of_service": card.class_of_service,
            "estimate": None if card.estimate is None else float(card.estimate),
        }

    def past(self, card: Card, stages: Stages) -> dict[str, Any]:
        """What follows from a card's past, as its row has it."""
        worked_out = dates((stages[stay.column], stay.began_at) for stay in card.stays)
        standing = next((each for each in card.blocks if each.ended_at is None), None)
        return {
            "started_at": worked_out.started_at,
            "finished_at": worked_out.finished_at,
            "archived_at": card.archived_at,
            "deleted_at": card.deleted_at,
            "blocked_at": standing.began_at if standing else None,
            "blocked_reason": standing.reason if standing else None,
            "blocked_by": self._names.get(standing.by or "", who.UNKNOWN.name)
            if standing
            else None,
        }

    def digests(self) -> digests.Tree:
        """What the draft brings, for the day when it comes again."""
        words = {card.id: self.words(card) for card in self._draft.cards}
        return digests.of(self._draft, words, self.ids.people)

    async def pasts(self, cards: Sequence[Card]) -> None:
        """Write the stays and blocks of cards."""
        await self._insert(
            "visits",
            [
                {
                    "card_id": self.ids.cards[card.id],
                    "column_id": self.ids.columns[stay.column],
                    "began_at": stay.began_at,
                    "ended_at": stay.ended_at,
                    "gone": stay.gone,
                }
                for card in cards
                for stay in card.stays
            ],
        )
        await self._insert(
            "blocks",
            [
                {
                    "card_id": self.ids.cards[card.id],
                    "by_id": self.person(block.by),
                    "reason": block.reason,
                    "began_at": block.began_at,
                    "ended_at": block.ended_at,
                }
                for card in cards
                for block in card.blocks
            ],
        )

    def ways(self) -> Ways:
        """What tells the ways of cards that are written."""
        names = {column.id: column.name for column in self._draft.columns}
        return Ways(names, self.ids.columns, self.ids.cards)

    def person(self, identity: str | None) -> int:
        """The user of a person; who is not named is somebody."""
        people = self.ids.people
        return people[identity] if identity in people else people[""]

    # -- what is on cards

    async def contents(self, cards: Sequence[Card]) -> None:
        """Write the labels, people, checklists and comments of cards."""
        await self.on_cards("card_labels", "label_id", self._pairs(cards, "labels"))
        await self.on_cards("assignments", "user_id", self._pairs(cards, "people"))
        await self.comments([(card.id, each) for card in cards for each in card.comments])
        await self.checklists(
            [
                (card.id, *ranked)
                for card in cards
                for ranked in zip(card.checklists, order.spread(len(card.checklists)), strict=True)
            ]
        )

    def _pairs(self, cards: Sequence[Card], name: str) -> list[tuple[int, int]]:
        known = getattr(self.ids, name)
        return [
            (self.ids.cards[card.id], known[each]) for card in cards for each in getattr(card, name)
        ]

    async def on_cards(self, table: str, column: str, pairs: Iterable[tuple[int, int]]) -> None:
        """Put things that are on the board on cards."""
        rows = [{"card_id": card, column: each} for card, each in dict.fromkeys(pairs)]
        await bulk.insert(self._batch, table, rows, returning="id")

    async def comments(self, comments: Iterable[tuple[str, Comment]]) -> None:
        """Write comments, each with its card's id."""
        rows = [
            {
                "card_id": self.ids.cards[card],
                "by_id": self.person(comment.by),
                "text": comment.text,
                "written_at": comment.written_at,
                "edited_at": comment.edited_at,
                "source": self.source(comment.id),
            }
            for card, comment in comments
        ]
        await self._insert("comments", rows)

    async def checklists(self, checklists: Sequence[tuple[str, Checklist, str]]) -> None:
        """Write checklists with their items, each with its card's id and at a rank."""
        rows = [
            {
                "card_id": self.ids.cards[card],
                "name": checklist.name,
                "rank": rank,
                "source": self.source(checklist.id),
            }
            for card, checklist, rank in checklists
        ]
        ids = sorted(await self._insert("checklists", rows))
        await self.items(
            [
                (self.ids.cards[card], identity, *ranked)
                for identity, (card, checklist, _) in zip(ids, checklists, strict=True)
                for ranked in zip(checklist.items, order.spread(len(checklist.items)), strict=True)
            ]
        )

    async def items(self, items: Iterable[tuple[int, int, Item, str]]) -> None:
        """Write items, each of a card and a checklist and at a rank."""
        rows = [
            {
                "card_id": card,
                "checklist_id": checklist,
                "text": item.text,
                "rank": rank,
                "done_at": item.done_at,
                "source": self.source(item.id),
            }
            for card, checklist, item, rank in items
        ]
        await bulk.insert(self._batch, "checklist_items", rows, returning="id")


def ranked(cards: Sequence[Card]) -> Iterator[str]:
    """The ranks of all cards of a board, which stand column by column."""
    start = 0
    while start < len(cards):
        end = start
        while end < len(cards) and cards[end].column == cards[start].column:
            end += 1
        yield from order.spread(end - start)
        start = end
