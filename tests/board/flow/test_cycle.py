from board.flow.cycle import ages, cycle, cycles, elapsed
from board.instants import SECOND
from tests.board.flow.logs import FLOW, at, pasts

CALENDAR = FLOW.calendar


def test_a_cycle_counts_both_its_days() -> None:
    [found] = cycles(
        pasts("A 2 Backlog", "A 3T10 Dev", "A 6T16 Done", "B 3 Dev").values(), CALENDAR
    )
    assert (found.card, found.day.isoformat(), found.days) == ("A", "2026-03-06", 4)
    assert found.lasted == 280_800 * SECOND
    assert not found.skipped_wip and not found.clamped


def test_a_card_that_skipped_all_work_took_one_day() -> None:
    [found] = cycles(pasts("A 2 Backlog", "A 4 Done").values(), CALENDAR)
    assert (found.days, found.lasted, found.skipped_wip) == (1, 0, True)


def test_a_finish_before_the_start_is_clamped_and_told() -> None:
    found = cycle("A", at("5"), at("4"), CALENDAR)
    assert (found.days, found.lasted, found.clamped) == (1, 0, True)
    assert elapsed(at("5"), at("4")) == 0


def test_only_what_is_in_progress_has_an_age() -> None:
    cards = pasts("A 2 Dev", "B 2 Dev", "B 3 Done", "C 2 Dev", "C 3 Backlog", "D 2 Dev", "D 3 -")
    assert [(age.card, age.days) for age in ages(cards.values(), CALENDAR, at("9"))] == [("A", 8)]
    assert [age.days for age in ages(cards.values(), CALENDAR, at("2"))][:1] == [1]


def test_an_age_survives_being_reopened() -> None:
    cards = pasts("A 2T09 Dev", "A 4T09 Done", "A 9T09 Dev").values()
    assert [age.days for age in ages(cards, CALENDAR, at("9T21"))] == [8]
