"""Replays: a card's stays are written `Backlog 02-03, Baking 03-`, a stay that ended in leaving
the board as `Baking 03-04!`; the numbers are days of March."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board.errors import Invalid
from board.exchange import trello_history
from board.exchange.drafts import Stay
from board.exchange.files import Node
from board.exchange.trello_actions import read
from board.exchange.trello_history import Known, Replay, Trail
from board.instants import day, moment, parse
from tests.board.exchange.export import NOW, START, Export, at


@pytest.fixture
def export() -> Export:
    return Export("Backlog", "Baking", "Delivered", "Old")


def replay(export: Export, **facts: Any) -> Replay:
    """The replay of an export; `facts` are more that is known of every card."""
    known = [
        Known(id=card["id"], column=card["idList"], closed=card["closed"], **facts)
        for card in export.cards.values()
    ]
    lists = {entry["id"]: entry["closed"] for entry in export.lists.values()}
    return Replay(read(Node(export.board), NOW), known, lists, NOW)


def trail(export: Export, title: str = "Rye", **facts: Any) -> Trail:
    known = export.cards.get(title, {"id": title})
    return replay(export, **facts).trails[known["id"]]


def shown(export: Export, title: str = "Rye", **facts: Any) -> str:
    names = {entry["id"]: name for name, entry in export.lists.items()}
    stays = trail(export, title, **facts).stays
    return ", ".join(f"{names[stay.column]} {days(stay)}" for stay in stays)


def days(stay: Stay) -> str:
    ended = "" if stay.ended_at is None else f"{day(stay.ended_at, 'UTC').day:02}"
    return f"{day(stay.began_at, 'UTC').day:02}-{ended}{'!' * stay.gone}"


def test_a_card_goes_from_list_to_list(export: Export) -> None:
    export.card("Rye", "Delivered")
    export.made("Rye", "Backlog", at("02"))
    export.moved("Rye", "Backlog", "Baking", at("03"))
    export.moved("Rye", "Baking", "Delivered", at("05"))
    assert shown(export) == "Backlog 02-03, Baking 03-05, Delivered 05-"
    assert trail(export).history == "full"
    assert trail(export).created_at == parse(at("02"))
    assert not replay(export).doubtful


def test_a_cut_log_begins_in_the_first_list_that_is_known(export: Export) -> None:
    export.card("Rye", "Delivered", made=START)
    export.moved("Rye", "Baking", "Delivered", at("05"))
    assert shown(export) == "Baking 02-05, Delivered 05-"
    assert trail(export).history == "partial"
    assert trail(export).created_at == parse(START)


def test_a_card_without_a_step_stands_where_it_is_since_it_was_made(export: Export) -> None:
    export.card("Rye", "Baking")
    export.act("addMemberToBoard", at("04"))
    assert shown(export) == "Baking 02-"
    assert trail(export).history == "partial"


def test_without_any_actions_there_is_no_history(export: Export) -> None:
    export.card("Rye", "Baking")
    assert shown(export) == "Baking 02-"
    assert trail(export).history == "none"


def test_a_log_that_reaches_back_to_the_board_s_making_lacks_nothing(export: Export) -> None:
    export.card("Rye", "Baking")
    export.act("copyBoard", START)
    assert (shown(export), trail(export).history) == ("Baking 02-", "full")


def test_a_card_is_never_made_after_its_first_move(export: Export) -> None:
    export.card("Rye", "Delivered", made=at("09"))
    export.moved("Rye", "Baking", "Delivered", at("05"))
    assert trail(export).created_at == parse(at("05"))
    assert shown(export) == "Baking 05-05, Delivered 05-"


def test_an_archived_card_leaves_and_a_restored_one_is_back(export: Export) -> None:
    export.card("Rye", "Baking")
    export.made("Rye", "Baking", at("02"))
    export.closed("Rye", "Baking", at("03"))
    export.closed("Rye", "Backlog", at("05"), closed=False)
    export.moved("Rye", "Backlog", "Baking", at("06"))
    assert shown(export) == "Baking 02-03!, Backlog 05-06, Baking 06-"


def test_a_card_that_is_moved_while_archived_is_on_the_board_when_it_is_restored(
    export: Export,
) -> None:
    export.card("Rye", "Baking")
    export.made("Rye", "Delivered", at("02"))
    export.closed("Rye", "Delivered", at("03"))
    export.moved("Rye", "Delivered", "Baking", at("05"))
    export.closed("Rye", "Baking", at("06"), closed=False)
    assert shown(export) == "Delivered 02-03!, Baking 06-"


def test_the_cards_of_an_archived_list_leave_and_come_back_with_it(export: Export) -> None:
    export.card("Rye", "Baking")
    export.card("Oat", "Baking", closed=True)
    for title in ("Rye", "Oat"):
        export.made(title, "Baking", at("02"))
    export.closed("Oat", "Baking", at("03"))
    export.shut("Baking", at("04"))
    export.shut("Baking", at("05"), closed=False)
    assert shown(export) == "Baking 02-04!, Baking 05-"
    assert shown(export, "Oat") == "Baking 02-03!"
    assert not replay(export).shut


def test_a_list_that_stays_archived_keeps_its_cards_off_the_board(export: Export) -> None:
    export.lists["Old"]["closed"] = True
    export.card("Rye", "Old")
    export.made("Rye", "Old", at("02"))
    export.shut("Old", at("04"))
    assert shown(export) == "Old 02-04!"
    assert replay(export).shut == {export.lists["Old"]["id"]: parse(at("04"))}


def test_a_list_that_is_archived_twice_is_archived_since_the_first_time(export: Export) -> None:
    export.lists["Old"]["closed"] = True
    export.card("Rye", "Old")
    export.shut("Old", at("04"))
    export.shut("Old", at("06"))
    assert shown(export) == "Old 02-04!"
    assert replay(export).shut == {export.lists["Old"]["id"]: parse(at("04"))}


def test_a_deleted_card_leaves_for_good(export: Export) -> None:
    identity = export.object_id(START)
    export.made(identity, "Baking", at("04"), "deleteCard")
    found = trail(export, identity)
    assert shown(export, identity) == "Baking 02-04!"
    assert (found.left_at, found.history) == (parse(at("04")), "partial")


def test_a_card_that_moved_away_and_came_back_is_here(export: Export) -> None:
    export.card("Rye", "Backlog")
    export.made("Rye", "Baking", at("02"))
    export.made("Rye", "Baking", at("03"), "moveCardFromBoard")
    export.made("Rye", "Backlog", at("06"), "moveCardToBoard")
    assert shown(export) == "Baking 02-03!, Backlog 06-"
    assert trail(export).left_at is None


def test_cards_that_came_with_their_list_are_here_since_then(export: Export) -> None:
    export.card("Rye", "Delivered")
    export.act("moveListToBoard", at("05"), list={"id": export.lists["Baking"]["id"]})
    export.moved("Rye", "Baking", "Delivered", at("07"))
    assert shown(export) == "Baking 05-07, Delivered 07-"
    assert trail(export).created_at == parse(at("05"))


def test_cards_leave_with_their_list(export: Export) -> None:
    identity = export.object_id(START)
    export.made(identity, "away", at("03"))
    export.act("moveListFromBoard", at("05"), list={"id": "away"})
    assert trail(export, identity).left_at == parse(at("05"))


# -- where the steps do not lead to the present


def test_an_archiving_from_before_the_log_is_dated_by_the_last_activity(export: Export) -> None:
    export.card("Rye", "Baking", closed=True)
    export.act("addMemberToBoard", at("20"))
    assert shown(export, active_at=parse(at("07"))) == "Baking 02-07!"
    assert shown(export, active_at=parse(at("25"))) == "Baking 02-20!"
    assert shown(export, closed_at=parse(at("08")), active_at=parse(at("25"))) == "Baking 02-08!"
    assert not replay(export).doubtful


def test_a_list_archived_before_the_log_takes_its_cards_along(export: Export) -> None:
    export.lists["Old"]["closed"] = True
    export.card("Rye", "Old")
    export.act("addMemberToBoard", at("20"))
    assert shown(export, active_at=parse(at("07"))) == "Old 02-07!"
    assert replay(export, active_at=parse(at("07"))).shut == {
        export.lists["Old"]["id"]: parse(at("07"))
    }


def test_a_step_that_is_missing_makes_the_card_doubtful(export: Export) -> None:
    export.card("Rye", "Delivered")
    export.made("Rye", "Backlog", at("02"))
    export.moved("Rye", "Backlog", "Baking", at("03"))
    found = replay(export, active_at=parse(at("05")))
    assert found.doubtful == {export.cards["Rye"]["id"]}
    assert shown(export, active_at=parse(at("05"))) == (
        "Backlog 02-03, Baking 03-03, Delivered 03-"
    )


def test_an_archiving_that_the_file_denies_makes_the_card_doubtful(export: Export) -> None:
    export.card("Rye", "Baking")
    export.made("Rye", "Baking", at("02"))
    export.closed("Rye", "Baking", at("04"))
    assert replay(export).doubtful == {export.cards["Rye"]["id"]}
    assert trail(export).stay is not None


# -- cards that nobody can date


def test_a_card_without_a_date_is_dated_by_its_last_activity(export: Export) -> None:
    export.card("Rye", "Delivered", id="by-hand")
    assert shown(export, done=True, active_at=parse(at("07"))) == "Delivered 07-"
    assert trail(export, active_at=parse(at("07"))).history == "none"


def test_a_card_that_nobody_can_date_is_here_since_now(export: Export) -> None:
    export.card("Rye", "Baking", id="by-hand")
    assert trail(export).stays == [Stay(export.lists["Baking"]["id"], NOW)]


@pytest.mark.parametrize("closed", [False, True])
def test_a_finish_that_nobody_can_date_is_not_made_up(export: Export, closed: bool) -> None:
    export.card("Rye", "Delivered", id="by-hand", closed=closed)
    export.shut("Delivered", at("04"))
    export.shut("Delivered", at("05"), closed=False)
    assert trail(export, done=True).stays == []


def test_a_tick_dates_a_finish_that_no_step_tells_of(export: Export) -> None:
    export.card("Rye", "Delivered")
    assert shown(export, done=True, done_at=parse(at("09"))) == "Delivered 09-"
    assert trail(export, done=True, done_at=parse(at("09"))).created_at == parse(START)
    export.made("Rye", "Delivered", at("02"))
    assert shown(export, done=True, done_at=parse(at("09"))) == "Delivered 02-"


# -- any history


def test_a_history_without_end_is_refused(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trello_history, "WORK_LIMIT", 50)
    export.card("Rye", "Baking")
    for n in range(60):
        export.shut("Baking", at("05"), closed=n % 2 == 0)
    with pytest.raises(Invalid, match="too long to be a board's"):
        replay(export)


LISTS = ["Backlog", "Baking", "Delivered", "Old"]
steps = st.tuples(
    st.sampled_from(["made", "moved", "closed", "restored", "shut", "opened", "left", "came"]),
    st.sampled_from(["Rye", "Oat", "away"]),
    st.sampled_from(LISTS),
    st.sampled_from(LISTS),
    st.integers(1, 28),
)


def happen(export: Export, step: tuple[str, str, str, str, int]) -> None:
    kind, title, where, other, number = step
    when = at(f"{number:02}")
    match kind:
        case "made":
            export.made(title, where, when)
        case "moved":
            export.moved(title, where, other, when)
        case "closed" | "restored":
            export.closed(title, where, when, closed=kind == "closed")
        case "shut" | "opened":
            export.shut(where, when, closed=kind == "shut")
        case "left":
            export.made(title, where, when, "deleteCard")
        case _:
            export.act("moveListToBoard", when, list={"id": export.lists[where]["id"]})


@settings(deadline=None, max_examples=200)
@given(
    st.lists(steps, max_size=25),
    st.booleans(),
    st.booleans(),
    st.sampled_from(LISTS),
    st.sampled_from(LISTS),
    st.booleans(),
)
def test_stays_follow_each_other_and_end_in_the_present(
    log: list[tuple[str, str, str, str, int]],
    whole: bool,
    closed: bool,
    where: str,
    shut: str,
    by_hand: bool,
) -> None:
    export = Export(*LISTS)
    export.lists[shut]["closed"] = closed
    export.card("Rye", where, closed=closed, **({"id": "by-hand"} if by_hand else {}))
    export.card("Oat", "Baking")
    for step in log:
        happen(export, step)
    if whole:
        export.act("createBoard", at("01"))
    found = replay(export, done=where == "Delivered")
    for card in export.cards.values():
        present = found.trails[card["id"]]
        holds_together(present)
        is_open = not card["closed"] and present.column not in found.shut
        assert present.column == card["idList"]
        assert (present.stay is not None) == is_open or not present.stays
    assert set(found.shut) == ({export.lists[shut]["id"]} if closed else set())


def holds_together(found: Trail) -> None:
    last = found.created_at
    for n, stay in enumerate(found.stays):
        assert last <= stay.began_at <= NOW, moment(stay.began_at)
        last = stay.began_at
        if stay.ended_at is not None:
            assert stay.began_at <= stay.ended_at <= NOW
            last = stay.ended_at
        following = found.stays[n + 1 :]
        assert (stay.ended_at is None) <= (not following)
        if following and not stay.gone:
            assert following[0].began_at == stay.ended_at
