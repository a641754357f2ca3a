"""Members: invitations, roles, leaving."""

import asyncio

import pytest
import time_machine

from board import database, members
from board.errors import Conflict, Invalid, Missing, NotAllowed
from board.events import MemberJoined, MemberRemoved
from tests.world import World


async def test_an_invitation_seats_its_bearer_in_its_role(world: World) -> None:
    board = await world.board()
    seat = await world.joined(board, "eve", "commenter")
    assert seat.role == "commenter"
    assert isinstance((await board.events())[-1], MemberJoined)


async def test_the_token_of_an_invitation_is_kept_nowhere(world: World) -> None:
    board = await world.board()
    token = (await members.invite(board.by, "editor"))["invitation"]["token"]
    found = await database.read(
        ("SELECT * FROM invitations", ()),
        ("SELECT * FROM events", ()),
        ("SELECT * FROM idempotency", ()),
    )
    assert token not in str(found)


async def test_joining_twice_at_once_seats_once(world: World) -> None:
    board = await world.board()
    token = (await members.invite(board.by, "editor"))["invitation"]["token"]
    eve = await world.user("eve")
    await asyncio.gather(*(members.join(eve, token) for _ in range(5)))
    (present,) = await database.read(members.everyone(board.id))
    assert [row["name"] for row in present] == ["Ana", "Eve"]


async def test_an_invitation_for_a_member_changes_nothing(world: World) -> None:
    board = await world.board()
    token = (await members.invite(board.by, "viewer"))["invitation"]["token"]
    before = await board.seq()
    await members.join(await world.user("ana"), token)
    assert await board.seq() == before
    assert (await world.seat(board.id, "ana")).role == "admin"


async def test_an_invitation_ends_when_it_is_withdrawn_or_expires(world: World) -> None:
    board = await world.board()
    eve = await world.user("eve")
    made = (await members.invite(board.by, "editor"))["invitation"]
    await members.withdraw(board.by, made["id"])
    with pytest.raises(Missing):
        await members.join(eve, made["token"])
    late = (await members.invite(board.by, "editor"))["invitation"]
    with time_machine.travel(late["expires_at"] / 1e6 + 1), pytest.raises(Missing):
        await members.join(eve, late["token"])


async def test_a_board_keeps_an_admin(world: World) -> None:
    board = await world.board()
    ana = board.by.user_id
    with pytest.raises(Conflict):
        await members.reassign(board.by, ana, "viewer")
    with pytest.raises(Conflict):
        await members.remove(board.by, ana)
    eve = await world.joined(board, "eve", "editor")
    await members.reassign(board.by, eve.user_id, "admin")
    await members.remove(board.by, ana)
    with pytest.raises(Missing):
        await world.seat(board.id, "ana")


async def test_two_admins_who_leave_at_once_leave_one(world: World) -> None:
    board = await world.board()
    eve = await world.joined(board, "eve", "admin")
    left = await asyncio.gather(
        members.remove(board.by, board.by.user_id),
        members.remove(eve, eve.user_id),
        return_exceptions=True,
    )
    assert sum(isinstance(result, Conflict) for result in left) == 1


async def test_anybody_may_leave_and_only_an_admin_may_remove(world: World) -> None:
    board = await world.board()
    vic = await world.joined(board, "vic", "viewer")
    eve = await world.joined(board, "eve", "editor")
    with pytest.raises(NotAllowed):
        await members.remove(eve, vic.user_id)
    await members.remove(vic, vic.user_id)
    assert isinstance((await board.events())[-1], MemberRemoved)


async def test_a_role_that_is_none_is_refused(world: World) -> None:
    board = await world.board()
    with pytest.raises(Invalid):
        await members.invite(board.by, "owner")


async def test_who_was_removed_does_not_come_back_by_an_earlier_link(world: World) -> None:
    board = await world.board()
    link = (await members.invite(board.by, "admin"))["invitation"]["token"]
    bo = await world.user("bo")
    await members.join(bo, link)
    await members.remove(board.by, bo["id"])
    with pytest.raises(Missing, match="fresh link"):
        await members.join(bo, link)
    await members.join(await world.user("cy"), link)
    await world.joined(board, "bo", "viewer")
    assert (await world.seat(board.id, "bo")).role == "viewer"


async def test_an_admin_whose_account_is_disabled_keeps_no_board(world: World) -> None:
    board = await world.board()
    eve = await world.joined(board, "eve", "admin")
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE users SET disabled_at = ? WHERE id = ?", (1, eve.user_id)))
    with pytest.raises(Conflict):
        await members.remove(board.by, board.by.user_id)
    with pytest.raises(Conflict):
        await members.reassign(board.by, board.by.user_id, "editor")
    await members.remove(board.by, eve.user_id)
