"""Trello board exports (JSON) become drafts.

Only what a draft has room for is taken: names, texts, places, dates, the history of columns, and
what stands on the cards (`trello_contents.py`). Trello's files hold more than that, secrets among
it (the address by which cards are posted, for one); what is not named is never kept.
"""

from itertools import count
from typing import Any

from board import texts
from board.errors import Invalid
from board.exchange import trello_actions
from board.exchange.drafts import Card, Column, Draft
from board.exchange.files import Node
from board.exchange.losses import losses
from board.exchange.recognition import trello_board
from board.exchange.remarks import Remarks
from board.exchange.stages import Staged, Told, guessed
from board.exchange.trello_contents import Contents
from board.exchange.trello_history import Known, Replay, Trail
from board.limits import HIGHEST

CARDS_LIMIT = 20_000
LISTS_LIMIT = 1_000
NAMELESS = "Without a name"
DELETED = "Deleted card"


def read(content: Any, now: int, told: Told | None = None) -> Draft:
    """The draft of a Trello board. Raises Invalid with one sentence when it is none."""
    return _Reading(trello_board(content), now, told or Told({})).draft()


class _Reading:
    """One board on its way from the file to the draft."""

    def __init__(self, board: Node, now: int, told: Told) -> None:
        self._board = board
        self._now = now
        self._told = told
        self._remarks = Remarks()
        self._lists = _in_order(board, "lists", LISTS_LIMIT)
        self._staged = self._stages()
        cards = _in_order(board, "cards", CARDS_LIMIT)
        self._cards = [card for card in cards if _is_work(card)]
        self._remarks.skipped = len(cards) - len(self._cards)
        self._log = trello_actions.read(board, now)
        known = [self._known(card) for card in self._cards]
        # A list that the file speaks of but does not have is as good as archived.
        lists = {card.column: True for card in known}
        lists |= {node.id(): node.flag("closed") for node in self._lists}
        self._replay = Replay(self._log, known, lists, now)
        self._gone = self._no_longer_here({card.id() for card in cards})
        self._contents = Contents(board, self._cards, self._log, now, self._remarks)

    def draft(self) -> Draft:
        columns = [self._column(node) for node in self._lists]
        columns += self._lost_columns({column.id for column in columns})
        cards = self._all_cards([column.id for column in columns])
        name = self._line(self._board.text("name"), "board name", texts.NAME_LIMIT)
        self._remark(columns, cards)
        return Draft(
            source=f"trello:{self._board.known_id() or ''}".removesuffix(":"),
            name=name,
            columns=tuple(columns),
            cards=tuple(cards),
            moves=self._moves({card.id for card in cards}),
            warnings=(*self._remarks.sentences(), *losses(self._board, self._cards)),
            labels=self._contents.labels.all,
            people=self._contents.people.all,
        )

    # -- columns

    def _stages(self) -> dict[str, Staged]:
        """The stage of every list: the one told, else the one guessed."""
        guesses = guessed([node.text("name") for node in self._lists])
        staged = {node.id(): guess for node, guess in zip(self._lists, guesses, strict=True)}
        self._remarks.guessed = len(staged.keys() - self._told.stages.keys())
        return staged | self._told.stages

    def _column(self, node: Node) -> Column:
        limit = node.whole("softLimit")
        if node.content.get("softLimit") is not None and not 1 <= (limit or 0) <= HIGHEST:
            self._remarks.limits += 1
            limit = None
        closed_at = (self._shut(node.id()) or self._now) if node.flag("closed") else None
        return self._stand(node.id(), node.text("name"), limit, closed_at)

    def _lost_columns(self, present: set[str]) -> list[Column]:
        """Columns that cards passed through, or stand in, but that the file does not have."""
        last: dict[str, int] = {}
        for trail in self._trails():
            last.setdefault(trail.column, trail.changed_at)
            for stay in trail.stays:
                at = stay.ended_at or stay.began_at
                last[stay.column] = max(at, last.get(stay.column, at))
        lost = {column: at for column, at in last.items() if column not in present}
        if len(present) + len(lost) > LISTS_LIMIT:
            raise _too_many("lists", len(present) + len(lost), LISTS_LIMIT)
        columns = [
            self._stand(column, self._log.names.get(column, ""), None, self._shut(column) or at)
            for column, at in sorted(lost.items())
        ]
        self._remarks.lost_columns = [column.name for column in columns]
        return columns

    def _stand(
        self, identity: str, name: str, limit: int | None, archived_at: int | None
    ) -> Column:
        name = self._line(name, "column name", texts.NAME_LIMIT)
        staged = self._staged.get(identity) or guessed([name])[0]
        return Column(identity, name, staged.stage, staged.wait, limit, archived_at)

    # -- cards

    def _known(self, node: Node) -> Known:
        column = node.id("idList")
        staged = self._staged.get(column)
        return Known(
            id=node.id(),
            column=column,
            closed=node.flag("closed"),
            done=staged is not None and staged.stage == "done",
            done_at=self._instant(node, "dateCompleted") or self._log.ticks.get(node.id()),
            closed_at=self._instant(node, "dateClosed"),
            active_at=self._instant(node, "dateLastActivity"),
        )

    def _instant(self, node: Node, name: str) -> int | None:
        at = node.instant(name)
        return None if at is None else min(at, self._now)

    def _no_longer_here(self, present: set[str]) -> list[Trail]:
        """The cards that only the log knows, when it also tells how they left."""
        elsewhere = [trail for name, trail in self._replay.trails.items() if name not in present]
        gone = [trail for trail in elsewhere if trail.left_at is not None]
        self._remarks.elsewhere = len(elsewhere) - len(gone)
        if len(present) + len(gone) > CARDS_LIMIT:
            raise _too_many("cards", len(present) + len(gone), CARDS_LIMIT)
        return gone

    def _trails(self) -> list[Trail]:
        return [*(self._replay.trails[card.id()] for card in self._cards), *self._gone]

    def _all_cards(self, columns: list[str]) -> list[Card]:
        """Every card, column by column and in its order there; the ones that are gone last."""
        place = {column: n for n, column in enumerate(columns)}
        numbers = self._numbers()
        cards = [self._card(node, numbers[node.id()]) for node in self._cards]
        cards += [self._stub(trail, numbers[trail.id]) for trail in self._gone]
        return sorted(cards, key=lambda card: place[card.column])

    def _card(self, node: Node, number: int) -> Card:
        trail = self._replay.trails[node.id()]
        return Card(
            id=trail.id,
            number=number,
            title=self._line(node.text("name"), "card title", texts.TITLE_LIMIT),
            column=trail.column,
            created_at=trail.created_at,
            archived_at=self._archived_at(node, trail),
            deleted_at=None,
            history=trail.history,
            stays=tuple(trail.stays),
            **self._contents.of(node),
        )

    def _archived_at(self, node: Node, trail: Trail) -> int | None:
        list_closed_at = self._shut(trail.column)
        if not node.flag("closed"):
            return list_closed_at
        at = trail.stays[-1].ended_at if trail.stays else self._instant(node, "dateClosed")
        return at or (list_closed_at or self._now + 1) - 1

    def _shut(self, column: str) -> int | None:
        """When a list was archived: right after the cards in it left, for those that had left by
        themselves must not come back with it."""
        at = self._replay.shut.get(column)
        return None if at is None else at + 1

    @staticmethod
    def _stub(trail: Trail, number: int) -> Card:
        left_at = trail.left_at or trail.changed_at
        return Card(
            id=trail.id,
            number=number,
            title=DELETED,
            description="",
            column=trail.column,
            created_at=trail.created_at,
            archived_at=trail.changed_at if trail.stays else left_at,
            deleted_at=left_at,
            history=trail.history,
            stays=tuple(trail.stays),
        )

    def _numbers(self) -> dict[str, int]:
        """Trello's numbers when they are all there and differ, else new ones by age."""
        numbers = {node.id(): node.whole("idShort") for node in self._cards}
        kept = {name: number for name, number in numbers.items() if number is not None}
        if len(set(kept.values())) < len(numbers):
            self._remarks.renumbered = True
            kept = {}
        taken = set(kept.values())
        free = (number for number in count(1) if number not in taken)
        rest = [trail for trail in self._trails() if trail.id not in kept]
        rest.sort(key=lambda trail: (trail.created_at, trail.id))
        return kept | {trail.id: number for trail, number in zip(rest, free, strict=False)}

    def _moves(self, cards: set[str]) -> int:
        moves = [step for step in self._log.steps if step.kind == "moved" and step.card in cards]
        return sum(step.source != step.column for step in moves)

    # -- words

    def _line(self, value: str, noun: str, limit: int) -> str:
        text = texts.salvaged_line(value)
        if not text:
            self._remarks.empty[noun] += 1
        if len(text) > limit:
            self._remarks.cut[noun] += 1
        return texts.cut(text or NAMELESS, limit)

    def _remark(self, columns: list[Column], cards: list[Card]) -> None:
        remarks, names = self._remarks, {column.id for column in columns}
        present = [card for card in cards if card.deleted_at is None]
        remarks.no_end = all(column.stage != "done" for column in columns)
        remarks.strangers = [name for name in self._told.stages if name not in names]
        remarks.actions, remarks.unread = self._log.actions, self._log.unread
        remarks.partial = sum(card.history == "partial" for card in present)
        remarks.bare = sum(card.history == "none" for card in present)
        doubtful = self._replay.doubtful
        remarks.doubtful = [card.title for card in present if card.id in doubtful]
        remarks.closed = self._board.flag("closed")
        remarks.ticked = sum(self._only_ticked(node) for node in self._cards)

    def _only_ticked(self, node: Node) -> bool:
        """Its date is ticked off, and it stands where nothing counts as finished."""
        staged = self._staged.get(node.id("idList"))
        finished = staged is not None and staged.stage in ("done", "discard")
        return node.content.get("dueComplete") is True and not finished


def _in_order(board: Node, name: str, limit: int) -> list[Node]:
    """The objects of a list by their positions. Raises Invalid when two have the same id."""
    if board.size(name) > limit:
        raise _too_many(name, board.size(name), limit)
    nodes = list(board.nodes(name))
    ids = {node.id() for node in nodes}
    if len(ids) < len(nodes):
        raise Invalid(f"The file is damaged: two of its {name} have the same id.", field="file")
    return sorted(nodes, key=lambda node: (node.position(), node.id()))


def _too_many(name: str, number: int, limit: int) -> Invalid:
    return Invalid(f"The file holds {number:,} {name}; {limit:,} fit on a board.", field="file")


def _is_work(card: Node) -> bool:
    """Templates, separators and mirrors of other cards and boards are no work items."""
    return not card.content.get("isTemplate") and card.content.get("cardRole") is None
