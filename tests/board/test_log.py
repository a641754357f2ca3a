"""The one way to change a board: whole or not at all, in order, once."""

import asyncio
from typing import Any

import pytest
from tortoise.exceptions import OperationalError

from board import cards, database, edits, log, members, moves
from board.errors import Invalid, LimitReached, Missing
from board.events import KINDS, BoardRenamed
from board.log import change
from board.requests import Repeated
from board.seats import Once
from tests.world import Board, World

PEOPLE = 60
ROOM = 5


async def test_events_are_numbered_without_a_gap(world: World) -> None:
    board = await world.board()
    await asyncio.gather(*(board.add(str(n)) for n in range(20)))
    assert [row["seq"] for row in await board.rows()] == list(range(1, await board.seq() + 1))


async def test_a_change_that_changes_nothing_answers_with_the_present_number(
    world: World,
) -> None:
    board = await world.board()
    async with change(board.by, "see") as log_:
        answer = log_.done()
    assert answer == {"seq": await board.seq(), "undo": None}


async def test_a_body_that_raises_leaves_no_trace(world: World) -> None:
    board = await world.board()
    before = await board.digest()
    with pytest.raises(ZeroDivisionError):
        async with change(board.by, "see") as log_:
            log_(BoardRenamed(name=["a", "b"]))
            await log_.read(("UPDATE boards SET name = 'b' WHERE id = ?", (board.id,)))
            raise ZeroDivisionError
    assert await board.digest() == before
    await board.add("the next change works")


async def test_a_statement_that_fails_at_the_end_leaves_no_trace(world: World) -> None:
    board = await world.board()
    before = await board.digest()
    with pytest.raises(OperationalError):
        async with change(board.by, "see") as log_:
            log_(BoardRenamed(name=["a", "b"]))
            log_.write("UPDATE nowhere SET name = 'b'")
    assert await board.digest() == before
    await board.add("the next change works")


async def test_listeners_are_nudged_after_the_commit(world: World) -> None:
    board = await world.board()
    heard: list[tuple[int, int]] = []
    log.nudged.add(lambda *said: heard.append(said))
    try:
        await board.add("a")
        with pytest.raises(Invalid):
            await board.add("")
    finally:
        log.nudged.clear()
    assert heard == [(board.id, await board.seq())]


async def test_who_has_no_seat_finds_no_board(world: World) -> None:
    board = await world.board()
    stranger = (await world.user("sam"))["id"]
    with pytest.raises(Missing):
        async with change(log.Seat(board.id, stranger, "Sam", "admin"), "see"):
            pytest.fail("a stranger came in")


@pytest.mark.parametrize("way", ["place", "create"])
async def test_sixty_who_pull_into_a_column_of_five_leave_five_in_it(
    world: World, way: str
) -> None:
    board = await world.board(f"Todo Doing:{ROOM}! Done")
    pulled = [await board.add(str(n)) for n in range(PEOPLE)] if way == "place" else range(PEOPLE)
    people = [board.by] + [await world.joined(board, f"p{n}") for n in range(9)]

    async def pull(n: int, card: int) -> dict[str, Any]:
        by = people[n % len(people)]
        if way == "place":
            return await moves.place(by, card, column=board["Doing"])
        return await cards.create(by, f"new {n}", column=board["Doing"])

    answers = await asyncio.gather(
        *(pull(n, card) for n, card in enumerate(pulled)), return_exceptions=True
    )
    refused = [answer for answer in answers if isinstance(answer, LimitReached)]
    assert len(refused) == PEOPLE - ROOM
    assert len((await board.picture())["Doing"]) == ROOM
    assert [row["seq"] for row in await board.rows()] == list(range(1, await board.seq() + 1))


# -- requests that come twice


async def test_a_request_that_comes_twice_is_carried_out_once(world: World) -> None:
    board = await world.board()
    by = board.by.doing(Once("key", "digest"))
    first = await cards.create(by, "a")
    with pytest.raises(Repeated) as again:
        await cards.create(by, "a")
    assert again.value.answer == first
    assert (await board.picture())["Todo"] == ["a"]


