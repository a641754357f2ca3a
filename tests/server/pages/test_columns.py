from tests.edge import Edge
from tests.look import look, one

FORM = {"name": "Review", "stage": "wip", "wip_limit": "2", "wip_mode": "hard", "policy": "p"}


async def test_settings_show_columns_and_archived_ones(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:2! Done")
    await board.add("a", "Doing")
    ana = await edge.browser("ana")
    root = f"/boards/{board.id}"

    archived = await ana.post(f"{root}/columns/{board['Doing']}/archival")
    page = (await ana.get(f"{root}/settings")).text
    restored = await ana.post(f"{root}/columns/{board['Doing']}/restoral")

    assert (archived.status_code, archived.headers["location"]) == (303, f"{root}/settings")
    assert [step.get("data-step") for step in look(page, "[data-step]")] == [
        str(board["Todo"]),
        str(board["Done"]),
    ]
    assert "1 card" in one(page, "[aria-labelledby=archived-heading]").text_content()
    assert restored.status_code == 303
    assert (await board.picture())["Doing"] == ["a"]


async def test_a_column_is_added_at_the_right_end(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")

    added = await ana.post(f"/boards/{board.id}/columns", data={**FORM, "wait": "true"})

    assert added.status_code == 303
    assert list(await board.picture()) == ["Todo", "Doing", "Done", "Review"]
    (event,) = await board.events(2)
    assert (event.kind, vars(event)["wip_limit"], vars(event)["wait"]) == ("column.added", 2, True)


async def test_an_empty_limit_is_none_and_an_unchecked_wait_is_no(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:2! Done")
    ana = await edge.browser("ana")

    form = {**FORM, "name": "Doing", "policy": "", "wip_limit": ""}
    saved = await ana.post(f"/boards/{board.id}/columns/{board['Doing']}", data=form)

    assert saved.status_code == 303
    (event,) = await board.events(2)
    assert (event.kind, vars(event)["wip_limit"]) == ("column.limited", [2, None])


async def test_a_refused_column_opens_with_what_was_typed(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:2! Done")
    before = await board.digest()
    ana = await edge.browser("ana")

    form = {**FORM, "name": "Typed", "wip_limit": "0"}
    refused = await ana.post(f"/boards/{board.id}/columns/{board['Doing']}", data=form)

    assert refused.status_code == 422
    step = one(refused.text, f"#settings-{board['Doing']}")
    assert look(step, "details[open]")
    assert one(step, "input[name=name]").get("value") == "Typed"
    assert one(step, "input[name=wip_limit]").get("value") == "0"
    assert "whole number" in one(step, "[role=alert]").text
    assert await board.digest() == before


async def test_a_limit_that_is_no_number_is_said_to_be_none(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")

    for limit in ("three", "1.5", "1e3", "-1", "9" * 40):
        refused = await ana.post(f"/boards/{board.id}/columns", data={**FORM, "wip_limit": limit})
        assert refused.status_code == 422
        assert "whole number" in one(refused.text, "[role=alert]").text


async def test_columns_are_ordered(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing Done")
    ana = await edge.browser("ana")
    place = f"/boards/{board.id}/columns/{board['Doing']}/place"

    await ana.post(place, data={"before": str(board["Todo"])})
    first = list(await board.picture())
    await ana.post(place, data={"before": ""})

    assert first == ["Doing", "Todo", "Done"]
    assert list(await board.picture()) == ["Todo", "Done", "Doing"]


async def test_the_board_gets_another_name_and_midnight(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")

    saved = await ana.post(f"/boards/{board.id}", data={"name": "New", "timezone": "Asia/Tokyo"})
    refused = await ana.post(f"/boards/{board.id}", data={"name": "New", "timezone": "Mars/Base"})

    assert saved.status_code == 303
    assert [event.kind for event in await board.events(2)] == ["board.renamed", "board.rezoned"]
    assert refused.status_code == 422
    assert "time zone" in one(refused.text, "[role=alert]").text


async def test_an_editor_is_told_why_nothing_changed(edge: Edge) -> None:
    board = await edge.world.board()
    await edge.world.joined(board, "bo", "editor")
    before = await board.digest()
    bo = await edge.browser("bo")

    refused = await bo.post(f"/boards/{board.id}/columns", data=FORM)

    assert refused.status_code == 403
    assert "admins" in one(refused.text, "[role=alert]").text
    assert await board.digest() == before


async def test_fields_that_no_form_has_are_refused(edge: Edge) -> None:
    board = await edge.world.board()
    before = await board.digest()
    ana = await edge.browser("ana")

    for field in ("board_id", "by_id", "rank", "archived_at", "seq", "__proto__"):
        refused = await ana.post(f"/boards/{board.id}/columns", data={**FORM, field: "1"})
        assert refused.status_code == 422

    assert await board.digest() == before


async def test_a_column_comes_back_over_a_full_lane_with_a_reason(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing Review Done")
    lane = await board.lane("Fast:1!")
    await board.add("a", "Doing", lane)
    ana = await edge.browser("ana")
    restoral = f"/boards/{board.id}/columns/{board['Doing']}/restoral"
    await ana.post(restoral.replace("restoral", "archival"))
    await board.add("b", "Review", lane)

    script = {"Accept": "application/json"}
    refused = await ana.post(restoral, headers=script)
    restored = await ana.post(restoral, data={"override": "It is needed"}, headers=script)

    assert (refused.status_code, refused.json()["code"]) == (409, "limit_reached")
    assert restored.json()["limits"][0]["name"] == "Fast"
    assert (await board.picture())["Doing"] == ["a"]
