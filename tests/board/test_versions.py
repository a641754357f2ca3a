"""Versions: a card's last event is its version."""

from board import checklists
from tests.world import World


async def test_what_is_done_inside_a_card_is_its_last_event(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    answer = await checklists.add(board.by, card, "Steps")
    assert (await board.card(card))["version"] == answer["seq"]
