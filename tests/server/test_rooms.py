"""Rooms: who enters gets what was missed, and a position beyond reach the whole board.

What a room does for its sockets is tested with the feed, in test_feed.py.
"""

from server.outbox import Outbox
from server.rooms import Room
from tests.world import World


async def test_who_enters_at_the_present_hears_a_beat_and_nothing_else(world: World) -> None:
    board = await world.board()
    room = Room(board.id, await board.seq(), "")
    outbox = Outbox("html", board.by.user_id, board.by.role, ("session", 1))
    await room.enter(outbox, await board.seq(), None)
    assert await outbox.take() == [room.beat()]
