import json
from typing import Any

import pytest

from board import cards, instants
from server.api import cardtexts

BOARD = {"key": "AND", "timezone": "Europe/Berlin"}
TUESDAY = instants.parse("2026-11-24T10:00:00Z")
ROW: dict[str, Any] = {
    "id": 7,
    "number": 3,
    "title": "Größe",
    "description": "",
    "column_id": 1,
    "lane_id": None,
    "rank": "V",
    "label_ids": "9,2",
    "assignee_ids": None,
    "start_on": None,
    "due_on": "2026-12-24",
    "class_of_service": "standard",
    "estimate": 0.5,
    "blocked_at": None,
    "items": 0,
    "items_done": 0,
    "comments": 0,
    "created_at": TUESDAY,
    "started_at": TUESDAY,
    "finished_at": None,
    "archived_at": None,
    "stage": "wip",
    "version": 1,
}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    there = {"now": TUESDAY}
    for module in (cards, cardtexts):
        monkeypatch.setattr(module, "now", lambda: there["now"])
    return there


def text(row: dict[str, Any], board: dict[str, Any] = BOARD) -> bytes:
    (only,) = cardtexts.texts([row], board)
    return only


@pytest.mark.parametrize(
    "changed",
    [
        *({name: value} for name, value in [("title", "Other"), ("comments", 1), ("version", 2)]),
        {"label_ids": "2"},
        {"stage": "discard"},
        {"blocked_at": TUESDAY, "blocked_reason": "waits", "blocked_by": 1},
        {"description": "x" * (cardtexts.LONG + 1)},
        {"finished_at": TUESDAY},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_card_is_told_as_it_is_now_whatever_of_it_changed(changed: dict[str, Any]) -> None:
    before, row = text(ROW), {**ROW, **changed}
    assert json.loads(text(row)) == cards.facts(row, BOARD)
    assert text(row) != before == text(ROW)


def test_a_new_day_makes_a_card_older(clock: dict[str, int]) -> None:
    assert json.loads(text(ROW))["age_days"] == 1
    clock["now"] += instants.DAY
    assert json.loads(text(ROW)) == cards.facts(ROW, BOARD)
    assert json.loads(text(ROW))["age_days"] == 2


def test_the_key_and_the_midnight_are_those_of_the_board(clock: dict[str, int]) -> None:
    clock["now"] += 14 * 3_600 * instants.SECOND
    there = {"key": "ABC", "timezone": "America/Los_Angeles"}
    told = [json.loads(text(ROW, board)) for board in (BOARD, there)]
    assert [(each["key"], each["age_days"]) for each in told] == [("AND-3", 2), ("ABC-3", 1)]


def test_a_card_that_is_as_it_was_is_not_written_anew() -> None:
    assert text(ROW) is text(dict(ROW))


def test_a_long_description_is_not_kept() -> None:
    long = {**ROW, "description": "x" * (cardtexts.LONG + 1)}
    assert text(long) == text(long)
    assert text(long) is not text(long)


def test_a_board_without_cards_has_no_texts() -> None:
    assert [*cardtexts.texts([], BOARD)] == []
