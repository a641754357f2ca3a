"""Bulk: however many rows there are, each comes in once and is known by its value."""

import pytest

from board import bulk, database
from tests.world import World


@pytest.mark.parametrize("many", [0, 1, 26, 277])
async def test_every_row_is_known_by_its_value(world: World, many: int) -> None:
    board = await world.board()
    rows = [
        {"board_id": board.id, "name": f"n{n}", "color": "red", "source": str(n)}
        for n in range(many)
    ]
    async with database.transaction() as (batch, _):
        ids = await bulk.insert(batch, "labels", rows, returning="source")
    (found,) = await database.read(("SELECT id, name FROM labels ORDER BY id", ()))
    assert {row["id"]: row["name"] for row in found} == {ids[str(n)]: f"n{n}" for n in range(many)}
