from board import database
from tests.edge import Edge
from tests.world import Board


async def assigned(board: Board, card: int, user: int) -> int:
    async with database.transaction() as (batch, _):
        await batch.run(
            ("INSERT INTO assignments (card_id, user_id) VALUES (?, ?)", (card, user)),
        )
    return card


async def test_ones_own_cards_are_told_with_their_boards(edge: Edge) -> None:
    one, two = await edge.world.board(), await edge.world.board()
    me = one.by.user_id
    first = await assigned(one, await one.add("first", "Doing"), me)
    await one.add("not mine")
    second = await assigned(two, await two.add("second"), me)
    ana = await edge.program("ana")

    told = (await ana.get("/cards", params={"assignee": "me"})).json()

    assert [(card["id"], card["board"], card["column_name"]) for card in told["cards"]] == [
        (first, one.id, "Doing"),
        (second, two.id, "Todo"),
    ]
    page = (await ana.get("/cards", params={"limit": 1})).json()
    assert (len(page["cards"]), page["next"]) == (1, first)


async def test_nobody_elses_cards_are_told(edge: Edge) -> None:
    ana = await edge.program("ana")

    for other in ("1", "", "bo", "nobody"):
        refused = await ana.get("/cards", params={"assignee": other})
        assert (refused.status_code, refused.json()["field"]) == (422, "assignee")
