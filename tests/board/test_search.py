"""Search: over all one's boards, by any word, and never more than one may see."""

from typing import Any

import pytest

from board import archive, cards, checklists, comments, database, items, members, search, undo
from tests.world import Board, World


async def found(by: Board, text: str, **options: Any) -> list[str]:
    """The titles that somebody finds."""
    return [card["title"] for card in await search.find(by.by.user_id, text, **options)]


@pytest.mark.parametrize(
    "text",
    [
        "crème",
        "CREME brulee",
        "cre",
        "dessert creme",
        "brûl",
        "a DESS",
        "creme brulee dessert",
    ],
)
async def test_all_words_are_looked_for_and_the_last_one_may_be_begun(
    world: World, text: str
) -> None:
    board = await world.board()
    await cards.create(board.by, "Crème brûlée", description="A dessert")
    await board.add("Something else")
    assert await found(board, text) == ["Crème brûlée"]


@pytest.mark.parametrize("text", ["rème", "crem brulee", "creme soup", "else creme"])
async def test_what_has_not_all_of_them_is_not_found(world: World, text: str) -> None:
    board = await world.board()
    await board.add("Crème brûlée")
    await board.add("Something else")
    assert await found(board, text) == []


@pytest.mark.parametrize("title, text", [("İstanbul", "istanbul"), ("Straße", "STRASSE")])
async def test_letters_are_folded_alike_on_both_sides(world: World, title: str, text: str) -> None:
    board = await world.board()
    await board.add(title)
    assert await found(board, text) == await found(board, title) == [title]


ODD = [
    "",
    " ",
    '"',
    "'",
    "*",
    "a*",
    "NEAR(",
    "AND",
    "OR NOT",
    "title:x",
    "-x",
    "(",
    "\\",
    "'; DROP TABLE cards; --",
    "a\0b",
    "\ud800",
    "x" * 10_000,
    "word " * 2_000,
    "👨‍👩‍👧‍👦",
    "&|!<->",
    "%_",
    "99999999999999999999",
    "NW-99999999999999999999",
    "$1 ?",
]


@pytest.mark.parametrize("text", ODD, ids=lambda text: repr(text[:12]))
async def test_nothing_that_is_typed_is_an_error(world: World, text: str) -> None:
    board = await world.board()
    await board.add("plain")
    assert await found(board, text) == []


async def test_titles_come_first_then_the_newest_and_the_archived_last(world: World) -> None:
    board = await world.board()
    put_away = await board.add("lamp archived")
    await cards.create(board.by, "older text", description="a lamp")
    await board.add("older lamp")
    await cards.create(board.by, "newer text", description="a lamp")
    await board.add("newer lamp")
    await archive.archive_card(board.by, put_away)
    assert await found(board, "lamp") == [
        "newer lamp",
        "older lamp",
        "newer text",
        "older text",
        "lamp archived",
    ]
    told = await search.find(board.by.user_id, "lamp")
    assert [card["archived"] for card in told] == [False] * 4 + [True]
    assert await found(board, "lamp", limit=2) == ["newer lamp", "older lamp"]


async def test_a_result_says_where_it_stands_and_shows_the_hit(world: World) -> None:
    board = await world.board()
    await cards.create(board.by, "Plan", description="Buy <b>lamps</b> soon", column=board["Doing"])
    (card,) = await search.find(board.by.user_id, "lamp")
    assert (card["key"], card["board_name"], card["column_name"]) == ("TES-1", "Test", "Doing")
    assert card["found_in"] == "description"
    assert card["snippet"] == [
        {"text": "Buy <b>", "hit": False},
        {"text": "lamps", "hit": True},
        {"text": "</b> soon", "hit": False},
    ]


