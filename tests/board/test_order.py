import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board.order import DIGITS, LONGEST, among, between, spread


def is_rank(text: str) -> bool:
    return bool(text) and set(text) <= set(DIGITS) and not text.endswith("0")


@settings(deadline=None)
@given(st.lists(st.floats(min_value=0, max_value=1), max_size=300))
def test_there_is_always_room_between_two_ranks(places: list[float]) -> None:
    ranks: list[str] = []
    for place in places:
        n = round(place * len(ranks))
        low = ranks[n - 1] if n else None
        high = ranks[n] if n < len(ranks) else None
        ranks.insert(n, between(low, high))
    assert all(map(is_rank, ranks))
    assert ranks == sorted(set(ranks))


ranks_ = st.text(DIGITS, min_size=1, max_size=60).filter(is_rank)


@settings(deadline=None)
@given(ranks_, ranks_)
def test_a_rank_between_any_two_sorts_between_them(one: str, other: str) -> None:
    low, high = min(one, other), max(one, other)
    if low != high:
        middle = between(low, high)
        assert low < middle < high and is_rank(middle)
    assert between(None, low) < low < between(low, None)


def test_the_first_rank_leaves_room_on_both_sides() -> None:
    assert between(None, None) == "i"


@pytest.mark.parametrize("low, high", [("b", "a"), ("a", "a")])
def test_what_does_not_sort_has_nothing_between(low: str, high: str) -> None:
    with pytest.raises(ValueError, match="does not sort before"):
        between(low, high)


def test_ten_thousand_cards_at_either_end_keep_short_ranks() -> None:
    top = bottom = between(None, None)
    for _ in range(10_000):
        higher, lower = between(None, top), between(bottom, None)
        assert higher < top and bottom < lower
        assert len(higher) <= 6 and len(lower) <= 6
        top, bottom = higher, lower


def test_beyond_the_last_even_step_there_is_still_room() -> None:
    top, bottom = "000001", "zzzzzz"
    for _ in range(50):
        higher, lower = between(None, top), between(bottom, None)
        assert higher < top and bottom < lower
        top, bottom = higher, lower


@pytest.mark.parametrize("side", ["above", "below"])
def test_ten_thousand_cards_in_one_gap_keep_their_order(side: str) -> None:
    cards = ["first", "last"]
    ranks = dict(zip(cards, spread(2), strict=True))
    spreads = 0
    for n in range(10_000):
        at = 1 if side == "above" else len(cards) - 1
        name = str(n)
        ranks[name] = between(ranks[cards[at - 1]], ranks[cards[at]])
        cards.insert(at, name)
        if len(ranks[name]) > LONGEST:
            spreads += 1
            ranks = dict(zip(cards, spread(len(cards)), strict=True))
    assert sorted(cards, key=ranks.__getitem__) == cards
    assert 0 < spreads < 100


@pytest.mark.parametrize("count", [0, 1, 2, 35, 36, 1_295, 20_000])
def test_spread_ranks_are_short_and_sort(count: int) -> None:
    ranks = list(spread(count))
    assert len(ranks) == count
    assert all(is_rank(rank) and len(rank) <= 6 for rank in ranks)
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    "low, high", [(None, None), ("i", None), (None, "i"), ("i", "i1"), ("a", "b"), (None, "001")]
)
@pytest.mark.parametrize("count", [0, 1, 2, 7, 500])
def test_several_that_come_at_once_stand_in_order_between(
    low: str | None, high: str | None, count: int
) -> None:
    ranks = among(low, high, count)
    assert ranks == sorted(set(ranks))
    assert len(ranks) == count
    assert all((low or "") < rank and (high is None or rank < high) for rank in ranks)
    assert max(map(len, ranks), default=0) <= (8 if high is None or low else 200)


@pytest.mark.parametrize(("low", "high"), [("zzzzzz", None), ("zzzz", None), (None, "000001")])
def test_many_at_an_end_that_is_nearly_full_stay_short(low: str | None, high: str | None) -> None:
    ranks = among(low, high, 5_000)
    assert [*filter(None, [low]), *ranks, *filter(None, [high])] == sorted({*ranks, low or high})
    assert max(map(len, ranks)) < 20
