"""A card's face: what the board shows of it, from its row and the board around it."""

from board.instants import DAY, parse
from server.cardface import around, face
from tests.world import World


async def test_a_finished_card_says_whether_it_was_on_time(world: World) -> None:
    there = around({"id": 1, "key": "NW", "timezone": "Europe/Berlin"}, [], [])
    board = await world.board()
    row = {**await board.card(await board.add("a")), "label_ids": None, "assignee_ids": None}
    row |= {"items": 0, "items_done": 0, "comments": 0, "due_on": "2026-11-24"}
    late_in_the_evening = parse("2026-11-24T22:30:00Z")
    assert face({**row, "finished_at": late_in_the_evening}, there).on_time is True
    assert face({**row, "finished_at": late_in_the_evening + DAY // 24}, there).on_time is False
    assert face({**row, "finished_at": None}, there).on_time is None
