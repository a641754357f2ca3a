from board import boards
from tests.contents import counted, listed
from tests.edge import Edge

SCRIPT = {"Accept": "application/json"}


async def test_the_dialog_keeps_a_checklist(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    steps = await listed(board, card, "one", "two")
    other = await listed(board, card, "three", name="Others")
    ana = await edge.browser("ana")
    address = f"/boards/{board.id}/cards/{card}/checklists"
    one = f"{address}/{steps['id']}"
    first, second = (f"{one}/items/{item['id']}" for item in steps["items"])

    for path, form in (
        (address, {"name": "More"}),
        (one, {"name": "Renamed"}),
        (f"{one}/place", {"after": str(other["id"])}),
        (f"{one}/items", {"text": "four"}),
        (first, {"done": "true"}),
        (second, {"text": "zwei"}),
        (f"{second}/place", {"checklist": str(other["id"]), "before": ""}),
        (f"{first}/removal", {}),
    ):
        answer = await ana.post(path, data=form, headers=SCRIPT)
        assert (answer.status_code, answer.json()["undo"] is not None) == (200, True), path
    moved = f"{address}/{other['id']}/items/{steps['items'][1]['id']}"
    promoted = await ana.post(f"{moved}/card", headers=SCRIPT)

    assert promoted.json()["limits"] == []
    assert (await board.picture())["Todo"] == ["a", "zwei"]
    assert await counted(board, card) == (2, 0, 0)
    assert (await ana.post(f"{one}/removal")).headers["location"] == (
        f"/boards/{board.id}/cards/{card}"
    )


async def test_what_stands_on_an_archived_board_is_not_ticked(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    item = (await listed(board, card, "one"))["items"][0]["id"]
    ana = await edge.browser("ana")
    box = f'id="tick-{item}"'

    for archived in (False, True):
        if archived:
            await boards.archive(board.by)
        page = (await ana.get(f"/boards/{board.id}/cards/{card}")).text
        assert ("disabled" in page.split(box)[1].split(">")[0]) is archived
