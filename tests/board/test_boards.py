"""Boards: making one, its key, renaming it."""

import asyncio

import pytest

from board import boards, database
from board.errors import Conflict, Invalid, NotAllowed
from board.events import BoardCreated, MemberJoined
from board.requests import Repeated
from board.seats import Once
from tests.world import World


async def test_a_new_board_begins_its_log_and_seats_its_maker(world: World) -> None:
    board = await world.board("Todo Done")
    created, joined = await board.events()
    assert isinstance(created, BoardCreated) and isinstance(joined, MemberJoined)
    assert [column["name"] for column in created.columns] == ["Todo", "Done"]
    assert board.by.role == "admin"


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
    assert boards.key_of(name) == key


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


@pytest.mark.parametrize("zone", ["../../etc/passwd", "Mars/Base", "UTC\0", "+25:00", ""])
async def test_a_time_zone_that_is_none_is_refused(world: World, zone: str) -> None:
    with pytest.raises(Invalid) as refused:
        await boards.create(await world.user(), "Board", timezone=zone)
    assert refused.value.field == "timezone"


async def test_making_a_board_twice_by_one_request_makes_one(world: World) -> None:
    ana = await world.user()
    once = Once("key", "digest")
    answers = await asyncio.gather(
        *(boards.create(ana, "Board", once=once) for _ in range(10)), return_exceptions=True
    )
    assert sum(isinstance(answer, Repeated) for answer in answers) == 9
    assert len(await boards.of_user(ana["id"])) == 1


async def test_only_an_admin_renames_a_board(world: World) -> None:
    board = await world.board()
    editor = await world.joined(board, "eve")
    with pytest.raises(NotAllowed):
        await boards.update(editor, name="Mine")
    await boards.update(board.by, name="Ours", timezone="Europe/Berlin")
    assert [event.kind for event in (await board.events())[-2:]] == [
        "board.renamed",
        "board.rezoned",
    ]


async def test_the_list_of_boards_counts_cards_and_those_in_progress(world: World) -> None:
    board = await world.board("Todo Doing Done")
    for column in ("Todo", "Doing", "Doing", "Done"):
        await board.add("a", column)
    await world.board("Other Columns")
    rows = await boards.of_user(board.by.user_id)
    assert [(row["cards"], row["wip"]) for row in rows] == [(4, 2), (0, 0)]
