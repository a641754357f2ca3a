from tests.contents import counted
from tests.edge import Edge


async def test_a_program_keeps_a_checklist(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing Done")
    card = await board.add("a", "Doing")
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/cards/{card}/checklists"

    made = await ana.post(address, json={"name": "Steps", "items": ["one", "two"]})
    steps = made.json()["checklist"]
    first, second = (item["id"] for item in steps["items"])
    one = f"{address}/{steps['id']}"
    added = await ana.post(f"{one}/items", json={"text": "three"})
    ticked = await ana.patch(f"{one}/items/{first}", json={"done": True})
    await ana.post(f"{one}/items/{second}/place", json={"before": first})
    promoted = await ana.post(f"{one}/items/{second}/card")
    await ana.delete(f"{one}/items/{added.json()['item']['id']}")
    renamed = await ana.patch(one, json={"name": "Others"})
    other = await ana.post(address, json={"name": "More"})
    await ana.post(
        f"{address}/{other.json()['checklist']['id']}/place", json={"before": steps["id"]}
    )
    listed = (await ana.get(address)).json()

    assert (made.status_code, promoted.status_code) == (201, 201)
    assert ticked.json()["item"]["done"] is True
    assert promoted.json()["card"]["title"] == "two"
    assert [item["text"] for item in renamed.json()["checklist"]["items"]] == ["one"]
    in_order = sorted(listed["checklists"], key=lambda each: each["rank"])
    assert [each["name"] for each in in_order] == ["More", "Others"]
    assert listed["next"] is None
    assert await counted(board, card) == (1, 1, 0)
    assert (await ana.delete(one)).status_code == 200
    assert await counted(board, card) == (0, 0, 0)


async def test_an_item_takes_texts_and_ticks_alone(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/cards/{card}/checklists"
    steps = (await ana.post(address, json={"name": "S", "items": ["one"]})).json()["checklist"]
    item = f"{address}/{steps['id']}/items/{steps['items'][0]['id']}"
    before = await board.digest()

    for field, value in (("text", ""), ("text", 1), ("done", "true"), ("done", 1), ("rank", "i")):
        refused = await ana.patch(item, json={field: value})
        assert (refused.status_code, refused.json()["field"]) == (422, field)
    for items in ([""], [1], "x", ["x"] * 501, ["x" * 1_001], None):
        refused = await ana.post(address, json={"name": "S", "items": items})
        assert (refused.status_code, refused.json()["field"][:5]) == (422, "items")
    assert await board.digest() == before
