import pytest

from board import cards, columns, database, moves
from board.exchange.update_places import reordered
from tests.board.exchange.export import Export, at
from tests.board.exchange.test_imports import by_title, imported
from tests.board.exchange.test_updates import again
from tests.world import Board, World


@pytest.mark.parametrize(
    "now, last, here, wanted",
    [
        ("cab", "abc", {"a": "1", "b": "2", "c": "3"}, {"c": "1", "a": "2", "b": "3"}),
        ("abc", "abc", {"a": "1", "b": "2", "c": "3"}, {}),
        ("nab", "ab", {"a": "1", "b": "2", "n": "9"}, {"n": "1", "a": "2", "b": "9"}),
        ("ba", "ab", {"a": "1", "b": "5"}, {"b": "1", "a": "5"}),
        ("abc", "abc", {"a": "3", "b": "2", "c": "1"}, {}),
        ("cab", "abc", {"a": "3", "b": "2", "c": "1"}, None),
        ("cb", "abc", {"b": "2"}, {}),
    ],
)
def test_an_order_is_brought_unless_it_was_changed_here(
    now: str, last: str, here: dict[str, str], wanted: dict[str, str] | None
) -> None:
    assert reordered(now, last, here) == wanted


def shelf() -> Export:
    """Three cards in a column, and one in another."""
    export = Export("Backlog", "Baking", "Old")
    for title in ("Rye", "Salt", "Oat"):
        export.card(title, "Backlog")
        export.made(title, "Backlog", at("02"))
    export.card("Crumbs", "Old")
    export.made("Crumbs", "Old", at("02"))
    return export


def order(export: Export, *titles: str) -> None:
    """Put cards into another order where they come from."""
    for n, title in enumerate(titles, start=1):
        export.cards[title]["pos"] = n


async def test_the_order_there_comes_and_what_was_added_here_keeps_its_place(world: World) -> None:
    export = shelf()
    board = await imported(world, export.data)
    salt = (await by_title(board))["Salt"]["id"]
    made = await cards.create(board.by, title="Bagels", column=board["Backlog"])
    await moves.place(board.by, made["card"]["id"], column=board["Backlog"], before=salt)
    export.card("Spelt", "Backlog")
    order(export, "Spelt", "Oat", "Rye", "Salt")

    assert "1 card, 1 change" in (await again(world, export))[0]

    assert (await board.picture())["Backlog"] == ["Spelt", "Bagels", "Oat", "Rye", "Salt"]
    assert (await again(world, export))[0].endswith("nothing was new.")


async def test_an_order_that_was_changed_here_stays(world: World) -> None:
    export = shelf()
    board = await imported(world, export.data)
    known = await by_title(board)
    await moves.place(
        board.by, known["Oat"]["id"], column=board["Backlog"], before=known["Salt"]["id"]
    )
    order(export, "Salt", "Rye", "Oat")

    assert "“Backlog”" in (await again(world, export))[1]
    assert (await board.picture())["Backlog"] == ["Rye", "Oat", "Salt"]


async def test_a_list_that_was_archived_there_is_archived_and_comes_back(world: World) -> None:
    export = shelf()
    board = await imported(world, export.data)
    export.lists["Old"]["closed"] = True
    export.shut("Old", at("05"))
    await again(world, export)
    assert "Old" not in await board.picture()
    crumbs, shut = (await by_title(board))["Crumbs"], await archived(board, "Old")
    assert crumbs["archived_at"] == shut

    export.lists["Old"]["closed"] = False
    export.shut("Old", at("06"), closed=False)
    await again(world, export)
    assert (await board.picture())["Old"] == ["Crumbs"]


async def test_a_column_in_which_a_card_still_stands_here_is_not_archived(world: World) -> None:
    export = shelf()
    board = await imported(world, export.data)
    await columns.update(board.by, board["Old"], name="Older")
    await board.add("Mine", "Old")
    export.lists["Old"]["closed"] = True
    export.shut("Old", at("05"))

    assert "“Older”" in (await again(world, export))[1]
    assert (await board.picture())["Older"] == ["Mine"]


async def archived(board: Board, name: str) -> int | None:
    query = "SELECT archived_at FROM columns WHERE board_id = ? AND name = ?"
    ((row,),) = await database.read((query, (board.id, name)))
    at_: int | None = row["archived_at"]
    return at_
