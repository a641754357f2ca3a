"""Events: what is stored comes back, and each names the parts it touched."""

import json
from dataclasses import fields

import pytest

from board.events import BOARD, KINDS, STRIP, CardMoved, known


def _moved(source: int, target: int) -> CardMoved:
    return CardMoved(
        card=7,
        number=1,
        title="a",
        column=[source, target],
        column_title=["A", "B"],
        rank=["i", "j"],
        started_at=[None, 5],
        finished_at=[None, None],
        limits=[],
        override=None,
    )


def test_an_event_comes_back_from_its_stored_fields() -> None:
    event = _moved(1, 2)
    assert known(event.kind, json.loads(json.dumps(vars(event)))) == event


def test_a_card_that_crosses_touches_both_headers_and_the_strip() -> None:
    assert _moved(1, 2).parts == {("card", 7), ("head", 1), ("head", 2), ("lane", 0), STRIP}


def test_a_card_that_stays_in_its_column_touches_itself_alone() -> None:
    assert _moved(1, 1).parts == {("card", 7)}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_says_what_happened_and_what_it_touches(kind: str) -> None:
    event = KINDS[kind]
    assert event.__doc__ and event.kind == kind
    names = {field.name for field in fields(event)}
    assert not names & {"seq", "at", "by", "kind", "undoes"}, "taken by the log"
    # Nobody looks on when a board is deleted: its pages are closed.
    if not kind.startswith("invitation") and kind != "board.deleted":
        assert event.touches


def test_what_changes_the_columns_draws_the_board() -> None:
    structural = {"column.added", "column.moved", "column.archived", "column.restored"}
    assert all(BOARD[0] in KINDS[kind].touches for kind in structural)
