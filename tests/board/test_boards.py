"""Boards: making, renaming, archiving and deleting one."""

import asyncio

import pytest

from board import boards, columns, database, labels, members
from board.errors import Conflict, Invalid, Missing, NotAllowed
from board.events import BoardCreated, MemberJoined
from board.requests import Repeated
from board.seats import Once
from board.undo import undo
from tests.world import World


async def test_a_new_board_begins_its_log_and_seats_its_maker(world: World) -> None:
    board = await world.board("Todo Done")
    created, joined = await board.events()
    assert isinstance(created, BoardCreated) and isinstance(joined, MemberJoined)
    assert [column["name"] for column in created.columns] == ["Todo", "Done"]
    assert board.by.role == "admin"


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


# -- archived and deleted


async def test_an_archived_board_is_read_and_nothing_on_it_changes(world: World) -> None:
    board = await world.board("Todo Doing Done")
    card = await board.add("a", "Todo")
    moved = await board.put(card, "Done")
    await boards.archive(board.by)
    before = await board.digest()
    for verb in (
        board.add("b", "Todo"),
        board.put(card, "Doing"),
        columns.update(board.by, board["Doing"], wip_limit=1),
        boards.update(board.by, name="Other"),
        undo(board.by, moved["seq"]),
    ):
        with pytest.raises(Conflict, match="archived"):
            await verb
    assert await board.digest() == before
    assert (await board.picture())["Done"] == ["a"]


async def test_people_come_and_go_on_an_archived_board(world: World) -> None:
    board = await world.board()
    eve = await world.joined(board, "eve")
    await boards.archive(board.by)
    await world.joined(board, "joe", "viewer")
    await members.reassign(board.by, eve.user_id, "viewer")
    await members.remove(await world.seat(board.id, "eve"), eve.user_id)
    (rows,) = await database.read(members.everyone(board.id))
    assert [row["name"] for row in rows] == ["Ana", "Joe"]


async def test_an_archived_board_is_restored_and_both_can_be_undone(world: World) -> None:
    board = await world.board()
    archived = await boards.archive(board.by)
    assert (await boards.archive(board.by))["undo"] is None
    undone = await undo(board.by, archived["seq"])
    await board.add("a")
    await undo(board.by, undone["seq"])
    restored = await boards.restore(board.by)
    assert (await boards.restore(board.by))["undo"] is None
    assert (await board.rows())[-1]["kind"] == "board.restored"
    await undo(board.by, restored["seq"])
    with pytest.raises(Conflict):
        await board.add("b")


async def test_an_old_archival_is_not_undone_by_its_number(world: World) -> None:
    board = await world.board()
    first = await boards.archive(board.by)
    await boards.restore(board.by)
    await boards.archive(board.by)
    with pytest.raises(Conflict):
        await undo(board.by, first["seq"])


async def test_a_deleted_board_exists_for_nobody_and_its_rows_stay(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    invitation = (await members.invite(board.by, "viewer"))["invitation"]["token"]
    with pytest.raises(Invalid) as wrong:
        await boards.delete(board.by, name="Tesd")
    assert wrong.value.field == "name"
    await boards.delete(board.by, name="Test")
    for gone in (
        world.seat(board.id, "ana"),
        board.add("b"),
        boards.restore(board.by),
        boards.delete(board.by),
        members.remove(board.by, board.by.user_id),
        members.join(await world.user("eve"), invitation),
    ):
        with pytest.raises(Missing):
            await gone
    assert await boards.of_user(board.by.user_id) == []
    assert await boards.by_key("TES", board.by.user_id) is None
    assert (await board.card(card))["title"] == "a"
    assert [row["kind"] for row in await board.rows()][-1] == "board.deleted"


async def test_only_an_admin_archives_restores_and_deletes(world: World) -> None:
    board = await world.board()
    editor = await world.joined(board, "eve")
    for verb in (boards.archive, boards.restore, boards.delete):
        with pytest.raises(NotAllowed):
            await verb(editor)


async def test_a_board_begins_with_the_labels_of_its_template(world: World) -> None:
    made = await boards.create(
        await world.user(), "Test", labels=(("bug", "red"), ("upkeep", "grey"))
    )
    (rows,) = await database.read(labels.of_board(made["id"]))
    assert [(row["name"], row["color"]) for row in rows] == [("bug", "red"), ("upkeep", "grey")]
