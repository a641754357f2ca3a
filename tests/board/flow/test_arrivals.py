import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.flow.arrivals import STAGES, Dates, dates
from board.instants import parse

CASES = Path(__file__).parents[4] / "shared/flow-cases.json"


@pytest.mark.parametrize(
    "stays, started, finished",
    [
        ("", None, None),
        ("todo", None, None),
        ("todo wip", 1, None),
        ("todo wip wip done", 1, 3),
        ("wip", 0, None),
        ("done", 0, 0),
        ("todo done", 1, 1),
        ("todo wip done done", 1, 2),
        ("todo wip done wip", 1, None),
        ("todo wip done wip done", 1, 4),
        ("todo wip todo", None, None),
        ("todo wip todo wip done", 3, 4),
        ("todo wip done todo wip done", 4, 5),
        ("todo done wip", 1, None),
        ("todo wip wip wip", 1, None),
        ("todo wip discard", 1, None),
        ("todo wip done discard", 1, 2),
        ("todo wip discard wip done", 1, 4),
    ],
)
def test_a_card_starts_and_finishes_for_good(
    stays: str, started: int | None, finished: int | None
) -> None:
    arrivals = [(stage, at) for at, stage in enumerate(stays.split())]
    assert dates(arrivals) == Dates(started, finished)


@given(st.lists(st.sampled_from(STAGES)))
def test_the_dates_hold_together(stages: list[str]) -> None:
    found = dates((stage, at) for at, stage in enumerate(stages))
    on_board = [stage for stage in stages if stage != "discard"]
    last = on_board[-1] if on_board else "todo"
    assert (found.finished_at is not None) == (last == "done")
    assert (found.started_at is not None) == (last in ("wip", "done"))
    if found.started_at is not None and found.finished_at is not None:
        assert found.started_at <= found.finished_at


def cases() -> list[Any]:
    if not CASES.exists():
        why = f"{CASES.parent} holds no worked cases"
        return [pytest.param(None, marks=pytest.mark.skip(reason=why))]
    found = json.loads(CASES.read_text())["cases"]
    return [pytest.param(case, id=case["id"]) for case in found if reset(case)]


def reset(case: dict[str, Any]) -> bool:
    """Cases with other rules, or with columns that nobody knows, are not about stays alone."""
    return "restart" not in case["config"] and "unknown_columns" not in case["expect"]


@pytest.mark.parametrize("case", cases())
def test_worked_cases(case: dict[str, Any]) -> None:
    config = case["config"]
    columns = [*config["columns"], *config.get("deleted_columns", [])]
    stages = {column["id"]: column["type"] for column in columns}
    until = parse(config["as_of"])
    log = sorted(((parse(at), card, to) for card, at, _, to in case["transitions"]), key=first)
    for path, value in case["expect"].items():
        name, _, rest = path.removeprefix("cards.").partition(".")
        if path.startswith("cards.") and rest in ("started_at", "finished_at"):
            stays = [
                (stages[to], at) for at, card, to in log if card == name and to and at <= until
            ]
            assert getattr(dates(stays), rest) == (value and parse(value)), path


def first(entry: tuple[int, str, str]) -> int:
    return entry[0]
