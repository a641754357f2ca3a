"""Which columns are archived, and the order of cards in them, brought up to date: see `updates.py`
for the rule."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from board.exchange import digests
from board.exchange.drafts import Column
from board.exchange.present import Here, Row
from board.exchange.writing import Writing
from board.sqlite import Statement

Ranks = Mapping[str, str]


class Places:
    """The places of what is here and where it comes from. `new`: the ranks of cards that came, or
    came to another column; `brought`, `left`, `touched`: how much was brought, what was left
    alone, and which cards are others now."""

    def __init__(self, here: Here, writing: Writing) -> None:
        self.new: dict[int, str] = {}
        self.statements: list[Statement] = []
        self.brought: Counter[str] = Counter()
        self.left: dict[str, None] = {}
        self.touched: set[int] = set()
        self._here = here
        self._ids = writing.ids
        self._shut: list[Column] = []

    def take(self, column: Column, row: Row) -> None:
        """Take it that a column is archived there, which waits until its cards have left, or that
        it stands there again."""
        if column.archived_at is not None:
            self._shut.append(column)
        else:
            row["archived_at"] = None
            self._archived(row, None)

    def settle(self, columns: Iterable[Column], before: digests.Tree, tree: digests.Tree) -> None:
        """Bring it all, when the cards are where they belong; `before` and `tree`: what the last
        import brought, and what this one does."""
        for column in self._shut:
            self._archive(column, self._here.columns[column.id])
        for column in columns:
            last = before.get("columns", {}).get(column.id, {}).get("order")
            if last is not None:
                self._order(column, tree["columns"][column.id]["order"], last)

    def _archive(self, column: Column, row: Row) -> None:
        cards = [card for card in self._here.all_cards if card["column_id"] == row["id"]]
        if any(card["archived_at"] is None and card["id"] not in self.new for card in cards):
            self.left[row["name"]] = None
        else:
            self._archived(row, column.archived_at)

    def _archived(self, row: Row, at: int | None) -> None:
        self.statements.append(("UPDATE columns SET archived_at = ? WHERE id = ?", (at, row["id"])))
        self.brought["change"] += 1

    def _order(self, column: Column, now: Sequence[str], last: Sequence[str]) -> None:
        ranks = reordered(now, last, self._standing(column.id, now))
        if ranks is None:
            self.left[column.name] = None
            return
        ids = {self._ids.cards[card]: rank for card, rank in ranks.items()}
        # No two cards of a column may have the same rank, not even in between.
        aside = "UPDATE cards SET rank = rank || '-' WHERE id = ?"
        self.statements += [(aside, (card,)) for card in ids]
        there = "UPDATE cards SET rank = ? WHERE id = ?"
        self.statements += [(there, (rank, card)) for card, rank in ids.items()]
        self.touched |= ids.keys()
        self.brought["change"] += bool(ids)

    def _standing(self, column: str, cards: Iterable[str]) -> dict[str, str]:
        """The ranks of those of the cards that stand in a column here."""
        found = {}
        for card in cards:
            identity, row = self._ids.cards.get(card), self._here.cards.get(card)
            if identity in self.new:
                found[card] = self.new[identity]
            elif row and row["column_id"] == self._ids.columns[column] and not row["archived_at"]:
                found[card] = row["rank"]
        return found


def reordered(now: Sequence[str], last: Sequence[str], here: Ranks) -> Ranks | None:
    """The ranks that cards of a column get, where they are others; None: left alone, because their
    order was changed both where they come from and here.

    `now` and `last`: the cards in the order that they have there, and had there last time; `here`:
    the ranks of those that stand in the column here. They share out the ranks that they have, so
    what was made here keeps its place among them.
    """
    come = [card for card in now if card in here]
    known = [card for card in last if card in come]
    if sorted(known, key=lambda card: here[card]) != known:
        return {} if [card for card in come if card in known] == known else None
    wanted = zip(come, sorted(here[card] for card in come), strict=True)
    return {card: rank for card, rank in wanted if rank != here[card]}
