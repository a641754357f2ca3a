from tests.edge import Edge


async def test_a_program_assigns_members_one_at_a_time(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    eve = await edge.world.joined(board, "eve")
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/cards/{card}/assignees"

    both = [(await ana.put(f"{address}/{it}")).json() for it in (eve.user_id, board.by.user_id)]
    left = (await ana.delete(f"{address}/{eve.user_id}")).json()

    assert both[1]["card"]["assignees"] == sorted([eve.user_id, board.by.user_id])
    assert left["card"]["assignees"] == [board.by.user_id]


async def test_who_is_no_member_is_not_there_to_be_assigned(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    bob = await edge.world.user("bob")
    ana = await edge.program("ana")
    before = await board.digest()

    for user in (bob["id"], 999_999, 2**53, 0, -1, "x"):
        refused = await ana.put(f"/boards/{board.id}/cards/{card}/assignees/{user}")
        assert refused.status_code == 404
    assert await board.digest() == before
