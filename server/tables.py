"""Tables: the rows behind each chart, as CSV.

A spreadsheet takes a cell that begins with certain characters for a formula and carries it out, so
such a cell begins with an apostrophe here.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from board.flow.report import Figures

Row = list[Any]

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a formula begins with."""


def table(chart: str, figures: Figures) -> str:
    """The table of one of the `CHARTS` as CSV, of the data that the charts are drawn of."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([guarded(cell) for cell in row] for row in CHARTS[chart](figures))
    return out.getvalue()


def guarded(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    risky = isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA)
    return f"'{cell}" if risky else cell


def _cycle(figures: Figures) -> Iterator[Row]:
    yield ["id", "key", "title", "started", "finished", "day", "days"]
    yield from _values(figures["cycle"]["cards"], "id key title started finished day days")


def _ageing(figures: Figures) -> Iterator[Row]:
    names = {column["id"]: column["name"] for column in figures["columns"]}
    yield ["id", "key", "title", "column", "column_name", "started", "days", "level"]
    for card in figures["ageing"]["cards"]:
        named = {**card, "column_name": names.get(card["column"], "")}
        yield from _values([named], "id key title column column_name started days level")


def _throughput(figures: Figures) -> Iterator[Row]:
    yield ["day", "finished"]
    yield from _values(figures["throughput"]["days"], "day n")


def _flow(figures: Figures) -> Iterator[Row]:
    chart = figures["cfd"]
    names = {column["id"]: column["name"] for column in figures["columns"]}
    heads = [f"{names[line['column']]} ({line['column']})" for line in chart["lines"]]
    yield ["day", *heads, "discarded"]
    lines = [line["values"] for line in chart["lines"]]
    for row in zip(chart["days"], *lines, chart["discarded"], strict=True):
        yield list(row)


def _wip(figures: Figures) -> Iterator[Row]:
    chart = figures["wip"]
    yield ["day", "in_progress", "limit"]
    for row in zip(chart["days"], chart["values"], chart["limits"], strict=True):
        yield list(row)


def _efficiency(figures: Figures) -> Iterator[Row]:
    yield ["cards", "active_seconds", "elapsed_seconds", "flow_efficiency"]
    yield from _values([figures["efficiency"]], "n active_seconds elapsed_seconds value")


def _values(items: Iterable[dict[str, Any]], names: str) -> Iterator[Row]:
    for item in items:
        yield [item[name] for name in names.split()]


CHARTS: dict[str, Callable[[Figures], Iterator[Row]]] = {
    "cycle-time": _cycle,
    "ageing": _ageing,
    "throughput": _throughput,
    "cumulative-flow": _flow,
    "wip": _wip,
    "efficiency": _efficiency,
}
"""Charts by their names in addresses."""
