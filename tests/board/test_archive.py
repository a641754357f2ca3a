"""The archive: what leaves the board and how it comes back. Cards' cases stand in test_cards.py."""

import pytest

from board import archive
from board.errors import Invalid, LimitReached, Missing, NotAllowed
from board.events import CardArchived, ColumnArchived
from tests.world import World


async def test_a_finished_card_stays_finished_in_the_archive(world: World) -> None:
    board = await world.board()
    card = await board.add("a", "Done")
    finished = (await board.card(card))["finished_at"]
    await archive.archive_card(board.by, card)
    archived = (await board.events())[-1]
    assert isinstance(archived, CardArchived) and archived.finished_at == finished
    assert (await board.card(card))["finished_at"] == finished


async def test_an_admin_brings_a_card_back_into_a_full_column_with_a_reason(world: World) -> None:
    board = await world.board("Todo Doing:1! Done")
    card = await board.add("a", "Doing")
    await archive.archive_card(board.by, card)
    await board.add("b", "Doing")
    with pytest.raises(LimitReached):
        await archive.restore_card(board.by, card)
    answer = await archive.restore_card(board.by, card, override="It never stopped")
    assert answer["limits"][0]["count"] == 2


async def test_deleting_an_archived_card_keeps_the_instant_it_left(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    await archive.archive_card(board.by, card)
    left = (await board.card(card))["archived_at"]
    await archive.delete_card(board.by, card)
    assert (await board.card(card))["archived_at"] == left
    with pytest.raises(Missing):
        await archive.restore_card(board.by, card)
    before = await board.digest()
    await archive.delete_card(board.by, card)
    assert await board.digest() == before


async def test_archiving_a_column_twice_changes_nothing(world: World) -> None:
    board = await world.board()
    await board.add("a", "Doing")
    await archive.archive_column(board.by, board["Doing"])
    before = await board.digest()
    await archive.archive_column(board.by, board["Doing"])
    assert await board.digest() == before
    assert isinstance((await board.events())[-1], ColumnArchived)


async def test_only_an_admin_archives_a_column(world: World) -> None:
    board = await world.board()
    editor = await world.joined(board, "eve")
    with pytest.raises(NotAllowed):
        await archive.archive_column(editor, board["Doing"])


async def test_a_column_comes_back_only_where_there_is_room(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await world.board("Todo Doing Done")
    await archive.archive_column(board.by, board["Doing"])
    monkeypatch.setattr("board.columns.MOST", 2)
    with pytest.raises(Invalid, match="at most 2"):
        await archive.restore_column(board.by, board["Doing"])
