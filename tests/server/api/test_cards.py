import pytest

from board import labels
from board.events import CardMoved
from server.api.cards import NewCard
from tests.edge import Edge

FIELDS = {
    *("id", "number", "key", "title", "description", "column", "lane", "rank", "labels"),
    *("assignees", "due", "class_of_service", "estimate", "blocked", "created_at", "started_at"),
    *("finished_at", "archived_at", "age_days", "version"),
    *("start", "items", "items_done", "comments"),
}


async def test_a_card_is_created_in_the_first_column(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing Done")
    ana = await edge.program("ana")

    made = await ana.post(f"/boards/{board.id}/cards", json={"title": "Plan"})

    assert made.status_code == 201
    card = made.json()["card"]
    assert set(card) == FIELDS
    assert (card["title"], card["column"], card["version"]) == ("Plan", board["Todo"], 3)
    assert made.json()["seq"] == 3
    assert await board.picture() == {"Todo": ["Plan"], "Doing": [], "Done": []}


async def test_a_card_is_created_where_it_is_wished(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing Done")
    await board.add("below", "Doing")
    ana = await edge.program("ana")

    wish = {"title": "above", "column": board["Doing"], "position": "top", "description": "why"}
    made = await ana.post(f"/boards/{board.id}/cards", json=wish)

    assert made.json()["card"]["description"] == "why"
    assert (await board.picture())["Doing"] == ["above", "below"]


async def test_a_card_is_created_with_all_that_it_says(edge: Edge) -> None:
    board = await edge.world.board()
    label = (await labels.add(board.by, "bug"))["label"]["id"]
    ana = await edge.program("ana")
    said = {"labels": [label], "assignees": [board.by.user_id], "due": "2026-12-01"}
    size = {"start": None, "class_of_service": "intangible", "estimate": 3, "lane": None}

    made = await ana.post(f"/boards/{board.id}/cards", json={"title": "a", **said, **size})

    card = made.json()["card"]
    assert made.status_code == 201
    assert {name: card[name] for name in (*said, *size)} == {**said, **size}


async def test_what_is_null_of_a_new_card_is_not_said(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.program("ana")
    nothing = dict.fromkeys(NewCard.model_fields)

    made = await ana.post(f"/boards/{board.id}/cards", json={**nothing, "title": "a"})
    bare = await ana.post(f"/boards/{board.id}/cards", json={"title": "a"})

    assert made.status_code == 201
    card, other = made.json()["card"], bare.json()["card"]
    same = FIELDS - {"id", "number", "key", "rank", "created_at", "version"}
    assert {name: card[name] for name in same} == {name: other[name] for name in same}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("lane", 999), ("labels", [999]), ("assignees", [999]), ("labels", [0])),
        *(("labels", "1"), ("labels", ["1"]), ("labels", [1] * 501)),
        *(("due", "2026-02-30"), ("due", 1764000000000), ("start", "-1"), ("due", "")),
        ("class_of_service", "urgent"),
        *(("estimate", -5), ("estimate", 1e308), ("estimate", 0.125), ("estimate", "3")),
        *(("estimate", True), ("estimate", 1_000_001)),
    ],
)
async def test_what_a_card_cannot_say_is_refused(edge: Edge, field: str, value: object) -> None:
    board = await edge.world.board()
    card = await board.add("Plan")
    ana = await edge.program("ana")
    before = await board.digest()

    refused = [await ana.post(f"/boards/{board.id}/cards", json={"title": "b", field: value})]
    if field not in ("lane", "labels", "assignees"):
        refused.append(await ana.patch(f"/boards/{board.id}/cards/{card}", json={field: value}))

    for answer in refused:
        told = answer.json()
        assert (answer.status_code, told["field"].split(".")[0]) == (422, field)
    assert await board.digest() == before


