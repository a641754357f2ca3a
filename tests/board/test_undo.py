"""Undo: one event taken back, when nothing was built upon it."""

from typing import Any

import pytest

from board import archive, boards, cards, columns, database, edits, lanes, members
from board.errors import Conflict, LimitReached, Missing, NotAllowed
from board.log import event
from board.undo import WAYS, undo
from tests import contents
from tests.test_live import DOING
from tests.world import Board, World


async def _last(board: Board) -> int:
    return await board.seq()


async def test_an_undone_move_leaves_no_trace_but_its_pair_of_events(world: World) -> None:
    board = await world.board("Todo Doing Done")
    card = await board.add("a")
    await board.put(card, "Doing")
    before, visits = await board.card(card), await board.visits(card)
    await board.put(card, "Done")
    await undo(board.by, await _last(board))
    after = await board.card(card)
    assert {**after, "version": 0} == {**before, "version": 0}
    assert await board.visits(card) == visits
    assert (await board.rows())[-1]["undoes"] == await board.seq() - 1


async def test_an_undone_undo_is_the_move_again_with_its_old_instant(world: World) -> None:
    board = await world.board("Todo Doing Done")
    card = await board.add("a")
    await board.put(card, "Doing")
    before, visits = await board.card(card), await board.visits(card)
    await undo(board.by, await _last(board))
    await undo(board.by, await _last(board))
    assert await board.visits(card) == visits
    assert (await board.card(card))["started_at"] == before["started_at"]


