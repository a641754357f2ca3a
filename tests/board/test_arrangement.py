"""The arrangement of columns. Moving one stands in test_columns.py."""

from board import arrangement, columns, database, order
from tests.world import World


def test_without_a_neighbour_a_column_goes_to_the_right_end() -> None:
    others = [{"id": 1, "rank": "b"}, {"id": 2, "rank": "d"}]
    assert arrangement.spot(others) > "d"
    assert arrangement.spot(others, before=1) < "b" < arrangement.spot(others, after=1) < "d"
    assert arrangement.spot(others, before=9) > "d"


async def test_many_moves_of_columns_into_one_gap_keep_their_order_and_short_ranks(
    world: World,
) -> None:
    board = await world.board("A B C D")
    for n in range(230):
        one, other = (board["B"], board["C"])[:: 1 if n % 2 else -1]
        await columns.place(board.by, one, before=other)
    (rows,) = await database.read(columns.on(board.id))
    assert (rows[0]["name"], rows[-1]["name"]) == ("A", "D")
    assert max(len(row["rank"]) for row in rows) <= order.LONGEST
