"""A sight: one moment, one hop, and nothing that is not wanted."""

from typing import Any

import pytest

from board import boards, database
from board.errors import Missing
from board.events import STRIP
from board.log import after
from server.sight import WHOLE, look
from tests.world import World


async def test_what_is_wanted_follows_from_what_is_asked(world: World) -> None:
    board = await world.board()
    card, other = await board.add("a"), await board.add("b", "Done")
    asked = after(board.id, 3)
    seen = await look(board.id, lambda found: {("card", row["card_id"]) for row in found[0]}, asked)
    assert [row["id"] for row in seen.cards] == [other] != [card]
    assert [row["seq"] for (rows,) in [seen.asked] for row in rows] == [seen.seq] == [4]
    assert seen.columns == [] and seen.figures is None
    assert [row["user_id"] for row in seen.people] == [board.by.user_id]


async def test_a_sight_of_nothing_reads_nothing_of_the_board(world: World) -> None:
    board = await world.board()
    await board.add("a")
    seen = await look(board.id, lambda _: ())
    assert (seen.cards, seen.lanes, seen.labels, seen.asked) == ([], [], [], [])
    with pytest.raises(LookupError):
        _ = seen.flow


async def test_a_board_is_read_at_once_however_much_is_shown(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await world.board()
    await look(board.id, lambda _: {STRIP})  # its figures begin
    await board.put(await board.add("a"), "Doing")
    reads: list[Any] = []
    read = database.read

    async def counted(*statements: Any, **options: Any) -> Any:
        reads.append(statements)
        return await read(*statements, **options)

    monkeypatch.setattr(database, "read", counted)
    for wanted in (WHOLE, {STRIP}, {("card", 1), ("head", 1)}):
        await look(board.id, lambda _, wanted=wanted: wanted)
    assert len(reads) == 3


async def test_the_figures_of_a_sight_are_those_of_its_number(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    await look(board.id, lambda _: {STRIP})
    seq = await board.seq()
    await board.put(card, "Doing")
    seen = await look(board.id, lambda _: {STRIP})
    assert seen.seq == seen.flow.seq == seq + 1
    assert seen.flow.strip(1).sparkline[-1] == 1


async def test_there_is_no_sight_of_a_board_that_was_deleted(world: World) -> None:
    board = await world.board()
    await boards.delete(board.by)
    with pytest.raises(Missing):
        await look(board.id, lambda _: WHOLE)
