"""My cards: what somebody is to do, wherever they sit."""

from board import archive, database, members, mine
from tests.world import Board, World


async def assigned(board: Board, title: str, column: str = "Doing", **facts: str) -> int:
    """A card that is assigned to the board's maker."""
    card = await board.add(title, column)
    async with database.transaction() as (batch, _):
        await batch.run(
            (
                "INSERT INTO assignments (card_id, user_id) VALUES (?, ?)",
                (card, board.by.user_id),
            ),
            *(
                (f"UPDATE cards SET {name} = ? WHERE id = ?", (v, card))
                for name, v in facts.items()
            ),
        )
    return card


async def titles(user: int) -> dict[str, list[str]]:
    return {
        board["key"]: [card["title"] for card in board["cards"]]
        for board in await mine.of_user(user)
    }


async def test_what_is_due_first_comes_first_and_expedite_before_the_rest(world: World) -> None:
    board = await world.board()
    await assigned(board, "some day")
    await assigned(board, "at once", class_of_service="expedite")
    await assigned(board, "later", "Todo", due_on="2026-12-24")
    await assigned(board, "soon", due_on="2026-12-02")
    await board.add("nobody's", "Doing")
    assert await titles(board.by.user_id) == {"TES": ["soon", "later", "at once", "some day"]}


async def test_what_is_finished_or_gone_is_nothing_to_do(world: World) -> None:
    board = await world.board("Todo Doing Done/done Never/discard")
    await assigned(board, "done", "Done")
    await assigned(board, "never", "Never")
    await archive.archive_card(board.by, await assigned(board, "archived"))
    await archive.delete_card(board.by, await assigned(board, "deleted"))
    assert await titles(board.by.user_id) == {}


async def test_boards_come_by_name_and_the_starred_ones_first(world: World) -> None:
    one, two, three = [await world.board() for _ in range(3)]
    for board in (one, two, three):
        await assigned(board, f"on {board.id}")
    async with database.transaction() as (batch, _):
        await batch.run(
            ("INSERT INTO stars (user_id, board_id) VALUES (?, ?)", (one.by.user_id, three.id)),
            ("UPDATE boards SET name = 'aaa' WHERE id = ?", (two.id,)),
        )
    assert list(await titles(one.by.user_id)) == ["TES3", "TES2", "TES"]


async def test_only_boards_that_one_sits_at_and_that_stand_are_told(world: World) -> None:
    board, put_away, gone = [await world.board() for _ in range(3)]
    for each in (board, put_away, gone):
        await assigned(each, "mine")
    async with database.transaction() as (batch, _):
        await batch.run(
            ("UPDATE boards SET archived_at = 1 WHERE id = ?", (put_away.id,)),
            ("UPDATE boards SET deleted_at = 1 WHERE id = ?", (gone.id,)),
        )
    assert await titles(board.by.user_id) == {"TES": ["mine"]}
    other = await world.joined(board, "bo", "admin")
    await members.remove(other, board.by.user_id)
    assert await titles(board.by.user_id) == {}
