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
        elsewhere.after(board.id, elsewhere.FIRST, 10),
        elsewhere.after(board.id, elsewhere.FIRST, 1),
        elsewhere.after(board.id, (await _first(board.id)), 10),
        elsewhere.of_card(card, 10),
    )
    assert [row["at"] for row in whole] == [1, 2, 3] and len(first) == 1
    assert [row["at"] for row in rest] == [2, 3]
    assert [(row["kind"], row["by_name"], row["undoes"]) for row in told] == [
        ("card.renamed", "Eve", None),
        ("card.created", "Eve", None),
    ]


async def test_what_is_told_later_stands_where_it_happened(world: World) -> None:
    board = await world.board()
    told = [Happened(at, "board.renamed", "Eve", None, {"name": ["a", "b"]}) for at in (5, 9, 5)]
    old = Happened(-3, "board.renamed", "Eve", None, {"name": ["a", "b"]})
    async with database.transaction() as (batch, _):
        await elsewhere.write(batch, board.id, told, {})
        await elsewhere.write(batch, board.id, [old], {})

    (whole,) = await database.read(elsewhere.after(board.id, elsewhere.FIRST, 10))
    assert [row["at"] for row in whole] == [-3, 5, 5, 9]
    places = [(row["at"], row["id"]) for row in whole]
    for n, place in enumerate(places):
        behind, before = await database.read(
            elsewhere.after(board.id, place, 10), elsewhere.of_board(board.id, place, None, 10)
        )
        assert [row["id"] for row in behind] == [each for _, each in places[n + 1 :]]
        assert [row["id"] for row in reversed(before)] == [each for _, each in places[:n]]


async def _first(board_id: int) -> tuple[int, int]:
    ((row,),) = await database.read(elsewhere.after(board_id, elsewhere.FIRST, 1))
    return row["at"], row["id"]
