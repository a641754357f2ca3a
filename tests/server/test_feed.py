"""Rooms and the watch over them: nobody misses anything, whatever fails or comes in between."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any

import pytest
import time_machine
from tortoise.exceptions import OperationalError

from board import boards, database, edits, log, members, projection
from board.errors import Missing
from board.events import STRIP, TITLE, BoardRenamed, CardMoved
from server import draw, feed, rooms, sight
from server.feed import Feed
from server.outbox import GONE, RESTART, SIGNED_OUT, Kind, Outbox
from server.rooms import Room, touched
from server.today import Today
from tests.waits import until
from tests.world import Board, World

Frame = dict[str, Any]


class Ear:
    """Somebody who listens to a room and keeps every frame but who is here."""

    def __init__(self, seat: Any, kind: Kind = "html", credential: int = 1) -> None:
        self.outbox = Outbox(kind, seat.user_id, seat.role, ("session", credential))
        self.frames: list[Frame] = []
        self._listening = asyncio.ensure_future(self._listen())

    async def _listen(self) -> None:
        while texts := await self.outbox.take():
            heard = map(json.loads, texts)
            self.frames += [each for each in heard if not {"here", "presence"} & set(each)]

    @property
    def closed(self) -> int | None:
        return self.outbox.closed

    @property
    def seq(self) -> int:
        """Up to which number it has heard."""
        return max((frame.get("seq", 0) for frame in self.frames), default=0)

    @property
    def events(self) -> list[int]:
        """The numbers of the events that it heard."""
        return [event["seq"] for frame in self.frames for event in frame.get("events", [])]

    def heard(self, text: str) -> bool:
        """Whether a text was in any frame."""
        return text in json.dumps(self.frames)

    def leave(self) -> None:
        self._listening.cancel()


async def everybody_alive(kind: str, ids: Collection[int]) -> set[int]:
    return set(ids)


@pytest.fixture
async def running(db: str) -> AsyncIterator[Feed]:
    async with Feed(everybody_alive).running() as feed_:
        yield feed_


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every nudge is lost."""
    monkeypatch.setattr(Feed, "nudge", lambda *_: None)


@asynccontextmanager
async def listening(
    feed_: Feed, board: Board, kind: Kind = "html", after: int | None = None, **about: Any
) -> AsyncIterator[Ear]:
    day = about.pop("day", None)
    ear = Ear(about.pop("seat", board.by), kind, **about)
    try:
        async with feed_.listening(board.id, ear.outbox, after, None, day):
            yield ear
    finally:
        ear.leave()


def failing(original: Any, times: int = 1) -> Any:
    """A function that fails a number of times before it works."""
    left = [times]

    async def fails(*args: Any, **options: Any) -> Any:
        if left[0]:
            left[0] -= 1
            raise OperationalError("disk I/O error")
        return await original(*args, **options)

    return fails


# -- what waits is one message


