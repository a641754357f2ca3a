"""The index of words: kept by every change, by imports, and right through migrations."""

from typing import Any

import pytest

from board import archive, board_copies, cards, checklists, database, edits, index, log, search
from board.events import KINDS
from board.exchange import imports
from board.sqlite import Statement
from tests.board.exchange.test_imports import BAKERY
from tests.test_live import DOING, FIRST, busy
from tests.world import Board, World


async def said(*statements: Statement) -> None:
    """Write rows as no verb does."""
    async with database.transaction() as (batch, _):
        await batch.run(*statements)


def test_the_kinds_that_change_words_exist() -> None:
    assert set(KINDS) >= index.WORDY


@pytest.mark.parametrize("kind", sorted(set(DOING) - FIRST))
async def test_what_any_verb_writes_is_indexed_with_it(world: World, kind: str) -> None:
    board, card = await busy(world)
    await DOING[kind](world, board, card)
    assert await index.rebuild() == 0


async def test_what_is_refused_leaves_the_index_alone(world: World) -> None:
    board = await world.board()
    card = await board.add("first")
    with pytest.raises(ZeroDivisionError):
        async with log.change(board.by, "edit cards") as change:
            change(_renamed(card))
            change.write("UPDATE cards SET title = ? WHERE id = ?", "second", card)
            raise ZeroDivisionError
    assert await index.rebuild() == 0


def _renamed(card: int) -> Any:
    event = KINDS["card.renamed"]
    return event(card=card, number=1, title="first", name=["first", "second"])


async def test_comments_and_items_are_indexed_while_they_stand(world: World) -> None:
    board = await world.board()
    card = await board.add("title")
    await _talked(board, card)
    assert await index.rebuild() == 1
    assert await _indexed(card) == {"title", "step", "remark"}
    await said(("UPDATE comments SET removed_at = 1", ()))
    await said(("UPDATE checklists SET removed_at = 1", ()))
    await edits.edit(board.by, card, description="words")
    assert await _indexed(card) == {"title", "words"}


async def _talked(board: Board, card: int) -> None:
    await said(
        (
            "INSERT INTO checklists (board_id, card_id, name, rank) VALUES (?, ?, 'List', 'a')",
            (board.id, card),
        ),
        (
            "INSERT INTO checklist_items (checklist_id, card_id, text, rank)"
            " SELECT id, card_id, 'step', 'a' FROM checklists",
            (),
        ),
        (
            "INSERT INTO comments (board_id, card_id, by_id, text, written_at)"
            " VALUES (?, ?, ?, 'remark', 1)",
            (board.id, card, board.by.user_id),
        ),
    )


async def _indexed(card: int) -> set[str]:
    """The words that are indexed of a card."""
    (rows,) = await database.read(index._stored([card]))
    return {word for row in rows for word in index._set(row["words"])}


async def test_a_deleted_card_is_taken_out_and_an_archived_one_stays(world: World) -> None:
    board = await world.board()
    gone, put_away = await board.add("gone"), await board.add("away")
    await archive.archive_card(board.by, put_away)
    await archive.delete_card(board.by, gone)
    assert (await _indexed(gone), await _indexed(put_away)) == (set(), {"away"})


async def test_what_is_imported_or_copied_is_indexed_with_it(world: World) -> None:
    report = await imports.run(BAKERY, await world.user())
    seat = await world.seat(report["board"], "ana")
    assert await index.rebuild() == 0
    (found,) = await search.find(seat.user_id, "croissants")
    await checklists.add(seat, found["id"], "Steps", ["zephyr"])
    copied = await board_copies.copy(seat, "Another bakery", with_cards=True)
    assert await index.rebuild() == 0
    boards = {card["board"] for card in await search.find(seat.user_id, "zephyr")}
    assert boards == {report["board"], copied["id"]}


async def test_a_rebuild_sets_right_whatever_differs(world: World) -> None:
    board = await world.board()
    card = await board.add("right")
    lost = await board.add("lost")
    await said(
        ("UPDATE cards SET title = 'changed' WHERE id = ?", (card,)),
        (f"DELETE FROM card_words WHERE {index._id()} = ?", (lost,)),
        index._insert(9_999, ["nobody"], ["nobody"]),
    )
    assert await index.rebuild() == 3
    assert await index.rebuild() == 0
    assert (await _indexed(card), await _indexed(lost)) == ({"changed"}, {"lost"})


async def test_without_a_migration_the_number_of_cards_is_enough(world: World) -> None:
    board = await world.board()
    card = await board.add("same")
    await said(("UPDATE cards SET title = 'other'", ()))
    assert await index.rebuild(all_=False) == 0
    await said((f"DELETE FROM card_words WHERE {index._id()} = ?", (card,)))
    assert await index.rebuild(all_=False) == 1


async def test_as_many_words_as_a_card_can_hold_are_taken(world: World) -> None:
    board = await world.board()
    longest = " ".join(f"w{n}" for n in range(9_000))[:50_000]
    made = await cards.create(board.by, "x" * 1_000, description=longest)
    await said(
        *[
            (
                "INSERT INTO comments (board_id, card_id, by_id, text, written_at)"
                " VALUES (?, ?, ?, ?, 1)",
                (board.id, made["card"]["id"], board.by.user_id, longest.replace("w", f"é{n}ö")),
            )
            for n in range(20)
        ]
    )
    assert await index.rebuild() == 1
    assert await index.rebuild() == 0


async def test_texts_of_one_instant_have_one_order(world: World) -> None:
    """Of very many words only the first are indexed, and those are to be the same each time."""
    board = await world.board()
    card = await board.add("one")
    written = "INSERT INTO comments (id, board_id, card_id, by_id, text, written_at)"
    # Those that came later have lower numbers: as they lie on the disk is not how they are read.
    for number, text in ((9_003, "c"), (9_002, "b"), (9_001, "a")):
        params = number, board.id, card, board.by.user_id, text
        await said((f"{written} VALUES (?, ?, ?, ?, ?, 1)", params))
    *_, comments = await database.read(*index.texts([card]))
    assert [row["text"] for row in comments] == ["c", "b", "a"]
