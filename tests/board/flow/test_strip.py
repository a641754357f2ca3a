"""The strip: each figure from few cards, and sums that forget what they are told to."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from board.flow.percentiles import percentile
from board.flow.shares import SPARKLINE_DAYS, Finish, Share, Window
from board.flow.strip import Figures, Strip, ranked
from board.flow.workflow import Column, Workflow

TODAY = date(2026, 3, 4)  # a Wednesday
FLOW = Workflow([Column(1, "todo"), Column(2, "wip"), Column(3, "wip"), Column(4, "done")])


def finish(days: int, day: date = TODAY, active: int = 0, elapsed: int = 0) -> Share:
    return Share(Finish(day.toordinal(), days, active, elapsed, (1, days)))


def figures(*shares: Share) -> Figures:
    made = Figures(Window(TODAY, FLOW))
    for card, share in enumerate(shares):
        made.replace(card, share)
    return made


def strip(*shares: Share, wip: int = 0, first: date = TODAY, marked: bool = False) -> Strip:
    return figures(*shares).strip(wip, first, marked=marked)


def test_a_young_board_says_how_many_are_finished_and_no_figure_that_needs_more() -> None:
    young = strip(*[finish(3)] * 9, Share(started=TODAY.toordinal() - 99), wip=1)
    assert (young.finished, young.p85, young.ageing, young.efficiency) == (9, None, None, None)
    assert (young.week, young.weekly_mean, young.weeks) == (9, None, 0)
    assert young.ages.told == ""


def test_the_percentile_is_a_number_of_days_that_a_card_took() -> None:
    told = strip(*(finish(days) for days in range(1, 21)))
    assert (told.p85, told.finished) == (17, 20)
    assert told.ages.told == "2:1:1 3:10:17"


def test_a_card_ages_past_the_percentile_on_the_day_after_it() -> None:
    started = [Share(started=TODAY.toordinal() - ago) for ago in (0, 4, 5, 6)]
    assert strip(*[finish(5)] * 10, *started).ageing == 2


def test_weeks_are_complete_iso_weeks_of_the_log_and_this_one_is_told_apart() -> None:
    monday = TODAY - timedelta(days=2)
    days = [monday, TODAY, monday - timedelta(days=1), monday - timedelta(days=15)]
    told = strip(*(finish(1, day) for day in days), first=monday - timedelta(days=21))
    assert (told.week, told.weeks, told.weekly_mean) == (2, 3, 2 / 3)
    assert strip(*(finish(1, day) for day in days), first=date(2020, 1, 1)).weeks == 12


def test_efficiency_is_of_the_sums_and_silent_without_a_mark() -> None:
    cards = finish(1, active=1, elapsed=10), finish(1, active=9, elapsed=10)
    assert strip(*cards, marked=True).efficiency == 0.5
    assert strip(*cards).efficiency is None
    assert strip(marked=True).efficiency is None


def test_the_sparkline_ends_with_now() -> None:
    told = strip(Share(nights=(0, 28)), Share(nights=(28,)), wip=7)
    assert (len(told.sparkline), told.sparkline[0], told.sparkline[-2:]) == (30, 1, [2, 7])


DAYS = st.integers(1, 40)
FINISHED = DAYS.map(lambda ago: TODAY - timedelta(days=ago))
FINISHES = st.builds(finish, DAYS, FINISHED, DAYS, DAYS.map(lambda n: n + 50))
NIGHTS = st.lists(st.integers(0, SPARKLINE_DAYS - 2), unique=True).map(tuple)
STARTS = st.builds(
    Share, finish=st.none(), started=DAYS.map(lambda ago: TODAY.toordinal() - ago), nights=NIGHTS
)
SHARES = st.one_of(st.just(Share()), FINISHES, STARTS)


@given(st.lists(st.tuples(st.integers(0, 5), SHARES)))
def test_shares_that_were_replaced_leave_no_trace(replaced: list[tuple[int, Share]]) -> None:
    changed = figures()
    for card, share in replaced:
        changed.replace(card, share)
    last = dict(replaced)
    anew = figures(*(last.get(card, Share()) for card in range(6)))
    first = datetime(2026, 1, 1, tzinfo=UTC).date()
    assert changed.strip(3, first, marked=True) == anew.strip(3, first, marked=True)


@given(st.lists(DAYS), st.integers(1, 100))
def test_counted_values_have_the_percentile_of_the_values(values: list[int], p: int) -> None:
    counts = {value: values.count(value) for value in values}
    assert ranked(counts, p) == percentile(values, p)
