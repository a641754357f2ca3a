"""Cards: creating, placing, editing, archiving, restoring and deleting."""

import pytest

from board import archive, cards, moves
from board.errors import Conflict, Invalid, LimitReached, Missing, NotAllowed
from board.events import CardCreated, CardMoved, ColumnSpread
from board.order import LONGEST
from tests.world import World


async def test_a_new_card_stands_at_the_bottom_of_the_first_column(world: World) -> None:
    board = await world.board("Todo Doing Done")
    await board.add("first")
    await board.add("second")
    assert (await board.picture())["Todo"] == ["first", "second"]


async def test_a_new_card_stands_at_the_top_when_asked(world: World) -> None:
    board = await world.board()
    await board.add("first")
    await cards.create(board.by, "second", position="top")
    assert (await board.picture())["Todo"] == ["second", "first"]


async def test_a_created_card_is_told_with_all_that_replaying_needs(world: World) -> None:
    board = await world.board()
    before = await board.seq()
    card = await board.add("first", "Doing")
    (event,) = await board.events(before)
    row = await board.card(card)
    assert isinstance(event, CardCreated)
    assert (event.card, event.title, event.column) == (card, "first", board["Doing"])
    assert (event.rank, event.started_at) == (row["rank"], row["started_at"])
    assert row["version"] == await board.seq()


@pytest.mark.parametrize("title", ["", "   ", "\u200b\u2060\ufeff", "a\0b", "x" * 1001])
async def test_a_title_that_cannot_be_kept_changes_nothing(world: World, title: str) -> None:
    board = await world.board()
    before = await board.digest()
    with pytest.raises(Invalid) as refused:
        await cards.create(board.by, title)
    assert refused.value.field == "title"
    assert await board.digest() == before


