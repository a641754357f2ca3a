from board import database
from board.exchange import elsewhere
from board.exchange.drafts import Happened
from tests.world import World


async def test_what_happened_is_kept_in_order_and_told_of_its_card(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    events = [
        Happened(1, "board.renamed", "Eve", None, {"name": ["a", "b"]}),
        Happened(2, "card.created", "Eve", "c1", {"title": "a"}),
        Happened(3, "card.renamed", "Eve", "c1", {"title": ["a", "b"]}),
    ]

    async with database.transaction() as (batch, _):
        await elsewhere.write(batch, board.id, events, {"c1": card})

    whole, first, rest, told = await database.read(
        elsewhere.after(board.id, 0, 10),
        elsewhere.after(board.id, 0, 1),
        elsewhere.after(board.id, (await _first(board.id)), 10),
        elsewhere.of_card(card, 10),
    )
    assert [row["at"] for row in whole] == [1, 2, 3] and len(first) == 1
    assert [row["at"] for row in rest] == [2, 3]
    assert [(row["kind"], row["by_name"], row["undoes"]) for row in told] == [
        ("card.renamed", "Eve", None),
        ("card.created", "Eve", None),
    ]


async def _first(board_id: int) -> int:
    ((row,),) = await database.read(elsewhere.after(board_id, 0, 1))
    return int(row["id"])
