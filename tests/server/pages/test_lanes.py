from tests.edge import Edge
from tests.look import look, one

SCRIPT = {"Accept": "application/json"}


async def test_settings_show_lanes_and_archived_ones(edge: Edge) -> None:
    board = await edge.world.board()
    fast, slow = await board.lane("Fast:2!"), await board.lane("Slow")
    await board.add("a", "Doing", fast)
    ana = await edge.browser("ana")
    root = f"/boards/{board.id}"

    archived = await ana.post(f"{root}/lanes/{fast}/archival")
    page = (await ana.get(f"{root}/settings")).text
    restored = await ana.post(f"{root}/lanes/{fast}/restoral")

    assert archived.headers["location"] == f"{root}/settings#lanes"
    assert [step.get("data-step") for step in look(page, "#lanes [data-step]")] == [str(slow)]
    assert "1 card" in one(page, "[aria-labelledby=archived-lanes-heading]").text_content()
    assert restored.status_code == 303
    assert (await board.picture())["Doing"] == ["a"]


async def test_a_lane_is_added_changed_and_ordered(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")
    root = f"/boards/{board.id}/lanes"
    form = {"name": "Fast", "wip_limit": "2", "wip_mode": "hard"}

    await ana.post(root, data=form)
    await ana.post(root, data={**form, "name": "Slow", "wip_limit": ""})
    ids = await board.lanes()
    await ana.post(f"{root}/{ids['Slow']}/place", data={"before": str(ids["Fast"])})
    await ana.post(f"{root}/{ids['Fast']}", data={"name": "Urgent"})
    await ana.post(f"{root}/{ids['Fast']}", data={"wip_limit": "", "wip_mode": "soft"})

    assert list(await board.lanes()) == ["Slow", "Urgent"]
    kinds = [event.kind for event in await board.events(2)]
    assert kinds == ["lane.added", "lane.added", "lane.moved", "lane.renamed", "lane.limited"]


async def test_a_refused_lane_opens_with_what_was_typed(edge: Edge) -> None:
    board = await edge.world.board()
    lane = await board.lane("Fast")
    before = await board.digest()
    ana = await edge.browser("ana")

    form = {"name": "Typed", "wip_limit": "0", "wip_mode": "soft"}
    refused = await ana.post(f"/boards/{board.id}/lanes/{lane}", data=form)

    assert refused.status_code == 422
    step = one(refused.text, f"#settings-lane-{lane}")
    assert look(step, "details[open]")
    assert one(step, "input[name=name]").get("value") == "Typed"
    assert "whole number" in one(step, "[role=alert]").text
    assert await board.digest() == before


async def test_a_script_is_answered_with_the_number_to_undo(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")
    answer = await ana.post(
        f"/boards/{board.id}/lanes", data={"name": "Fast"}, headers={"Accept": "application/json"}
    )
    assert answer.json() == {"seq": 3, "undo": 3, "limits": []}


async def test_the_boards_limit_is_set_in_its_settings(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")

    form = {"name": "Test", "timezone": "UTC", "wip_limit": "16", "wip_mode": "hard"}
    saved = await ana.post(f"/boards/{board.id}", data=form)
    await ana.post(f"/boards/{board.id}", data={"name": "Other"})

    assert saved.status_code == 303
    kinds = [event.kind for event in await board.events(2)]
    assert kinds == ["board.limited", "board.renamed"]


async def test_a_drop_says_the_lane_and_zero_is_none(edge: Edge) -> None:
    board = await edge.world.board()
    lane = await board.lane("Fast")
    card = await board.add("a", "Doing")
    ana = await edge.browser("ana")
    place = f"/boards/{board.id}/cards/{card}/place"

    where = [{"lane": str(lane)}, {}, {"lane": "0"}]
    seen = []
    for fields in where:
        await ana.post(place, data={"column": str(board["Doing"]), **fields})
        seen.append((await board.card(card))["lane_id"])

    assert seen == [lane, lane, None]


async def test_the_next_cards_of_a_cell_are_those_of_its_lane(edge: Edge) -> None:
    board = await edge.world.board()
    lane = await board.lane("Fast")
    await board.add("other", "Doing")
    await board.add("mine", "Doing", lane)
    ana = await edge.browser("ana")

    more = await ana.get(
        f"/boards/{board.id}/columns/{board['Doing']}/cards", params={"after": "0", "lane": lane}
    )
    nothing = await ana.get(
        f"/boards/{board.id}/columns/{board['Doing']}/cards", params={"after": "0", "lane": "x"}
    )

    assert [title.text for title in look(more.text, ".card__title")] == ["mine"]
    assert nothing.status_code == 404
    assert f'hx-target="#cell-{board["Doing"]}-{lane}"' in more.text


async def test_a_lane_comes_back_over_a_full_column_with_a_reason(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:1! Done")
    lane = await board.lane("Fast")
    await board.add("a", "Doing", lane)
    ana = await edge.browser("ana")
    root = f"/boards/{board.id}"
    await ana.post(f"{root}/lanes/{lane}/archival")
    await board.add("b", "Doing")

    refused = await ana.post(f"{root}/lanes/{lane}/restoral", headers=SCRIPT)
    again = {"override": "It is needed"}
    restored = await ana.post(f"{root}/lanes/{lane}/restoral", data=again, headers=SCRIPT)

    assert (refused.status_code, refused.json()["code"]) == (409, "limit_reached")
    assert restored.json()["limits"][0]["name"] == "Doing"
    assert sorted((await board.picture())["Doing"]) == ["a", "b"]
