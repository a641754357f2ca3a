from board import boards
from tests.edge import Edge

FIELDS = {"id", "name", "wip_limit", "wip_mode", "wip"}


async def test_lanes_are_added_listed_and_ordered(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/lanes"

    made = [
        await ana.post(address, json={"name": name, "wip_limit": 2}) for name in ("A", "B", "C")
    ]
    last = made[2].json()["lane"]["id"]
    await ana.post(f"{address}/{last}/place", json={"before": made[0].json()["lane"]["id"]})
    first = (await ana.get(address, params={"limit": 2})).json()
    rest = (await ana.get(address, params={"after": first["next"]})).json()

    assert {answer.status_code for answer in made} == {201}
    assert set(made[0].json()["lane"]) == FIELDS
    assert [lane["name"] for lane in first["lanes"]] == ["C", "A"]
    assert ([lane["name"] for lane in rest["lanes"]], rest["next"]) == (["B"], None)


async def test_only_named_values_of_a_lane_change(edge: Edge) -> None:
    board = await edge.world.board()
    lane = await board.lane("Fast:2!")
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/lanes/{lane}"

    renamed = (await ana.patch(address, json={"name": "Urgent"})).json()["lane"]
    lifted = (await ana.patch(address, json={"wip_limit": None})).json()["lane"]

    assert (renamed["name"], renamed["wip_limit"], renamed["wip_mode"]) == ("Urgent", 2, "hard")
    assert (lifted["name"], lifted["wip_limit"], lifted["wip_mode"]) == ("Urgent", None, "hard")


async def test_a_card_is_placed_in_a_lane_and_out_of_it(edge: Edge) -> None:
    board = await edge.world.board()
    lane = await board.lane("Fast")
    card = await board.add("a", "Todo", lane)
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/cards/{card}/place"

    kept = await ana.post(address, json={"column": board["Doing"]})
    none = await ana.post(address, json={"column": board["Doing"], "lane": None})
    back = await ana.post(address, json={"column": board["Doing"], "lane": lane})

    assert [answer.json()["card"]["lane"] for answer in (kept, none, back)] == [lane, None, lane]
    told = (await ana.get(f"/boards/{board.id}")).json()
    assert [(each["id"], each["wip"]) for each in told["lanes"]] == [(lane, 1)]


async def test_limits_of_the_lane_and_the_board_are_told_by_their_scope(edge: Edge) -> None:
    board = await edge.world.board()
    lane = await board.lane("Fast:1")
    await board.add("a", "Doing", lane)
    card = await board.add("b", "Todo", lane)
    ana = await edge.program("ana")
    await ana.patch(f"/boards/{board.id}", json={"wip_limit": 1})
    place = f"/boards/{board.id}/cards/{card}/place"

    soft = (await ana.post(place, json={"column": board["Doing"]})).json()["limits"]
    await board.put(card, "Todo")
    await boards.update(board.by, wip_mode="hard")
    hard = await ana.post(place, json={"column": board["Doing"]})

    assert [(limit["scope"], limit["id"]) for limit in soft] == [
        ("lane", lane),
        ("board", board.id),
    ]
    assert (hard.status_code, hard.json()["limit"]["scope"]) == (409, "board")
    told = (await ana.get(f"/boards/{board.id}")).json()
    assert (told["wip"], told["wip_limit"], told["wip_mode"]) == (1, 1, "hard")


async def test_a_lane_is_archived_and_restored_with_its_cards(edge: Edge) -> None:
    board = await edge.world.board()
    lane = await board.lane("Fast")
    await board.add("a", "Doing", lane)
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/lanes/{lane}"

    deleted = await ana.delete(address)
    without = await board.picture()
    restored = await ana.delete(f"{address}/archival")
    archived = await ana.post(f"{address}/archival")

    assert [answer.status_code for answer in (deleted, restored, archived)] == [200] * 3
    assert without["Doing"] == []
    assert (restored.json()["lane"]["wip"], restored.json()["limits"]) == (1, [])


async def test_a_lane_comes_back_over_a_hard_limit_only_with_a_reason(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:1! Done")
    lane = await board.lane("Fast")
    await board.add("a", "Doing", lane)
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/lanes/{lane}/archival"
    await ana.post(address)
    await board.add("b", "Doing")

    refused = await ana.delete(address)
    granted = await ana.request("DELETE", address, json={"override": "Both are needed"})

    assert (refused.status_code, refused.json()["code"]) == (409, "limit_reached")
    assert [limit["count"] for limit in granted.json()["limits"]] == [2]


async def test_all_cards_of_a_column_move_or_are_archived(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:1! Done")
    ids = [await board.add(title) for title in "ab"]
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/columns/{board['Todo']}/clearing"

    refused = await ana.post(address, json={"to": board["Doing"]})
    moved = await ana.post(address, json={"to": board["Done"]})
    empty = await ana.post(address, json={})
    archived = await ana.post(f"/boards/{board.id}/columns/{board['Done']}/clearing", json={})

    assert (refused.status_code, refused.json()["limit"]["count"]) == (409, 0)
    assert (moved.json()["cards"], empty.json()["cards"], archived.json()["cards"]) == (
        ids,
        [],
        ids,
    )
    assert await board.picture() == {"Todo": [], "Doing": [], "Done": []}


async def test_a_lane_of_another_board_is_not_there(edge: Edge) -> None:
    mine, other = await edge.world.board(), await edge.world.board()
    lane = await other.lane("Fast")
    before = await other.digest()
    ana = await edge.program("ana")
    address = f"/boards/{mine.id}/lanes/{lane}"

    answers = [
        await ana.patch(address, json={"name": "x"}),
        await ana.post(f"{address}/place", json={}),
        await ana.delete(address),
        await ana.delete(f"{address}/archival"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert await other.digest() == before
