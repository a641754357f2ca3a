from board.exchange.drafts import Card
from board.exchange.writing import ranked


def card(identity: str, column: str) -> Card:
    return Card(identity, 1, "Rye", "", column, 0, None, None, "full", ())


def test_ranks_begin_anew_in_each_column() -> None:
    ranks = list(ranked([card("a", "x"), card("b", "x"), card("c", "y")]))
    assert ranks[0] < ranks[1]
    assert list(ranked([card("c", "y")])) == ranks[2:]
