"""Keys: made of a name, or asked for; no two boards have the same."""

import asyncio

import pytest

from board import boards, database, keys
from board.errors import Conflict, Invalid
from tests.world import World


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Platform migration", "PM"),
        ("Northwind", "NOR"),
        ("Äpfel & Öl", "AO"),
        ("看板", "B"),
        ("2026 plan", "PLA"),
        ("a b c d e f", "ABCD"),
    ],
)
def test_a_key_is_made_of_the_name(name: str, key: str) -> None:
    assert keys.of(name) == key


async def test_boards_of_the_same_name_get_keys_of_their_own(world: World) -> None:
    ana = await world.user()
    made = await asyncio.gather(*(boards.create(ana, "Same name") for _ in range(12)))
    (rows,) = await database.read(("SELECT key FROM boards", ()))
    assert len({row["key"] for row in rows}) == len(made) == 12


async def test_a_wanted_key_that_is_taken_is_a_conflict(world: World) -> None:
    ana = await world.user()
    await boards.create(ana, "One", key="nw")
    with pytest.raises(Conflict, match="NW"):
        await boards.create(ana, "Other", key="NW")


@pytest.mark.parametrize("key", ["", "1A", "A-B", "ABCDEFGHIJK", "Ä"])
async def test_a_key_that_cannot_be_one_is_refused(world: World, key: str) -> None:
    with pytest.raises(Invalid):
        await boards.create(await world.user(), "Board", key=key)


async def test_the_key_of_a_deleted_board_is_never_given_again(world: World) -> None:
    board = await world.board()
    await boards.delete(board.by)
    other = await world.board()
    (rows,) = await database.read(("SELECT key FROM boards ORDER BY id", ()))
    assert [row["key"] for row in rows] == ["TES", "TES2"]
    assert other.id != board.id
