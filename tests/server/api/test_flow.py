from server.api.flow import Flow
from tests.edge import Edge


async def test_the_figures_are_in_the_form_that_is_described(edge: Edge) -> None:
    board = await edge.world.board()
    done = await board.add("one", "Doing")
    await board.add("two", "Doing")
    await board.put(done, "Done")
    ana = await edge.program("ana")

    answer = await ana.get(f"/boards/{board.id}/flow")

    told = Flow.model_validate_json(answer.text)
    assert (told.cards[str(done)].ct_days, told.wip_total) == (1, 1)
    assert told.wip[str(board["Doing"])] == 1


async def test_what_cannot_be_looked_at_is_refused_by_its_name(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.program("ana")

    for name, value in (("as_of", "2999-01-01"), ("to", ""), ("lane", "999999"), ("sort", "up")):
        refused = await ana.get(f"/boards/{board.id}/flow", params={name: value})
        assert (refused.status_code, refused.json()["field"]) == (422, name)
        assert refused.json()["detail"].endswith(".")
