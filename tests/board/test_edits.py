"""Edits: what a card says changes field by field, and nobody's text is lost."""

import pytest

from board import archive, edits
from board.errors import Conflict, Invalid
from board.events import CardArchived, CardRenamed
from tests.world import World


async def test_an_edit_based_on_an_old_version_of_that_text_is_refused_with_both(
    world: World,
) -> None:
    board = await world.board()
    a = await board.add("a")
    base = (await board.card(a))["version"]
    await edits.edit(board.by, a, description="theirs", base=base)
    with pytest.raises(Conflict) as refused:
        await edits.edit(board.by, a, description="mine", base=base)
    assert (refused.value.facts["yours"], refused.value.facts["theirs"]) == ("mine", "theirs")


async def test_an_edit_of_another_text_than_the_one_that_changed_stands(world: World) -> None:
    board = await world.board()
    a = await board.add("a")
    base = (await board.card(a))["version"]
    await edits.edit(board.by, a, description="theirs", base=base)
    await board.put(a, "Doing")
    await edits.edit(board.by, a, title="mine", base=base)
    row = await board.card(a)
    assert (row["title"], row["description"]) == ("mine", "theirs")


async def test_an_edit_that_changes_nothing_writes_no_event(world: World) -> None:
    board = await world.board()
    a = await board.add("a")
    before = await board.seq()
    await edits.edit(board.by, a, title="a", description="")
    assert await board.seq() == before


async def test_a_version_from_the_future_is_refused(world: World) -> None:
    board = await world.board()
    a = await board.add("a")
    with pytest.raises(Invalid):
        await edits.edit(board.by, a, title="b", base=10_000)


async def test_events_carry_the_text_before_and_after(world: World) -> None:
    board = await world.board()
    a = await board.add("a")
    await edits.edit(board.by, a, title="b")
    renamed = (await board.events())[-1]
    assert isinstance(renamed, CardRenamed) and renamed.name == ["a", "b"]
    await archive.archive_card(board.by, a)
    archived = (await board.events())[-1]
    assert isinstance(archived, CardArchived) and archived.title == "b"


async def test_what_a_card_says_besides_its_texts_is_changed_and_cleared(world: World) -> None:
    board = await world.board()
    a = await board.add("a")
    said = {"start": "2026-11-24", "due": "2026-12-01", "class_of_service": "fixed_date"}
    before = await board.seq()
    told = await edits.edit(board.by, a, **said, estimate=8)
    assert {name: told["card"][name] for name in said} == said
    assert told["card"]["estimate"] == 8
    kinds = [event.kind for event in await board.events(before)]
    assert kinds == ["card.scheduled", "card.classed", "card.estimated"]
    assert told["card"]["version"] == told["seq"] == before + 3
    nothing = await edits.edit(board.by, a, **said, estimate=8.0)
    assert nothing["undo"] is None
    cleared = await edits.edit(board.by, a, start=None, due=None, estimate=None)
    assert [cleared["card"][name] for name in ("start", "due", "estimate")] == [None] * 3


async def test_a_card_may_be_due_before_it_is_to_start(world: World) -> None:
    board = await world.board()
    a = await board.add("a")
    told = await edits.edit(board.by, a, start="2026-12-01", due="2026-11-24T23:00:00-05:00")
    assert (told["card"]["start"], told["card"]["due"]) == ("2026-12-01", "2026-11-25")


async def test_a_change_that_names_one_day_leaves_the_other(world: World) -> None:
    board = await world.board()
    a = await board.add("a")
    await edits.edit(board.by, a, start="2026-12-01", due="2026-12-02")
    told = await edits.edit(board.by, a, due=None)
    assert (told["card"]["start"], told["card"]["due"]) == ("2026-12-01", None)


async def test_a_value_that_cannot_be_taken_changes_nothing_else_either(world: World) -> None:
    board = await world.board()
    a = await board.add("a")
    before = await board.digest()
    with pytest.raises(Invalid) as refused:
        await edits.edit(board.by, a, title="b", estimate=-1)
    assert refused.value.field == "estimate"
    assert await board.digest() == before
