"""Rooms: who enters gets what was missed, and a position beyond reach the whole board.

What a room does for its sockets is tested with the feed, in test_feed.py.
"""

from typing import Any

import pytest
import time_machine

from board import members
from server import rooms, sight
from server.outbox import GONE, Outbox
from server.rooms import KEPT, Room
from tests.world import Board, World


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every look at a board."""
    found: list[Any] = []
    look = sight.look

    async def counted(*args: Any, **options: Any) -> Any:
        found.append(args)
        return await look(*args, **options)

    monkeypatch.setattr(sight, "look", counted)
    return found


def listener(board: Board) -> Outbox:
    return Outbox("html", board.by.user_id, board.by.role, ("session", 1))


async def test_who_enters_at_the_present_hears_a_beat_and_nothing_else(world: World) -> None:
    board = await world.board()
    room = Room(board.id, await board.seq(), "")
    outbox = listener(board)
    await room.enter(outbox, await board.seq(), None)
    assert await outbox.take() == [room.beat()]


@pytest.mark.parametrize("behind", [0, 2])
async def test_many_who_come_from_the_same_number_are_told_what_one_look_found(
    world: World, looks: list[Any], behind: int
) -> None:
    board = await world.board()
    for title in "ab":
        await board.add(title)
    seq = await board.seq()
    room = Room(board.id, seq, "")
    await room.enter(listener(board), seq, None)
    looks.clear()
    came = [listener(board) for _ in range(20)]
    for outbox in came:
        await room.enter(outbox, seq - behind, None)
    told = {tuple(await outbox.take()) for outbox in came}
    assert len(told) == 1
    # Each that is behind looks whether more waits; what they are told was found once.
    assert len(looks) == (20 + 1 if behind else 0)


async def test_what_somebody_asks_position_after_position_does_not_pile_up(world: World) -> None:
    board = await world.board()
    for n in range(2 * KEPT):
        await board.add(f"card {n}")
    seq = await board.seq()
    room = Room(board.id, seq, "")
    for behind in range(1, 2 * KEPT):
        await room.enter(listener(board), seq - behind, None)
    assert list(room._firsts) == [("html", seq - behind) for behind in range(KEPT, 2 * KEPT)]


async def test_a_long_message_is_not_kept_but_the_whole_board_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await world.board()
    await board.add("a")
    seq = await board.seq()
    room = Room(board.id, seq, "")
    monkeypatch.setattr(rooms, "LONGEST_KEPT", 10)
    await room.enter(listener(board), seq - 1, None)
    await room.enter(listener(board), seq, "another")
    assert list(room._firsts) == [("html", None)]


async def test_who_has_no_seat_any_more_is_let_in_by_no_earlier_look(world: World) -> None:
    board = await world.board()
    eve = await world.joined(board, "eve")
    room = Room(board.id, await board.seq(), "")
    await room.enter(listener(board), await board.seq(), None)
    await members.remove(board.by, eve.user_id)
    late = Outbox("html", eve.user_id, eve.role, ("session", 2))
    await room.enter(late, await board.seq(), None)
    assert late.closed == GONE


async def test_who_is_removed_before_the_figures_of_a_new_day_are_drawn_gets_none(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await world.board()
    eve = await world.joined(board, "eve")
    look, left = sight.look, Outbox("html", eve.user_id, eve.role, ("session", 2))

    async def removed_behind(*args: Any, **options: Any) -> Any:
        seen = await look(*args, **options)
        monkeypatch.setattr(sight, "look", look)
        await members.remove(board.by, eve.user_id)
        return seen

    with time_machine.travel("2026-03-02T23:00:00Z", tick=True) as clock:
        room = Room(board.id, await board.seq(), "")
        await room.enter(left, await board.seq(), None)
        clock.move_to("2026-03-03T00:00:01Z")
        monkeypatch.setattr(sight, "look", removed_behind)
        await room.enter(listener(board), None, None)
    assert left.closed == GONE
