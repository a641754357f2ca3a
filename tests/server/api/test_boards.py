from board import columns, database, members
from tests.edge import Edge

COLUMNS = [
    {"name": "To do", "stage": "todo"},
    {"name": "Doing", "stage": "wip", "wip_limit": 3, "wip_mode": "hard"},
    {"name": "Done", "stage": "done"},
]


async def test_a_board_is_made_with_its_columns(edge: Edge) -> None:
    ana = await edge.program("ana")

    made = await ana.post("/boards", json={"name": "Night watch", "columns": COLUMNS})

    assert made.status_code == 201
    told = made.json()
    assert (told["key"], told["name"], told["timezone"], told["seq"]) == (
        "NW",
        "Night watch",
        "UTC",
        2,
    )
    assert [column["name"] for column in told["columns"]] == ["To do", "Doing", "Done"]
    assert [(one["name"], one["role"]) for one in told["members"]] == [("Ana", "admin")]
    (rows,) = await database.read(columns.on(told["id"]))
    assert [(row["wip_limit"], row["wip_mode"]) for row in rows] == [
        (None, "soft"),
        (3, "hard"),
        (None, "soft"),
    ]


async def test_a_key_made_of_the_name_is_made_unique_and_a_given_one_is_not(edge: Edge) -> None:
    ana = await edge.program("ana")
    keys = [(await ana.post("/boards", json={"name": "Night"})).json()["key"] for _ in range(3)]

    taken = await ana.post("/boards", json={"name": "Other", "key": "nig"})

    assert keys == ["NIG", "NIG2", "NIG3"]
    assert (taken.status_code, taken.json()["field"]) == (409, "key")


async def test_a_wrong_value_of_a_column_is_named_by_its_place(edge: Edge) -> None:
    ana = await edge.program("ana")
    wrong = [COLUMNS[0], {"name": "Doing", "stage": "wip", "wip_limit": 0}]

    refused = await ana.post("/boards", json={"name": "Night", "columns": wrong})

    assert (refused.status_code, refused.json()["field"]) == (422, "columns.1.wip_limit")
    assert (await ana.get("/boards")).json() == {"boards": [], "next": None}


async def test_boards_are_listed_in_pages_for_whoever_sits_at_them(edge: Edge) -> None:
    made = [await edge.world.board() for _ in range(3)]
    await edge.world.board(by="bo")
    ana = await edge.program("ana")

    first = (await ana.get("/boards", params={"limit": 2})).json()
    second = (await ana.get("/boards", params={"after": first["next"]})).json()

    assert [board["id"] for board in first["boards"]] == [board.id for board in made[:2]]
    assert [board["id"] for board in second["boards"]] == [made[2].id]
    assert second["next"] is None
    assert set(first["boards"][0]) == {
        *("id", "key", "name", "timezone", "seq", "epoch"),
        *("role", "starred", "archived_at"),
    }


async def test_a_board_is_read_whole_with_its_open_cards_in_board_order(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:1 Done")
    late = await board.add("late", "Doing")
    early, archived = [await board.add(title, "Todo") for title in ("early", "archived")]
    ana = await edge.program("ana")
    await ana.post(f"/boards/{board.id}/cards/{archived}/archival")

    told = (await ana.get(f"/boards/{board.id}")).json()

    assert [card["id"] for card in told["cards"]] == [early, late]
    assert [(column["name"], column["wip"]) for column in told["columns"]] == [
        ("Todo", 1),
        ("Doing", 1),
        ("Done", 0),
    ]
    assert (told["lanes"], told["labels"], told["seq"]) == ([], [], await board.seq())
    assert set(told) == {
        *("id", "key", "name", "timezone", "seq", "epoch", "archived_at"),
        *("wip", "wip_limit", "wip_mode", "columns", "lanes", "labels", "members", "cards"),
    }


async def test_a_board_gets_another_name_and_midnight(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.program("ana")

    changed = await ana.patch(f"/boards/{board.id}", json={"name": "New", "timezone": "Asia/Tokyo"})

    assert changed.status_code == 200
    assert (changed.json()["name"], changed.json()["timezone"]) == ("New", "Asia/Tokyo")
    assert [event.kind for event in await board.events(2)] == ["board.renamed", "board.rezoned"]


async def test_only_an_admin_renames_a_board(edge: Edge) -> None:
    board = await edge.world.board()
    await edge.world.joined(board, "bo", "editor")
    before = await board.digest()
    bo = await edge.program("bo")

    refused = await bo.patch(f"/boards/{board.id}", json={"name": "Mine"})

    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert await board.digest() == before


async def test_a_token_that_reads_makes_no_board(edge: Edge) -> None:
    ana = await edge.program("ana", "read")

    refused = await ana.post("/boards", json={"name": "Night"})

    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert (await ana.get("/boards")).json()["boards"] == []


async def test_who_was_removed_gets_no_board_by_asking_again_for_its_making(edge: Edge) -> None:
    bo = await edge.program("bo")
    key = {"Idempotency-Key": "once"}
    made = (await bo.post("/boards", json={"name": "Night"}, headers=key)).json()
    invitation = await bo.post(f"/boards/{made['id']}/invitations", json={"role": "admin"})
    await members.join(await edge.world.user("ana"), invitation.json()["invitation"]["token"])
    ana = await edge.program("ana")
    await ana.delete(f"/boards/{made['id']}/members/{(await edge.world.user('bo'))['id']}")
    await ana.post(f"/boards/{made['id']}/columns", json={"name": "Secret", "stage": "todo"})

    again = await bo.post("/boards", json={"name": "Night"}, headers=key)

    assert again.status_code == 404
    assert "Secret" not in again.text


async def test_an_archived_board_is_read_and_restored(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.program("ana")
    address = f"/boards/{board.id}"

    archived = await ana.post(f"{address}/archival")
    refused = await ana.post(f"{address}/cards", json={"title": "a"})
    told = (await ana.get(address)).json()
    listed = (await ana.get("/boards")).json()["boards"]
    restored = await ana.delete(f"{address}/archival")

    assert (archived.status_code, archived.json()["seq"]) == (200, 3)
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert told["archived_at"] and listed[0]["archived_at"] == told["archived_at"]
    assert restored.status_code == 200
    assert (await ana.get(address)).json()["archived_at"] is None


async def test_a_deleted_board_is_no_more(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.program("ana")

    deleted = await ana.delete(f"/boards/{board.id}")

    assert (deleted.status_code, deleted.json()["seq"]) == (200, 3)
    assert (await ana.get(f"/boards/{board.id}")).status_code == 404
    assert (await ana.delete(f"/boards/{board.id}")).status_code == 404
    assert (await ana.get("/boards")).json()["boards"] == []


async def test_a_board_is_copied_and_starred(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:1! Done")
    await board.add("a", "Todo")
    ana = await edge.program("ana")

    made = await ana.post(f"/boards/{board.id}/copy", json={"name": "Two", "with_cards": True})
    starred = await ana.put(f"/boards/{made.json()['id']}/star")

    assert (made.status_code, starred.json()) == (201, {"starred": True})
    assert [card["title"] for card in made.json()["cards"]] == ["a"]
    assert [column["wip_mode"] for column in made.json()["columns"]] == ["soft", "hard", "soft"]
    stars = [each["starred"] for each in (await ana.get("/boards")).json()["boards"]]
    assert stars == [False, True]
