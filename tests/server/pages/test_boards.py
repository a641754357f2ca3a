from board import database, edits
from tests.edge import Edge
from tests.look import look, one


async def test_a_board_is_made_from_a_template_and_shown(edge: Edge) -> None:
    ana = await edge.browser("ana")

    form = {"name": "Night watch", "template": "simple", "timezone": "Europe/Berlin"}
    made = await ana.post("/boards", data=form)

    assert made.status_code == 303
    page = (await ana.get(made.headers["location"])).text
    names = [head.text for head in look(page, "[data-column] h2")]
    assert names == ["To do", "Doing", "Done"]
    ((row,),) = await database.read(("SELECT name, timezone FROM boards", ()))
    assert row == {"name": "Night watch", "timezone": "Europe/Berlin"}


async def test_a_time_zone_that_only_the_browser_knows_is_no_obstacle(edge: Edge) -> None:
    ana = await edge.browser("ana")

    made = await ana.post("/boards", data={"name": "Night", "timezone": "Mars/Base"})

    assert made.status_code == 303
    ((row,),) = await database.read(("SELECT timezone FROM boards", ()))
    assert row["timezone"] == "UTC"


async def test_a_refused_board_keeps_what_was_typed(edge: Edge) -> None:
    ana = await edge.browser("ana")

    refused = await ana.post(
        "/boards", data={"name": "a\u0301" + "\u0301" * 20, "template": "blank"}
    )

    page = refused.text
    field = one(page, "input[name=name]")
    wrong = one(page, "[role=alert]")
    assert refused.status_code == 422
    assert field.get("value", "").startswith("a\u0301")
    assert field.get("aria-describedby") == wrong.get("id")
    assert look(page, "input[value=blank][checked]")


async def test_boards_are_listed_for_their_members_alone(edge: Edge) -> None:
    mine, _ = await edge.world.board(), await edge.world.board(by="bo")
    await mine.add("a", "Doing")
    ana = await edge.browser("ana")

    page = (await ana.get("/boards")).text

    assert [a.get("href") for a in look(page, ".boards a")] == [f"/boards/{mine.id}"]
    assert [dd.text for dd in look(page, ".boards dd")] == ["1", "1"]


async def test_a_board_is_drawn_with_its_position_in_the_log(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:1 Done")
    card = await board.add("Plan <b>", "Doing")
    await edge.world.joined(board, "bo", "viewer")
    bo = await edge.browser("bo")

    answer = await bo.get(f"/boards/{board.id}")

    body = one(answer.text, "body")
    assert body.get("data-live") == "off"
    assert body.get("data-role") == "viewer"
    assert body.get("data-seq") == str(await board.seq())
    drawn = one(body, f"#cell-{board['Doing']} > [data-card]")
    assert drawn.get("data-card") == str(card)
    assert "Plan &lt;b&gt;" in answer.text


async def test_who_has_no_seat_sees_no_board(edge: Edge) -> None:
    board = await edge.world.board()
    bo, nobody = await edge.browser("bo"), await edge.browser()

    refused = await bo.get(f"/boards/{board.id}")
    sent_away = await nobody.get(f"/boards/{board.id}")

    assert refused.status_code == 404
    assert refused.text == (await bo.get("/boards/999999")).text
    assert sent_away.status_code == 303
    assert sent_away.headers["location"].startswith("/sign-in")


async def test_the_script_undoes_and_is_told_the_number(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    seq = (await board.put(card, "Doing"))["seq"]
    ana = await edge.browser("ana")
    address, accept = f"/boards/{board.id}/events/{seq}/undo", {"Accept": "application/json"}

    undone = await ana.post(address, headers=accept)
    again = await ana.post(address, headers=accept)

    assert (undone.status_code, undone.json()) == (
        200,
        {"seq": seq + 1, "undo": seq + 1, "limits": []},
    )
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    assert (await board.picture())["Todo"] == ["a"]


async def test_the_script_undoes_a_whole_change(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    changed = await edits.edit(board.by, card, title="b", description="What for")
    ana = await edge.browser("ana")

    address = f"/boards/{board.id}/events/{changed['undo']}/undo"
    undone = await ana.post(address, data={"whole": "true"}, headers={"Accept": "application/json"})

    assert undone.json()["seq"] == changed["seq"] + 2
    assert (await board.card(card))["description"] == ""
