"""All figures at once: worked cases, a real board, and what holds of any log."""

import json
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.exchange import flow_files
from board.flow.histories import Transition
from board.flow.report import Asked, Board, Figures, report
from board.flow.workflow import Column, Workflow
from board.instants import DAY, parse
from tests.board.flow.logs import COLUMNS, FLOW, at, log
from tests.board.flow.random_logs import BEGIN, END, logs, workflows

CASES = json.loads((Path(__file__).parent / "cases.json").read_text())["cases"]
EXPECTED = Path(__file__).parents[4] / "shared/data/expected"


def at_path(found: Any, path: str) -> Any:
    """What a dotted path leads to; a name may hold dots itself."""
    if not path or not isinstance(found, dict):
        return found
    name = next((n for n in found if path == n or path.startswith(f"{n}.")), None)
    return None if name is None else at_path(found[name], path[len(name) + 1 :])


def same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return (
            isinstance(found, dict)
            and found.keys() == wanted.keys()
            and all(same(found[key], value) for key, value in wanted.items())
        )
    if isinstance(wanted, float):
        return bool(found == pytest.approx(wanted))
    return bool(found == wanted)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_worked_cases(case: dict[str, Any]) -> None:
    board = flow_files.board(json.dumps(case["config"]).encode())
    entries = [
        Transition(card, parse(when), source or None, target or None)
        for card, when, source, target in case["transitions"]
    ]
    found = report(entries, board)
    for path, wanted in case["expect"].items():
        assert same(at_path(found, path), wanted), (path, at_path(found, path), wanted)


@pytest.mark.skipif(not EXPECTED.exists(), reason=f"{EXPECTED} is not here")
def test_a_real_board_gives_the_figures_that_were_worked_out_elsewhere() -> None:
    read = {
        name: (EXPECTED / f"marques-work.{name}").read_bytes()
        for name in ("csv", "board.json", "flow.json")
    }
    found = report(flow_files.log(read["csv"]), flow_files.board(read["board.json"]))
    wanted = json.loads(read["flow.json"])
    assert found.keys() == wanted.keys()
    for name, value in wanted.items():
        for card, figures in value.items() if name == "cards" else [("", value)]:
            assert same(at_path(found[name], card), figures), (name, card)
    assert found["cards"].keys() == wanted["cards"].keys() and len(found["cards"]) == 123


# -- more cases, worked by hand


def told(
    *entries: str, as_of: str = "20T12", flow: Workflow = FLOW, asked: Asked | None = None
) -> Figures:
    return report(log(*entries), Board(flow, at(as_of), forecast=asked))


def test_case_39_a_start_that_was_passed_is_not_lost_by_going_back_onto_it() -> None:
    card = told("A 2T09 Backlog", "A 4T09 Review", "A 5T09 Dev", "A 6T09 Done")["cards"]["A"]
    assert (card["started_at"], card["ct_days"]) == ("2026-03-04T09:00:00Z", 3)
    assert (card["reopened"], card["aborted_starts"]) == (0, 0)


def test_case_41_what_is_rejected_counts_as_discarded_and_never_as_throughput() -> None:
    flow = Workflow([*COLUMNS, Column("Rejected", "discard")])
    found = told("A 2 Dev", "A 4 Rejected", "B 3 Dev", flow=flow)
    assert (found["cards"]["A"]["status"], found["wip_total"]) == ("discarded", 1)
    assert found["cards"]["A"]["discarded_at"] == "2026-03-04T12:00:00Z"
    assert found["flow_order"] == ["Backlog", "Dev", "Review", "Done"]
    assert found["cfd"]["2026-03-04"]["discarded"] == 1
    assert found["snapshot"]["2026-03-04"] == {"Backlog": 0, "Dev": 1, "Review": 0, "Done": 0}
    assert sum(found["throughput"].values()) == 0


def test_case_05_clocks_that_change_change_no_days() -> None:
    for start, end, hours in (("28", "29", 23), ("24", "25", 25)):
        month = "03" if hours == 23 else "10"
        begin = parse(f"2026-{month}-{start}T12:00:00{'+01:00' if hours == 23 else '+02:00'}")
        finish = parse(f"2026-{month}-{end}T12:00:00{'+02:00' if hours == 23 else '+01:00'}")
        entries = [
            Transition("A", begin, None, "Dev"),
            Transition("A", finish, "Dev", "Done"),
        ]
        flow = Workflow(COLUMNS, "Europe/Berlin")
        card = report(entries, Board(flow, finish + DAY))["cards"]["A"]
        assert (card["ct_seconds"], card["ct_days"]) == (hours * 3600, 2)


