from board import archive, figures, pasts
from board.undo import undo
from tests.world import Board, World


async def past(board: Board, since: int | None, **said: str) -> pasts.Pasts:
    found = await figures._asked(board.id, said, "90")
    rows = await pasts.read(board.id, found.look, since)
    return pasts.told(rows, found.workflow, found.look.as_of)


async def test_what_nothing_happened_to_is_counted_and_not_read(world: World) -> None:
    board = await world.board("Todo Doing Done/done Rest/discard")
    await board.add("done", "Done")
    shelved = await board.add("shelved")
    given = await board.add("given up", "Doing")
    await board.put(given, "Rest")
    await archive.archive_card(board.by, shelved)
    doing = await board.add("doing", "Doing")
    later = 2**60
    found = await past(board, later)
    assert set(found.histories) == {doing}
    heights = [found.heights[board[name]] for name in ("Todo", "Doing", "Done")]
    assert (heights, found.discarded) == ([3, 2, 1], 2)
    assert len((await past(board, None)).histories) == 4


async def test_a_card_that_was_made_by_mistake_is_not_counted(world: World) -> None:
    board = await world.board()
    await board.add("kept")
    mistaken = await board.add("mistaken")
    await undo(board.by, await board.seq())
    found = await past(board, 2**60)
    assert (found.histories, found.heights, found.discarded) == ({}, {board["Todo"]: 1}, 0)
    everything = await past(board, None)
    assert mistaken not in everything.histories
    assert everything.names[mistaken] == (2, None)


async def test_what_came_later_is_left_away(world: World) -> None:
    board = await world.board()
    card = await board.add("one", "Doing")
    await board.put(card, "Done")
    found = await figures._asked(board.id, {}, "90")
    rows = await pasts.read(board.id, found.look, None)
    ((_, _, began, *_), _) = rows[0]
    (history,) = pasts.told(rows, found.workflow, began).histories.values()
    assert (history.column, history.finished_at) == (board["Doing"], None)
