import json

import pytest

from board import database
from board.exchange import elsewhere, imports
from board.exchange.andon_events import happened
from board.exchange.andon_fields import Fields
from server import history
from tests.board.exchange.export import Export, at
from tests.board.exchange.test_imports import by_title, imported
from tests.world import World


def lived() -> Export:
    """A card that wandered, by two people, and one of which nothing is known."""
    export = Export("Backlog", "Baking")
    export.card("Rye", "Baking")
    export.card("Salt", "Baking")
    export.made("Rye", "Backlog", at("03"))
    export.moved("Rye", "Backlog", "Baking", at("04"))
    export.closed("Rye", "Baking", at("05"))
    export.closed("Rye", "Baking", at("06"), closed=False)
    for action in export.actions[:2]:
        action["memberCreator"] = {"id": "m1", "fullName": "Zoë Baker"}
    return export


async def told(card: int) -> list[tuple[str, str, str]]:
    """The past of a card: when, by whom, and in which column."""
    (rows,) = await database.read(elsewhere.of_card(card, 100))
    return [
        (each["at"][8:10], f"{each['by']} {each['kind']}", each["event"]["column_title"])
        for each in history.told(rows)
    ]


async def test_what_is_known_of_a_card_is_told_as_if_it_had_been_here(world: World) -> None:
    board = await imported(world, lived().data)
    cards = await by_title(board)

    assert await told(cards["Rye"]["id"]) == [
        ("06", "Zoë Baker card.restored", "Baking"),
        ("05", "Zoë Baker card.archived", "Baking"),
        ("04", "Somebody card.moved", ["Backlog", "Baking"]),
        ("03", "Somebody card.created", "Backlog"),
    ]
    assert await told(cards["Salt"]["id"]) == []


async def test_what_is_told_fits_into_an_export(world: World) -> None:
    board = await imported(world, lived().data)
    (rows,) = await database.read(elsewhere.after(board.id, elsewhere.FIRST, 10))
    nodes = [
        {"kind": row["kind"], "by": "Eve", "at": at("03"), "data": json.loads(row["data"])}
        for row in rows
    ]
    assert [len(found) for found in happened(map(Fields, nodes), {})[:1]] == [4]


async def test_an_update_tells_the_way_that_is_known_now(world: World) -> None:
    export = lived()
    board = await imported(world, export.data)
    export.cards["Rye"]["idList"] = export.lists["Backlog"]["id"]
    export.moved("Rye", "Baking", "Backlog", at("07"))
    await imports.run(export.data, await world.user(), again="update")
    rye = (await by_title(board))["Rye"]

    assert [when for when, *_ in await told(rye["id"])] == ["07", "06", "05", "04", "03"]


@pytest.mark.parametrize("moved_from, first", [("", "card.created"), ("Backlog", "card.moved")])
async def test_a_table_of_moves_tells_what_its_rows_say(
    world: World, moved_from: str, first: str
) -> None:
    rows = [f"1,2026-03-02T09:00:00Z,{moved_from},Baking", "1,2026-03-03T09:00:00Z,Baking,Done"]
    board = await imported(world, "\n".join(["card,at,from,to", *rows]).encode())
    card = (await by_title(board))["1"]
    kinds = [said.split()[1] for _, said, _ in await told(card["id"])]
    assert kinds[-1] == first and kinds[0] == "card.moved"
