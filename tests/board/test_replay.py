"""A replay: what was undone leaves no trace. That it equals what is stored stands beside
recompute, in test_recompute.py."""

from typing import Any

from board.replay import Blocked, Past, Stay, replayed, standing


def entry(seq: int, kind: str, undoes: int | None = None, **data: Any) -> dict[str, Any]:
    about = {"card": 1, "number": 1, "title": "one", **data}
    return {"seq": seq, "at": 10 * seq, "kind": kind, "by_id": 7, "data": about, "undoes": undoes}


def test_an_undone_event_and_its_undo_leave_no_trace_and_a_redone_one_does() -> None:
    log = [entry(1, "a"), entry(2, "b"), entry(3, "c", undoes=2)]
    assert [row["seq"] for row in standing(log)] == [1]
    assert [row["seq"] for row in standing([*log, entry(4, "d", undoes=3)])] == [1, 2]


def test_a_card_from_elsewhere_keeps_its_past_up_to_what_happened_here() -> None:
    log = [
        entry(5, "card.blocked", reason=[None, "stuck"]),
        entry(6, "card.blocked", reason=["stuck", "still"]),
        entry(7, "card.archived", column=3, column_title="", finished_at=None),
    ]
    damaged = Past([Stay(1, 2, 4), Stay(4, 3, 999)], [Blocked(2, 3)], left_at=70)
    (past,) = replayed(log, {1: damaged}).values()
    assert past.stays == [Stay(1, 2, 4), Stay(4, 3, 70, gone=True)]
    assert past.blocks == [Blocked(2, 3), Blocked(50, 70)]
    assert (past.blocks[-1].reason, past.left_at) == ("still", 70)


def test_a_stay_goes_on_until_the_next_one_or_until_the_card_left() -> None:
    past = Past([Stay(1, 1, 2), Stay(3, 2, 4, gone=True), Stay(6, 1, 9)])
    assert Past(left_at=5).mended() == Past(left_at=5)
    assert past.mended().stays == [Stay(1, 1, 3), Stay(3, 2, 4, gone=True), Stay(6, 1)]
