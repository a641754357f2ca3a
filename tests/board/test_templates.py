"""Templates: every one makes a board that works."""

import pytest

from board import boards, columns, database
from board.labels import COLORS
from board.templates import TEMPLATES, Template
from tests.world import World


@pytest.mark.parametrize("name", sorted(TEMPLATES))
async def test_a_board_is_made_of_it(world: World, name: str) -> None:
    template = TEMPLATES[name]
    ana = await world.user("ana")
    made = await boards.create(ana, "Test", drafts=template.columns, labels=template.labels)
    (rows,) = await database.read(columns.on(made["id"]))
    assert [row["name"] for row in rows] == [draft.name for draft in template.columns]
    for draft in template.columns:
        assert columns.draft(**draft.facts) == draft


@pytest.mark.parametrize("name", sorted(set(TEMPLATES) - {"blank"}))
def test_work_can_begin_and_end_on_it(name: str) -> None:
    stages = [draft.stage for draft in TEMPLATES[name].columns]
    assert stages[0] == "todo" and "wip" in stages
    assert [stage for stage in stages if stage != "discard"][-1] == "done"


@pytest.mark.parametrize("template", TEMPLATES.values())
def test_its_labels_differ_and_have_colours_that_there_are(template: Template) -> None:
    names = [name for name, _ in template.labels]
    assert len({name.casefold() for name in names}) == len(names)
    assert {color for _, color in template.labels} <= set(COLORS)
