from board.exchange import export_moves, flow_files, imports
from tests.board.exchange.lived import lived
from tests.world import World


async def table(board_id: int) -> str:
    return "".join([piece async for piece in export_moves.table(board_id)])


async def test_the_moves_of_a_board_come_back_as_they_were(world: World) -> None:
    board = await lived(world, 8, steps=120)
    text = await table(board.id)

    report = await imports.run(text.encode(), await world.user())

    assert text.startswith("card_id,at,from_column,to_column\n") and text.count("\n") > 30
    assert await table(report["board"]) == text


async def test_a_table_is_a_log_whose_figures_can_be_worked_out(world: World) -> None:
    board = await world.board()
    card = await board.add("a", "Todo")
    await board.put(card, "Doing")
    await board.put(card, "Done")

    moves = flow_files.log((await table(board.id)).encode())

    names = [(move.card, move.source, move.target) for move in moves]
    assert names == [("1", None, "Todo"), ("1", "Todo", "Doing"), ("1", "Doing", "Done")]
    assert [move.at for move in moves] == [at for _, at, _, _ in await board.visits(card)]


async def test_no_cell_is_a_formula_and_no_two_columns_share_a_name(world: World) -> None:
    board = await world.board("=1+1 Doing doing Done")
    card = await board.add("a", "=1+1")
    await board.put(card, "Doing")
    await board.put(card, "doing")

    ends = [line.split(",")[2:] for line in (await table(board.id)).splitlines()[1:]]

    assert ends == [["", "'=1+1"], ["'=1+1", "Doing"], ["Doing", "doing (2)"]]
