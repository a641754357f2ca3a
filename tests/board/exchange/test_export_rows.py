from board import comments, labels
from board.exchange import export_rows
from tests.world import World


async def test_only_what_stands_on_this_board_is_read(world: World) -> None:
    board, other = await world.board(), await world.board()
    mine, theirs = await board.add("a"), await other.add("b")
    for each, card in ((board, mine), (other, theirs)):
        label = (await labels.add(each.by, "bug"))["label"]["id"]
        await labels.put(each.by, card, label)
        await comments.add(each.by, card, "So it is.")
    gone = (await comments.add(board.by, mine, "Not so."))["comment"]["id"]
    await comments.remove(board.by, mine, gone)

    rows = await export_rows.read(board.id)

    assert {name: len(found) for name, found in rows.items() if found} == {
        "board": 1,
        "people": 1,
        "columns": 3,
        "labels": 1,
        "cards": 1,
        "card_labels": 1,
        "visits": 1,
        "comments": 1,
    }
    assert rows["comments"][0]["card_id"] == mine
