from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from board.exchange import demo
from board.exchange.drafts import Draft
from board.flow.arrivals import dates
from board.flow.calendar import Calendar
from board.flow.percentiles import percentile
from board.instants import DAY, day, instant

ZONE = "Europe/Berlin"
MONDAY = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
WEEK = [instant(MONDAY + timedelta(days=n)) for n in range(7)]


def finished(draft: Draft) -> list[tuple[int, int]]:
    """The start and the finish of every card that has both."""
    stages = {column.id: column.stage for column in draft.columns}
    known = [dates((stages[s.column], s.began_at) for s in card.stays) for card in draft.cards]
    return [(d.started_at, d.finished_at) for d in known if d.started_at and d.finished_at]


def test_the_same_day_gives_the_same_board() -> None:
    assert demo.draft(WEEK[0], ZONE) == demo.draft(WEEK[0], ZONE)


@pytest.mark.parametrize("now", WEEK)
def test_a_team_has_worked_for_some_months_until_today(now: int) -> None:
    draft = demo.draft(now, ZONE)
    ends = finished(draft)
    lately = [(began, ended) for began, ended in ends if ended > now - 90 * DAY]
    wip = [c for c in draft.cards if c.column in ("Build", "Review", "Release")]

    assert 100 <= len(lately) <= 150
    assert 6 <= (percentile(sorted(Calendar(ZONE).span(*each) for each in lately), 85) or 0) <= 9
    assert 4 <= len(wip) <= (draft.wip_limit or 0)
    assert max(Calendar(ZONE).span(card.stays[2].began_at, now) for card in wip) > 9
    assert draft.span[0] is not None and draft.span[0] < now - 90 * DAY
    assert draft.span[1] is not None and now - 3 * DAY < draft.span[1] < now


@pytest.mark.parametrize("now", WEEK[:2])
def test_it_has_one_of_everything_that_can_be_on_a_board(now: int) -> None:
    draft = demo.draft(now, ZONE)
    past = [stay for card in draft.cards for stay in card.stays]
    blocks = [block for card in draft.cards for block in card.blocks]
    begun = [[stay.column for stay in card.stays] for card in draft.cards]

    assert {day(stay.began_at, ZONE).weekday() for stay in past} == set(range(5))
    assert any(block.ended_at is None for block in blocks) and len(blocks) > 10
    assert any(
        "Build" in columns[columns.index("Done") :] for columns in begun if "Done" in columns
    )
    assert all(
        draft.counts[name] for name in draft.counts if name not in ("columns_archived", "deleted")
    )
    classes = Counter(card.class_of_service for card in draft.cards)
    assert classes["expedite"] and classes["fixed_date"]
    assert any(card.lane == demo.URGENT for card in draft.cards)
    assert any(card.title.startswith("Work on fewer things") for card in draft.cards)


@pytest.mark.parametrize("now", WEEK[:2])
def test_the_past_of_a_card_has_no_gaps_and_nothing_lies_ahead(now: int) -> None:
    for card in demo.draft(now, ZONE).cards:
        for one, following in zip(card.stays, card.stays[1:], strict=False):
            assert one.began_at < (one.ended_at or 0) == following.began_at
        assert card.stays[-1].began_at <= now and card.stays[-1].column == card.column
        assert all(comment.written_at <= now for comment in card.comments)
