import json

from board import columns, database, labels, recompute
from board.exchange import elsewhere, imports
from tests.board.exchange.export import Export, at
from tests.board.exchange.test_imports import by_title, imported
from tests.board.exchange.test_updates import again, with_more
from tests.world import World


async def test_a_label_made_here_of_the_same_name_is_the_one_that_comes(world: World) -> None:
    export = with_more()
    board = await imported(world, export.data)
    made = await labels.add(board.by, "Vegan", "green")
    export.content["labels"].append({"id": "l3", "name": "VEGAN", "color": "red"})
    export.cards["Oat"]["idLabels"] = ["l3"]
    await again(world, export)
    oat = (await by_title(board))["Oat"]
    await labels.take(board.by, oat["id"], made["label"]["id"])
    assert (await board.events())[-1].kind == "card.unlabelled"


async def test_columns_come_behind_the_others_and_keep_their_stages(world: World) -> None:
    export = with_more()
    board = await imported(world, export.data)
    export.lists["Eaten"] = {"id": "eaten", "name": "Eaten", "closed": False, "pos": 1}
    export.card("Crumbs", "Eaten")
    await again(world, export)
    picture = await board.picture()
    assert list(picture)[-1] == "Eaten" and picture["Eaten"] == ["Crumbs"]


async def test_a_board_that_has_grown_here_keeps_its_numbers(world: World) -> None:
    export: Export = with_more()
    board = await imported(world, export.data)
    await board.add("Bagels", "Backlog")
    export.card("Spelt", "Backlog")
    report = await imports.run(export.data, await world.user(), again="update")
    assert report["board"] == board.id
    found = await by_title(board)
    assert (found["Bagels"]["number"], found["Spelt"]["number"]) == (3, 4)
    await board.add("Rolls", "Backlog")
    assert (await by_title(board))["Rolls"]["number"] == 5


async def test_what_a_column_counts_as_is_said_here(world: World) -> None:
    export = with_more()
    board = await imported(world, export.data)
    await columns.update(board.by, board["Baking"], stage="todo")
    export.cards["Oat"]["idList"] = export.lists["Baking"]["id"]
    export.moved("Oat", "Backlog", "Baking", at("07"))
    await again(world, export)
    assert (await by_title(board))["Oat"]["started_at"] is None
    assert await recompute.differences() == []


async def test_an_update_without_archived_cards_does_not_forget_them(world: World) -> None:
    export = with_more()
    export.cards["Oat"]["closed"] = True
    export.closed("Oat", "Backlog", at("03"))
    board = await imported(world, export.data)
    await again(world, export, without_archived=True)
    export.cards["Oat"]["desc"] = "Flakes"
    told = await again(world, export)
    assert "Left alone" not in str(told)
    assert (await by_title(board))["Oat"]["description"] == "Flakes"


async def test_a_card_that_has_another_number_here_is_told_with_it(world: World) -> None:
    export = with_more()
    board = await imported(world, export.data)
    await board.add("Bagels", "Backlog")
    export.card("Spelt", "Backlog")
    export.made("Spelt", "Backlog", at("03"))
    await again(world, export)
    spelt = (await by_title(board))["Spelt"]
    export.cards["Spelt"]["idList"] = export.lists["Baking"]["id"]
    export.moved("Spelt", "Backlog", "Baking", at("07"))
    await again(world, export)
    (told,) = await database.read(elsewhere.of_card(spelt["id"], 10))
    assert [json.loads(row["data"])["number"] for row in told] == [spelt["number"]] * 2