def test_case_36_weeks_are_those_of_the_boards_zone() -> None:
    moves = "A 8T22:30 Dev", "A 8T23:30 Done"
    assert told(*moves)["throughput_weekly"] == {"2026-W10": 1, "2026-W11": 0, "2026-W12": 0}
    auckland = told(*moves, flow=Workflow(COLUMNS, "Pacific/Auckland"))
    assert auckland["throughput_weekly"] == {"2026-W11": 1, "2026-W12": 0}


def test_case_32b_a_deleted_column_that_nobody_knows_is_named_and_its_time_is_the_one_befores() -> (
    None
):
    flow = Workflow([COLUMNS[0], COLUMNS[1], COLUMNS[3]])
    found = told("A 2T09 Backlog", "A 3T10 Dev", "A 5T12 Review", "A 6T16 Done", flow=flow)
    assert found["unknown_columns"] == ["Review"]
    assert found["cards"]["A"]["time_in_column"]["Dev"] == 78 * 3600


def test_case_26_without_throughput_nothing_is_foretold() -> None:
    found = told("A 2 Dev", asked=Asked(days=10, items=3))["forecast"]
    assert found["how_many"] == {"50": 0, "70": 0, "85": 0, "95": 0}
    assert found["when_days"] is None and found["when_date"] is None
    assert found["history"] == [0] * 18


def test_a_forecast_begins_tomorrow_and_looks_at_so_many_days() -> None:
    found = told("A 2 Done", "B 19 Done", asked=Asked(items=1, history_days=1))["forecast"]
    assert found["history"] == [1]
    assert found["when_date"]["85"] == "2026-03-21" and "how_many" not in found


def test_cards_whose_sources_are_doubtful_are_named_and_without_any_nothing_is() -> None:
    sound = log("A 2 Dev", "A 3 Done")
    doubtful = [
        *sound,
        Transition("B", at("2"), None, "Dev"),
        Transition("B", at("3"), "QA", "Done"),
    ]
    assert "contradicted" not in report(sound, Board(FLOW, at("20")))
    told_ = report(doubtful, Board(FLOW, at("20")))
    assert (told_["contradicted"], told_["throughput"]["2026-03-03"]) == (["B"], 2)


def test_an_empty_log_gives_no_days_and_no_figures() -> None:
    found = report([], Board(FLOW, at("5"), forecast=Asked(days=3, items=1)))
    assert found["cards"] == found["throughput"] == found["cfd"] == found["pace"] == {}
    assert found["wip"] == {"Backlog": 0, "Dev": 0, "Review": 0, "Done": 0}
    assert found["little"]["avg_wip"] is None and found["xmr_daily"]["mean"] is None
    assert found["forecast"]["history"] == []


def test_numbers_are_names_in_the_report() -> None:
    flow = Workflow([Column(1, "wip"), Column(2, "done")])
    found = report([Transition(7, at("2"), None, 1)], Board(flow, at("3")))
    assert found["cards"]["7"]["column"] == "1" and found["cfd"]["2026-03-02"]["1"] == 1


# -- any log


@given(logs, workflows, st.integers(BEGIN, END))
def test_the_past_is_told_as_it_was_known_then(
    entries: list[Transition], flow: Workflow, as_of: int
) -> None:
    known = [entry for entry in entries if entry.at <= as_of]
    assert report(entries, Board(flow, as_of)) == report(known, Board(flow, as_of))


@given(logs, workflows)
def test_the_order_of_cards_in_a_log_says_nothing(
    entries: list[Transition], flow: Workflow
) -> None:
    sorted_by_card = sorted(entries, key=lambda entry: entry.card)
    assert report(entries, Board(flow, END)) == report(sorted_by_card, Board(flow, END))


@given(logs, workflows)
def test_it_is_whole_and_can_be_printed(entries: list[Transition], flow: Workflow) -> None:
    found = report(entries, Board(flow, END, forecast=Asked(days=7, items=5)))
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    statuses = [card["status"] for card in found["cards"].values()]
    assert sum(found["throughput"].values()) == statuses.count("done")
    assert found["wip_total"] == statuses.count("wip")


def test_a_hundred_thousand_moves_take_moments() -> None:
    columns = ["Backlog", "Dev", "Review", "Dev", "Done"]
    entries = [
        Transition(card, BEGIN + (card % 400) * DAY + step * DAY + card, None, column)
        for card in range(20_000)
        for step, column in enumerate(columns)
    ]
    begun = process_time()
    found = report(entries, Board(Workflow(COLUMNS, "Europe/Berlin"), BEGIN + 500 * DAY))
    assert process_time() - begun < 10
    assert sum(found["throughput"].values()) == 20_000
