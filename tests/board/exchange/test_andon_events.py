import dataclasses
from typing import Any

import pytest

from board.events import CardRenamed
from board.exchange.andon_events import happened
from board.exchange.andon_fields import Fields

RENAMED = dataclasses.asdict(CardRenamed(card=7, number=3, title="a", name=["a", "b"]))


def entry(**changes: Any) -> Fields:
    data = {**RENAMED, **changes.pop("data", {})}
    at = "2026-03-02T09:00:00Z"
    return Fields(
        {"at": at, "kind": "card.renamed", "by": "Eve", "card": "7", "data": data, **changes}
    )


def test_an_entry_is_told_with_its_words() -> None:
    (told,), lost = happened([entry()], {"7": "7"})

    assert (told.kind, told.by, told.card, told.data, lost) == (
        *("card.renamed", "Eve", "7", RENAMED),
        0,
    )


def test_one_of_a_card_that_is_not_there_is_told_of_the_board() -> None:
    (told,), _ = happened([entry(card="8")], {"7": "7"})
    assert told.card is None


@pytest.mark.parametrize(
    "broken",
    [
        {"kind": "card.sung"},
        {"data": {"name": ["a"]}},
        {"data": {"name": "ab"}},
        {"data": {"number": "many"}},
    ],
)
def test_one_that_could_not_be_told_is_counted(broken: dict[str, Any]) -> None:
    assert happened([entry(**broken)], {}) == ([], 1)


@pytest.mark.parametrize("limit", ["3", [3], True, 2.5, -1, 0, 2**70])
def test_a_limit_that_is_none_cannot_be_told(limit: Any) -> None:
    modes = {"wip_mode": ["soft", "soft"]}
    for pair, lost in (([None, 3], 0), ([None, limit], 1)):
        node = {"kind": "board.limited", "data": {"wip_limit": pair, **modes}, "card": None}
        node |= {"at": "2026-03-02T09:00:00Z", "by": "Eve"}
        assert happened([Fields(node)], {})[1] == lost
