"""What is archived, for whoever looks for it."""

from board import archive, archived, database
from tests.world import Board, World


async def found(board: Board, words: str = "", after: int = 0, limit: int = 10) -> list[str]:
    (rows,) = await database.read(archived.on(board.id, words, after, limit))
    return [row["title"] for row in rows]


async def test_what_left_last_comes_first_and_in_pages(world: World) -> None:
    board = await world.board()
    ids = {title: await board.add(title) for title in "abcd"}
    for title in "bacd":
        await archive.archive_card(board.by, ids[title])
    await archive.delete_card(board.by, ids["d"])
    assert await found(board) == ["c", "a", "b"]
    assert await found(board, limit=1) == ["c"]
    assert await found(board, after=ids["c"]) == ["a", "b"]
    assert await found(board, after=999) == []


async def test_a_card_of_another_board_is_no_place_to_go_on_from(world: World) -> None:
    board, other = await world.board(), await world.board(by="zoe")
    await archive.archive_card(board.by, await board.add("a"))
    foreign = await other.add("b")
    await archive.archive_card(other.by, foreign)
    assert await found(board, after=foreign) == []


async def test_cards_that_left_at_one_instant_are_told_apart(world: World) -> None:
    board = await world.board("Todo Doing Done")
    ids = [await board.add(title, "Doing") for title in "abc"]
    await archive.archive_column(board.by, board["Doing"])
    assert await found(board) == ["c", "b", "a"]
    assert await found(board, after=ids[1]) == ["a"]
    columns, lanes = await database.read(archived.columns(board.id), archived.lanes(board.id))
    assert ([row["name"] for row in columns], lanes) == (["Doing"], [])


async def test_cards_are_found_by_title_key_or_number(world: World) -> None:
    board = await world.board()
    for title in ("100% done", "100 pages", "A_b", "axb", "Übung"):
        await archive.archive_card(board.by, await board.add(title))
    assert await found(board, "100%") == ["100% done"]
    assert await found(board, "a_B") == ["A_b"]
    assert await found(board, "PAGES") == ["100 pages"]
    assert await found(board, "ÜBUNG") == await found(board, "übu") == ["Übung"]
    assert await found(board, "TES-2") == ["100 pages"]
    assert await found(board, "3") == ["A_b"]
    assert await found(board, "'; DROP TABLE cards; --") == []
    assert len(await found(board, "  ")) == 5