async def test_events_that_wait_are_one_message_drawn_once(
    world: World, running: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await world.board()
    times: list[Any] = []
    drawn = draw.drawn

    def counted(seen: Any) -> str:
        times.append(seen.wanted)
        return drawn(seen)

    monkeypatch.setattr(draw, "drawn", counted)
    async with listening(running, board) as ana, listening(running, board) as bo:
        room = running.rooms[board.id]
        first = await board.seq()
        async with room._lock:  # the room is busy while much happens
            ids = [await board.add(str(n)) for n in range(20)]
        await until(lambda: ana.seq == first + 20 and bo.seq == first + 20)
    assert len(times) <= 2
    for ear in (ana, bo):
        (*_, message) = (frame for frame in ear.frames if "content" in frame)
        assert all(f'id="card-{id_}"' in json.dumps(ear.frames).replace("\\", "") for id_ in ids)
        assert message["seq"] == first + 20


async def test_what_happens_alone_is_told_at_once_and_a_burst_is_one_message(
    world: World, running: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "PAUSE", 1_000_000)
    monkeypatch.setattr(rooms, "LONGEST_PAUSE", 1)
    board, loop = await world.board(), asyncio.get_running_loop()
    async with listening(running, board, "json") as ear:
        await asyncio.sleep(1.5)  # behind the first look of the room
        begun = loop.time()
        await board.add("alone")
        await until(lambda: ear.seq == 3, 0.5)
        for n in range(20):
            await board.add(str(n))
        await until(lambda: ear.seq == 23)
        (first, alone, *burst) = (len(frame["events"]) for frame in ear.frames if "events" in frame)
        assert (first, alone, sum(burst)) == (0, 1, 20)
        assert len(burst) <= loop.time() - begun


async def test_programs_get_events_and_pages_get_parts(world: World, running: Feed) -> None:
    board = await world.board()
    async with listening(running, board) as page, listening(running, board, "json") as program:
        await board.add("a")
        await until(lambda: page.seq == program.seq == 3)
    assert [frame for frame in page.frames if "events" in frame] == []
    assert [frame for frame in program.frames if "content" in frame] == []
    assert program.events == [3]


def test_the_parts_of_several_events_are_those_of_each() -> None:
    moved = CardMoved(
        card=1,
        number=1,
        title="a",
        column=[2, 3],
        column_title=["x", "y"],
        rank=["a", "b"],
        started_at=[None, None],
        finished_at=[None, None],
        limits=[],
        override=None,
    )
    assert touched([moved, BoardRenamed(name=["a", "b"])]) == {
        *(("card", 1), ("head", 2), ("head", 3), ("lane", 0)),
        STRIP,
        TITLE,
    }


# -- nothing is missed


async def test_a_lost_nudge_is_healed_within_a_second(
    world: World, running: Feed, deaf: None
) -> None:
    board = await world.board()
    async with listening(running, board) as ear:
        await asyncio.sleep(2 * feed.WATCH_SECONDS)
        await board.add("a")
        await until(lambda: ear.seq == 3, 1)


@pytest.mark.parametrize("broken", ["look", "read", "draw"])
async def test_a_delivery_that_fails_is_tried_again(
    world: World, running: Feed, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    board = await world.board()
    async with listening(running, board) as page, listening(running, board, "json") as program:
        await asyncio.sleep(2 * feed.WATCH_SECONDS)
        if broken == "look":
            monkeypatch.setattr(Feed, "nudge", lambda *_: None)
            monkeypatch.setattr(database, "read", failing(database.read, 3))
        elif broken == "read":
            monkeypatch.setattr(sight, "look", failing(sight.look, 3))
        else:
            monkeypatch.setattr(draw, "drawn", _failing_at_once(draw.drawn, 3))
        await board.add("a")
        await until(lambda: page.seq == program.seq == 3)
    assert program.events == [3]
    assert page.heard(">a<")


def _failing_at_once(original: Any, times: int = 1) -> Any:
    left = [times]

    def fails(*args: Any) -> Any:
        if left[0]:
            left[0] -= 1
            raise ValueError("a template that fails")
        return original(*args)

    return fails


async def test_what_nudges_and_watch_missed_while_failing_comes_without_another_change(
    world: World, running: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await world.board()
    fail = asyncio.Event()
    original = database.read

    async def read(*statements: Any, **options: Any) -> Any:
        if fail.is_set():
            raise OperationalError("disk I/O error")
        return await original(*statements, **options)

    async with listening(running, board) as ear:
        monkeypatch.setattr(database, "read", read)
        fail.set()
        await board.add("a")
        await asyncio.sleep(4 * feed.WATCH_SECONDS)
        fail.clear()
        await until(lambda: ear.seq == 3)


async def test_an_entry_that_breaks_off_in_a_delivery_leaves_no_gap_for_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await world.board()
    room = Room(board.id, await board.seq(), await _epoch(board))
    program = Ear(board.by, "json")
    await room.enter(program.outbox, room.seq, None)
    page = Ear(board.by)
    await room.enter(page.outbox, room.seq, None)
    await board.add("a")
    monkeypatch.setattr(draw, "drawn", _failing_at_once(draw.drawn))
    with pytest.raises(ValueError, match="fails"):
        await room.enter(Outbox("html", 1, "admin", ("session", 1)), 0, None)
    await room.enter(Outbox("html", board.by.user_id, "admin", ("session", 1)), 0, None)
    await until(lambda: page.seq == program.seq == 3)
    assert program.events == [3]
    for ear in (page, program):
        ear.leave()


async def _epoch(board: Board) -> str:
    ((row,),) = await database.read(boards.named(board.id))
    return str(row["epoch"])


@pytest.mark.parametrize("seed", range(12))
async def test_however_entries_and_commits_interleave_there_is_no_gap(
    world: World, running: Feed, seed: int
) -> None:
    chance = random.Random(seed)
    board = await world.board()
    ears: list[tuple[int, Ear]] = []

    async def pause() -> None:
        await asyncio.sleep(chance.choice([0, 0, 0.001, 0.005 * chance.random()]))

    async def write(n: int) -> None:
        for k in range(8):
            await pause()
            await board.add(f"{n}.{k}")

    async def listen(kind: Kind) -> None:
        await pause()
        await pause()
        position = chance.randint(0, await board.seq())
        async with listening(running, board, kind, position) as ear:
            await pause()
            if chance.random() < 0.5:
                ears.append((position, ear))
                await over.wait()
                await until(lambda: ear.seq == last)

    over, last = asyncio.Event(), 0
    listeners = [asyncio.ensure_future(listen(kind)) for kind in ("html", "json") * 12]
    await asyncio.gather(*(write(n) for n in range(4)))
    last = await board.seq()
    over.set()
    await asyncio.gather(*listeners)
    assert ears
    for position, ear in ears:
        _chained(position, ear, last)
    assert running.rooms == {}


def _chained(position: int, ear: Ear, last: int) -> None:
    """What a browser does with the frames leads from its position to the end without a gap."""
    at = position
    for frame in ear.frames:
        if "after" in frame and frame["seq"] > at:
            assert frame["after"] <= at, "a gap"
            at = frame["seq"]
    assert at == last
    if ear.outbox.kind == "json":
        assert ear.events == list(range(position + 1, last + 1))


# -- who may hear


async def test_who_is_removed_on_the_way_in_hears_nothing(world: World, running: Feed) -> None:
    board = await world.board()
    eve = await world.joined(board, "eve")
    async with listening(running, board) as ana:
        await members.remove(board.by, eve.user_id)
        await until(lambda: ana.seq == running.rooms[board.id].seq)
        for kind in ("html", "json"):
            async with listening(running, board, kind, 1, seat=eve) as late:
                await board.add("secret")
                await until(lambda: ana.heard("secret"))
            assert late.closed == GONE
            assert late.frames == []


async def test_what_is_seen_after_a_removal_is_not_sent_to_the_removed(
    world: World, running: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await world.board()
    eve = await world.joined(board, "eve")
    card = await board.add("a")
    look = sight.look

    async def late(*args: Any, **options: Any) -> Any:
        monkeypatch.setattr(sight, "look", look)
        await members.remove(board.by, eve.user_id)
        await edits.edit(board.by, card, title="secret")
        return await look(*args, **options)

    async with listening(running, board) as ana, listening(running, board, seat=eve) as removed:
        monkeypatch.setattr(sight, "look", late)
        await board.put(card, "Doing")
        await until(lambda: ana.heard("secret"))
        assert removed.closed == GONE
        assert not removed.heard("secret")


async def test_figures_that_are_ahead_of_the_events_are_not_sent_to_the_removed(
    world: World, running: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await world.board()
    eve = await world.joined(board, "eve")
    card = await board.add("a")
    told = projection.told

    async def ahead(row: Any, *args: Any) -> Any:
        monkeypatch.setattr(projection, "told", told)
        await members.remove(board.by, eve.user_id)
        await board.put(await board.add("secret"), "Done")
        await projection.current(row["id"], row["epoch"])
        return await told(row, *args)

    async with listening(running, board) as ana, listening(running, board, seat=eve) as removed:
        await until(lambda: ana.frames and removed.frames)
        heard = len(removed.frames)
        monkeypatch.setattr(projection, "told", ahead)
        await board.put(card, "Doing")
        await until(lambda: ana.seq == running.rooms[board.id].seq == 6)
        assert removed.closed == GONE
        assert len(removed.frames) == heard


async def test_who_comes_back_is_told_the_role_that_changed_meanwhile(
    world: World, running: Feed
) -> None:
    board = await world.board()
    eve = await world.joined(board, "eve")
    seq = await board.seq()
    await members.reassign(board.by, eve.user_id, "viewer")
    # The seat of the handshake knows the new role; the page was drawn with the old one.
    seat = await world.seat(board.id, "eve")
    for after in (seq, -1):
        async with listening(running, board, after=after, seat=seat) as ear:
            await until(lambda: ear.seq == seq + 1)
        assert {"role": "viewer"} in ear.frames
    async with listening(running, board, "json", seq, seat=seat) as program:
        await until(lambda: program.seq == seq + 1)
    assert not any("role" in frame for frame in program.frames)


async def test_a_socket_whose_session_stands_no_more_is_closed(
    world: World, db: str, caplog: pytest.LogCaptureFixture
) -> None:
    ended: set[int] = set()

    async def alive(kind: str, ids: Collection[int]) -> set[int]:
        return set(ids) - ended

    board = await world.board()
    async with (
        Feed(alive).running() as feed_,
        listening(feed_, board, credential=1) as one,
        listening(feed_, board, credential=2) as other,
    ):
        await asyncio.sleep(2 * feed.WATCH_SECONDS)
        assert one.closed is None
        ended.add(1)
        await until(lambda: one.closed == SIGNED_OUT)
        assert other.closed is None


async def test_the_watch_outlives_a_failure(world: World, db: str) -> None:
    answers: list[Any] = [OperationalError("disk I/O error"), set()]

    async def alive(kind: str, ids: Collection[int]) -> set[int]:
        answer = answers.pop(0) if answers else set()
        if isinstance(answer, Exception):
            raise answer
        return set(answer)

    board = await world.board()
    async with Feed(alive).running() as feed_, listening(feed_, board) as ear:
        await until(lambda: ear.closed == SIGNED_OUT)


# -- rooms open and close


async def test_a_room_closes_behind_the_last_and_opens_anew(world: World, running: Feed) -> None:
    board = await world.board()
    async with listening(running, board):
        async with listening(running, board):
            assert len(running.rooms) == 1
        assert list(running.rooms) == [board.id]
    assert running.rooms == {}
    await board.add("meanwhile")
    async with listening(running, board, after=2) as ear:
        await until(lambda: ear.seq == 3)
        await board.add("later")
        await until(lambda: ear.seq == 4)


async def test_all_who_come_at_once_are_in_one_room(world: World, running: Feed) -> None:
    board = await world.board()
    rooms: set[int] = set()
    all_in = asyncio.Barrier(20)

    async def come() -> None:
        async with listening(running, board) as ear:
            rooms.add(id(running.rooms[board.id]))
            await all_in.wait()
            await until(lambda: ear.seq == 2)

    await asyncio.gather(*(come() for _ in range(20)))
    assert len(rooms) == 1
    assert running.rooms == {}


async def test_there_is_no_room_for_a_board_that_is_missing(world: World, running: Feed) -> None:
    board = await world.board()
    with pytest.raises(Missing):
        async with running.listening(board.id + 1, Outbox("json", 1, "", ("token", 1)), 0, None):
            pytest.fail("it has a room")
    assert running.rooms == {}


async def test_the_sockets_of_a_user_are_counted_from_the_first_step_in(
    world: World, running: Feed
) -> None:
    board = await world.board()
    user = board.by.user_id
    room = running.listening(board.id, Outbox("html", user, "admin", ("session", 1)), None, None)
    entering = asyncio.ensure_future(room.__aenter__())
    await asyncio.sleep(0)
    assert running.sockets[user] == 1
    await entering
    await room.__aexit__(None, None, None)
    assert running.sockets[user] == 0


async def test_another_history_sends_everybody_to_come_back(world: World, running: Feed) -> None:
    board = await world.board()
    card = await board.add("a")
    async with listening(running, board) as ear:
        async with database.transaction() as (batch, _):
            sql = "UPDATE boards SET epoch = 'another', seq = 2 WHERE id = ?"
            await batch.run((sql, (board.id,)), ("DELETE FROM events WHERE seq > 2", ()))
        await until(lambda: ear.closed == RESTART)
        async with listening(running, board, after=3) as back:
            await until(lambda: back.frames)
            assert back.frames[-1]["reset"] and back.frames[-1]["epoch"] == "another"
            await board.put(card, "Doing")
            await until(lambda: back.seq == 3)


async def test_when_the_server_ends_everybody_is_sent_to_come_back(world: World, db: str) -> None:
    board = await world.board()
    async with Feed(everybody_alive).running() as feed_:
        ear = Ear(board.by)
        room = feed_.listening(board.id, ear.outbox, None, None)
        await room.__aenter__()
    assert ear.closed == RESTART
    assert feed_.nudge not in log.nudged
    await room.__aexit__(None, None, None)
    ear.leave()


async def test_a_heartbeat_says_where_the_log_stands(
    world: World, db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert feed.HEARTBEAT_SECONDS == 15
    monkeypatch.setattr(feed, "HEARTBEAT_SECONDS", 0.05)
    board = await world.board()
    beat = {"seq": 2, "epoch": await _epoch(board)}
    async with (
        Feed(everybody_alive).running() as feed_,
        listening(feed_, board) as page,
        listening(feed_, board, "json") as program,
    ):
        await until(lambda: page.frames.count(beat) > 1 and program.frames.count(beat) > 1)


# -- midnight


async def test_at_the_boards_midnight_every_page_gets_the_figures_of_the_new_day(
    world: World, running: Feed
) -> None:
    with time_machine.travel("2026-03-02T10:30:00Z", tick=True) as clock:
        board = await world.board()
        await boards.update(board.by, timezone="Pacific/Auckland")
        await board.add("one", "Doing")
        async with listening(running, board) as ana, listening(running, board, "json") as bot:
            seq = await board.seq()
            await until(lambda: ana.seq == seq)
            assert not ana.heard('"day"')
            clock.move_to("2026-03-02T11:00:01Z")
            await until(lambda: ana.heard('"day"'))
            (turned,) = (frame for frame in ana.frames if "day" in frame)
            assert (turned["day"], turned["after"], turned["seq"]) == ("2026-03-03", seq, seq)
            assert 'id="strip" data-day="2026-03-03"' in turned["content"]
            await asyncio.sleep(2 * feed.WATCH_SECONDS)
            assert len([frame for frame in ana.frames if "day" in frame]) == 1
            assert not bot.heard('"day"')


async def test_who_comes_back_on_another_day_gets_its_figures(world: World, running: Feed) -> None:
    board = await world.board()
    seq = await board.seq()
    for day, told in ((None, []), (str(Today("UTC").date), []), ("2026-01-01", [True])):
        async with listening(running, board, after=seq, day=day) as ear:
            await until(lambda ear=ear: ear.frames)
            assert ["day" in frame for frame in ear.frames if "content" in frame] == told


async def test_nobody_keeps_the_figures_of_a_board_that_nobody_looks_at(
    world: World, running: Feed
) -> None:
    board = await world.board()
    async with listening(running, board):
        await board.add("one")
        await draw.page(board.id)
        kept = len(projection._kept)
    assert len(projection._kept) == kept - 1
