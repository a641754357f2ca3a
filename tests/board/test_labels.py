"""Labels: those of a board, and on its cards."""

import pytest

from board import boards, cards, database, labels
from board.errors import Conflict, Invalid, Missing, NotAllowed
from board.undo import undo
from tests.world import Board, World


async def on_card(board: Board, card: int) -> list[int]:
    found, (row,) = await database.read(cards.named(board.id, card), boards.named(board.id))
    return list(cards.facts(found[0], row)["labels"])


async def of(board: Board) -> list[tuple[str, str]]:
    (rows,) = await database.read(labels.of_board(board.id))
    return [(row["name"], row["color"]) for row in rows]


async def made(board: Board, name: str = "bug", color: str | None = "red") -> int:
    return int((await labels.add(board.by, name, color))["label"]["id"])


async def test_a_label_without_a_colour_has_one_that_few_have(world: World) -> None:
    board = await world.board()
    colors = {(await labels.add(board.by, f"n{n}"))["label"]["color"] for n in range(10)}
    assert colors == set(labels.COLORS)


@pytest.mark.parametrize("name", ["BUG", " bug ", "Bug"])
async def test_a_name_is_taken_whatever_its_case(world: World, name: str) -> None:
    board = await world.board()
    await made(board, "bug")
    other = await made(board, "cafe\u0301")
    for verb in (labels.add(board.by, name), labels.update(board.by, other, name=name)):
        with pytest.raises(Invalid) as refused:
            await verb
        assert refused.value.field == "name"
    with pytest.raises(Invalid):
        await labels.add(board.by, "CAF\u00c9")


@pytest.mark.parametrize("name", ["", " ", "\u200b", "x" * 101, "a\0b"])
async def test_what_cannot_be_a_label_changes_nothing(world: World, name: str) -> None:
    board = await world.board()
    before = await board.digest()
    with pytest.raises(Invalid):
        await labels.add(board.by, name)
    with pytest.raises(Invalid, match="grey"):
        await labels.add(board.by, "fine", "purple")
    assert await board.digest() == before


async def test_a_board_has_a_number_of_labels_and_no_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labels, "MOST", 2)
    board = await world.board()
    first, _ = await made(board, "a"), await made(board, "b")
    with pytest.raises(Invalid, match="at most 2"):
        await made(board, "c")
    await labels.remove(board.by, first)
    await made(board, "c")


async def test_putting_and_taking_twice_changes_nothing(world: World) -> None:
    board = await world.board()
    card, label = await board.add("a"), await made(board)
    await labels.put(board.by, card, label)
    before = await board.digest()
    answer = await labels.put(board.by, card, label)
    assert (answer["card"]["labels"], answer["undo"]) == ([label], None)
    assert await board.digest() == before
    await labels.take(board.by, card, label)
    before = await board.digest()
    assert (await labels.take(board.by, card, label))["card"]["labels"] == []
    assert await board.digest() == before


async def test_a_label_of_another_board_does_not_exist(world: World) -> None:
    board, other = await world.board(), await world.board()
    card, foreign = await board.add("a"), await made(other)
    for verb in (
        labels.put(board.by, card, foreign),
        labels.take(board.by, card, foreign),
        labels.update(board.by, foreign, name="mine"),
        labels.remove(board.by, foreign),
    ):
        with pytest.raises(Missing):
            await verb


async def test_a_removed_label_is_on_no_card_until_that_is_undone(world: World) -> None:
    board = await world.board()
    card, label = await board.add("a"), await made(board)
    await labels.put(board.by, card, label)
    await labels.remove(board.by, label)
    assert (await on_card(board, card), await of(board)) == ([], [])
    seq = await board.seq()
    await undo(board.by, seq)
    assert (await on_card(board, card), await of(board)) == ([label], [("bug", "red")])
    await undo(board.by, await board.seq())
    assert await of(board) == []


async def test_a_removal_is_not_undone_when_the_name_is_taken(world: World) -> None:
    board = await world.board()
    label = await made(board)
    await labels.remove(board.by, label)
    seq = await board.seq()
    await made(board, "Bug")
    with pytest.raises(Invalid):
        await undo(board.by, seq)


async def test_a_change_is_undone_and_an_adding_when_no_card_carries_it(world: World) -> None:
    board = await world.board()
    card, label = await board.add("a"), await made(board)
    added = await board.seq()
    await labels.update(board.by, label, name="defect", color="pink")
    await undo(board.by, await board.seq())
    assert await of(board) == [("bug", "red")]
    await labels.put(board.by, card, label)
    with pytest.raises(Conflict):
        await undo(board.by, added)
    await undo(board.by, await board.seq())
    assert await on_card(board, card) == []
    await undo(board.by, added)
    assert await of(board) == []


async def test_saying_what_a_label_is_already_changes_nothing(world: World) -> None:
    board = await world.board()
    label = await made(board)
    before = await board.digest()
    await labels.update(board.by, label, name="bug", color="red")
    assert await board.digest() == before


async def test_an_editor_makes_and_puts_labels_and_an_admin_changes_them(world: World) -> None:
    board = await world.board()
    card = await board.add("a")
    eve, vic = await world.joined(board, "eve"), await world.joined(board, "vic", "commenter")
    label = (await labels.add(eve, "bug"))["label"]["id"]
    await labels.put(eve, card, label)
    for verb in (
        labels.update(eve, label, name="x"),
        labels.remove(eve, label),
        labels.add(vic, "y"),
        labels.put(vic, card, label),
    ):
        with pytest.raises(NotAllowed):
            await verb
