from board import checklists, database
from board.instants import DAY
from tests.board.test_mine import assigned
from tests.edge import Edge
from tests.look import look, one


async def test_ones_own_cards_stand_board_by_board(edge: Edge) -> None:
    board, other = await edge.world.board(), await edge.world.board()
    card = await assigned(board, "Call <b>", due_on="2020-01-31")
    await assigned(other, "Write")
    await checklists.add(board.by, card, "Steps", ["one", "two"])
    ana = await edge.browser("ana")

    page = (await ana.get("/mine")).text

    assert "Checklist: 0/2" in one(page, f"#mine-card-{card} .mine__facts").text_content()
    assert [link.text_content() for link in look(page, ".mine__title")] == ["Call <b>", "Write"]
    link = one(page, f"#mine-card-{card} .mine__title")
    assert link.get("href") == f"/boards/{board.id}/cards/{card}"
    assert "overdue" in one(page, f"#mine-card-{card} .mine__due--late").text_content()


async def test_without_a_card_it_says_what_to_do(edge: Edge) -> None:
    ana = await edge.browser("ana")

    page = (await ana.get("/mine")).text

    assert one(page, "#mine .empty h2").text_content() == "Nothing is assigned to you"


async def test_an_age_is_told_as_it_stands_to_those_of_what_is_finished(edge: Edge) -> None:
    board = await edge.world.board()
    card = await assigned(board, "old")
    await board.put(card, "Doing")
    for n in range(10):
        await board.add(f"{n}", "Done")
    async with database.transaction() as (batch, _):
        sql = "UPDATE cards SET started_at = started_at - ? WHERE id = ?"
        await batch.run((sql, (5 * DAY, card)))
    ana, program = await edge.browser("ana"), await edge.program("ana")

    page = (await ana.get("/mine")).text
    found = (await program.get(f"/boards/{board.id}/cards?age=over")).json()["cards"]
    others = (await program.get(f"/boards/{board.id}/cards?age=watch,risk")).json()["cards"]

    age = one(page, f"#mine-card-{card} .mine__age--over").text_content()
    assert " ".join(age.split()) == "in progress for 6 days, over"
    assert ([each["id"] for each in found], others) == ([card], [])
