from tests.edge import Edge


async def test_a_program_blocks_and_unblocks(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/cards/{card}/block"

    blocked = (await ana.post(address, json={"reason": "vendor"})).json()["card"]["blocked"]
    again = (await ana.post(address, json={"reason": "customer"})).json()["card"]["blocked"]
    free = (await ana.delete(address)).json()["card"]["blocked"]

    assert (blocked["reason"], blocked["by"]) == ("vendor", "Ana")
    assert again == {**blocked, "reason": "customer"}
    assert free is None


async def test_what_is_no_reason_is_refused(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    ana = await edge.program("ana")
    before = await board.digest()

    for body in ({}, {"reason": ""}, {"reason": "x" * 501}, {"reason": 1}, {"reason": None}):
        refused = await ana.post(f"/boards/{board.id}/cards/{card}/block", json=body)
        assert (refused.status_code, refused.json()["field"]) == (422, "reason")
    assert await board.digest() == before


async def test_an_archived_card_is_a_conflict(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    ana = await edge.program("ana")
    await ana.post(f"/boards/{board.id}/cards/{card}/archival")

    refused = await ana.post(f"/boards/{board.id}/cards/{card}/block", json={"reason": "vendor"})

    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