async def test_a_key_jumps_to_its_card_and_a_number_comes_first(world: World) -> None:
    board = await world.board()
    await board.add("one")
    await board.add("two")
    await board.add("as TES-2 says: 2 lamps")
    assert await found(board, "tes-2") == ["two", "as TES-2 says: 2 lamps"]
    assert await found(board, "2") == ["two", "as TES-2 says: 2 lamps"]
    named = await search.named(board.by.user_id, "tes-2")
    assert named is not None and named["title"] == "two"
    assert await search.named(board.by.user_id, "two") is None
    assert await search.named(board.by.user_id, "NO-2") is None


async def test_only_boards_that_one_sits_at_now_are_searched(world: World) -> None:
    own, other = await world.board(), await world.board(by="bo")
    await own.add("lamp here")
    await other.add("lamp there")
    assert await found(own, "lamp") == ["lamp here"]
    seat = await world.joined(other, "ana", "viewer")
    assert await found(own, "lamp") == ["lamp there", "lamp here"]
    assert await found(own, "lamp", board=own.id) == ["lamp here"]
    assert (await search.named(seat.user_id, "TES2-1")) is not None
    await members.remove(other.by, seat.user_id)
    assert await found(own, "lamp") == ["lamp here"]
    assert await found(own, "TES2-1") == []
    assert await found(own, "lamp", board=other.id) == []
    assert (await search.named(seat.user_id, "TES2-1")) is None


async def test_what_was_deleted_is_never_found(world: World) -> None:
    board, gone = await world.board(), await world.board()
    await archive.delete_card(board.by, await board.add("lamp"))
    await gone.add("lamp")
    async with database.transaction() as (batch, _):
        await batch.run(("UPDATE boards SET deleted_at = 1 WHERE id = ?", (gone.id,)))
    assert await found(board, "lamp") == []
    assert await found(board, "TES2-1") == []


async def test_cards_of_an_archived_board_or_column_are_marked(world: World) -> None:
    board = await world.board()
    await board.add("lamp", "Doing")
    await archive.archive_column(board.by, board["Doing"])
    (card,) = await search.find(board.by.user_id, "lamp")
    assert card["archived"]


async def test_comments_and_items_are_found_as_long_as_they_stand(world: World) -> None:
    board = await world.board()
    card = await board.add("plain")
    said = await comments.add(board.by, card, "ask the **zephyr** team")
    made = await checklists.add(board.by, card, "Steps", ["quartz first"])
    (one,) = await search.find(board.by.user_id, "zephyr quartz")
    assert one["found_in"] == "checklist"
    (one,) = await search.find(board.by.user_id, "zephyr")
    assert one["found_in"] == "comment"
    await comments.edit(board.by, card, said["comment"]["id"], "ask the vortex team")
    assert (await found(board, "zephyr"), await found(board, "vortex")) == ([], ["plain"])
    gone = await comments.remove(board.by, card, said["comment"]["id"])
    assert await found(board, "vortex") == []
    await undo.undo(board.by, gone["undo"])
    assert await found(board, "vortex") == ["plain"]
    checklist = made["checklist"]
    item = checklist["items"][0]["id"]
    await items.change_item(board.by, card, checklist["id"], item, text="basalt second")
    assert (await found(board, "quartz"), await found(board, "basalt")) == ([], ["plain"])
    await checklists.remove(board.by, card, checklist["id"])
    assert await found(board, "basalt") == []


async def test_comments_are_read_only_of_cards_whose_hit_may_be_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await world.board()
    titled = await board.add("geese")
    described = (await cards.create(board.by, "b", description="Grey geese."))["card"]["id"]
    said = await board.add("c")
    for card in (titled, described, said):
        await comments.add(board.by, card, "All geese")
    read, asked = database.read, list[Any]()

    async def noting(*statements: Any, **how: Any) -> Any:
        asked.extend(params for sql, params in statements if "FROM comments" in sql)
        return await read(*statements, **how)

    monkeypatch.setattr(database, "read", noting)
    found = await search.find(board.by.user_id, "geese")
    assert {hit["id"]: hit["found_in"] for hit in found} == {
        titled: "title",
        described: "description",
        said: "comment",
    }
    assert asked == [(said,)]
