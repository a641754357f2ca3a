import json

import pytest

from board import boards, database, figures
from board.errors import Invalid
from board.exchange import demo, demo_boards, demo_words, elsewhere
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


async def test_a_limit_that_was_lowered_half_way_is_told_and_drawn(world: World) -> None:
    ana = await world.user()
    board_id = await demo_boards.make(ana, "Europe/Berlin")
    (told,) = await database.read(elsewhere.of_board(board_id, None, None, 10_000))
    before = json.loads(await figures.page(board_id, {}))["wip"]["limits"]
    await boards.update(await world.seat(board_id, "ana"), wip_limit=9)
    after = json.loads(await figures.page(board_id, {}))["wip"]["limits"]

    kinds = {row["kind"] for row in told}
    assert kinds == {f"card.{did}" for did in ("created", "moved", "archived")} | {
        "column.limited",
        "board.limited",
    }
    (lowered,) = (json.loads(row["data"]) for row in told if row["kind"] == "column.limited")
    board = await Board.load(board_id, await world.seat(board_id, "ana"))
    assert lowered["column"] == board["Build"]
    assert [row["at"] for row in told] == sorted((row["at"] for row in told), reverse=True)
    assert {row["by_name"] for row in told} <= set(demo_words.PEOPLE)
    whole = sum(limit for *_, stage, _, limit in demo.COLUMNS if stage == "wip" and limit)
    assert sorted(set(before)) == [whole, whole + demo.BEFORE - demo.AFTER]
    assert before == sorted(before, reverse=True) and before[-2:] == [whole, whole]
    assert after == [*before[:-1], 9]


async def test_a_zone_that_is_none_is_refused(world: World) -> None:
    with pytest.raises(Invalid):
        await demo_boards.make(await world.user(), "Mars/Base")
