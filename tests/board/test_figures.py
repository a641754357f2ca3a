"""Figures: a board's past gives what its log would give, of every window, filter and instant."""

import asyncio
import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from board import (
    archive,
    boards,
    database,
    figures,
    instants,
    labels,
    lanes,
    pasts,
    pieces,
    projection,
)
from board.errors import Invalid, Missing
from board.exchange import imports
from board.undo import undo
from tests.work import work
from tests.world import Board, World

DATA = Path(__file__).parents[3] / "shared/data"
SAMPLE = DATA / "marques-work.json"
EXPECTED = DATA / "expected/marques-work.flow.json"
STAGES = DATA / "expected/marques-work.board.json"
AS_OF = "2019-06-12T22:19:30.762Z"

SHUT = 16
"""Seconds. The list of finished cards was shut and, before each of its cards was archived, open
again for up to so long; the figures from elsewhere leave that time out."""

BY_CARD = ("percentiles", "throughput", "throughput_weekly", "wip_inclusive", "wip_total", "little")
"""Figures in which no column is named."""


async def report(board_id: int, **said: str) -> Any:
    return json.loads(await figures.report(board_id, said))


async def page(board_id: int, **said: str) -> Any:
    return json.loads(await figures.page(board_id, said))


async def ids(table: str, board_id: int) -> dict[str, str]:
    """A board's ids by those that they had in the file."""
    query = f"SELECT id, source FROM {table} WHERE board_id = ?"
    (rows,) = await database.read((query, (board_id,)))
    return {row["source"].partition(":")[2]: str(row["id"]) for row in rows}


@pytest.mark.skipif(not EXPECTED.exists(), reason="There is no board to import on this machine.")
async def test_an_imported_board_has_the_figures_that_were_worked_out_elsewhere(
    world: World,
) -> None:
    done = await imports.run(
        SAMPLE.read_bytes(),
        await world.user(),
        stages=STAGES.read_bytes(),
        timezone="America/Los_Angeles",
    )
    expected = json.loads(EXPECTED.read_text())
    found = await report(done["board"], as_of=AS_OF)
    columns, known = await ids("columns", done["board"]), await ids("cards", done["board"])
    assert set(found["cards"]) == set(known.values())
    for source, card in expected["cards"].items():
        told = found["cards"][known[source]]
        column = card["column"] and columns[card["column"]]
        times = {columns[c]: s for c, s in card["time_in_column"].items()}
        assert told.pop("time_in_column") == pytest.approx(times, abs=SHUT), source
        del card["time_in_column"]
        share = card.pop("flow_efficiency", None)
        assert told.pop("flow_efficiency", None) == (share and pytest.approx(share)), source
        assert told == {**card, "column": column}, source
    assert {name: found[name] for name in BY_CARD} == {name: expected[name] for name in BY_CARD}
    for day, counts in expected["snapshot"].items():
        assert found["snapshot"][day] == {columns[c]: n for c, n in counts.items()}
    chart = await page(done["board"], as_of=AS_OF)
    assert chart["cycle"]["percentiles"] == expected["percentiles"]
    assert chart["cycle"]["left_out"]["skipped_wip"] == 22
    assert chart["wip"]["values"][-1] == expected["wip_total"]


async def whole(board_id: int, **said: str) -> Any:
    """The page's data from every card there ever was."""
    found = await figures._asked(board_id, said, "90")
    rows = await pasts.read(board_id, found.look, None)
    return json.loads(pieces.written(figures._page(found, rows)))


@pytest.mark.parametrize("seed", range(3))
async def test_a_window_shows_what_the_whole_past_shows_of_its_days(
    world: World, seed: int
) -> None:
    done = 0
    async for board, verb in work(world, seed, 150):
        done += 1
        if done % 10:
            continue
        today = instants.day(instants.now(), "UTC")
        for said in (
            {"from": str(today - timedelta(days=7))},
            {"from": str(today - timedelta(days=20)), "as_of": str(today - timedelta(days=8))},
            {"from": str(today - timedelta(days=9)), "class": "standard", "lane": "none"},
        ):
            if done < 100 and "as_of" in said:
                continue
            assert await page(board.id, **said) == await whole(board.id, **said), (verb, said)


async def test_the_charts_and_the_strip_say_the_same(world: World) -> None:
    board = [board async for board, _ in work(world, 7, 150)][-1]
    with time_machine.travel(datetime(2026, 6, 20, 12, tzinfo=UTC), tick=False):
        (found,), counts = await database.read(boards.named(board.id), lanes.at_work(board.id))
        strip = await projection.strip(found, sum(row["n"] for row in counts), use="pages")
        shown = await page(board.id)
    assert shown["wip"]["values"][-30:] == strip.sparkline
    assert shown["cycle"]["n"] == strip.finished
    assert shown["cycle"]["percentiles"].get("85") == strip.p85
    over = [card for card in shown["ageing"]["cards"] if card["level"] == "over"]
    assert strip.ageing is None or len(over) == strip.ageing
    weeks = [week["n"] for week in shown["throughput"]["weeks"] if week["complete"]]
    assert len(weeks) == strip.weeks
    assert (shown["efficiency"]["value"] if shown["efficiency"]["n"] else None) == strip.efficiency


