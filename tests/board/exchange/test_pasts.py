from board.exchange.dates import When, read
from board.exchange.drafts import Column
from board.exchange.pasts import Known, Past, Places
from board.flow.arrivals import STAGES

PLACES = Places([Column(stage, stage, stage, False, None, None) for stage in STAGES])
NOW = 10**16


def when(text: str) -> When | None:
    return read(text, None, "UTC") if text else None


def past(column: str, created: str = "", started: str = "", finished: str = "") -> Past:
    return PLACES.past(column, Known(when(created), when(started), when(finished)), NOW)


def columns(found: Past) -> list[str]:
    return [stay.column for stay in found.stays]


def test_dates_become_stays_one_after_the_other() -> None:
    whole = past("done", "2026-03-02", "2026-03-03", "2026-03-05")
    assert columns(whole) == ["todo", "wip", "done"] and whole.history == "full"
    assert whole.stays[0].ended_at == whole.stays[1].began_at
    assert whole.stays[-1].ended_at is None
    assert columns(past("wip", "2026-03-02", "2026-03-03")) == ["todo", "wip"]
    assert columns(past("discard", "2026-03-02", finished="2026-03-03")) == ["todo", "discard"]


def test_what_is_not_told_is_not_made_up() -> None:
    assert columns(past("done", "2026-03-02")) == ["done"]
    assert past("done", "2026-03-02").history == "partial"
    undated = past("done")
    assert undated.stays == () and undated.history == "none"
    assert past("wip").stays[0].began_at == NOW
    assert columns(past("done", finished="2026-03-02")) == ["done"]


def test_a_finish_before_the_start_is_moved_to_it() -> None:
    wrong = past("done", started="2026-03-03", finished="2026-03-02")
    assert wrong.clamped and wrong.stays[-1].began_at == wrong.stays[0].began_at
    same_day = past("done", started="2026-03-03 15:00", finished="2026-03-03")
    assert not same_day.clamped and same_day.stays[-1].began_at == same_day.stays[0].began_at


def test_nothing_is_made_after_it_was_started() -> None:
    found = past("wip", "2026-03-04", "2026-03-03")
    assert found.created_at == found.stays[0].began_at == found.stays[-1].began_at


def test_the_present_column_is_believed() -> None:
    assert past("todo", "2026-03-02", "2026-03-03").astray
    assert past("wip", finished="2026-03-03").astray
    assert columns(past("todo", "2026-03-02", "2026-03-03", "2026-03-04")) == ["todo"]
