import pytest

from board.errors import Invalid, LimitReached
from board.limits import HIGHEST, Limit, Place, Standing, enter, enter_all, entered, valid


def limit(of: int | None, mode: str = "soft") -> Limit:
    return Limit("column", 7, "Build", of, mode)


@pytest.mark.parametrize(
    "of, count, lamp, label",
    [
        (None, 9, "none", "9"),
        (3, 0, "room", "0 / 3"),
        (3, 2, "room", "2 / 3"),
        (3, 3, "full", "3 / 3"),
        (3, 4, "over", "4 / 3"),
    ],
)
def test_the_lamp_and_the_label_tell_the_count(
    of: int | None, count: int, lamp: str, label: str
) -> None:
    standing = Standing(limit(of), count)
    assert (standing.lamp, standing.label) == (lamp, label)


@pytest.mark.parametrize("mode", ["soft", "hard"])
def test_a_card_enters_while_there_is_room(mode: str) -> None:
    assert enter(limit(3, mode), 2, None) is None


def test_a_card_always_enters_where_nothing_limits() -> None:
    assert enter(limit(None, "hard"), 1_000, None) is None


def test_a_soft_limit_lets_in_and_says_so() -> None:
    broken = enter(limit(3), 3, None)
    assert broken is not None
    assert broken.facts == {
        "scope": "column",
        "id": 7,
        "name": "Build",
        "count": 4,
        "of": 3,
        "mode": "soft",
    }


def test_a_hard_limit_refuses_naming_itself_and_the_way_out() -> None:
    with pytest.raises(LimitReached, match=r"Build is full \(3 of 3\)\. Finish or move") as caught:
        enter(limit(3, "hard"), 3, None)
    assert caught.value.code == "limit_reached"
    assert caught.value.facts["limit"]["count"] == 3


def test_a_reason_overrides_a_hard_limit_and_it_is_still_counted() -> None:
    broken = enter(limit(3, "hard"), 3, "production is down")
    assert broken is not None and broken.lamp == "over"


def test_a_column_over_its_limit_refuses_as_well() -> None:
    with pytest.raises(LimitReached):
        enter(limit(2, "hard"), 5, None)


@pytest.mark.parametrize("of", [None, 1, HIGHEST])
def test_a_limit_may_be_set(of: int | None) -> None:
    assert valid(of, "hard") == (of, "hard")


@pytest.mark.parametrize("of", [0, -1, HIGHEST + 1])
def test_what_is_no_limit_is_refused(of: int) -> None:
    with pytest.raises(Invalid, match="whole number from 1 to 10,000") as caught:
        valid(of, "soft")
    assert caught.value.field == "wip_limit"


def test_a_mode_is_soft_or_hard() -> None:
    with pytest.raises(Invalid) as caught:
        valid(3, "firm")
    assert caught.value.field == "wip_mode"


def test_a_card_comes_under_what_it_was_not_under_before() -> None:
    todo, doing, review = (Place(1, False, 7), Place(2, True, 7), Place(3, True, 7))
    assert entered(None, todo) == {("column", 1)}
    assert entered(todo, doing) == {("column", 2), ("lane", 7), ("board", None)}
    assert entered(doing, review) == {("column", 3)}
    assert entered(doing, Place(2, True, 8)) == {("lane", 8)}
    assert entered(doing, Place(2, True, None)) == set()
    assert entered(doing, doing) == entered(review, todo) - {("column", 1)} == set()


def test_many_enter_together_or_not_at_all() -> None:
    with pytest.raises(
        LimitReached, match=r"room for 2 of these 3 cards \(1 of 3\)\. .* move a card"
    ):
        enter_all([(limit(3, "hard"), 1, 3)], None)
    assert enter_all([(limit(3), 1, 2), (limit(3), 1, 0)], None) == []
    assert [broken["count"] for broken in enter_all([(limit(3), 3, 2)], None)] == [5]
