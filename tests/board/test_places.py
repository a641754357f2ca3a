"""Places: every neighbour that can be named, against a plain list."""

import random

import pytest

from board import database, places
from board.errors import Invalid
from tests.world import World


@pytest.mark.parametrize("seed", range(3))
async def test_any_sequence_of_moves_keeps_the_order_that_a_list_would(
    world: World, seed: int
) -> None:
    chance = random.Random(seed)
    board = await world.board("Todo Doing Done")
    ids = [await board.add(str(n)) for n in range(8)]
    lists: dict[str, list[int]] = {"Todo": list(ids), "Doing": [], "Done": []}
    for _ in range(80):
        card = chance.choice(ids)
        column = chance.choice(list(lists))
        others = [other for other in lists[column] if other != card]
        side = chance.choice(["before", "after", None])
        where = {side: chance.choice(others)} if side and others else {}
        await board.put(card, column, **where)
        _put(lists, card, column, where)
    titles = await board.picture()
    assert {name: [str(ids.index(card)) for card in cell] for name, cell in lists.items()} == titles


def _put(lists: dict[str, list[int]], card: int, column: str, where: dict[str, int]) -> None:
    home = next(name for name, cell in lists.items() if card in cell)
    if home == column and not where:
        return
    lists[home].remove(card)
    cell = lists[column]
    if "before" in where:
        cell.insert(cell.index(where["before"]), card)
    elif "after" in where:
        cell.insert(cell.index(where["after"]) + 1, card)
    else:
        cell.append(card)


async def test_a_rank_that_is_free_is_taken_again_and_a_taken_one_is_stood_behind(
    world: World,
) -> None:
    board = await world.board()
    a, b = [await board.add(title) for title in "ab"]
    rank = (await board.card(a))["rank"]
    ((free,),) = await database.read(places.near(a, board["Todo"], rank))
    assert places.rank_near(rank, free) == rank
    ((taken,),) = await database.read(places.near(b, board["Todo"], rank))
    assert rank < places.rank_near(rank, taken) < (await board.card(b))["rank"] + "z"


def test_a_position_is_top_or_bottom() -> None:
    with pytest.raises(Invalid):
        places.rank_at_end({"first": None, "last": None}, "middle")
