from tests.contents import listed
from tests.edge import Edge


async def test_a_program_copies_a_card(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    await listed(board, card, "one")
    ana = await edge.program("ana")

    made = await ana.post(f"/boards/{board.id}/cards/{card}/copy", json={"title": "b"})

    assert (made.status_code, made.json()["card"]["items"]) == (201, 1)
    assert (await board.picture())["Todo"] == ["a", "b"]


async def test_a_program_moves_a_card_to_another_board(edge: Edge) -> None:
    board, other = await edge.world.board(), await edge.world.board()
    theirs = await edge.world.board(by="zoe")
    card = await board.add("a")
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/cards/{card}/transfer"
    before = await board.digest()

    for wrong, status in (
        ({"board": theirs.id}, 404),
        ({"board": 999_999}, 404),
        ({"board": board.id}, 422),
        ({"board": other.id, "column": board["Todo"]}, 422),
        ({"board": "x"}, 422),
        ({}, 422),
    ):
        assert (await ana.post(address, json=wrong)).status_code == status, wrong
    unchanged = await board.digest() == before
    key = {"Idempotency-Key": "once"}
    moved = await ana.post(address, json={"board": other.id}, headers=key)
    again = await ana.post(address, json={"board": other.id}, headers=key)

    assert unchanged
    assert (moved.status_code, moved.json()["undo"]) == (200, None)
    assert again.json() == moved.json()
    assert (await board.picture())["Todo"] == []
    assert (await other.picture())["Todo"] == ["a"]
    assert (await ana.get(f"/boards/{board.id}/cards/{card}")).status_code == 404
