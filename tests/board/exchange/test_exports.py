import json
from typing import Any

import pytest

from board import database, members
from board.errors import Missing
from board.exchange import exports
from tests.board.exchange.lived import lived
from tests.world import World


async def exported(board_id: int, *, addresses: bool = True) -> dict[str, Any]:
    """A board's export, read."""
    text = "".join([piece async for piece in exports.whole(board_id, addresses=addresses)])
    return dict(json.loads(text))


async def test_a_board_is_exported_with_all_that_happened_on_it(world: World) -> None:
    board = await lived(world, 1)
    file = await exported(board.id)

    assert (file["format"], file["version"]) == ("andon", 1)
    assert [column["name"] for column in file["columns"]] == list(board.columns)
    assert [event["kind"] for event in file["events"]] == [
        row["kind"] for row in await board.rows()
    ]
    present = [each for each in file["cards"] if each["archived_at"] is None]
    names = {column["id"]: column["name"] for column in file["columns"]}
    picture: dict[str, list[str]] = {name: [] for name in names.values()}
    for each in present:
        picture[names[each["column"]]].append(each["title"])
    assert picture == await board.picture()
    for each in file["cards"]:
        assert len(each["visits"]) == len(await board.visits(int(each["id"])))


async def test_addresses_are_only_in_what_an_admin_exports(world: World) -> None:
    board = await lived(world, 2, steps=5)

    mails = [person["email"] for person in (await exported(board.id))["people"]]
    assert mails == [world.people[name]["email"] for name in ("ana", "bo")]
    assert "@example.com" not in json.dumps(await exported(board.id, addresses=False))


async def test_who_left_is_named_where_they_said_something(world: World) -> None:
    board = await lived(world, 3)
    bo = await world.user("bo")
    await members.remove(board.by, bo["id"])

    assert [(p["name"], p["role"]) for p in (await exported(board.id))["people"]] == [
        ("Ana", "admin"),
        ("Bo", None),
    ]


async def test_a_board_is_named_by_its_key_or_its_id(world: World) -> None:
    board = await world.board()
    ((row,),) = await database.read(("SELECT key FROM boards WHERE id = ?", (board.id,)))

    assert await exports.named(row["key"].lower()) == await exports.named(str(board.id)) == board.id
    for name in ("NONE", "0", "999999999", "9" * 30, "²"):
        with pytest.raises(Missing):
            await exports.named(name)