async def test_an_event_is_undone_only_once(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    await board.put(card, "Doing")
    seq = await _last(board)
    await undo(board.by, seq)
    with pytest.raises(Conflict, match="already"):
        await undo(board.by, seq)


async def test_a_move_that_was_built_upon_is_not_undone(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    await board.put(card, "Doing")
    seq = await _last(board)
    await board.put(card, "Done")
    before = await board.digest()
    with pytest.raises(Conflict):
        await undo(board.by, seq)
    assert await board.digest() == before


async def test_a_card_does_not_come_back_into_a_full_column_by_undo(world: World) -> None:
    board = await world.board("Todo Doing:1! Done")
    card = await board.add("a", "Doing")
    await board.put(card, "Done")
    seq = await _last(board)
    await board.add("b", "Doing")
    with pytest.raises(LimitReached):
        await undo(board.by, seq)
    await undo(board.by, seq, override="It was mine")
    assert len((await board.picture())["Doing"]) == 2


async def test_a_card_comes_back_to_its_old_rank_or_right_behind_it(world: World) -> None:
    board = await world.board()
    a, _, c = [await board.add(title) for title in "abc"]
    await board.put(a, "Doing")
    seq = await _last(board)
    await board.put(c, "Todo", before=await board.add("d"))
    await undo(board.by, seq)
    assert (await board.picture())["Todo"][0] == "a"


async def _lane(board: Board) -> int:
    """The first lane of a board."""
    (found,) = await database.read(lanes.on(board.id))
    return int(found[0]["id"])


async def _do(world: World, kind: str, board: Board, card: int) -> dict[str, Any]:
    """Something that ends in an event of the kind."""
    if kind in contents.DOING:
        return await contents.DOING[kind](board, card)
    match kind:
        case "card.created":
            return await cards.create(board.by, "new")
        case "card.moved":
            return await board.put(card, "Doing")
        case "card.renamed":
            return await edits.edit(board.by, card, title="renamed")
        case "card.described":
            return await edits.edit(board.by, card, description="described")
        case "card.archived":
            return await archive.archive_card(board.by, card)
        case "card.restored":
            await archive.archive_card(board.by, card)
            return await archive.restore_card(board.by, card)
        case "card.deleted":
            return await archive.delete_card(board.by, card)
        case "card.undeleted":
            seq = (await archive.delete_card(board.by, card))["seq"]
            return await undo(board.by, seq)
        case "column.renamed":
            return await columns.update(board.by, board["Todo"], name="Later")
        case "column.limited":
            return await columns.update(board.by, board["Todo"], wip_limit=3, wip_mode="hard")
        case "column.described":
            return await columns.update(board.by, board["Todo"], policy="Refined first")
        case "column.moved":
            return await columns.place(board.by, board["Todo"])
        case "lane.renamed":
            return await lanes.update(board.by, await _lane(board), name="Slow")
        case "lane.limited":
            return await lanes.update(board.by, await _lane(board), wip_limit=3, wip_mode="hard")
        case "lane.moved":
            return await lanes.place(board.by, await _lane(board))
        case "board.limited":
            return await boards.update(board.by, wip_limit=7, wip_mode="hard")
        case "board.renamed":
            return await boards.update(board.by, name="Other")
        case "board.rezoned":
            return await boards.update(board.by, timezone="Europe/Berlin")
    await DOING[kind](world, board, card)
    return {"seq": await board.seq()}


def _without_numbers(found: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    moving = ("version", "seq", "changed_at", "cards_made", "id", "began_at", "ended_at")
    return [[{k: v for k, v in row.items() if k not in moving} for row in rows] for rows in found]


@pytest.mark.parametrize("kind", sorted(set(WAYS) - {"card.moved_away"}))
async def test_every_kind_that_can_be_undone_is_as_before(world: World, kind: str) -> None:
    board = await world.board("Todo Doing Done")
    card = await board.add("a")
    for name in ("Fast:2", "Other"):
        await board.lane(name)
    before = await board.picture()
    answer = await _do(world, kind, board, card)
    assert event((await board.rows())[-1]).kind == kind
    undone = await undo(board.by, answer["seq"])
    assert undone["seq"] == answer["seq"] + 1
    then = await board.picture()
    match kind:
        case "card.restored" | "card.undeleted" | "lane.restored":
            assert then["Todo"] == []
        case "column.restored":
            assert list(then) == ["Todo", "Done"]
        case "column.removed":
            assert list(then) == [*before, "New"]
        case _:
            assert then == before


async def test_what_cannot_be_undone_says_so(world: World) -> None:
    board = await world.board()
    await members.invite(board.by, "editor")
    with pytest.raises(Conflict, match="by hand"):
        await undo(board.by, await _last(board))


async def test_an_event_that_is_none_cannot_be_undone(world: World) -> None:
    board = await world.board()
    with pytest.raises(Missing):
        await undo(board.by, 999)


async def test_a_viewer_undoes_nothing(world: World) -> None:
    board = await world.board()
    await board.add("a")
    seq = await _last(board)
    viewer = await world.joined(board, "vic", "viewer")
    with pytest.raises(NotAllowed):
        await undo(viewer, seq)


async def test_undoing_a_move_that_came_back_by_undo_takes_it_away_again(world: World) -> None:
    board = await world.board("Todo Doing Done")
    card = await board.add("a")
    never, stay = await board.card(card), await board.visits(card)
    await board.put(card, "Doing")
    moved, stays = await board.card(card), await board.visits(card)
    for n in range(6):
        await undo(board.by, await _last(board))
        then, past = (never, stay) if n % 2 == 0 else (moved, stays)
        assert await board.visits(card) == past
        assert {**await board.card(card), "version": 0} == {**then, "version": 0}


async def test_a_clock_that_stands_still_lets_no_undo_open_an_earlier_stay(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await world.board("Todo Doing Done")
    monkeypatch.setattr("board.log.now", lambda: 0)
    card = await board.add("a")
    await board.put(card, "Doing")
    before = await board.visits(card)
    await board.put(card, "Done")
    await undo(board.by, await _last(board))
    assert await board.visits(card) == before


@pytest.mark.parametrize("again", [archive.archive_card, archive.restore_card])
async def test_what_was_done_again_since_is_undone_by_its_own_event(
    world: World, again: Any
) -> None:
    board = await world.board()
    card = await board.add("a")
    await archive.archive_card(board.by, card)
    await archive.restore_card(board.by, card)
    seq = await _last(board) - (again is archive.archive_card)
    await archive.archive_card(board.by, card)
    if again is archive.restore_card:
        await archive.restore_card(board.by, card)
    with pytest.raises(Conflict, match="since"):
        await undo(board.by, seq)


async def test_a_column_does_not_come_back_to_a_place_that_another_took(world: World) -> None:
    board = await world.board("Todo Done")
    x = (await columns.add(board.by, columns.draft(name="X", stage="wip")))["column"]["id"]
    seq = (await columns.place(board.by, x, before=board["Todo"]))["seq"]
    y = (await columns.add(board.by, columns.draft(name="Y", stage="wip")))["column"]["id"]
    await undo(board.by, seq)
    await columns.place(board.by, board["Todo"], before=y)
    assert list(await board.picture()) == ["Done", "X", "Todo", "Y"] or list(
        await board.picture()
    ) == ["Done", "Todo", "Y", "X"]


async def test_a_card_whose_making_was_undone_was_never_there_until_that_is_undone(
    world: World,
) -> None:
    board = await world.board("Todo Doing Done")
    card = await board.add("a", "Done")
    made, stays = await board.card(card), await board.visits(card)
    for n in range(4):
        await undo(board.by, await _last(board))
        then = await board.card(card)
        dates = {name: then[name] for name in ("started_at", "finished_at")}
        if n % 2:
            assert dates == {name: made[name] for name in dates}
            assert await board.visits(card) == stays
        else:
            assert dates == {"started_at": None, "finished_at": None}
            assert await board.visits(card) == []


async def test_a_deletion_that_was_done_again_by_undo_keeps_the_stays(world: World) -> None:
    board = await world.board("Todo Doing Done")
    card = await board.add("a", "Done")
    await archive.delete_card(board.by, card)
    for _ in range(2):
        await undo(board.by, await _last(board))
    assert [stay[0] for stay in await board.visits(card)] == ["Done"]
    assert (await board.card(card))["finished_at"] is not None
