"""The grid of a board: its columns, lanes and cells."""

from server import draw, grid
from tests.world import World


async def test_without_lanes_a_column_has_one_cell(world: World) -> None:
    board = await world.board()
    await board.add("a", "Doing")
    drawn = await draw.page(board.id)
    assert drawn.lanes == []
    assert [len(column["cells"]) for column in drawn.columns] == [1, 1, 1]
    assert drawn.columns[1]["cells"][0]["suffix"] == ""


async def test_with_lanes_a_column_has_a_cell_for_each_and_one_for_none(world: World) -> None:
    board = await world.board()
    fast = await board.lane("Fast:1")
    await board.add("a", "Doing", fast)
    await board.add("b", "Doing")
    await board.add("c", "Todo")
    drawn = await draw.page(board.id)
    heads = [(lane["name"], lane["count"], lane["lamp"]) for lane in drawn.lanes]
    assert heads == [("Fast", 1, "full"), ("No lane", 1, "none")]
    cells = [[card.title for card in cell["cards"]] for cell in drawn.columns[1]["cells"]]
    assert cells == [["a"], ["b"]]
    assert [cell["suffix"] for cell in drawn.columns[1]["cells"]] == [f"-{fast}", ""]


async def test_each_cell_is_drawn_fifty_cards_at_a_time(world: World) -> None:
    board = await world.board("Todo Done")
    fast = await board.lane("Fast")
    for n in range(grid.DRAWN + 2):
        await board.add(str(n), "Todo", fast)
        await board.add(f"other {n}", "Todo")
    (inside, loose) = (await draw.page(board.id)).columns[0]["cells"]
    assert (len(inside["cards"]), inside["more"], len(loose["cards"])) == (50, True, 50)
    behind, more = await draw.more(board.id, board["Todo"], inside["upto"], fast)
    assert ([card.title for card in behind], more) == (["50", "51"], False)


async def test_a_message_about_a_card_in_a_lane_names_its_cell_and_its_lane(world: World) -> None:
    board = await world.board()
    fast = await board.lane("Fast")
    card = await board.add("a", "Doing", fast)
    drawn = await draw.parts(board.id, {("card", card), ("lane", fast), ("lane", 0)})
    assert f'hx-target="#cell-{board["Doing"]}-{fast}"' in drawn
    assert f'hx-target="#lane-{fast}"' in drawn and 'hx-target="#lane-0"' in drawn


async def test_a_board_without_lanes_draws_none(world: World) -> None:
    board = await world.board()
    assert await draw.parts(board.id, {("lane", 0)}) == ""
