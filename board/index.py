"""The index of the words on cards: SQLite's FTS5 or PostgreSQL's full text, kept by hand.

A change that logs an event of a kind in `WORDY` indexes that card anew in its own transaction,
and so does whatever writes cards outside a change. No trigger does it: a migration that rebuilds a
table drops its triggers, and the words are folded in Python so that both databases find the same.
`rebuild` sets right what differs all the same; `andon migrate` calls it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from board import database
from board.events import Event
from board.sqlite import Rows, Statement
from board.words import words

WORDY = frozenset(
    {
        "card.created",
        "card.renamed",
        "card.described",
        "card.deleted",
        "card.undeleted",
        "card.moved_away",
        "checklist.added",
        "checklist.removed",
        "checklist.unremoved",
        "item.added",
        "item.renamed",
        "item.removed",
        "item.unremoved",
        "comment.added",
        "comment.edited",
        "comment.removed",
        "comment.unremoved",
    }
)
"""The kinds of events that change the words on a card."""

CHUNK = 200
"""Cards that are indexed at a time."""


def touched(events: Iterable[Event]) -> list[int]:
    """The cards whose words some events changed."""
    found = {event.card_id for event in events if event.kind in WORDY}
    return sorted(card for card in found if card is not None)


async def index(batch: database.Open, cards: Sequence[int]) -> list[Statement]:
    """The statements that index some cards anew, as they stand in an open transaction."""
    statements: list[Statement] = []
    for some in _chunks(cards):
        found = await batch.run(*texts(some))
        statements += written(some, _worded(found))
    return statements


async def write(batch: database.Open, cards: Sequence[int]) -> None:
    """Index some cards that were written outside a change."""
    await batch.run(*await index(batch, cards))


def _chunks(cards: Sequence[int]) -> Iterator[Sequence[int]]:
    return (cards[n : n + CHUNK] for n in range(0, len(cards), CHUNK))


# -- what is indexed of a card

Worded = dict[int, tuple[list[str], list[str]]]
"""The words of cards by their ids: those of the title, and all."""


def texts(cards: Collection[int]) -> tuple[Statement, Statement, Statement]:
    """The queries for the texts of some cards: their own, their items' and their comments'.

    What was deleted or removed is left out. Each row has `card_id` and `text`. Their order is the
    same whenever one asks: of very many words only the first are indexed.
    """
    marks = ", ".join("?" * len(cards)) or "NULL"
    here = f"card_id IN ({marks})"
    return (
        (
            "SELECT id AS card_id, title, description AS text FROM cards"  # noqa: S608
            f" WHERE id IN ({marks}) AND deleted_at IS NULL",
            (*cards,),
        ),
        (
            "SELECT i.card_id, i.text FROM checklist_items i"  # noqa: S608
            " JOIN checklists h ON h.id = i.checklist_id"
            f" WHERE i.{here} AND i.removed_at IS NULL AND h.removed_at IS NULL"
            " ORDER BY h.rank, i.rank, i.id",
            (*cards,),
        ),
        (
            f"SELECT card_id, text FROM comments WHERE {here} AND removed_at IS NULL"  # noqa: S608
            " ORDER BY written_at DESC, id DESC",
            (*cards,),
        ),
    )


def _worded(found: list[Rows]) -> Worded:
    own, *others = found
    said: dict[int, list[str]] = {row["card_id"]: [row["title"], row["text"]] for row in own}
    for row in (row for rows in others for row in rows):
        if row["card_id"] in said:
            said[row["card_id"]].append(row["text"])
    return {card: (words(all_[:1]), words(all_)) for card, all_ in said.items()}


# -- the two dialects


def _id() -> str:
    return "rowid" if database.dialect() == "sqlite" else "card_id"


def written(cards: Collection[int], worded: Worded) -> list[Statement]:
    """The statements that put words in place of what is indexed of some cards."""
    marks = ", ".join("?" * len(cards)) or "NULL"
    gone = f"DELETE FROM card_words WHERE {_id()} IN ({marks})"  # noqa: S608
    return [(gone, (*cards,)), *(_insert(card, *said) for card, said in worded.items())]


def _insert(card: int, title: list[str], all_: list[str]) -> Statement:
    if database.dialect() == "sqlite":
        sql = "INSERT INTO card_words (rowid, title, words) VALUES (?, ?, ?)"
        return sql, (card, " ".join(title), " ".join(all_))
    array = "array_to_tsvector(CAST(? AS text[]))"
    sql = f"INSERT INTO card_words (card_id, title, words) VALUES (?, {array}, {array})"  # noqa: S608
    return sql, (card, title, all_)


def _stored(cards: Collection[int]) -> Statement:
    marks = ", ".join("?" * len(cards)) or "NULL"
    if database.dialect() == "sqlite":
        found = "SELECT rowid AS card_id, title, words"
    else:
        found = (
            "SELECT card_id, tsvector_to_array(title) AS title, tsvector_to_array(words) AS words"
        )
    return f"{found} FROM card_words WHERE {_id()} IN ({marks})", (*cards,)


# -- setting it right


async def rebuild(*, all_: bool = True) -> int:
    """Index anew every card whose index differs from its texts; returns how many did.

    Without `all_` only when another number of cards is indexed than there are.
    """
    counts = (
        ("SELECT COUNT(*) AS n FROM cards WHERE deleted_at IS NULL", ()),
        ("SELECT COUNT(*) AS n FROM card_words", ()),
    )
    (there,), (known,) = await database.read(*counts)
    if not all_ and there["n"] == known["n"]:
        return 0
    (ids,) = await database.read(
        (f"SELECT id FROM cards UNION SELECT {_id()} FROM card_words ORDER BY 1", ())  # noqa: S608
    )
    differed = 0
    for some in _chunks([row["id"] for row in ids]):
        differed += await _set_right(some)
    return differed


async def _set_right(cards: Sequence[int]) -> int:
    async with database.transaction() as (batch, _):
        *found, stored = await batch.run(*texts(cards), _stored(cards))
        right = _worded(found)
        known = {row["card_id"]: (_set(row["title"]), _set(row["words"])) for row in stored}
        wrong = [card for card in cards if _sets(right.get(card)) != known.get(card)]
        if wrong:
            anew = {card: right[card] for card in wrong if card in right}
            await batch.run(*written(wrong, anew))
    return len(wrong)


def _sets(said: tuple[list[str], list[str]] | None) -> tuple[set[str], set[str]] | None:
    return None if said is None else (set(said[0]), set(said[1]))


def _set(stored: Any) -> set[str]:
    return set(stored.split() if isinstance(stored, str) else stored)
