import csv
import io

import pytest

from board import figures
from server.tables import CHARTS, guarded, table
from tests.world import World


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "  =1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert (guarded("a=1"), guarded(-1), guarded(None)) == ("a=1", -1, None)


async def test_every_chart_has_a_table(world: World) -> None:
    board = await world.board()
    await board.add('=HYPERLINK("x"),\n"y"', "Doing")
    drawn = await figures.drawn(board.id, {})
    for chart in CHARTS:
        head, *rows = csv.reader(io.StringIO(table(chart, drawn), newline=""))
        assert all(len(row) == len(head) for row in rows), chart
    (row,) = list(csv.reader(io.StringIO(table("ageing", drawn), newline="")))[1:]
    assert row[2].startswith("'=HYPERLINK")
