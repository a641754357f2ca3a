"""Drawing: what a part says. That live equals fresh stands in tests/test_live.py."""

import re

from board import cards, columns
from board.events import BOARD, MEMBERS, STRIP, TITLE
from server import draw, grid
from tests.world import World


async def test_a_card_that_is_gone_is_taken_away(world: World) -> None:
    board = await world.board()
    drawn = await draw.parts(board.id, {("card", 999)})
    assert drawn == '<hx-partial hx-target="#card-999" hx-swap="delete"></hx-partial>'


async def test_a_card_is_placed_into_its_cell_with_its_rank(world: World) -> None:
    board = await world.board()
    card = await board.add("a", "Doing")
    drawn = await draw.parts(board.id, {("card", card)})
    rank = (await board.card(card))["rank"]
    assert f'hx-target="#cell-{board["Doing"]}" hx-swap="place"' in drawn
    assert f'data-rank="{rank}"' in drawn


async def test_what_people_type_is_text_everywhere(world: World) -> None:
    board = await world.board()
    nasty = '<script>alert(1)</script> {{ 7 * 7 }} " onload=x'
    await cards.create(board.by, nasty)
    drawn = draw.whole(await draw.page(board.id))
    assert "<script>" not in drawn and "{{ 7 * 7 }}" in drawn and "&lt;script&gt;" in drawn


async def test_the_whole_board_swallows_its_cards_and_headers(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    parts = {BOARD, STRIP, TITLE, MEMBERS, ("card", card), ("head", board["Todo"])}
    drawn = await draw.parts(board.id, parts)
    assert drawn.count("<hx-partial") == 4


async def test_a_move_costs_the_same_bytes_however_large_the_board(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    parts = {("card", card), ("head", board["Todo"]), ("head", board["Doing"]), STRIP}
    small = len(await draw.parts(board.id, parts))
    for n in range(60):
        await board.add(f"card {n}", "Doing")
    assert len(await draw.parts(board.id, parts)) < small + 100


async def test_a_cell_is_drawn_fifty_cards_at_a_time(world: World) -> None:
    board = await world.board("Todo Done")
    for n in range(grid.DRAWN + 1):
        await board.add(str(n))
    todo, done = (await draw.page(board.id)).columns
    (cell,), (empty,) = todo["cells"], done["cells"]
    assert (len(cell["cards"]), cell["more"], todo["count"]) == (50, True, 51)
    assert cell["upto"] == cell["cards"][-1].rank
    assert (empty["cards"], empty["more"], empty["upto"]) == ([], False, "")


async def test_each_figure_of_the_strip_is_a_link_to_its_chart(world: World) -> None:
    board = await world.board("Todo Doing Wait Done")
    drawn = await draw.parts(board.id, {STRIP})
    assert re.findall(r"flow#([a-z-]+)", drawn) == ["wip", "cycle-time", "throughput", "ageing"]
    assert "0</span><small> finished" in drawn and "–" in drawn and "no complete week yet" in drawn
    await columns.update(board.by, board["Wait"], wait=True)
    for _ in range(10):
        await board.put(await board.add("a", "Doing"), "Done")
    drawn = await draw.parts(board.id, {STRIP})
    assert "flow#efficiency" in drawn and 'data-p85="1" data-pace="' in drawn


async def test_no_header_is_drawn_and_kept_anew_for_another_policy(world: World) -> None:
    board = await world.board()
    await columns.update(board.by, board["Doing"], policy="Two at most.")
    first = await draw.parts(board.id, {("head", board["Doing"])})
    drawn = draw._header_of.cache_info().misses
    await columns.update(board.by, board["Doing"], policy="Three at most. " * 300)
    assert await draw.parts(board.id, {("head", board["Doing"])}) == first
    assert draw._header_of.cache_info().misses == drawn
    assert f'popovertarget="policy-{board["Doing"]}"' in first
