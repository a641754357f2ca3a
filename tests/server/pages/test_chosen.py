import pytest

from board.errors import Invalid
from board.exchange.stages import Staged
from server.pages.chosen import Chosen


def test_what_was_chosen_says_how_to_read_and_what_to_write() -> None:
    chosen = Chosen.of(
        {
            "do": "import",
            "name": "Bakery",
            "stage.a": "wait",
            "who.": "",
            "who.ana": "7",
            "name.1": "What",
            "column.1": "title",
            "column.2": "due",
            "dates": "day first",
        }
    )
    assert chosen.final and chosen.reading["stages"].stages == {"a": Staged("wip", wait=True)}
    assert chosen.reading["timezone"] is None
    assert chosen.mapping == {"What": "title", "day or month": "day first"}
    assert chosen.writing == {"people": {"": None, "ana": 7}, "again": "copy"}


def test_before_anything_is_chosen_all_is_guessed() -> None:
    assert Chosen().reading["mapping"] is None and Chosen().get("name", "x") == "x"


@pytest.mark.parametrize("fields", [{"stage.a": "doing"}, {"who.a": "x"}, {"who.a": "٣"}])
def test_what_cannot_be_chosen_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        _ = (Chosen(fields).reading, Chosen(fields).writing)
