from datetime import date

from board.flow.assumptions import Life, assumptions, lives
from tests.board.flow.logs import FLOW, pasts

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 29)
MONDAY = FIRST.toordinal()


def lights(cards: list[Life], ct_days: tuple[int, ...] = ()) -> list[bool | None]:
    return [assumption.holds for assumption in assumptions(cards, FIRST, LAST, ct_days)]


def steady() -> list[Life]:
    """One card starts on each day and takes three days, the first ones before the window."""
    days = range(MONDAY - 5, MONDAY + 28)
    return [Life(day, day + 2 if day + 2 < MONDAY + 28 else None, False) for day in days]


def test_a_board_at_rest_keeps_them_all() -> None:
    assert lights(steady(), (3, 3, 3)) == [True, True, True, True]


def test_more_starts_than_finishes_break_three_of_them() -> None:
    cards = [Life(MONDAY + n, None, False) for n in range(28)]
    assert lights(cards) == [False, True, False, False]


def test_what_is_discarded_was_not_finished() -> None:
    cards = [card._replace(discarded=n % 3 == 0) for n, card in enumerate(steady())]
    assert lights(cards)[1] is False


def test_what_is_in_progress_for_far_too_long_is_not_finished_either() -> None:
    old = Life(MONDAY, None, False)
    assert lights([*steady(), old], (3, 3, 3))[1] is False
    assert lights([*steady(), old])[1] is True


def test_of_too_little_nothing_is_said() -> None:
    assert lights([]) == [None, None, None, None]
    short = assumptions(steady(), LAST, LAST, ())
    assert short[3].holds is None


def test_lives_are_those_of_cards_that_started() -> None:
    cards = pasts("A 2 Dev", "A 4 Done", "B 2 Dev", "B 3 -", "C 5 Dev", "D 2 Backlog").values()
    assert lives(cards, FLOW) == [
        Life(MONDAY, MONDAY + 2, False),
        Life(MONDAY, MONDAY + 1, True),
        Life(MONDAY + 3, None, False),
    ]
