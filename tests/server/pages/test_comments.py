from board import comments, database
from tests.edge import Edge

SCRIPT = {"Accept": "application/json"}


async def test_the_dialog_sends_comments(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    await edge.world.joined(board, "cam", "commenter")
    cam, ana = await edge.browser("cam"), await edge.browser("ana")
    address = f"/boards/{board.id}/cards/{card}/comments"

    said = await cam.post(address, data={"text": "Well"}, headers=SCRIPT)
    ((row,),) = await database.read(comments.of(card))
    one = f"{address}/{row['id']}"
    foreign = await ana.post(one, data={"text": "mine"}, headers=SCRIPT)
    edited = await cam.post(one, data={"text": "Hm"}, headers=SCRIPT)
    plain = await ana.post(f"{one}/removal")

    assert (said.status_code, foreign.status_code, edited.status_code) == (200, 403, 200)
    assert plain.headers["location"] == f"/boards/{board.id}/cards/{card}"
    assert (await database.read(comments.of(card)))[0] == []


async def test_a_refused_comment_says_why(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    ana = await edge.browser("ana")
    address = f"/boards/{board.id}/cards/{card}/comments"

    refused = await ana.post(address, data={"text": " "}, headers=SCRIPT)

    assert (refused.status_code, refused.json()["detail"]) == (
        422,
        "The comment is empty. Type at least one character.",
    )