async def test_fifty_of_the_same_request_at_once_are_carried_out_once(world: World) -> None:
    board = await world.board()
    by = board.by.doing(Once("key", "digest"))
    answers = await asyncio.gather(
        *(cards.create(by, "a") for _ in range(50)), return_exceptions=True
    )
    assert sum(isinstance(answer, Repeated) for answer in answers) == 49
    assert (await board.picture())["Todo"] == ["a"]


async def test_a_key_of_another_request_is_refused(world: World) -> None:
    board = await world.board()
    await cards.create(board.by.doing(Once("key", "one")), "a")
    with pytest.raises(Invalid, match="fresh key"):
        await cards.create(board.by.doing(Once("key", "other")), "b")


async def test_the_same_key_of_two_people_is_two_requests(world: World) -> None:
    board = await world.board()
    eve = await world.joined(board, "eve")
    for by in (board.by, eve):
        await cards.create(by.doing(Once("key", "digest")), "a")
    assert (await board.picture())["Todo"] == ["a", "a"]


async def test_an_answer_is_not_for_who_left_the_board_since(world: World) -> None:
    board = await world.board()
    bo = (await world.joined(board, "bo")).doing(Once("key", "digest"))
    await cards.create(bo, "a")
    await members.remove(board.by, bo.user_id)
    with pytest.raises(Missing):
        await cards.create(bo, "a")


async def test_a_refusal_is_not_kept(world: World) -> None:
    board = await world.board("Todo Doing:1! Done")
    a, b = await board.add("a"), await board.add("b", "Doing")
    by = board.by.doing(Once("key", "digest"))
    with pytest.raises(LimitReached):
        await moves.place(by, a, column=board["Doing"])
    await board.put(b, "Done")
    await moves.place(by, a, column=board["Doing"])
    assert (await board.picture())["Doing"] == ["a"]


# -- cancellation


async def _at_every_await(board: Board, card: int) -> None:
    """Cancel a move at its first await, its second, … and ever later until it gets through."""
    for steps in range(120):
        before = await board.digest()
        seq = await board.seq()
        target = "Doing" if "a" in (await board.picture())["Todo"] else "Todo"
        move = asyncio.ensure_future(board.put(card, target))
        for _ in range(min(steps, 40)):
            await asyncio.sleep(0)
        if steps > 40:
            await asyncio.sleep(0.0001 * 1.15 ** (steps - 40))
        moved_anyway = move.done()
        move.cancel()
        await asyncio.wait([move])
        after = await board.seq()
        if after == seq:
            assert await board.digest() == before
        else:
            assert after == seq + 1
            assert (await board.picture())[target] == ["a"]
        await asyncio.wait_for(board.add(f"next {steps}", "Done"), 20)
        if moved_anyway:
            return
    pytest.fail("the move never got through")


async def test_a_change_cancelled_at_any_await_is_done_wholly_or_not_at_all(world: World) -> None:
    board = await world.board("Todo Doing Done")
    await _at_every_await(board, await board.add("a"))
    assert [row["seq"] for row in await board.rows()] == list(range(1, await board.seq() + 1))


async def test_changes_cancelled_at_random_leave_the_database_usable(world: World) -> None:
    board = await world.board()

    async def add(n: int) -> None:
        await asyncio.wait_for(board.add(str(n)), timeout=0.0005 * (n % 12))

    results = await asyncio.gather(*(add(n) for n in range(120)), return_exceptions=True)
    assert any(isinstance(result, TimeoutError) for result in results)
    await asyncio.wait_for(board.add("last"), 20)
    assert [row["seq"] for row in await board.rows()] == list(range(1, await board.seq() + 1))


# -- the log itself


async def test_the_log_is_read_behind_a_number_in_order(world: World) -> None:
    board = await world.board()
    for title in "abc":
        await board.add(title)
    (rows,) = await database.read(log.after(board.id, 3, 2))
    assert [row["seq"] for row in rows] == [4, 5]
    assert log.facts(rows[0])["kind"] == "card.created"


def test_every_kind_of_event_is_a_noun_and_a_verb() -> None:
    assert all(len(kind.split(".")) == 2 for kind in KINDS)


async def test_an_answer_names_the_event_to_undo_and_none_when_nothing_changed(
    world: World,
) -> None:
    board = await world.board()
    card = await board.add("a")
    before = await board.seq()
    assert (await edits.edit(board.by, card, title="a"))["undo"] is None
    assert (await edits.edit(board.by, card, title="b", description="c"))["undo"] == before + 1
