"""The sheet: what a card's dialog shows of what is inside the card."""

from board import boards, cards, checklists, comments, database, edits, items, members
from server import sheet
from tests.contents import listed
from tests.world import Board, World


async def shown(board: Board, card: int) -> dict[str, object]:
    (row,), people, (found,) = await database.read(
        boards.named(board.id), members.everyone(board.id), cards.named(board.id, card)
    )
    return await sheet.inside(row, people, found)


async def test_what_is_removed_is_not_shown(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    gone, stays = await listed(board, card), await listed(board, card, "one", name="Stays")
    await checklists.remove(board.by, card, gone["id"])
    await items.change_item(board.by, card, stays["id"], stays["items"][0]["id"], done=True)
    said = (await comments.add(board.by, card, "one"))["comment"]["id"]
    await comments.add(board.by, card, "two")
    await comments.remove(board.by, card, said)

    told = await shown(board, card)

    assert [(each["name"], each["done"]) for each in told["checklists"]] == [("Stays", 1)]  # type: ignore[attr-defined]
    assert [each["text"] for each in told["comments"]] == ["two"]  # type: ignore[attr-defined]


async def test_texts_refer_to_members_and_to_cards_of_the_board(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    ((row,),) = await database.read(boards.named(board.id))
    await edits.edit(board.by, card, description=f"See {row['key']}-1")
    await comments.add(board.by, card, "@Ana?")

    told = await shown(board, card)

    assert f'href="/{row["key"]}-1"' in str(told["description_html"])
    assert '<span class="mention">@Ana</span>' in str(told["comments"])
