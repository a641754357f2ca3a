"""The projection: whatever happens on a board, it is the one that begins anew."""

import asyncio
from collections import OrderedDict
from datetime import UTC, datetime

import pytest
import time_machine

from board import archive, blocks, boards, columns, database, lanes, projection
from board.errors import Missing
from board.flow.strip import Strip
from tests.work import work
from tests.world import Board, World


async def strip_of(board: Board) -> Strip:
    """The strip as the board's page asks for it."""
    (found,), counts = await database.read(boards.named(board.id), lanes.at_work(board.id))
    return await projection.strip(found, sum(row["n"] for row in counts))


async def finished(board: Board, count: int) -> None:
    for n in range(count):
        await board.put(await board.add(str(n), "Doing"), "Done")


@pytest.mark.parametrize("seed", range(2))
async def test_after_any_work_it_equals_one_from_nothing(world: World, seed: int) -> None:
    async for board, verb in work(world, seed, 120):
        (found,), counts = await database.read(boards.named(board.id), lanes.at_work(board.id))
        kept = await projection.current(board.id, found["epoch"])
        anew = await projection.begun(board.id)
        assert kept.figures.shares == anew.figures.shares, verb
        wip = sum(row["n"] for row in counts)
        assert kept.strip(wip) == anew.strip(wip), verb
        assert wip == len([s for s in kept.figures.shares.values() if s.started is not None]), verb


async def test_a_move_reads_the_card_that_moved_and_no_other(world: World) -> None:
    board = await world.board()
    card, other = await board.add("one", "Doing"), await board.add("two", "Doing")
    await strip_of(board)
    async with database.transaction() as (batch, _):
        # Behind the log's back, so that reading it again would show.
        await batch.run(("DELETE FROM visits WHERE card_id = ?", (other,)))
    await board.put(card, "Done")
    epoch = (await database.read(boards.named(board.id)))[0][0]["epoch"]
    assert set((await projection.current(board.id, epoch)).figures.shares) == {card, other}


async def test_the_strip_says_what_happened_so_far(world: World) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as clock:
        board = await world.board()
        old = await board.add("old", "Doing")
        await finished(board, 10)
        told = await strip_of(board)
        assert (told.p85, told.finished, told.week, told.ageing, told.wip) == (1, 10, 10, 0, 1)
        clock.shift(86_400 * 7)
        told = await strip_of(board)
        assert (told.week, told.weekly_mean, told.weeks) == (0, 10, 1)
        assert (told.ageing, told.sparkline[-9:]) == (1, [0, *[1] * 8])
        assert told.efficiency is None
        await blocks.block(board.by, old, "stuck")
        clock.shift(86_400 * 7)
        await board.put(old, "Done")
        assert (await strip_of(board)).efficiency == pytest.approx(0.5)


async def test_a_column_that_waits_lowers_the_efficiency_of_what_went_through(world: World) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as clock:
        board = await world.board("Todo Doing Wait Done")
        card = await board.add("one", "Doing")
        for column in ("Wait", "Done"):
            clock.shift(3_600)
            await board.put(card, column)
        assert (await strip_of(board)).efficiency is None
        await columns.update(board.by, board["Wait"], wait=True)
        assert (await strip_of(board)).efficiency == pytest.approx(0.5)


async def test_an_archived_column_keeps_its_place_in_the_flow(world: World) -> None:
    board = await world.board("Todo Doing Review Done")

    async def order() -> list[int | str]:
        (heads,) = await database.read(columns.all_of(board.id))
        return [column.id for column in projection.workflow(heads, "UTC").order]

    before = await order()
    await archive.archive_column(board.by, board.columns["Doing"])
    assert await order() == before == list(board.columns.values())


async def test_many_who_ask_at_once_and_some_who_give_up_get_the_same(world: World) -> None:
    board = await world.board()
    await board.add("one", "Doing")
    asked = [asyncio.create_task(strip_of(board)) for _ in range(10)]
    await asyncio.sleep(0)
    for task in asked[::2]:
        task.cancel()
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert [each.wip for each in answers if isinstance(each, Strip)] == [1] * 5
    assert (await strip_of(board)).wip == 1


async def test_a_deleted_board_has_no_figures(world: World) -> None:
    board = await world.board()
    epoch = (await database.read(boards.named(board.id)))[0][0]["epoch"]
    await projection.current(board.id, epoch)
    await boards.delete(board.by)
    with pytest.raises(Missing):
        await projection.current(board.id, epoch)
    assert epoch not in projection._kept and epoch not in projection._turns


async def test_only_so_many_boards_are_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projection, "KEPT", 2)
    monkeypatch.setattr(projection, "_kept", OrderedDict())
    monkeypatch.setattr(projection, "_turns", {})
    for _ in range(3):
        await strip_of(await world.board())
    assert len(projection._kept) == len(projection._turns) == 2


async def test_what_left_the_board_in_the_days_of_the_sparkline_is_still_in_it(
    world: World,
) -> None:
    with time_machine.travel(datetime(2026, 1, 2, 9, tzinfo=UTC), tick=False) as clock:
        board = await world.board()
        card = await board.add("one", "Doing")
        clock.shift(86_400 * 60)
        await archive.archive_card(board.by, card)
        clock.shift(86_400)
        assert (await strip_of(board)).sparkline[-3:] == [1, 0, 0]
