import pytest

from board import database
from board.errors import Invalid
from board.exchange import demo, demo_boards
from tests.world import Board, World


async def test_the_demo_is_a_board_like_any_other(world: World) -> None:
    ana = await world.user()
    board_id = await demo_boards.make(ana, "Europe/Berlin")
    board = await Board.load(board_id, await world.seat(board_id, "ana"))

    picture = await board.picture()
    assert picture["Build"] and picture["Done"]
    ((row,), people) = await database.read(
        ("SELECT name, timezone FROM boards WHERE id = ?", (board_id,)),
        ("SELECT email, password_hash FROM users WHERE placeholder_of = ?", (board_id,)),
    )
    assert row == {"name": demo.NAME, "timezone": "Europe/Berlin"}
    assert people and not any(person["email"] or person["password_hash"] for person in people)


async def test_a_zone_that_is_none_is_refused(world: World) -> None:
    with pytest.raises(Invalid):
        await demo_boards.make(await world.user(), "Mars/Base")