async def test_a_cards_values_are_changed_and_cleared(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("Plan")
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/cards/{card}"
    said = {"start": "2026-11-24", "class_of_service": "fixed_date", "estimate": 2.5}

    told = (await ana.patch(address, json={**said, "due": "2026-12-01T23:30:00-05:00"})).json()
    cleared = (await ana.patch(address, json={"start": None, "estimate": None})).json()

    assert {name: told["card"][name] for name in (*said, "due")} == {**said, "due": "2026-12-02"}
    names = ("start", "due", "estimate", "class_of_service")
    assert [cleared["card"][name] for name in names] == [None, "2026-12-02", None, "fixed_date"]


async def test_a_card_is_read_archived_or_not(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("Plan")
    ana = await edge.program("ana")
    await ana.post(f"/boards/{board.id}/cards/{card}/archival")

    told = (await ana.get(f"/boards/{board.id}/cards/{card}")).json()

    assert (told["card"]["title"], told["seq"]) == ("Plan", 4)
    assert told["card"]["archived_at"].endswith("Z")


async def test_a_cards_texts_are_changed(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("Plan")
    ana = await edge.program("ana")

    wish = {"title": "Better plan", "description": "so", "base": 3}
    changed = await ana.patch(f"/boards/{board.id}/cards/{card}", json=wish)

    assert (changed.status_code, changed.json()["seq"]) == (200, 5)
    assert changed.json()["card"]["version"] == 5
    row = await board.card(card)
    assert (row["title"], row["description"]) == ("Better plan", "so")


async def test_a_text_that_changed_since_is_a_conflict_with_both(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("Plan")
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/cards/{card}"
    await ana.patch(address, json={"title": "Theirs", "base": 3})
    before = await board.digest()

    refused = await ana.patch(address, json={"title": "Mine", "base": 3})
    other_field = await ana.patch(address, json={"description": "mine", "base": 3})

    told = refused.json()
    assert (refused.status_code, told["code"], told["field"]) == (409, "conflict", "title")
    assert (told["yours"], told["theirs"], told["version"]) == ("Mine", "Theirs", 4)
    assert other_field.status_code == 200
    assert await board.digest() != before


async def test_a_version_that_does_not_exist_is_refused(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("Plan")
    ana = await edge.program("ana")

    refused = await ana.patch(
        f"/boards/{board.id}/cards/{card}", json={"title": "Mine", "base": 99}
    )

    assert (refused.status_code, refused.json()["field"]) == (422, "base")


async def test_a_card_is_placed_before_another(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing Done")
    card, neighbour = await board.add("a"), await board.add("b", "Doing")
    ana = await edge.program("ana")

    wish = {"column": board["Doing"], "before": neighbour}
    placed = await ana.post(f"/boards/{board.id}/cards/{card}/place", json=wish)

    assert placed.status_code == 200
    assert (placed.json()["limits"], placed.json()["seq"]) == ([], 5)
    assert placed.json()["card"]["started_at"] is not None
    assert (await board.picture())["Doing"] == ["a", "b"]
    (moved,) = await board.events(4)
    assert isinstance(moved, CardMoved)


async def test_a_soft_limit_is_named_and_a_hard_one_refuses(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:1 Review:1! Done")
    for column in ("Doing", "Review"):
        await board.add("there", column)
    card = await board.add("a")
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/cards/{card}/place"

    soft = await ana.post(address, json={"column": board["Doing"]})
    before = await board.digest()
    hard = await ana.post(address, json={"column": board["Review"]})
    unchanged = await board.digest() == before
    overridden = await ana.post(address, json={"column": board["Review"], "override": "Urgent"})

    assert soft.json()["limits"] == [
        {
            "scope": "column",
            "id": board["Doing"],
            "name": "Doing",
            "count": 2,
            "of": 1,
            "mode": "soft",
        }
    ]
    assert (hard.status_code, hard.json()["code"]) == (409, "limit_reached")
    assert hard.json()["limit"]["id"] == board["Review"]
    assert unchanged
    assert overridden.status_code == 200
    assert (await board.picture())["Review"] == ["there", "a"]


async def test_a_neighbour_that_is_gone_is_ignored(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing Done")
    card, other = await board.add("a"), await board.add("b", "Doing")
    ana = await edge.program("ana")

    for neighbour in (999_999, 2**53 - 1):
        wish = {"column": board["Doing"], "before": neighbour}
        placed = await ana.post(f"/boards/{board.id}/cards/{card}/place", json=wish)
        assert placed.status_code == 200
        await board.put(card, "Todo")

    await ana.delete(f"/boards/{board.id}/cards/{other}")
    wish = {"column": board["Doing"], "after": other}
    assert (await ana.post(f"/boards/{board.id}/cards/{card}/place", json=wish)).status_code == 200


async def test_a_card_is_archived_and_restored(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:1! Done")
    card = await board.add("a", "Doing")
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/cards/{card}/archival"

    archived = await ana.post(address)
    again = await ana.post(address)
    await board.add("b", "Doing")
    refused = await ana.delete(address)
    restored = await ana.request("DELETE", address, json={"override": "Both are needed"})

    assert archived.json()["card"]["archived_at"] is not None
    assert again.json()["seq"] == archived.json()["seq"]
    assert (refused.status_code, refused.json()["code"]) == (409, "limit_reached")
    assert (restored.status_code, restored.json()["limits"][0]["count"]) == (200, 2)
    assert restored.json()["card"]["archived_at"] is None


async def test_a_card_is_deleted(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    ana = await edge.program("ana")

    deleted = await ana.delete(f"/boards/{board.id}/cards/{card}")

    assert (deleted.status_code, deleted.json()) == (200, {"seq": 4, "undo": 4})
    assert (await ana.get(f"/boards/{board.id}/cards/{card}")).status_code == 404
    assert (await board.picture())["Todo"] == []


async def test_a_card_of_another_board_is_not_there(edge: Edge) -> None:
    mine, other = await edge.world.board(), await edge.world.board()
    card = await other.add("theirs")
    ana = await edge.program("ana")
    before = await other.digest()

    answers = [
        await ana.request(method, f"/boards/{mine.id}/cards/{card}{rest}", json=body)
        for method, rest, body in (
            ("GET", "", None),
            ("PATCH", "", {"title": "x"}),
            ("DELETE", "", None),
            ("POST", "/place", {"column": mine["Todo"]}),
            ("POST", "/archival", None),
            ("DELETE", "/archival", None),
        )
    ]

    assert [answer.status_code for answer in answers] == [404] * 6
    assert await other.digest() == before


async def test_a_column_of_another_board_is_refused_in_a_body(edge: Edge) -> None:
    mine, other = await edge.world.board(), await edge.world.board()
    card = await mine.add("a")
    ana = await edge.program("ana")

    created = await ana.post(
        f"/boards/{mine.id}/cards", json={"title": "x", "column": other["Todo"]}
    )
    placed = await ana.post(f"/boards/{mine.id}/cards/{card}/place", json={"column": other["Todo"]})

    for refused in (created, placed):
        assert (refused.status_code, refused.json()["field"]) == (422, "column")
    assert (await mine.picture())["Todo"] == ["a"]
