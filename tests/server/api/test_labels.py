from tests.edge import Edge


async def test_a_program_keeps_the_labels_of_a_board(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/labels"

    made = await ana.post(address, json={"name": "bug"})
    one = f"{address}/{made.json()['label']['id']}"
    changed = await ana.patch(one, json={"color": "pink"})
    listed = (await ana.get(address)).json()

    assert (made.status_code, changed.status_code) == (201, 200)
    assert listed == {"labels": [changed.json()["label"]], "next": None}
    assert (await ana.get(f"/boards/{board.id}")).json()["labels"] == listed["labels"]
    assert (await ana.delete(one)).status_code == 200
    assert (await ana.delete(one)).status_code == 404
    assert (await ana.get(address)).json()["labels"] == []


async def test_a_program_puts_labels_on_cards_and_takes_them_off(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    ana = await edge.program("ana")
    made = await ana.post(f"/boards/{board.id}/labels", json={"name": "bug"})
    label = made.json()["label"]["id"]
    address = f"/boards/{board.id}/cards/{card}/labels/{label}"

    put = [(await ana.put(address)).json() for _ in range(2)]
    taken = [(await ana.delete(address)).json() for _ in range(2)]

    assert [each["card"]["labels"] for each in (*put, *taken)] == [[label], [label], [], []]
    assert (put[1]["undo"], taken[1]["undo"]) == (None, None)


async def test_a_name_that_is_taken_is_refused(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/labels"
    await ana.post(address, json={"name": "Stra\u00dfe"})
    before = await board.digest()

    for name in ("stra\u00dfe", "STRASSE", " ", "x" * 101, 1):
        refused = await ana.post(address, json={"name": name})
        assert (refused.status_code, refused.json()["field"]) == (422, "name")
    refused = await ana.post(address, json={"name": "x", "color": "purple"})

    assert (refused.status_code, refused.json()["field"]) == (422, "color")
    assert await board.digest() == before
