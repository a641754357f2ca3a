"""What stands on the cards of a Trello board: labels, people, days, checklists and comments.

Checklists stand at the top of the file and comments among its actions. Fields that boards define
for themselves and files have no place of their own here: the one become a table at the end of the
description, the other links.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from board import texts
from board.checklists import MOST, MOST_ITEMS
from board.exchange import appendix
from board.exchange.drafts import Checklist, Comment, Item
from board.exchange.files import Node
from board.exchange.remarks import Remarks
from board.exchange.trello_actions import COMMENTS, Log, made_at
from board.exchange.trello_fields import Fields
from board.exchange.trello_labels import Labels
from board.exchange.trello_people import People
from board.instants import iso

NAMELESS = "Checklist"


class Contents:
    """The contents of a board's cards. `labels` and `people`: those that the cards need."""

    def __init__(
        self, board: Node, cards: Sequence[Node], log: Log, now: int, remarks: Remarks
    ) -> None:
        self._now = now
        self._log = log
        self._remarks = remarks
        self._ids = {card.id() for card in cards}
        self._seen: set[str] = set()
        self._fields = Fields(board)
        self.labels = Labels(board, cards, remarks)
        self.people = People(board)
        self._checklists = self._by_card(board, cards)
        self._comments = self._said(board)

    def of(self, node: Node) -> dict[str, Any]:
        """What stands on a card, by the names that a draft's card has for it."""
        card = node.id()
        return {
            "description": self._description(node),
            "labels": self.labels.of(card),
            "people": self.people.on(node),
            "start": _day(node, "start"),
            "due": _day(node, "due"),
            "checklists": tuple(self._checklist(each, node) for each in self._checklists[card]),
            "comments": tuple(self._comments[card]),
        }

    # -- texts

    def _description(self, node: Node) -> str:
        files = [(_text(each, "name"), _text(each, "url")) for each in node.nodes("attachments")]
        self._remarks.barred += sum(
            bool(address) and not appendix.leads_somewhere(address) for _, address in files
        )
        whole, cut = appendix.joined(
            texts.salvaged(node.text("desc")),
            appendix.table(self._fields.of(node)),
            appendix.links(files),
        )
        self._remarks.cut["description"] += cut
        return whole

    def _line(self, value: str, noun: str, limit: int, nameless: str) -> str:
        text = texts.salvaged_line(value)
        self._remarks.cut[noun] += len(text) > limit
        return texts.cut(text, limit) or nameless

    # -- checklists

    def _by_card(self, board: Node, cards: Sequence[Node]) -> dict[str, list[Node]]:
        """The checklists of each card in order, wherever the file has them."""
        found: dict[str, dict[str, Node]] = defaultdict(dict)
        for node in board.nodes("checklists"):
            named = node.known_id("idCard")
            if named in self._ids:
                found[named].setdefault(node.id(), node)
            else:
                self._remarks.lost["checklist"] += 1
        for card in cards:
            for node in card.nodes("checklists"):
                found[card.id()].setdefault(node.id(), node)
        ordered: dict[str, list[Node]] = defaultdict(list)
        for card_id, nodes in found.items():
            ordered[card_id] = _in_order(list(nodes.values()))[:MOST]
            self._remarks.lost["checklist"] += len(nodes) - len(ordered[card_id])
        return ordered

    def _checklist(self, node: Node, card: Node) -> Checklist:
        states = {_text(each, "idCheckItem"): each for each in card.nodes("checkItemStates")}
        items = _in_order(list(node.nodes("checkItems")))
        self._remarks.lost["checklist item"] += max(len(items) - MOST_ITEMS, 0)
        return Checklist(
            id=node.id(),
            name=self._line(node.text("name"), "checklist name", texts.NAME_LIMIT, NAMELESS),
            items=tuple(self._item(each, card, states) for each in items[:MOST_ITEMS]),
        )

    def _item(self, node: Node, card: Node, states: dict[str, Node]) -> Item:
        self._remarks.item_facts += bool(node.content.get("due") or node.content.get("idMember"))
        identity = node.id()
        state = node.content.get("state")
        if state is None and identity in states:
            state = states[identity].content.get("state")
        name = self._line(node.text("name"), "checklist item", texts.TITLE_LIMIT, "Item")
        done_at = self._ticked_at(identity, card) if state == "complete" else None
        return Item(identity, name, done_at)

    def _ticked_at(self, identity: str, card: Node) -> int:
        """When an item was ticked, as far as the file tells."""
        at = self._log.items.get(identity) or card.instant("dateLastActivity")
        return min(at or self._now, self._now)

    # -- comments

    def _said(self, board: Node) -> dict[str, list[Comment]]:
        """The comments on each card, the first one first."""
        found: dict[str, list[Comment]] = defaultdict(list)
        for action in reversed(list(board.nodes("actions"))):
            if action.content.get("type") not in COMMENTS:
                continue
            card, comment = action.node("data").node("card").known_id(), self._comment(action)
            if card not in self._ids or comment is None:
                self._remarks.lost["comment"] += 1
            elif comment.id not in self._seen:
                self._seen.add(comment.id)
                found[card].append(comment)
        for comments in found.values():
            comments.sort(key=lambda comment: comment.written_at)
        return found

    def _comment(self, action: Node) -> Comment | None:
        identity, data = action.known_id(), action.node("data")
        at = action.instant("date") or (made_at(identity, self._now) if identity else None)
        text = texts.salvaged(_text(data, "text")).strip()
        if identity is None or at is None or not texts.salvaged_line(text):
            return None
        self._remarks.cut["comment"] += len(text) > texts.TEXT_LIMIT
        edited, by = data.instant("dateLastEdited"), action.known_id("idMemberCreator")
        by = by or action.node("memberCreator").known_id()
        return Comment(
            id=identity,
            text=texts.cut(text, texts.TEXT_LIMIT),
            written_at=min(at, self._now),
            edited_at=None if edited is None else min(edited, self._now),
            by=self.people.ask(by) if by else None,
        )


def _in_order(nodes: list[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: node.position())


def _text(node: Node, name: str) -> str:
    value = node.content.get(name)
    return value if isinstance(value, str) else ""


def _day(node: Node, name: str) -> str | None:
    """A day as the file has it, which names a date where the board is."""
    return iso(node.instant(name))
