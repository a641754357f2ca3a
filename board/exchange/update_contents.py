"""What stands on cards, brought up to date: see `updates.py` for the rule."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from board import order
from board.database import Open
from board.exchange import digests
from board.exchange.drafts import Card, Checklist, Comment
from board.exchange.present import Here, Row
from board.exchange.writing import Writing
from board.sqlite import Statement


class Contents:
    """The contents of cards that are here and where they come from. `brought`, `left`, `touched`:
    how much of what was brought, what was left alone, and which cards are others now."""

    def __init__(
        self,
        open_: Open,
        writing: Writing,
        here: Here,
        before: digests.Tree,
        tree: digests.Tree,
    ) -> None:
        self.brought: Counter[str] = Counter()
        self.left: dict[str, None] = {}
        self.touched: set[int] = set()
        self._open = open_
        self._writing = writing
        self._here = here
        self._before = before
        self._tree = tree
        self._statements: list[Statement] = []

    async def bring(self, cards: Sequence[Card], seated: set[int]) -> None:
        """Bring what changed on cards; only who is `seated` works on one."""
        ids = self._writing.ids
        people = {name: user for name, user in ids.people.items() if user in seated}
        here = self._here
        for kind, table, column, known, on in (
            ("labels", "card_labels", "label_id", ids.labels, here.label_ids),
            ("people", "assignments", "user_id", people, here.user_ids),
        ):
            for card in cards:
                await self._put(card, kind, table, column, known, on[ids.cards[card.id]])
        await self._say(cards)
        for card in cards:
            await self._list(card)
        if self._statements:
            await self._open.run(*self._statements)

    def _changed(self, card: int, noun: str = "change") -> None:
        self.brought[noun] += 1
        self.touched.add(card)

    def _old(self, kind: str, identity: str) -> dict[str, Any]:
        found: dict[str, Any] = self._before.get(kind, {}).get(identity, {})
        return found

    # -- labels and people

    async def _put(
        self, card: Card, kind: str, table: str, column: str, known: dict[str, int], on: set[int]
    ) -> None:
        """Put on a card, and take off it, what came and went since the last time."""
        old = self._old("cards", card.id).get(kind)
        if old is None:
            return
        new, row = getattr(card, kind), self._writing.ids.cards[card.id]
        come = {known[each] for each in new if each not in old and each in known} - on
        gone = {known[each] for each in old if each not in new and each in known} & on
        await self._writing.on_cards(table, column, [(row, each) for each in sorted(come)])
        take = f"DELETE FROM {table} WHERE card_id = ? AND {column} = ?"  # noqa: S608
        self._statements += [(take, (row, each)) for each in sorted(gone)]
        for _ in come | gone:
            self._changed(row)

    # -- comments

    async def _say(self, cards: Iterable[Card]) -> None:
        new: list[tuple[str, Comment]] = []
        for card in cards:
            for comment in card.comments:
                row = self._here.said.get(comment.id)
                if row is not None:
                    self._edit(card, comment, row)
                elif not self._old("comments", comment.id):
                    new.append((card.id, comment))
                    self._changed(self._writing.ids.cards[card.id], "comment")
        await self._writing.comments(new)

    def _edit(self, card: Card, comment: Comment, row: Row) -> None:
        if row["removed_at"] is None and self._takes("comments", comment.id, card, row, "text"):
            sql = "UPDATE comments SET text = ?, edited_at = ? WHERE id = ?"
            self._statements.append((sql, (comment.text, comment.edited_at, row["id"])))
            self._changed(row["card_id"])

    # -- checklists

    async def _list(self, card: Card) -> None:
        row = self._writing.ids.cards[card.id]
        present = self._here.lists_of[row]
        new = [
            each
            for each in card.checklists
            if each.id not in self._here.lists and not self._old("checklists", each.id)
        ]
        ranks = _behind(present, len(new))
        await self._writing.checklists(
            [(card.id, each, rank) for each, rank in zip(new, ranks, strict=True)]
        )
        for _ in new:
            self._changed(row, "checklist")
        for each in card.checklists:
            known = self._here.lists.get(each.id)
            if known is not None and known["removed_at"] is None:
                await self._items(card, each, known)

    async def _items(self, card: Card, checklist: Checklist, row: Row) -> None:
        if self._takes("checklists", checklist.id, card, row, "name"):
            sql = "UPDATE checklists SET name = ? WHERE id = ?"
            self._statements.append((sql, (checklist.name, row["id"])))
            self._changed(row["card_id"])
        new = []
        for item in checklist.items:
            known = self._here.items.get(item.id)
            if known is None and not self._old("items", item.id):
                new.append(item)
                self._changed(row["card_id"])
            elif known is not None and known["removed_at"] is None:
                here = {**known, "done": known["done_at"] is not None}
                for name, value in (("text", item.text), ("done", item.done_at)):
                    if self._takes("items", item.id, card, here, name):
                        column = "done_at" if name == "done" else name
                        sql = f"UPDATE checklist_items SET {column} = ? WHERE id = ?"  # noqa: S608
                        self._statements.append((sql, (value, known["id"])))
                        self._changed(row["card_id"])
        ranks = _behind(self._here.items_of[row["id"]], len(new))
        there = row["card_id"], row["id"]
        await self._writing.items(
            [(*there, item, rank) for item, rank in zip(new, ranks, strict=True)]
        )

    def _takes(self, kind: str, identity: str, card: Card, row: Row, name: str) -> bool:
        """Whether a field changed where it comes from and did not here."""
        here, new = digests.digest(row[name]), self._tree[kind][identity][name]
        old = self._old(kind, identity).get(name)
        if new in (old, here):
            return False
        if here != old:
            self.left[card.title] = None
        return bool(here == old)


def _behind(present: Sequence[Row], count: int) -> list[str]:
    """Ranks behind those of what is there."""
    return order.among(max((row["rank"] for row in present), default=None), None, count)