async def test_a_moved_card_leaves_one_visit_and_begins_another(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    await board.put(card, "Doing")
    (todo, doing) = await board.visits(card)
    assert (todo[0], doing[0]) == ("Todo", "Doing")
    assert todo[2] == doing[1] and doing[2] is None
    assert not todo[3]


async def test_a_card_is_started_and_finished_by_arriving_for_good(world: World) -> None:
    board = await world.board("Todo Doing Review Done")
    card = await board.add("a")
    await board.put(card, "Review")
    started = (await board.card(card))["started_at"]
    assert started is not None
    await board.put(card, "Doing")
    await board.put(card, "Done")
    assert (await board.card(card))["finished_at"] is not None
    await board.put(card, "Doing")
    reopened = await board.card(card)
    assert (reopened["started_at"], reopened["finished_at"]) == (started, None)
    await board.put(card, "Todo")
    assert (await board.card(card))["started_at"] is None


async def test_a_card_stands_before_and_after_its_named_neighbours(world: World) -> None:
    board = await world.board()
    a, b, c, d = [await board.add(title) for title in "abcd"]
    await board.put(d, "Todo", before=b)
    assert (await board.picture())["Todo"] == ["a", "d", "b", "c"]
    await board.put(a, "Todo", after=c)
    assert (await board.picture())["Todo"] == ["d", "b", "c", "a"]


async def test_a_card_in_its_own_column_without_a_neighbour_stays(world: World) -> None:
    board = await world.board()
    a, _ = [await board.add(title) for title in "ab"]
    before = await board.seq()
    answer = await board.put(a, "Todo")
    assert answer["seq"] == before
    assert (await board.picture())["Todo"] == ["a", "b"]


@pytest.mark.parametrize("where", ["before", "after"])
async def test_a_card_that_stands_there_already_writes_no_event(world: World, where: str) -> None:
    board = await world.board()
    a, b = [await board.add(title) for title in "ab"]
    before = await board.seq()
    card, neighbour = (a, b) if where == "before" else (b, a)
    await board.put(card, "Todo", **{where: neighbour})
    assert await board.seq() == before


async def test_a_neighbour_that_is_gone_means_the_bottom(world: World) -> None:
    board = await world.board()
    a, b, c = [await board.add(title) for title in "abc"]
    await board.put(b, "Doing")
    await archive.archive_card(board.by, c)
    await board.put(a, "Doing", before=c)
    assert (await board.picture())["Doing"] == ["b", "a"]


async def test_a_card_is_not_its_own_neighbour(world: World) -> None:
    board = await world.board()
    a = await board.add("a")
    with pytest.raises(Invalid):
        await board.put(a, "Todo", after=a)


async def test_a_card_or_column_of_another_board_does_not_exist(world: World) -> None:
    board, other = await world.board(), await world.board()
    mine, foreign = await board.add("mine"), await other.add("foreign")
    with pytest.raises(Missing):
        await moves.place(board.by, foreign, column=board["Doing"])
    with pytest.raises(Invalid):
        await moves.place(board.by, mine, column=other["Doing"])
    await moves.place(board.by, mine, column=board["Doing"], before=foreign)
    assert (await board.picture())["Doing"] == ["mine"]


async def test_a_hard_limit_refuses_and_names_itself(world: World) -> None:
    board = await world.board("Todo Doing:1! Done")
    a, b = [await board.add(title) for title in "ab"]
    await board.put(a, "Doing")
    before = await board.digest()
    with pytest.raises(LimitReached) as refused:
        await board.put(b, "Doing")
    assert refused.value.facts["limit"] == {
        "scope": "column",
        "id": board["Doing"],
        "name": "Doing",
        "count": 1,
        "of": 1,
        "mode": "hard",
    }
    with pytest.raises(LimitReached):
        await board.add("c", "Doing")
    assert await board.digest() == before


async def test_an_admin_overrides_a_hard_limit_with_a_reason(world: World) -> None:
    board = await world.board("Todo Doing:1! Done")
    a, b = [await board.add(title) for title in "ab"]
    await board.put(a, "Doing")
    answer = await board.put(b, "Doing", override="The customer waits")
    assert answer["limits"][0]["count"] == 2
    moved = (await board.events())[-1]
    assert isinstance(moved, CardMoved) and moved.override == "The customer waits"


async def test_an_editor_may_not_override(world: World) -> None:
    board = await world.board("Todo Doing:1! Done")
    editor = await world.joined(board, "eve", "editor")
    a, b = [await board.add(title) for title in "ab"]
    await board.put(a, "Doing")
    with pytest.raises(NotAllowed):
        await moves.place(editor, b, column=board["Doing"], override="Please")


async def test_a_soft_limit_lets_in_and_names_itself(world: World) -> None:
    board = await world.board("Todo Doing:1 Done")
    a, b = [await board.add(title) for title in "ab"]
    assert (await board.put(a, "Doing"))["limits"] == []
    (broken,) = (await board.put(b, "Doing"))["limits"]
    assert (broken["count"], broken["of"], broken["mode"]) == (2, 1, "soft")


async def test_moving_within_a_full_column_is_no_entry(world: World) -> None:
    board = await world.board("Todo Doing:2! Done")
    a, b = [await board.add(title, "Doing") for title in "ab"]
    await board.put(b, "Doing", before=a)
    assert (await board.picture())["Doing"] == ["b", "a"]


async def test_an_archived_card_makes_room_and_comes_back_where_it_stood(world: World) -> None:
    board = await world.board("Todo Doing:3! Done")
    _, b, _ = [await board.add(title, "Doing") for title in "abc"]
    await archive.archive_card(board.by, b)
    assert (await board.picture())["Doing"] == ["a", "c"]
    d = await board.add("d", "Doing")
    with pytest.raises(LimitReached):
        await archive.restore_card(board.by, b)
    await board.put(d, "Todo")
    await archive.restore_card(board.by, b)
    assert (await board.picture())["Doing"] == ["a", "b", "c"]
    assert [visit[3] for visit in await board.visits(b)] == [True, False]


async def test_archiving_twice_and_restoring_twice_change_nothing(world: World) -> None:
    board = await world.board()
    a = await board.add("a")
    await archive.archive_card(board.by, a)
    before = await board.digest()
    await archive.archive_card(board.by, a)
    assert await board.digest() == before
    await archive.restore_card(board.by, a)
    before = await board.digest()
    await archive.restore_card(board.by, a)
    assert await board.digest() == before


async def test_an_archived_card_cannot_be_moved(world: World) -> None:
    board = await world.board()
    a = await board.add("a")
    await archive.archive_card(board.by, a)
    with pytest.raises(Conflict):
        await board.put(a, "Doing")


async def test_a_deleted_card_leaves_a_tombstone_with_its_visits(world: World) -> None:
    board = await world.board()
    a = await board.add("a", "Doing")
    await archive.delete_card(board.by, a)
    with pytest.raises(Missing):
        await archive.archive_card(board.by, a)
    ((_, _, ended, gone),) = await board.visits(a)
    assert ended is not None and gone


async def test_many_moves_into_one_gap_keep_their_order_and_short_ranks(
    world: World,
) -> None:
    board = await world.board()
    first, *middle, last = [await board.add(str(n)) for n in range(6)]
    for n in range(300):
        await board.put(middle[n % 2], "Todo", before=middle[(n + 1) % 2])
    ranks = [(await board.card(card))["rank"] for card in (first, *middle, last)]
    assert max(map(len, ranks)) <= LONGEST
    titles = (await board.picture())["Todo"]
    assert sorted(titles) == list("012345") and titles[0] == "0" and titles[-1] == "5"
    assert any(isinstance(event, ColumnSpread) for event in await board.events())


@pytest.mark.parametrize("role", ["viewer", "commenter"])
async def test_who_may_not_edit_cards_is_told_who_can_help(world: World, role: str) -> None:
    board = await world.board()
    guest = await world.joined(board, "guy", role)
    with pytest.raises(NotAllowed, match="admin"):
        await cards.create(guest, "mine")


async def test_a_reason_that_was_not_needed_is_not_told(world: World) -> None:
    board = await world.board()
    await cards.create(board.by, "a", override="It burns")
    (created,) = [each for each in await board.events() if each.kind == "card.created"]
    assert created.override is None  # type: ignore[attr-defined]
