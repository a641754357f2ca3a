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
    assert [dd.text for dd in look(page, ".boards dd")] == ["1", "1", "1"]


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


async def test_starred_boards_are_first_and_archived_ones_folded(edge: Edge) -> None:
    ana = await edge.browser("ana")
    made = [
        (await ana.post("/boards", data={"name": name, "template": "blank"})).headers["location"]
        for name in ("A", "B", "C")
    ]

    starred = await ana.post(f"{made[1]}/star")
    await ana.post(f"{made[2]}/archival")
    page = (await ana.get("/boards")).text
    unfolded = (await ana.get("/boards?archived=shown")).text

    assert starred.status_code == 303
    assert [head.text for head in look(page, ".boards h3")] == ["B", "A"]
    assert [head.text for head in look(unfolded, ".boards h3")] == ["B", "A", "C"]
    assert one(page, "#archived a").get("aria-expanded") == "false"
    header = (await ana.get(made[1])).text
    assert one(header, ".top .star button").get("aria-pressed") == "true"
    await ana.post(f"{made[1]}/star/removal")
    assert [head.text for head in look((await ana.get("/boards")).text, ".boards h3")] == ["A", "B"]


async def test_an_archived_board_says_so_and_is_restored(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")

    archived = await ana.post(f"/boards/{board.id}/archival")
    page = (await ana.get(f"/boards/{board.id}")).text
    refused = await ana.post(f"/boards/{board.id}/cards", data={"title": "a"})
    restored = await ana.post(f"/boards/{board.id}/restoral")

    assert (archived.status_code, restored.status_code) == (303, 303)
    assert one(page, "#notice").get("data-archived") == ""
    assert refused.status_code == 409 and "archived" in refused.text
    assert one((await ana.get(f"/boards/{board.id}")).text, "#notice").get("hidden") == ""


async def test_a_board_is_copied_from_its_settings(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing Done")
    await board.add("a", "Todo")
    ana = await edge.browser("ana")

    made = await ana.post(f"/boards/{board.id}/copy", data={"name": "Second", "with_cards": "true"})
    nameless = await ana.post(f"/boards/{board.id}/copy", data={"name": " "})

    page = (await ana.get(made.headers["location"])).text
    assert [title.text for title in look(page, ".card__title")] == ["a"]
    assert one(page, "#title").text == "Second"
    assert nameless.status_code == 422
    assert one(nameless.text, "#copy-name").get("aria-invalid") == "true"


async def test_a_board_is_deleted_by_typing_its_name(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")
    address = f"/boards/{board.id}/deletion"

    wrong = await ana.post(address, data={"name": "test"})
    there = await ana.get(f"/boards/{board.id}")
    right = await ana.post(address, data={"name": "Test"}, headers={"HX-Request": "true"})

    assert (wrong.status_code, there.status_code) == (422, 200)
    assert one(wrong.text, "#delete-name").get("aria-invalid") == "true"
    assert right.headers["hx-redirect"] == "/boards"
    assert (await ana.get(f"/boards/{board.id}")).status_code == 404
    assert look((await ana.get("/boards")).text, ".boards a") == []
