from board.exchange.rows import Doubts, class_of, estimate_of


def test_classes_and_estimates_are_read_or_counted() -> None:
    doubts = Doubts()
    assert [class_of(cell, doubts) for cell in ("", "Expedite", "fixed date", "urgent")] == [
        *("standard", "expedite", "fixed_date", "standard")
    ]
    assert [estimate_of(cell, doubts) for cell in ("", "3", "1,5", "-5", "1e308", "0x10")] == [
        *(None, 3.0, 1.5, None, None, None)
    ]
    assert doubts.values == 4
    assert "4 estimates or classes of service cannot be read; left empty." in doubts.sentences()


def test_what_is_doubtful_is_counted_in_sentences() -> None:
    doubts = Doubts(rows=9, clamped=2, astray=1, future=3, repeated=1, left_out=["Owner"])
    doubts.unread(7, "due")
    told = " ".join(doubts.sentences())
    for piece in (
        "2 of 9 rows finish before they start",
        "1 date under Due date cannot be read, the first one in line 7",
        "3 dates of the past lie ahead",
        "1 row has a date of a start or finish",
        "1 id occurred before",
        "Left out: 1 column of the table, “Owner”.",
    ):
        assert piece in told
