"""Logs and boards from files: what is read, and what is refused with one sentence."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.errors import Invalid
from board.exchange import flow_files
from board.flow.histories import Transition
from board.flow.report import Asked
from board.instants import parse

HEADER = "card_id,at,from_column,to_column\n"
NINE = parse("2026-03-02T09:00:00Z")
BOARD: dict[str, Any] = {
    "as_of": "2026-03-20T12:00:00Z",
    "columns": [{"id": "Dev", "type": "wip", "wait": True}, {"id": "Done", "type": "done"}],
}


def test_a_log_is_read() -> None:
    text = f'{HEADER}A,2026-03-02T09:00:00Z,,"De,v"\r\n\r\nA,2026-03-02T10:00:00+01:00,"De,v",\r\n'
    assert flow_files.log(b"\xef\xbb\xbf" + text.encode()) == [
        Transition("A", NINE, None, "De,v"),
        Transition("A", NINE, "De,v", None),
    ]
    assert flow_files.log(HEADER.encode()) == []


def test_ids_may_be_numbers_and_the_header_that_of_an_export() -> None:
    log = b"card,at,from,to\n7,2026-03-02T09:00:00Z,,4\n"
    told = {**BOARD, "columns": [{"id": 4, "type": "wip"}]}
    found = flow_files.figures(log, json.dumps(told).encode())
    assert found["cards"]["7"]["column"] == "4" and found["wip"] == {"4": 1}


@pytest.mark.parametrize(
    "data, said",
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"\xff\xfe", "not text in UTF-8"),
        (b"<html>", "does not begin with the line card_id,at,from_column,to_column"),
        (b"card,when,from,to\n", "does not begin with the line"),
        (f"{HEADER}A,2026-03-02T09:00:00Z,Dev\n", "3 cells instead of 4 in line 2"),
        (f"{HEADER}A,yesterday,,Dev\n", "no instant such as 2026-03-02T09:00:00Z in line 2"),
        (f"{HEADER}A,2026-03-02T09:00:00,,Dev\n", "no instant"),
        (f"{HEADER}A,2026-02-30T09:00:00Z,,Dev\n", "no instant"),
        (f"{HEADER},2026-03-02T09:00:00Z,,Dev\n", "names no card in line 2"),
        (f'{HEADER}"A,2026-03-02T09:00:00Z,,Dev\n', "is no CSV at line"),
        (
            f"{HEADER}{'x' * 2000},2026-03-02T09:00:00Z,,Dev\n",
            "more than 1,000 characters in line 2",
        ),
        (f"{HEADER}{'x' * 200_000},2026-03-02T09:00:00Z,,Dev\n", "is no CSV at line 2"),
    ],
)
def test_a_log_that_is_none_is_refused(data: bytes | str, said: str) -> None:
    refused(flow_files.log, data.encode() if isinstance(data, str) else data, said)


def refused(read: Any, data: bytes, said: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read(data)
    sentence = str(refusal.value)
    assert said in sentence and "\n" not in sentence and len(sentence) < 300


def test_a_board_needs_columns_and_an_instant_alone() -> None:
    board = flow_files.board(json.dumps(BOARD).encode())
    assert [column.id for column in board.workflow.order] == ["Dev", "Done"]
    assert board.workflow.columns["Dev"].wait
    assert board.workflow.calendar.zone == "UTC" and not board.workflow.keeps_first_start
    assert (board.blocked, board.forecast, board.percentiles) == ({}, None, [50, 70, 85, 95])


def test_all_of_a_board_is_read() -> None:
    told = {
        **BOARD,
        "timezone": "Europe/Berlin",
        "deleted_columns": [{"id": "Review", "type": "wip"}],
        "restart": "first",
        "working_days": [0, 1, 2, 3, 4],
        "holidays": ["2026-03-03"],
        "blocked": [
            {"card_id": "A", "from": "2026-03-02T09:00:00Z", "to": None},
            {"card_id": "A", "from": "2026-03-02T09:00:00Z", "to": "2026-03-02T09:00:01Z"},
        ],
        "forecast": {"start": "2026-03-21", "days": 3, "items": 4, "history_days": 7},
        "percentiles": [85, 50, 50],
    }
    board = flow_files.board(json.dumps(told).encode())
    flow = board.workflow
    assert [column.id for column in flow.order] == ["Dev", "Review", "Done"]
    assert flow.keeps_first_start and flow.calendar.zone == "Europe/Berlin"
    assert flow.calendar.workdays(NINE, parse("2026-03-09T09:00:00Z")) == 5
    assert board.blocked == {"A": [(NINE, None), (NINE, NINE + 1_000_000)]}
    assert board.forecast == Asked(date(2026, 3, 21), 3, 4, 7)
    assert board.percentiles == [50, 85]


@pytest.mark.parametrize(
    "change, said",
    [
        ({"columns": None}, 'no list of "columns"'),
        ({"columns": {}}, 'no list of "columns"'),
        ({"columns": []}, "has no columns"),
        ({"columns": ["Dev"]}, "columns[0] that is no object"),
        ({"columns": [{"type": "wip"}]}, "gives columns[0] no id"),
        ({"columns": [{"id": True, "type": "wip"}]}, "gives columns[0] no id"),
        ({"columns": [{"id": 10**4299, "type": "wip"}]}, "gives columns[0] no id"),
        ({"columns": [{"id": "Dev", "type": "doing"}]}, "no type of todo, wip, done or discard"),
        ({"columns": [{"id": "Dev", "type": []}]}, "no type of todo, wip, done or discard"),
        ({"columns": [{"id": "Dev", "type": "wip", "wait": "x"}]}, "neither true nor false"),
        ({"deleted_columns": [{"id": "Dev", "type": "wip"}]}, "gives two columns the same id"),
        ({"as_of": None}, "has no instant such as 2026-03-02T09:00:00Z as as_of"),
        ({"as_of": "2026-03-20"}, "has no instant"),
        ({"timezone": "Mars/Olympus"}, "names no time zone"),
        ({"timezone": "../../etc/passwd"}, "names no time zone"),
        ({"timezone": 1}, "names no time zone"),
        ({"restart": "never"}, "neither reset nor first"),
        ({"restart": {}}, "neither reset nor first"),
        ({"restart": ["first"]}, "neither reset nor first"),
        ({"working_days": [7]}, "numbers from 0 (Monday) to 6"),
        ({"working_days": [True]}, "numbers from 0 (Monday) to 6"),
        ({"working_days": "all"}, 'no list of "working_days"'),
        ({"holidays": ["2026-W11-1"]}, "no date such as 2026-03-02 as holidays[0]"),
        ({"holidays": ["2026-02-30"]}, "no date such as"),
        ({"blocked": [{"from": "2026-03-02T09:00:00Z"}]}, "names no card in blocked[0]"),
        ({"blocked": [{"card_id": "A"}]}, "as blocked[0].from"),
        ({"forecast": 3}, '"forecast" that is no object'),
        ({"forecast": {"days": -1}}, "no whole number from 0 to 1,000"),
        ({"forecast": {"items": 1.5}}, "no whole number from 0 to 10,000"),
        ({"forecast": {"history_days": 0}}, "no whole number from 1 to 3,650"),
        ({"forecast": {"start": "tomorrow"}}, "as forecast.start"),
        ({"forecast": {"start": "9999-12-31", "items": 1}}, "as forecast.start"),
        ({"percentiles": [0]}, "whole numbers from 1 to 100"),
        ({"percentiles": ["85"]}, "whole numbers from 1 to 100"),
    ],
)
def test_a_board_that_is_none_is_refused(change: dict[str, Any], said: str) -> None:
    refused(flow_files.board, json.dumps({**BOARD, **change}).encode(), said)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"3", b"\xff\xff", b"NaN", b"[" * 100_000])
def test_what_is_no_board_at_all_is_refused(data: bytes) -> None:
    refused(flow_files.board, data, "board file")


def test_a_log_of_more_than_a_lifetime_is_refused() -> None:
    with pytest.raises(Invalid, match="more than 100 years before"):
        flow_files.figures(
            f"{HEADER}A,0202-03-02T09:00:00Z,,Dev\n".encode(), json.dumps(BOARD).encode()
        )


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: (HEADER + text).encode()))
def test_whatever_is_in_a_log_is_read_or_refused(data: bytes) -> None:
    try:
        flow_files.log(data)
    except Invalid as refusal:
        assert "\n" not in str(refusal)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
NAMES = st.sampled_from([*BOARD, "timezone", "restart", "holidays", "blocked", "forecast"])


@given(NAMES, JSON)
def test_whatever_stands_in_a_board_is_read_or_refused(name: str, value: Any) -> None:
    try:
        flow_files.board(json.dumps({**BOARD, name: value}).encode())
    except Invalid as refusal:
        assert "\n" not in str(refusal)
