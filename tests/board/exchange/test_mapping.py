import pytest

from board.errors import Invalid
from board.exchange.mapping import guessed, mapped, told


def test_columns_are_known_by_their_names() -> None:
    header = ["Issue key", "Summary", "STATUS", "Labels", "Labels (2)", "Owner", "Members", "Notes"]
    assert list(guessed(header).values()) == [
        *("id", "title", "column", "labels", "labels", "", "assignee", "description")
    ]


def test_a_start_beside_a_finish_is_past_and_alone_it_is_planned() -> None:
    assert guessed(["Name", "Start date"])["Start date"] == "start"
    assert guessed(["Name", "start_date", "finish date"])["start_date"] == "started"


def test_a_table_of_moves_is_known_by_its_four_columns() -> None:
    for header in (["card", "time", "from", "to"], ["card_id", "at", "from_column", "to_column"]):
        assert list(guessed(header).values()) == ["card", "at", "from", "to"]
        assert mapped(header, None).moves
    assert not mapped(["card", "from", "to"], None).moves


def test_what_is_told_wins_and_the_rest_is_guessed() -> None:
    held = mapped(["Task", "What", "Due"], {"What": "title", "dates": "day first"})
    assert held.of == {"title": (1,), "due": (2,)} and held.order == "day first"
    assert mapped(["Task", "Due"], {"Due": ""}).of == {"title": (0,)}
    assert held.cell(["a", "b", "c"], "title") == "b" and held.cell(["a", "b", "c"], "lane") == ""


@pytest.mark.parametrize(
    "header, asked, sentence",
    [
        (["A", "B"], None, "No column is known to hold the titles"),
        (["Title"], {"Titel": "title"}, "a column “Titel” that the table does not have"),
        (["Title"], {"Title": "name"}, "cannot hold “name”"),
        (["A", "B"], {"A": "title", "B": "title"}, "Two columns are to hold the same: Title"),
        (["A", "B"], {"A": "card", "B": "at"}, "has none for: Move: from which column"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(
    header: list[str], asked: dict[str, str] | None, sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence) as caught:
        mapped(header, asked)
    assert caught.value.field == "mapping"


@pytest.mark.parametrize("data", [b"", b"[]", b'{"Title": 1}', b"{"])
def test_a_mapping_file_is_an_object_of_texts(data: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        told(data)
    assert caught.value.field == "mapping"
    assert told(b'{"Summary": "title"}') == {"Summary": "title"}
