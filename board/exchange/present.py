"""The present of a board that was imported: its rows by the source's ids, and their digests.

They are worked out as those of a draft are, so that the two can be compared field by field.
"""

from collections import defaultdict
from typing import Any

from board.exchange import digests
from board.sqlite import Rows, Statement

Row = dict[str, Any]

WORDS = (
    *("title", "description", "lane_id", "start_on", "due_on"),
    *("class_of_service", "estimate"),
)
"""What a card says of itself."""

_OWN = ("columns", "lanes", "labels", "cards", "members", "checklists", "comments")
_TABLES = (*_OWN, "visits", "blocks")
_ON_CARDS = ("checklist_items", "card_labels", "assignments")


def queries(board_id: int) -> tuple[Statement, ...]:
    """The queries for all that an import may have brought."""
    own = "SELECT * FROM {} WHERE board_id = ? ORDER BY id"
    on_cards = "SELECT o.* FROM {} o JOIN cards c ON c.id = o.card_id WHERE c.board_id = ?"
    texts = [own.format(table) for table in _TABLES]
    texts += [f"{on_cards.format(table)} ORDER BY o.id" for table in _ON_CARDS]
    return tuple((text, (board_id,)) for text in texts)


class Here:
    """What a board has of a source. Rows stand by the source's ids; `all_cards` are all."""

    def __init__(self, system: str, found: list[Rows]) -> None:
        self._system = f"{system}:"
        rows = dict(zip((*_TABLES, *_ON_CARDS), found, strict=True))
        self.columns, self.lanes, self.labels, self.cards, self.members, self.lists, self.said = (
            self._known(rows[table]) for table in _OWN
        )
        self.items = self._known(rows["checklist_items"])
        self.all_cards = rows["cards"]
        self.all_labels = [row for row in rows["labels"] if row["removed_at"] is None]
        self.seated = {row["user_id"] for row in rows["members"]}
        self._visits = _by_card(rows["visits"])
        self._blocks = _by_card(rows["blocks"])
        self.label_ids = _pairs(rows["card_labels"], "label_id")
        self.user_ids = _pairs(rows["assignments"], "user_id")
        self.lists_of = _by_card(rows["checklists"])
        self.items_of = _by_card(rows["checklist_items"], "checklist_id")
        self._columns = {row["id"]: name for name, row in self.columns.items()}

    def _known(self, rows: Rows) -> dict[str, Row]:
        own = [row for row in rows if (row["source"] or "").startswith(self._system)]
        return {row["source"].removeprefix(self._system): row for row in own}

    def words(self, card: Row) -> dict[str, str]:
        """The digests of what a card says of itself."""
        return digests.each({name: card[name] for name in WORDS})

    def past(self, card: Row) -> str:
        """The digest of a card's past."""
        visits, blocks = self._visits[card["id"]], self._blocks[card["id"]]
        return digests.past(
            self._columns.get(card["column_id"], ""),
            [
                (
                    row["began_at"],
                    self._columns.get(row["column_id"], ""),
                    row["ended_at"] or 0,
                    bool(row["gone"]),
                )
                for row in visits
            ],
            [(row["began_at"], row["ended_at"], row["reason"]) for row in blocks],
            card["archived_at"],
            card["deleted_at"],
        )


def _by_card(rows: Rows, name: str = "card_id") -> dict[int, Rows]:
    found: dict[int, Rows] = defaultdict(list)
    for row in rows:
        found[row[name]].append(row)
    return found


def _pairs(rows: Rows, name: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        found[row["card_id"]].add(row[name])
    return found
