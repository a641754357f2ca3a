"""Crossings: one transaction over two boards."""

import asyncio

import pytest

from board import log, members, requests, transfers
from board.crossings import crossing
from board.errors import Invalid, Missing, NotAllowed
from board.events import BoardRenamed
from board.instants import now
from board.seats import Once
from tests.world import World


async def test_both_logs_go_on_without_a_gap_and_both_are_told(world: World) -> None:
    here, there = await world.board(), await world.board()
    told: list[tuple[int, int]] = []
    log.nudged.add(hear := lambda board, seq: told.append((board, seq)))
    before = await here.seq(), await there.seq()
    for one, other in ((here, there), (there, here)):
        async with crossing(one.by, other.by, "edit cards") as (left, entered):
            left(BoardRenamed(name=["a", "b"]))
            entered(BoardRenamed(name=["a", "c"]))
            assert (left.board["id"], entered.board["id"]) == (one.id, other.id)
    log.nudged.discard(hear)
    assert (await here.seq(), await there.seq()) == (before[0] + 2, before[1] + 2)
    assert {board for board, _ in told} == {here.id, there.id}
    assert [row["seq"] for row in await here.rows()] == list(range(1, before[0] + 3))


async def test_what_is_cut_off_leaves_no_trace_on_either(world: World) -> None:
    here, there = await world.board(), await world.board()
    before = await here.digest(), await there.digest()
    with pytest.raises(asyncio.CancelledError):
        async with crossing(here.by, there.by, "edit cards") as (left, entered):
            left(BoardRenamed(name=["a", "b"]))
            entered(BoardRenamed(name=["a", "b"]))
            raise asyncio.CancelledError
    assert (await here.digest(), await there.digest()) == before
    await here.add("It goes on")


async def test_one_needs_the_right_on_both(world: World) -> None:
    here, there = await world.board(), await world.board(by="zoe")
    seat = await world.joined(there, "ana", "viewer")
    for one, other in ((here.by, seat), (seat, here.by)):
        with pytest.raises(NotAllowed):
            async with crossing(one, other, "edit cards"):
                pass
    stranger = await world.seat(here.id, "ana")
    with pytest.raises(Missing):
        async with crossing(here.by, stranger.__class__(999, 1, "x", "admin"), "edit cards"):
            pass


async def test_a_key_that_another_request_takes_meanwhile_is_refused(world: World) -> None:
    here, there = await world.board(), await world.board()
    once = Once("k", "a")
    taken = requests.record(here.by.user_id, Once("k", "b"), {}, now())
    before = await here.digest()
    with pytest.raises(Invalid):
        async with crossing(here.by.doing(once), there.by, "edit cards") as (left, entered):
            await left.read(*taken)  # As if it had been committed now, by a change elsewhere.
            left(BoardRenamed(name=["a", "b"]))
            entered(BoardRenamed(name=["a", "b"]))
            left.done()
    assert await here.digest() == before


async def test_an_answer_is_not_for_who_left_one_of_the_boards_since(world: World) -> None:
    here, there = await world.board(), await world.board(by="zoe")
    seat = await world.joined(there, "ana")
    by, card = here.by.doing(Once("k", "a")), await here.add("a")
    await transfers.move_to_board(by, seat, card)
    with pytest.raises(requests.Repeated):
        await transfers.move_to_board(by, seat, card)
    await members.remove(there.by, seat.user_id)
    with pytest.raises(Missing):
        await transfers.move_to_board(by, seat, card)


async def test_crossings_in_both_directions_do_not_wait_for_each_other(world: World) -> None:
    here, there = await world.board(), await world.board()

    async def cross(one: int, other: int) -> None:
        seats = {here.id: here.by, there.id: there.by}
        async with crossing(seats[one], seats[other], "edit cards") as (left, entered):
            left(BoardRenamed(name=["a", "b"]))
            entered(BoardRenamed(name=["a", "b"]))

    before = await here.seq()
    ways = [(here.id, there.id), (there.id, here.id)] * 10
    await asyncio.wait_for(asyncio.gather(*(cross(*way) for way in ways)), 30)
    assert await here.seq() == before + 20
