"""Templates: every one makes a board that works."""

import pytest

from board import boards, columns, database
from board.templates import TEMPLATES
from tests.world import World


@pytest.mark.parametrize("name", sorted(TEMPLATES))
async def test_a_board_is_made_of_it(world: World, name: str) -> None:
    template = TEMPLATES[name]
    made = await boards.create(await world.user("ana"), "Test", drafts=template.columns)
    (rows,) = await database.read(columns.on(made["id"]))
    assert [row["name"] for row in rows] == [draft.name for draft in template.columns]
    for draft in template.columns:
        assert columns.draft(**draft.facts) == draft


@pytest.mark.parametrize("name", sorted(set(TEMPLATES) - {"blank"}))
def test_work_can_begin_and_end_on_it(name: str) -> None:
    stages = [draft.stage for draft in TEMPLATES[name].columns]
    assert stages[0] == "todo" and "wip" in stages and stages[-1] == "done"
