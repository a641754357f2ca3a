from board import checklists, database
from tests.board.exchange.test_imports import by_title, imported
from tests.board.exchange.test_updates import again, with_more
from tests.world import World


async def test_a_checklist_that_comes_later_stands_behind_one_made_here(world: World) -> None:
    export = with_more()
    board = await imported(world, export.data)
    rye = (await by_title(board))["Rye"]["id"]
    await checklists.add(board.by, rye, "Own", ["Taste"])
    card = export.cards["Rye"]["id"]
    export.content["checklists"].append({"id": "c9", "idCard": card, "name": "Late"})
    await again(world, export)
    (found,) = await database.read(checklists.of(rye))
    assert [row["name"] for row in found] == ["Steps", "Own", "Late"]
