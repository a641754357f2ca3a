"""A card's time in its dialog, from what really happened to it."""

from typing import Any

from board import archive, blocks, cards, columns, database, visits
from server import timeline
from tests.world import Board, World

HOUR = 3_600_000_000


async def told(board: Board, card: int, *, waits: bool = False) -> dict[str, Any]:
    found = await database.read(
        cards.even_deleted(board.id, card), visits.of(card), blocks.of(card)
    )
    ((row,), stays, stuck) = found
    return timeline.told(row, stays, stuck, waits=waits)


async def aged(board: Board, card: int, hours: int) -> None:
    """Let everything that ever happened to a card have happened so long before."""
    async with database.transaction() as (batch, _):
        for table, which in (("visits", "card_id"), ("blocks", "card_id"), ("cards", "id")):
            names = {"cards": ("created_at", "started_at", "finished_at", "archived_at")}
            for name in names.get(table, ("began_at", "ended_at")):
                sql = f"UPDATE {table} SET {name} = {name} - ? WHERE {which} = ?"
                await batch.run((sql, (hours * HOUR, card)))


async def test_what_is_at_work_is_told_by_instants(world: World) -> None:
    board = await world.board("Todo Doing Review Done")
    await columns.update(board.by, board["Review"], wait=True)
    card = await board.add("a", "Todo")
    for column, hours in (("Doing", 2), ("Review", 3), ("Doing", 4)):
        await aged(board, card, hours)
        await board.put(card, column)
    await blocks.block(board.by, card, "Waiting")

    line = await told(board, card, waits=True)

    assert [(stay["name"], stay["wait"]) for stay in line["stays"]] == [
        ("Todo", False),
        ("Doing", False),
        ("Review", True),
        ("Doing", False),
    ]
    assert [stay["ended"] == "" for stay in line["stays"]] == [False, False, False, True]
    names = [(column["name"], column["spent"]["passed"] // 3_600_000) for column in line["columns"]]
    assert names == [("Todo", 2), ("Doing", 3), ("Review", 4)]
    assert line["columns"][1]["blocked"]["since"] == line["blocks"][0]["began"]
    assert (line["until"], line["active"]["since"]) == ("", "")
    assert line["active"]["passed"] // 3_600_000 == 3


async def test_it_ends_where_the_card_was_finished_or_left(world: World) -> None:
    board = await world.board("Todo Doing Done/done Dropped/discard")
    done, left, dropped = [await board.add(each, "Doing") for each in ("a", "b", "c")]
    for card in (done, left, dropped):
        await aged(board, card, 5)
    await board.put(done, "Done")
    await archive.archive_card(board.by, left)
    await board.put(dropped, "Dropped")
    for card in (done, left, dropped):
        line = await told(board, card, waits=True)
        assert [stay["name"] for stay in line["stays"]] == ["Doing"]
        assert line["until"] == line["stays"][0]["ended"] != ""
        assert (line["active"] is not None) == (card == done)


async def test_of_a_board_where_nothing_waits_and_nothing_was_blocked_no_share_is_told(
    world: World,
) -> None:
    board = await world.board()
    card = await board.add("a", "Doing")
    assert (await told(board, card))["active"] is None
    assert (await told(board, card, waits=True))["active"] is not None
    assert (await told(board, await board.add("b", "Todo"), waits=True))["active"] is None
    born = await told(board, await board.add("c", "Done"), waits=True)
    assert (born["stays"], born["columns"], born["active"]) == ([], [], None)
