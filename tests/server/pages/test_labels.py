from board import database, labels
from tests.edge import Edge
from tests.world import Board

SCRIPT = {"Accept": "application/json"}


async def of(board: Board) -> list[tuple[str, str]]:
    (rows,) = await database.read(labels.of_board(board.id))
    return [(row["name"], row["color"]) for row in rows]


async def test_the_settings_keep_the_labels(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")
    address = f"/boards/{board.id}/labels"

    made = await ana.post(address, data={"name": "bug", "color": "red"})
    (row,) = (await database.read(labels.of_board(board.id)))[0]
    page = await ana.get(f"/boards/{board.id}/settings")
    await ana.post(f"{address}/{row['id']}", data={"name": "defect", "color": "pink"})

    assert made.headers["location"] == f"/boards/{board.id}/settings"
    assert 'value="bug"' in page.text
    assert await of(board) == [("defect", "pink")]
    await ana.post(f"{address}/{row['id']}/removal")
    assert await of(board) == []


async def test_a_refused_label_comes_back_as_it_was_typed(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")
    made = (await labels.add(board.by, "bug", "red"))["label"]["id"]
    other = (await labels.add(board.by, "spam", "teal"))["label"]["id"]

    for address, name in (("", "BUG"), (f"/{other}", "Bug")):
        data = {"name": name, "color": "pink"}
        refused = await ana.post(f"/boards/{board.id}/labels{address}", data=data)
        assert refused.status_code == 422
        assert f'value="{name}"' in refused.text
        assert "There is a label" in refused.text
    assert await of(board) == [("bug", "red"), ("spam", "teal")]
    assert made != other


async def test_a_script_makes_a_label_and_learns_its_id(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    ana = await edge.browser("ana")

    made = await ana.post(f"/boards/{board.id}/labels", data={"name": "bug"}, headers=SCRIPT)
    label = made.json()["label"]["id"]
    address = f"/boards/{board.id}/cards/{card}/labels/{label}"
    put = await ana.post(address, headers=SCRIPT)
    plain = await ana.post(f"{address}/removal")

    assert put.json()["undo"] == put.json()["seq"]
    assert plain.headers["location"] == f"/boards/{board.id}/cards/{card}"
