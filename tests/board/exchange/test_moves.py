import pytest

from board.errors import Invalid
from board.exchange import table
from board.exchange.drafts import Asked, Draft
from board.instants import iso, parse

NOW = parse("2026-11-24T12:00:00Z")
MOVES = b"""card,time,from,to
A,2026-03-02T08:00:00Z,,Backlog
A,2026-03-04T08:00:00Z,Backlog,Doing
B,2026-03-03T08:00:00Z,Doing,Done
A,2026-03-05T08:00:00Z,Doing,
A,2026-03-05T09:00:00Z,,
A,2026-03-06T08:00:00Z,,Doing
A,2026-03-07T08:00:00Z,Backlog,Done
C,soon,,Backlog
"""


def read(data: bytes) -> Draft:
    return table.read(data, Asked(NOW, called="moves"))


def test_moves_become_stays() -> None:
    draft = read(MOVES)
    a, b = sorted(draft.cards, key=lambda card: card.id)
    assert [column.name for column in draft.columns] == ["Backlog", "Doing", "Done"]
    assert [(stay.column, iso(stay.began_at), stay.gone) for stay in a.stays] == [
        ("Backlog", "2026-03-02T08:00:00.000Z", False),
        ("Doing", "2026-03-04T08:00:00.000Z", True),
        ("Doing", "2026-03-06T08:00:00.000Z", False),
        ("Done", "2026-03-07T08:00:00.000Z", False),
    ]
    assert (a.history, b.history, a.column, a.archived_at) == ("full", "partial", "Done", None)
    assert draft.warnings[:2] == (
        "1 row is no move that can be read, the first one in line 9; left out.",
        "1 move begins elsewhere than where the card stood; where it went was believed.",
    )


def test_a_card_that_left_is_archived_where_it_was() -> None:
    (card,) = read(b"card,at,from,to\nA,2026-03-02,,Doing\nA,2026-03-04,Doing,\n").cards
    assert (card.column, iso(card.archived_at)) == ("Doing", "2026-03-04T12:00:00.000Z")


def test_rows_that_are_no_moves_are_refused_when_there_is_no_other() -> None:
    with pytest.raises(Invalid, match="No row of the table is a move"):
        read(b"card,at,from,to\nA,soon,,Doing\n")
