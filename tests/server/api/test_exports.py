from tests.board.exchange.lived import lived
from tests.board.exchange.test_exports import exported
from tests.edge import Edge


async def test_a_board_is_exported_as_the_command_does(edge: Edge) -> None:
    board = await lived(edge.world, 4, steps=20)
    ana, bo = await edge.program("ana"), await edge.program("bo")

    address = f"/boards/{board.id}/export"
    whole = await ana.get(address)

    assert whole.json() == await exported(board.id)
    names = [person.keys() for person in (await bo.get(address)).json()["people"]]
    assert all("email" not in person for person in names)
