"""What happened to a card: arrivals for good, moves back, absences."""

from collections import defaultdict
from operator import itemgetter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.flow.arrivals import dates
from board.flow.histories import History, Transition, entries, histories
from board.flow.workflow import Column, Workflow
from tests.board.flow.logs import COLUMNS, FLOW, at, log, past
from tests.board.flow.random_logs import BEGIN, END, logs, workflows

FIRST = Workflow(COLUMNS, restart="first")


@pytest.mark.parametrize(
    "entries_, arrivals",
    [
        (["2 Backlog"], {"Backlog": 2}),
        (["2 Backlog", "3 Dev", "5 Done"], {"Backlog": 2, "Dev": 3, "Review": 5, "Done": 5}),
        (["2 Dev", "3 Review", "4 Dev"], {"Backlog": 2, "Dev": 2}),
        (["2 Dev", "3 Review", "4 Dev", "6 Review"], {"Backlog": 2, "Dev": 2, "Review": 6}),
        (["2 Dev", "3 -", "9 Dev"], {"Backlog": 2, "Dev": 2}),
        (["2 Done", "3 Backlog"], {"Backlog": 2}),
        (["2 Backlog", "3 Review", "4 Dev"], {"Backlog": 2, "Dev": 3}),
    ],
)
def test_a_card_arrives_for_good(entries_: list[str], arrivals: dict[str, int]) -> None:
    wanted = {column: at(str(day)) for column, day in arrivals.items()}
    assert past(*entries_).arrivals == wanted


def test_a_start_that_was_skipped_and_then_gone_back_to_is_not_lost() -> None:
    card = past("2 Backlog", "4 Review", "6 Dev", "8 Done")
    assert (card.started_at, card.finished_at) == (at("4"), at("8"))
    assert (card.reopened, card.aborted_starts) == (0, 0)


def test_a_card_that_is_reopened_keeps_its_start_and_takes_its_last_finish() -> None:
    card = past("2T09 Dev", "4T09 Done", "9T09 Dev", "10T15 Done")
    assert (card.started_at, card.finished_at, card.reopened) == (at("2T09"), at("10T15"), 1)
    assert card.ended_at == at("10T15")


def test_a_card_that_is_uncommitted_starts_anew() -> None:
    moves = ["2 Dev", "4 Backlog", "9 Dev", "10 Done"]
    assert (past(*moves).started_at, past(*moves).aborted_starts) == (at("9"), 1)
    assert past(*moves[:2]).started_at is None
    assert past(*moves, flow=FIRST).started_at == at("2")
    assert past(*moves[:2], flow=FIRST).started_at is None
    assert past(*moves[:2], flow=FIRST).status == "todo"


def test_a_finished_card_that_goes_back_to_the_beginning_was_reopened_and_uncommitted() -> None:
    card = past("2 Dev", "4 Done", "5 Backlog", "6 Dev", "8 Done")
    assert (card.started_at, card.finished_at) == (at("6"), at("8"))
    assert (card.reopened, card.aborted_starts) == (1, 1)


def test_between_two_columns_of_the_end_nothing_is_reopened() -> None:
    flow = Workflow([*COLUMNS, Column("Released", "done")])
    card = past("2 Dev", "4 Done", "6 Released", "8 Done", flow=flow)
    assert (card.finished_at, card.reopened) == (at("4"), 0)


def test_what_leaves_from_the_end_stays_finished_and_from_elsewhere_is_discarded() -> None:
    archived = past("2 Dev", "4 Done", "9 -")
    assert (archived.status, archived.discarded_at, archived.column) == ("done", None, None)
    deleted = past("2 Dev", "4 -")
    assert (deleted.status, deleted.discarded_at, deleted.ended_at) == (
        "discarded",
        at("4"),
        at("4"),
    )
    assert past("2 Backlog", "4 -", "5 -").discarded_at == at("4")


def test_a_column_of_the_stage_discard_is_a_way_out() -> None:
    flow = Workflow([*COLUMNS, Column("Rejected", "discard")])
    card = past("2 Dev", "4 Rejected", "6 -", flow=flow)
    assert (card.status, card.discarded_at, card.started_at) == ("discarded", at("4"), at("2"))
    assert past("2 Dev", "4 Rejected", "6 Dev", flow=flow).discarded_at is None
    finished = past("2 Dev", "4 Done", "5 Rejected", flow=flow)
    assert (finished.status, finished.finished_at) == ("done", at("4"))
    assert past("2 Rejected", flow=flow).status == "discarded"


