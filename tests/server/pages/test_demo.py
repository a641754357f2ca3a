from tests.edge import Edge
from tests.look import look, one


async def test_who_has_no_board_yet_is_offered_one_to_look_around_in(edge: Edge) -> None:
    ana = await edge.browser("ana")
    offered = one((await ana.get("/boards")).text, "button[form=demo]")

    made = await ana.post("/demo", data={"timezone": "Europe/Berlin"})

    assert "See a demo board" in "".join(offered.itertext())
    assert made.status_code == 303
    page = (await ana.get(made.headers["location"])).text
    assert len(look(page, "[data-column]")) == 6
    assert not look((await ana.get("/boards")).text, "button[form=demo]")
    told = (await ana.get(f"{made.headers['location']}/activity")).text
    assert "made this board as a demo" in told and "moved this from Ready to Build" in told
    assert "imported" not in told
    seated = (await ana.get(f"{made.headers['location']}/members")).text
    assert "made up for the demo" in seated and "import" not in one(seated, "main").text_content()
