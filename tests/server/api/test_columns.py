from typing import Any

from tests.edge import Edge

FIELDS = {"id", "name", "stage", "wait", "policy", "wip_limit", "wip_mode", "wip"}


async def test_columns_are_listed_in_the_boards_order(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing Done")
    ana = await edge.program("ana")
    await ana.post(
        f"/boards/{board.id}/columns/{board['Done']}/place", json={"before": board["Todo"]}
    )

    first = (await ana.get(f"/boards/{board.id}/columns", params={"limit": 2})).json()
    rest = (await ana.get(f"/boards/{board.id}/columns", params={"after": first["next"]})).json()

    assert [column["name"] for column in first["columns"]] == ["Done", "Todo"]
    assert [column["name"] for column in rest["columns"]] == ["Doing"]
    assert rest["next"] is None


async def test_a_column_is_added_after_another(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing Done")
    ana = await edge.program("ana")

    wish = {"name": "Review", "stage": "wip", "wip_limit": 2, "after": board["Doing"]}
    added = await ana.post(f"/boards/{board.id}/columns", json=wish)

    assert (added.status_code, set(added.json()["column"])) == (201, FIELDS)
    assert list(await board.picture()) == ["Todo", "Doing", "Review", "Done"]


async def test_a_column_is_read(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:2 Done")
    await board.add("a", "Doing")
    ana = await edge.program("ana")

    told = (await ana.get(f"/boards/{board.id}/columns/{board['Doing']}")).json()

    assert set(told["column"]) == FIELDS
    assert (told["column"]["wip"], told["column"]["wip_limit"]) == (1, 2)


async def test_only_named_values_of_a_column_change(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:2! Done")
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/columns/{board['Doing']}"

    renamed = await ana.patch(address, json={"name": "Build"})
    lifted = await ana.patch(address, json={"wip_limit": None})

    assert (renamed.json()["column"]["wip_limit"], renamed.json()["column"]["name"]) == (2, "Build")
    assert lifted.json()["column"]["wip_limit"] is None
    assert lifted.json()["column"]["wip_mode"] == "hard"
    assert [event.kind for event in await board.events(2)] == ["column.renamed", "column.limited"]


async def test_a_column_is_archived_and_restored_with_its_cards(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing Done")
    await board.add("a", "Doing")
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/columns/{board['Doing']}"

    deleted = await ana.delete(address)
    without = await board.picture()
    restored = await ana.delete(f"{address}/archival")
    archived = await ana.post(f"{address}/archival")

    assert [answer.status_code for answer in (deleted, restored, archived)] == [200] * 3
    assert without == {"Todo": [], "Done": []}
    assert restored.json()["column"]["wip"] == 1
    kinds = [event.kind for event in await board.events(3)]
    assert kinds == ["column.archived", "column.restored", "column.archived"]


async def test_a_wrong_limit_is_refused_by_its_field(edge: Edge) -> None:
    board = await edge.world.board()
    before = await board.digest()
    ana = await edge.program("ana")

    limits: list[Any] = [0, -1, 10_001, True, "3", 3.0, [], 2**53 - 1]
    for limit in limits:
        refused = await ana.patch(
            f"/boards/{board.id}/columns/{board['Doing']}", json={"wip_limit": limit}
        )
        assert (refused.status_code, refused.json()["field"]) == (422, "wip_limit")

    assert await board.digest() == before


async def test_an_editor_changes_no_column(edge: Edge) -> None:
    board = await edge.world.board()
    await edge.world.joined(board, "bo", "editor")
    before = await board.digest()
    bo = await edge.program("bo")
    address = f"/boards/{board.id}/columns"

    answers = [
        await bo.post(address, json={"name": "x", "stage": "wip"}),
        await bo.patch(f"{address}/{board['Doing']}", json={"name": "x"}),
        await bo.post(f"{address}/{board['Doing']}/place", json={}),
        await bo.delete(f"{address}/{board['Doing']}"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert await board.digest() == before


async def test_a_column_of_another_board_is_not_there(edge: Edge) -> None:
    mine, other = await edge.world.board(), await edge.world.board()
    before = await other.digest()
    ana = await edge.program("ana")
    address = f"/boards/{mine.id}/columns/{other['Doing']}"

    answers = [
        await ana.get(address),
        await ana.patch(address, json={"name": "x"}),
        await ana.post(f"{address}/place", json={}),
        await ana.delete(address),
        await ana.delete(f"{address}/archival"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert await other.digest() == before
