"""Cases of filters, by which both predicates are held: board/filters.py and static/js/match.js.

Each is what an address says and whether that lets a card in. A card is told as `TODAY` plus days;
what a case does not name is as in `PLAIN`.
"""

from typing import Any, NamedTuple

from board.flow.levels import Thresholds

ME, OTHER = 1, 4
COLUMN = 7
THRESHOLDS = Thresholds(9, {COLUMN: (2, 5)})
"""Of the board on which the cards stand, all in one column."""


class Case(NamedTuple):
    """A filter, what differs about the card, and whether it is let in."""

    said: dict[str, str]
    card: dict[str, Any]
    let_in: bool


PLAIN: dict[str, Any] = {
    "key": "NW-214",
    "title": "Rotate the signing keys",
    "people": [],
    "labels": [],
    "class": "standard",
    "blocked": False,
    "due": None,
    "finished": False,
    "age": 0,
}
"""`due`: days from today; `age`: days at work, 0 when it is not."""


def _both(said: dict[str, str], let_in: dict[str, Any], kept_out: dict[str, Any]) -> list[Case]:
    return [Case(said, let_in, True), Case(said, kept_out, False)]


CASES = [
    Case({}, {}, True),
    Case({"other": "x", "q": ""}, {}, True),
    *_both({"q": "KEYS sign"}, {}, {"title": "Rotate the keys"}),
    *_both({"q": "nw-214"}, {}, {"key": "NW-21"}),
    *_both({"q": "214"}, {}, {"key": "NW-2", "title": "1 4"}),
    *_both({"q": "brulee"}, {"title": "CRÈME BRÛLÉE"}, {"title": "Creme"}),
    *_both({"q": "strasse"}, {"title": "Große Straße"}, {"title": "Strase"}),
    *_both({"q": "istanbul"}, {"title": "İSTANBUL"}, {"title": "stanbul"}),
    *_both({"q": "ısı"}, {"title": "ISI"}, {"title": "is"}),
    *_both({"q": "σας"}, {"title": "ΣΑΣ"}, {"title": "σα"}),
    *_both({"q": "\u210btml ⑴"}, {"title": "Html (1)"}, {"title": "tml 1"}),
    *_both({"q": "ก็"}, {"title": "ก็ดี"}, {"title": "ดี"}),
    *_both({"q": '"*('}, {"title": 'say "*('}, {"title": "say"}),
    *_both({"q": "👍🏽"}, {"title": "👍🏽 done"}, {"title": "👍 done"}),
    *_both({"q": "<b>"}, {"title": "<b>bold</b>"}, {"title": "bold"}),
    Case({"q": " \u00a0 "}, {}, True),
    *_both({"who": "4"}, {"people": [1, 4]}, {"people": [1]}),
    *_both({"who": "me"}, {"people": [1]}, {"people": [4]}),
    *_both({"who": "nobody"}, {"people": []}, {"people": [1]}),
    *_both({"who": "4,me"}, {"people": [1]}, {"people": [7]}),
    *_both({"who": "me,nobody"}, {}, {"people": [4]}),
    Case({"who": "somebody,-1,1.5,0,٤"}, {"people": [4]}, True),
    *_both({"who": "4,x"}, {"people": [4]}, {}),
    *_both({"label": "3,7"}, {"labels": [7]}, {"labels": [37]}),
    *_both({"label": "none"}, {}, {"labels": [3]}),
    *_both({"label": "none,3"}, {"labels": [3]}, {"labels": [4]}),
    *_both({"label": "999999999"}, {"labels": [999999999]}, {"labels": [1]}),
    Case({"label": "9999999999"}, {"labels": [1]}, True),
    *_both({"class": "expedite,fixed_date"}, {"class": "expedite"}, {}),
    *_both({"class": "standard"}, {}, {"class": "intangible"}),
    Case({"class": "urgent"}, {}, True),
    *_both({"blocked": "yes"}, {"blocked": True}, {}),
    *_both({"blocked": "no"}, {}, {"blocked": True}),
    Case({"blocked": "yes,no"}, {"blocked": True}, True),
    Case({"blocked": "true"}, {}, True),
    *_both({"due": "overdue"}, {"due": -1}, {"due": 0}),
    Case({"due": "overdue"}, {"due": -1, "finished": True}, False),
    Case({"due": "overdue"}, {}, False),
    *_both({"due": "week"}, {"due": 0}, {"due": -1}),
    *_both({"due": "week"}, {"due": 7}, {"due": 8}),
    Case({"due": "week"}, {"due": 3, "finished": True}, False),
    *_both({"due": "none"}, {}, {"due": 3}),
    *_both({"due": "overdue,none"}, {}, {"due": 3}),
    Case({"due": "tomorrow"}, {}, True),
    *_both({"age": "5"}, {"age": 6}, {"age": 5}),
    *_both({"age": "0"}, {"age": 1}, {}),
    Case({"age": "3"}, {"age": 9, "finished": True}, False),
    Case({"age": "-1"}, {}, True),
    Case({"age": "1.5"}, {}, True),
    *_both({"age": "watch"}, {"age": 3}, {"age": 2}),
    *_both({"age": "risk"}, {"age": 6}, {"age": 5}),
    *_both({"age": "over"}, {"age": 10}, {"age": 9}),
    *_both({"age": "over,watch"}, {"age": 4}, {"age": 6}),
    Case({"age": "over"}, {"age": 99, "finished": True}, False),
    Case({"age": "old,3"}, {}, True),
    *_both(
        {"who": "me", "label": "3", "q": "keys"},
        {"people": [1], "labels": [3]},
        {"people": [1], "labels": [4]},
    ),
]