def test_an_absence_is_no_move_back() -> None:
    card = past("2 Dev", "4 -", "9 Dev", "10 Done")
    assert (card.started_at, card.discarded_at, card.aborted_starts) == (at("2"), None, 0)
    assert card.absences == [(None, at("4"), at("9"))]
    assert card.stays == [
        ("Dev", at("2"), at("4")),
        ("Dev", at("9"), at("10")),
        ("Done", at("10"), None),
    ]


def test_the_same_column_twice_is_one_stay() -> None:
    assert past("2 Dev", "3 Dev").stays == [("Dev", at("2"), None)]


def test_an_unknown_column_counts_as_the_one_before() -> None:
    card = past("2 Backlog", "3 Dev", "5 Gone", "6 Done")
    assert card.unknown == {"Gone"}
    assert card.stays[1] == ("Dev", at("3"), at("6"))
    restored = past("2 Dev", "3 -", "5 Gone")
    assert (restored.column, restored.status) == ("Dev", "wip")
    nowhere = past("2 Gone")
    assert (nowhere.column, nowhere.status, nowhere.stays) == (None, "todo", [])


def test_a_source_that_contradicts_the_known_column_is_counted_and_its_target_trusted() -> None:
    said = [(None, "Dev"), ("Backlog", "Review"), ("Gone", None), (None, "Gone"), ("Gone", "Done")]
    card = histories(
        [Transition("A", at("2") + n, *move) for n, move in enumerate(said)], FLOW, END
    )["A"]
    assert (card.contradicted, card.status) == (2, "done")
    assert histories([Transition("A", at("2"), "Dev", "Done")], FLOW, END)["A"].contradicted == 0


def test_entries_of_one_instant_keep_the_order_of_the_log() -> None:
    assert past("2 Backlog", "2 Dev", "2 Done").status == "done"
    assert past("2 Done", "2 Dev", "2 Backlog").status == "todo"


def test_what_arrives_late_is_sorted_in() -> None:
    steps = log("A 2 Backlog", "A 3 Dev", "A 5 Review", "A 6 Done")
    late = [steps[3], steps[0], steps[2], steps[1]]
    card = histories(late, FLOW, END)["A"]
    assert (card.created_at, card.started_at, card.finished_at) == (at("2"), at("3"), at("6"))


def test_what_happens_later_is_not_known_yet() -> None:
    card = past("2 Dev", "4 Done", as_of=at("3"))
    assert (card.status, card.finished_at) == ("wip", None)
    assert histories(log("A 2 Dev"), FLOW, at("1")) == {}


def test_visits_give_the_log_that_they_came_from() -> None:
    assert entries("A", [("Dev", 1, 2, False), ("Done", 2, 5, True), ("Dev", 9, None, False)]) == [
        Transition("A", 1, None, "Dev"),
        Transition("A", 2, "Dev", "Done"),
        Transition("A", 5, "Done", None),
        Transition("A", 9, None, "Dev"),
    ]


def told(card: History) -> tuple[object, ...]:
    return (
        card.column,
        card.arrivals,
        card.stays,
        card.absences,
        card.started_at,
        card.finished_at,
        card.discarded_at,
        card.status,
        card.reopened,
        card.aborted_starts,
    )


@given(logs, workflows, st.randoms())
def test_followed_event_by_event_it_is_what_all_at_once_gives(
    entries_: list[Transition], flow: Workflow, chance: Random
) -> None:
    live: dict[object, History] = {}
    for n, (card, when, _, target) in enumerate(sorted(entries_, key=lambda entry: entry.at)):
        history = live.setdefault(card, History(card, when, flow))
        history.follow(when, target)
        known = sorted(entries_, key=lambda entry: entry.at)[: n + 1]
        anew = histories(known, flow, END)
        assert {key: told(value) for key, value in live.items()} == {
            key: told(value) for key, value in anew.items()
        }


@given(logs, workflows)
def test_it_agrees_with_the_dates_that_the_board_keeps(
    entries_: list[Transition], flow: Workflow
) -> None:
    if flow.keeps_first_start:
        return
    arrivals = defaultdict(list)
    for card, history in histories(entries_, flow, END).items():
        for column, began, _ in history.stays:
            assert column is not None
            arrivals[card].append((flow.columns[column].stage, began))
        kept = dates(arrivals[card])
        assert (kept.started_at, kept.finished_at) == (history.started_at, history.finished_at)


@given(logs, workflows)
def test_dates_never_fall_and_stays_follow_each_other(
    entries_: list[Transition], flow: Workflow
) -> None:
    for history in histories(entries_, flow, END).values():
        assert history.arrived == sorted(history.arrived)
        whole = sorted([*history.stays, *history.absences], key=itemgetter(1))
        assert all(BEGIN <= began <= END for _, began, _ in whole)
        assert [ended for _, _, ended in whole if ended is None] == [None] * bool(whole)
