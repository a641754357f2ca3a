"""Stars: one's own order of boards."""

from board import boards, stars
from tests.world import World


async def test_a_star_is_ones_own_and_counts_once(world: World) -> None:
    board = await world.board()
    eve = await world.joined(board, "eve")
    for _ in range(2):
        await stars.star(board.by)
    assert (await world.seat(board.id, "ana")).starred
    assert not (await world.seat(board.id, "eve")).starred
    assert [bool(row["starred"]) for row in await boards.of_user(board.by.user_id)] == [True]
    assert [bool(row["starred"]) for row in await boards.of_user(eve.user_id)] == [False]
    for _ in range(2):
        await stars.unstar(board.by)
    assert not (await world.seat(board.id, "ana")).starred


async def test_a_star_changes_nothing_on_the_board(world: World) -> None:
    board = await world.board()
    before = await board.digest()
    await stars.star(board.by)
    assert await board.digest() == before
