from tests.edge import Edge


async def test_events_are_told_after_a_number_and_no_more_than_asked_for(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing Done")
    card = await board.add("a")
    await board.put(card, "Doing")
    ana = await edge.program("ana")

    told = (await ana.get(f"/boards/{board.id}/events", params={"after": 2, "limit": 1})).json()
    rest = (await ana.get(f"/boards/{board.id}/events", params={"after": 3})).json()
    none = (await ana.get(f"/boards/{board.id}/events", params={"after": 2**53 - 1})).json()

    (created,), (moved,) = told["events"], rest["events"]
    assert (created["seq"], created["kind"], created["by_name"]) == (3, "card.created", "Ana")
    assert (created["by"], created["card"]) == (board.by.user_id, card)
    assert moved["column"] == [board["Todo"], board["Doing"]]
    assert moved["at"].endswith("Z")
    assert told["seq"] == rest["seq"] == none["seq"] == 4
    assert none["events"] == []


async def test_another_history_is_a_conflict(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.program("ana")
    epoch = (await ana.get(f"/boards/{board.id}")).json()["epoch"]

    known = await ana.get(f"/boards/{board.id}/events", params={"epoch": epoch})
    other = await ana.get(f"/boards/{board.id}/events", params={"epoch": "another"})

    assert (known.status_code, known.json()["epoch"]) == (200, epoch)
    assert (other.status_code, other.json()["code"]) == (409, "conflict")


async def test_an_event_is_undone_once(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing Done")
    card = await board.add("a")
    seq = (await board.put(card, "Doing"))["seq"]
    ana = await edge.program("ana")

    undone = await ana.post(f"/boards/{board.id}/events/{seq}/undo")
    again = await ana.post(f"/boards/{board.id}/events/{seq}/undo")

    assert (undone.status_code, undone.json()) == (200, {"seq": seq + 1, "undo": seq + 1})
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    assert (await board.picture())["Todo"] == ["a"]
    told = (await ana.get(f"/boards/{board.id}/events", params={"after": seq})).json()
    assert told["events"][0]["undoes"] == seq


async def test_a_change_is_undone_whole(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing Done")
    card = await board.add("a")
    ana = await edge.program("ana")
    texts = {"title": "b", "description": "What for"}
    changed = (await ana.patch(f"/boards/{board.id}/cards/{card}", json=texts)).json()
    address = f"/boards/{board.id}/events/{changed['undo']}/undo"

    refused = await ana.post(address, json={"whole": 1})
    undone = await ana.post(address, json={"whole": True})

    assert (refused.status_code, refused.json()["field"]) == (422, "whole")
    assert undone.json() == {"seq": changed["seq"] + 2, "undo": changed["seq"] + 1}
    now = await board.card(card)
    assert (now["title"], now["description"]) == ("a", "")


async def test_what_changed_since_is_not_undone(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing Done")
    card = await board.add("a")
    seq = (await board.put(card, "Doing"))["seq"]
    await board.put(card, "Done")
    before = await board.digest()
    ana = await edge.program("ana")

    refused = await ana.post(f"/boards/{board.id}/events/{seq}/undo")

    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert await board.digest() == before


async def test_an_undo_into_a_full_column_needs_a_reason(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:1! Done")
    card = await board.add("a", "Doing")
    seq = (await board.put(card, "Done"))["seq"]
    await board.add("b", "Doing")
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/events/{seq}/undo"

    refused = await ana.post(address)
    granted = await ana.post(address, json={"override": "It was not done"})

    assert (refused.status_code, refused.json()["code"]) == (409, "limit_reached")
    assert granted.status_code == 200
    assert (await board.picture())["Doing"] == ["b", "a"]


async def test_there_is_no_event_of_that_number(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.program("ana")

    for seq in ("99", "0", "-1", "x", str(2**53), "9" * 30):
        refused = await ana.post(f"/boards/{board.id}/events/{seq}/undo")
        assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
