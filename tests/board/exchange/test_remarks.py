from collections import Counter
from typing import Any

import pytest

from board.exchange.remarks import Remarks


def test_nothing_noticed_is_nothing_said() -> None:
    assert Remarks(actions=1_000).sentences() == []


@pytest.mark.parametrize(
    "noticed, sentence",
    [
        (
            {"partial": 49, "actions": 1_000},
            "The file contains the last 1000 actions; 49 cards have an incomplete history.",
        ),
        (
            {"partial": 1, "actions": 999},
            "1 card has an incomplete history: the file does not tell how it came.",
        ),
        (
            {"bare": 2},
            "2 cards have no history in the file; the best date that is known stands in.",
        ),
        (
            {"doubtful": ["Rye", "Oat"]},
            "The history of 2 cards does not lead to the present place, which was kept:"
            " “Rye”, “Oat”.",
        ),
        (
            {"elsewhere": 1},
            "Left out, because only the history speaks of them: 1 card.",
        ),
        ({"unread": 1}, "Passed over, because they cannot be read: 1 entry of the history."),
        (
            {"guessed": 1},
            "What 1 column counts as was guessed from the name. Check it in the board's settings.",
        ),
        (
            {"guessed": 3},
            "What 3 columns count as was guessed from the name. Check it in the board's settings.",
        ),
        (
            {"no_end": True},
            "No column counts as finished, so there are no cycle times and no throughput."
            " Choose one in the board's settings.",
        ),
        (
            {"strangers": ["x1"]},
            "The stages file names 1 column that the board does not have: “x1”.",
        ),
        (
            {"lost_columns": ["Old"]},
            "1 column is no longer in the file; kept in the archive for the history: “Old”.",
        ),
        ({"limits": 2}, "Left out, because they cannot be WIP limits: 2 list limits."),
        ({"closed": True}, "The board is closed in Trello; here it is open."),
        (
            {"skipped": 2},
            "Left out, because they are no work: 2 templates, separators or links among the cards.",
        ),
        (
            {"renumbered": True},
            "Card numbers are missing or occur twice, so the cards were numbered anew,"
            " the oldest first.",
        ),
        ({"empty": Counter({"card title": 1})}, "1 card title was empty; a stand-in was given."),
        (
            {"lost": Counter({"comment": 2, "checklist": 0})},
            "Left out, because no card here has room for them: 2 comments.",
        ),
        ({"labels": 3}, "Left out, because a board has room for fewer: 3 labels without a card."),
        ({"barred": 1}, "1 address leads to no web page and became no link."),
        (
            {"item_facts": 2},
            "2 checklist items have a date or a person of its own, which did not come over.",
        ),
        (
            {"ticked": 1},
            "1 card is ticked off in Trello; here a card is finished when it stands in a column"
            " that counts as finished.",
        ),
        (
            {"cut": Counter({"description": 2, "comment": 0})},
            "2 descriptions were too long and cut off.",
        ),
    ],
)
def test_what_was_noticed_is_said(noticed: dict[str, Any], sentence: str) -> None:
    assert Remarks(**noticed).sentences() == [sentence]
