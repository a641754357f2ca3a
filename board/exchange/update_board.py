"""A board, its columns, labels and cards, brought up to date: see `updates.py` for the rule."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from board import index, order
from board.database import Open
from board.events import BoardImported
from board.exchange import digests, elsewhere, who
from board.exchange.drafts import Card, Draft, counted, named
from board.exchange.present import Here, Row
from board.exchange.update_contents import Contents
from board.exchange.update_places import Places
from board.exchange.who import Chosen
from board.exchange.writing import Writing
from board.log import Change
from board.sqlite import Rows, Statement


class Inside:
    """The transaction of a change, as it is written into."""

    def __init__(self, log: Change) -> None:
        self._log = log

    async def run(self, *statements: Statement) -> list[Rows]:
        """Run statements now."""
        return await self._log.read(*statements)


class Update:
    """One draft on its way into the board that came from the same one."""

    def __init__(self, log: Change, draft: Draft, here: Here, before: digests.Tree) -> None:
        self._log = log
        self._draft = draft
        self._here = here
        self._before = before
        self._open: Open = Inside(log)
        board = log.board
        self._writing = Writing(self._open, draft, board["id"], board["timezone"], log.seq + 1)
        # What a column counts as is said here, by whoever confirmed or changed it.
        said = {name: row["stage"] for name, row in here.columns.items()}
        self._stages = {column.id: column.stage for column in draft.columns} | said
        self._bottoms: dict[int, str] = {}
        self._statements: list[Statement] = []
        self._touched: set[int] = set()
        self._pasts: list[int] = []
        self._came: list[Card] = []
        self._places = Places(here, self._writing)
        self._brought: Counter[str] = Counter()
        self._left: dict[str, None] = {}
        for row in here.all_cards:
            column, rank = row["column_id"], row["rank"]
            self._bottoms[column] = max(self._bottoms.get(column, ""), rank)

    async def all(self, accounts: Chosen) -> None:
        """Bring everything, log it, and keep what was brought for the next time."""
        writing, here = self._writing, self._here
        for name in ("columns", "lanes", "labels", "cards"):
            rows = getattr(here, name)
            getattr(writing.ids, name).update({each: row["id"] for each, row in rows.items()})
        self._seated = seated = await self._people(accounts)
        await self._columns()
        await self._labels()
        self._tree = writing.digests()
        new = await self._cards()
        contents = Contents(self._open, writing, here, self._before, self._tree)
        known = [card for card in self._draft.cards if card.id in here.cards]
        await contents.bring([card for card in known if self._stands(card)], seated)
        self._places.settle(self._draft.columns, self._before, self._tree)
        self._statements += self._places.statements
        for part in (contents, self._places):
            self._brought += part.brought
            self._left |= part.left
            self._touched |= part.touched
        await self._tell()
        await self._close(new)

    async def _tell(self) -> None:
        """Tell the ways of the cards whose past came, in place of what was told of them."""
        told = self._writing.ways().of(self._came)
        ids = self._writing.ids.cards
        cards = dict.fromkeys(each.card for each in told if each.card)
        await self._open.run(*(elsewhere.forget(ids[card]) for card in cards))
        await elsewhere.write(self._open, self._log.board["id"], told, ids)

    async def _close(self, new: Iterable[int]) -> None:
        log, draft, board = self._log, self._draft, self._log.board
        self._brought["member"] = len(self._joined)
        if +self._brought:
            log(
                BoardImported(
                    name=board["name"],
                    key=board["key"],
                    timezone=board["timezone"],
                    source=draft.source,
                    counts=dict(+self._brought),
                    again=True,
                    cards=[*self._pasts, *new],
                )
            )
            for joined in self._joined:
                log(joined)
            versions = "UPDATE cards SET version = ? WHERE id = ?"
            seq = int(board["seq"]) + 1
            self._statements += [(versions, (seq, each)) for each in sorted(self._touched)]
        if self._statements:
            await self._open.run(*self._statements)
        await index.write(self._open, sorted({*self._touched, *new}))
        tree = digests.over(self._before, self._tree)
        log.writes(digests.kept(board["id"], log.seq, log.at, draft.source, tree))

    # -- what is brought

    def _takes(self, kind: str, identity: str, called: str, here: dict[str, str]) -> list[str]:
        """The fields of a thing that changed where it comes from and did not here."""
        new = self._tree_of(kind, identity)
        old = self._before.get(kind, {}).get(identity, {})
        changed = [name for name in here if new[name] not in (old.get(name), here[name])]
        taken = [name for name in changed if here[name] == old.get(name)]
        if len(taken) < len(changed):
            self._left[called] = None
        return taken

    def _tree_of(self, kind: str, identity: str) -> dict[str, Any]:
        found: dict[str, Any] = self._tree[kind][identity]
        return found

    async def _people(self, accounts: Chosen) -> set[int]:
        """The people of the draft; returns the users who sit at the board."""
        known = {**self._before.get("people", {})}
        known |= {name: row["user_id"] for name, row in self._here.members.items()}
        people = who.named(self._draft)
        fresh = [person for person in people if person.id not in known]
        system = self._draft.source.partition(":")[0]
        seated = {*self._here.seated}
        self._joined = await who.joined(self._open, fresh, accounts, seated)
        added = await who.write(
            self._open, self._log.board["id"], system, fresh, accounts, self._log.at, seated
        )
        self._writing.ids.people |= {**known, **added}
        return {*seated, *added.values()}

    async def _columns(self) -> None:
        new = [each for each in self._draft.columns if each.id not in self._here.columns]
        last = max((row["rank"] for row in self._here.columns.values()), default=None)
        await self._writing.columns(new, order.among(last, None, len(new)))
        lanes = [each for each in self._draft.lanes if each.id not in self._here.lanes]
        last = max((row["rank"] for row in self._here.lanes.values()), default=None)
        await self._writing.lanes(lanes, order.among(last, None, len(lanes)))
        self._brought["column"] += len(new)
        self._brought["lane"] += len(lanes)
        tree = digests.of(self._draft, {card.id: {} for card in self._draft.cards}, {})
        self._tree = tree
        for column in self._draft.columns:
            row = self._here.columns.get(column.id)
            if row is not None:
                here = digests.each({name: row[name] for name in ("name", "wip_limit")})
                here |= digests.each({"archived": row["archived_at"] is not None})
                taken = self._takes("columns", column.id, row["name"], here)
                if "archived" in taken:
                    taken.remove("archived")
                    self._places.take(column, row)
                self._set("columns", row["id"], {name: getattr(column, name) for name in taken})

    async def _labels(self) -> None:
        """New labels; one that has the name of a label made here is that label."""
        by_name = {row["name"].casefold(): row for row in self._here.all_labels}
        new = []
        for label in self._draft.labels:
            row, same = self._here.labels.get(label.id), by_name.get(label.name.casefold())
            if row is None and same is not None:
                self._writing.ids.labels[label.id] = same["id"]
            elif row is None:
                new.append(label)
            elif row["removed_at"] is None:
                here = digests.each({name: row[name] for name in ("name", "color")})
                taken = self._takes("labels", label.id, row["name"], here)
                if "name" in taken and same not in (None, row):
                    taken.remove("name")
                self._set("labels", row["id"], {name: getattr(label, name) for name in taken})
        await self._writing.labels(new)
        self._brought["label"] += len(new)

    def _set(self, table: str, identity: int, values: dict[str, Any]) -> None:
        if values:
            sets = ", ".join(f"{name} = ?" for name in values)
            sql = f"UPDATE {table} SET {sets} WHERE id = ?"  # noqa: S608
            self._statements.append((sql, (*values.values(), identity)))
            self._brought["change"] += 1

    # -- cards

    async def _cards(self) -> list[int]:
        """New cards with all that is on them, and what changed of the others; the new ones' ids."""
        gone = {each for each in self._before.get("cards", {}) if each not in self._here.cards}
        new = [
            card
            for card in self._draft.cards
            if card.id not in self._here.cards and card.id not in gone and self._fits(card)
        ]
        await self._add(new)
        for card in self._draft.cards:
            row = self._here.cards.get(card.id)
            if row is not None:
                await self._bring(card, row)
        return [self._writing.ids.cards[card.id] for card in new]

    def _fits(self, card: Card) -> bool:
        """An open card stands in no column that is archived here."""
        row = self._here.columns.get(card.column)
        if card.archived_at is None and row is not None and row["archived_at"] is not None:
            self._left[card.title] = None
            return False
        return True

    async def _add(self, cards: list[Card]) -> None:
        taken = {row["number"] for row in self._here.all_cards}
        made = max([self._log.board["cards_made"], *taken, *(card.number for card in cards)])
        numbered = []
        for card in cards:
            if card.number in taken:
                made += 1
            number = made if card.number in taken else card.number
            taken.add(number)
            people = [each for each in card.people if self._user(each) in self._seated]
            numbered.append(replace(card, number=number, people=tuple(people)))
        ranks = [self._bottom(self._writing.ids.columns[card.column]) for card in numbered]
        await self._writing.cards(numbered, ranks, self._stages)
        ids = self._writing.ids.cards
        self._places.new |= {ids[card.id]: at for card, at in zip(numbered, ranks, strict=True)}
        await self._writing.pasts(numbered)
        await self._writing.contents(numbered)
        self._came += numbered
        sql = "UPDATE boards SET cards_made = ? WHERE id = ?"
        self._statements.append((sql, (made, self._log.board["id"])))
        self._brought["card"] += len(cards)

    def _user(self, person: str) -> int | None:
        return self._writing.ids.people.get(person)

    def _bottom(self, column_id: int) -> str:
        rank = order.between(self._bottoms.get(column_id), None)
        self._bottoms[column_id] = rank
        return rank

    def _stands(self, card: Card) -> bool:
        """Whether a card is there, both here and where it comes from."""
        return card.deleted_at is None and self._here.cards[card.id]["deleted_at"] is None

    async def _bring(self, card: Card, row: Row) -> None:
        """What changed of a card that is here."""
        if row["deleted_at"] is not None:
            return
        past = self._takes("cards", card.id, row["title"], {"past": self._here.past(row)})
        if past and self._fits(card):
            await self._rewrite(card, row)
        if card.deleted_at is not None:
            return
        taken = self._takes("cards", card.id, row["title"], self._here.words(row))
        if taken:
            words = self._writing.words(card)
            self._set("cards", row["id"], {name: words[name] for name in taken})
            self._touched.add(row["id"])

    async def _rewrite(self, card: Card, row: Row) -> None:
        """Put the card's past in place of the one that came last time."""
        column = self._writing.ids.columns[card.column]
        there = column == row["column_id"]
        values = {
            **self._writing.past(card, self._stages),
            "history": card.history,
            "created_at": card.created_at,
            "column_id": column,
            "rank": row["rank"] if there else self._bottom(column),
        }
        for table in ("visits", "blocks"):
            await self._open.run((f"DELETE FROM {table} WHERE card_id = ?", (row["id"],)))  # noqa: S608
        await self._writing.pasts([card])
        self._set("cards", row["id"], values)
        self._touched.add(row["id"])
        self._pasts.append(row["id"])
        self._places.new[row["id"]] = values["rank"]
        self._came.append(replace(card, number=row["number"]))

    # -- telling

    def sentences(self, key: str) -> list[str]:
        """What was brought, and what was left alone."""
        nouns = ("column", "lane", "label", "member", "card", "checklist", "comment", "change")
        brought = [counted(self._brought[noun], noun) for noun in nouns if self._brought[noun]]
        told = [f"{key} was brought up to date: {', '.join(brought) or 'nothing was new'}."]
        if self._left:
            told.append(
                f"Left alone, because they were changed here since: {named(list(self._left))}."
            )
        return told
