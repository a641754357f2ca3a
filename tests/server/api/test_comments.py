from tests.edge import Edge


async def test_a_program_comments(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    await edge.world.joined(board, "cam", "commenter")
    cam, ana = await edge.program("cam"), await edge.program("ana")
    address = f"/boards/{board.id}/cards/{card}/comments"

    said = await cam.post(address, json={"text": "Well, **well**"})
    one = f"{address}/{said.json()['comment']['id']}"
    foreign = await ana.patch(one, json={"text": "mine"})
    edited = await cam.patch(one, json={"text": "Hm"})
    listed = (await ana.get(address, params={"limit": 1})).json()

    assert (said.status_code, foreign.status_code, edited.status_code) == (201, 403, 200)
    assert [each["text"] for each in listed["comments"]] == ["Hm"]
    assert (await ana.delete(one)).status_code == 200
    assert (await ana.get(address)).json() == {"comments": [], "next": None}


async def test_a_comment_takes_a_text_alone(edge: Edge) -> None:
    board = await edge.world.board()
    address = f"/boards/{board.id}/cards/{await board.add('a')}/comments"
    ana = await edge.program("ana")
    before = await board.digest()

    for text in ("", " ", "\u200b", 1, None, [], "x" * 50_001, "e" + "\u0301" * 500):
        refused = await ana.post(address, json={"text": text})
        assert (refused.status_code, refused.json()["field"]) == (422, "text")
    for field in ("author", "by", "written_at"):
        refused = await ana.post(address, json={"text": "x", field: 1})
        assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert await board.digest() == before