async def story(world: World) -> Board:
    """A board on which one card was finished, another left, and one is in progress."""
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as clock:
        board = await world.board()
        one, two = await board.add("one", "Doing"), await board.add("two", "Doing")
        clock.shift(timedelta(days=2))
        await board.put(one, "Done")
        await archive.archive_card(board.by, two)
        await board.add("three", "Doing")
        clock.shift(timedelta(days=1))
        moved = await board.put(one, "Doing")
        await undo(board.by, moved["seq"])
    return board


async def test_what_was_undone_never_was_and_the_past_is_as_it_was_known(world: World) -> None:
    board = await story(world)
    told = await report(board.id)
    one, two, three = told["cards"].values()
    assert (one["status"], one["ct_days"], one["reopened"]) == ("done", 3, 0)
    assert (two["status"], three["status"]) == ("discarded", "wip")
    before = await report(board.id, as_of="2026-03-03T09:00:00Z")
    assert [card["status"] for card in before["cards"].values()] == ["wip", "wip"]
    assert before["wip_total"] == 2
    day = await page(board.id, **{"from": "2026-03-03", "to": "2026-03-04"})
    assert (day["from"], day["to"], day["wip"]["values"]) == ("2026-03-03", "2026-03-04", [2, 1])
    assert day["cfd"]["lines"][-1]["values"] == [0, 1]
    assert day["cfd"]["discarded"] == [0, 1]
    cut = await report(board.id, to="2026-03-03")
    assert (cut["throughput"], len(cut["cards"])) == ({"2026-03-02": 0, "2026-03-03": 0}, 2)


async def test_cards_are_chosen_by_what_they_are_now(world: World) -> None:
    board = await story(world)
    label = (await labels.add(board.by, "bug"))["label"]["id"]
    shown = (await page(board.id))["ageing"]["cards"]
    (three,) = (card["id"] for card in shown)
    await labels.put(board.by, three, label)
    lane = await board.lane("Fast")
    for name, value, left in (
        ("label", str(label), 1),
        ("label", "none", 0),
        ("label", f"none,{label}", 1),
        ("lane", str(lane), 0),
        ("lane", "none", 1),
        ("class", "standard,expedite", 1),
        ("class", "expedite", 0),
        ("class", "", 1),
    ):
        found = await page(board.id, **{name: value})
        assert len(found["ageing"]["cards"]) == left, (name, value)
        assert found["wip"]["values"][-1] == left


async def test_a_deleted_card_stays_in_the_figures_without_its_title(world: World) -> None:
    board = await story(world)
    day = "2026-03-20"
    (one,) = (await page(board.id, to=day))["cycle"]["cards"]
    assert (one["title"], one["days"], one["day"]) == ("one", 3, "2026-03-04")
    await archive.delete_card(board.by, one["id"])
    ((told,),) = [(await page(board.id, to=day))["cycle"]["cards"]]
    assert told == {**one, "title": figures.DELETED, "deleted": True}


async def test_who_asks_alike_gets_the_same_answer_until_something_moves(world: World) -> None:
    board = await world.board("Todo Doing Done")
    card = await board.add("one", "Doing")
    first = await figures.page(board.id, {"period": "30"})
    assert await figures.page(board.id, {"period": "30"}) is first
    assert await figures.page(board.id, {"period": "90"}) is not first
    await board.put(card, "Done")
    moved = json.loads(await figures.page(board.id, {"period": "30"}))
    assert (json.loads(first)["cycle"]["n"], moved["cycle"]["n"]) == (0, 1)


async def test_a_board_without_any_past_has_charts_of_one_day(world: World) -> None:
    board = await world.board()
    today = str(instants.day(instants.now(), "UTC"))
    for said in ({}, {"period": "all"}, {"as_of": "1970-01-01"}):
        shown = await page(board.id, **said)
        assert shown["wip"]["values"] == [0]
        assert shown["from"] == shown["to"] == said.get("as_of", today)
    assert (await report(board.id))["cards"] == {}


async def test_what_is_of_another_board_is_not_there(world: World) -> None:
    board, other = await world.board(), await world.board()
    lane = await other.lane("Fast")
    with pytest.raises(Invalid, match="no such lane"):
        await figures.page(board.id, {"lane": str(lane)})
    await boards.delete(board.by)
    with pytest.raises(Missing):
        await figures.page(board.id, {})


async def test_many_who_ask_for_figures_keep_nobody_else_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await world.board()
    goes_on = threading.Event()
    monkeypatch.setattr(figures, "_report", lambda *_: {"waited": goes_on.wait(50)})
    asked = [asyncio.create_task(report(board.id)) for _ in range(40)]
    try:
        async with asyncio.timeout(20):
            await asyncio.sleep(0.2)
            assert await asyncio.to_thread(lambda: "answered") == "answered"
    finally:
        goes_on.set()
        assert await asyncio.gather(*asked) == [{"waited": True}] * 40


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_changes_of_the_boards_limit_are_found_without_other_entries(world: World) -> None:
    sql, params = figures._limited(1)
    (plan,) = await database.read((f"EXPLAIN QUERY PLAN {sql}", params))
    found = [row["detail"] for row in plan if "INDEX" in row["detail"]]
    assert [each.partition("(")[2] for each in found] == ["card_id=? AND board_id=?)"] * 2
