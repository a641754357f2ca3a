import json
from pathlib import Path
from typing import Any

import pytest

from board.errors import Invalid
from board.exchange.recognition import trello_board

CARD = Path(__file__).parent / "samples/trello-card.json"


@pytest.mark.parametrize(
    "content, what",
    [
        ([], "holds a list"),
        ("board", "holds a single value"),
        (None, "holds a single value"),
        ({}, "has no lists and cards"),
        ({"lists": []}, "has no lists and cards"),
        ({"lists": {}, "cards": []}, "has no lists and cards"),
        ({"id": "a", "idBoard": "b", "idList": "c", "name": "Rye"}, "is a single Trello card"),
        ({"id": "a", "idBoard": "b", "name": "Baking"}, "is a single Trello list"),
        ({"message": "invalid id", "error": "ERROR"}, "is an error answer of a server"),
        ({"_format": "wekan-board-1.0.0", "lists": [], "cards": []}, "is a WeKan board"),
        ({"boards": []}, "is a Nextcloud Deck export"),
        ({"issues": []}, "is a list of Jira issues"),
        ({"items": []}, "is a list of GitHub project items"),
    ],
)
def test_a_file_that_is_no_board_is_told_what_it_is(content: Any, what: str) -> None:
    with pytest.raises(Invalid) as caught:
        trello_board(content)
    assert str(caught.value).startswith(f"The file {what}, not a Trello board. In Trello, open")
    assert caught.value.field == "file"


def test_a_single_card_is_told_so() -> None:
    with pytest.raises(Invalid, match="is a single Trello card"):
        trello_board(json.loads(CARD.read_text()))


def test_lists_and_cards_are_a_board_however_little_else_there_is() -> None:
    assert trello_board({"lists": [], "cards": []}).content == {"lists": [], "cards": []}
