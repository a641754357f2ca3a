from typing import Any, get_args, get_type_hints

import pytest

from board import database
from board.events import KINDS
from server import history
from server.templates import environment, render
from tests.world import World

STANDING = {"scope": "column", "id": 1, "name": "Doing", "count": 3, "of": 2, "mode": "soft"}
VALUES: dict[str, Any] = {
    "columns": [],
    "counts": {},
    "limits": [STANDING],
    "cards": [1],
    "ranks": {},
    "override": None,
    "estimate": [1.5, 2],
}


def sample(kind: str) -> dict[str, Any]:
    """Some event of a kind, as the log keeps it."""
    fields = {name: of for name, of in get_type_hints(KINDS[kind]).items() if name != "kind"}
    return {name: VALUES.get(name, value(of)) for name, of in fields.items()}


def value(of: Any) -> Any:
    if of in (int, bool) or int in get_args(of):
        return 1
    return "text" if of is str else ["before", "after"]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_event_has_its_sentence(kind: str) -> None:
    sentence = render(f"events/{kind}.html", by="Ana", event=sample(kind)).strip()

    assert sentence.endswith(".")
    assert "Ana" in sentence or kind in ("column.spread", "member.joined")


def test_there_are_no_sentences_for_events_that_do_not_exist() -> None:
    names = environment().list_templates(filter_func=lambda name: name.startswith("events/"))

    assert {name.removeprefix("events/").removesuffix(".html") for name in names} == set(KINDS)


async def test_a_cards_history_is_told_latest_first(world: World) -> None:
    board = await world.board("Todo Doing Done")
    card = await board.add("Plan")
    await board.add("Another")
    await board.put(card, "Doing")

    (rows,) = await database.read(history.of_card(board.id, card))
    told = history.told(rows)

    assert [(entry["kind"], entry["by"]) for entry in told] == [
        ("card.moved", "Ana"),
        ("card.created", "Ana"),
    ]
    assert told[0]["event"]["column_title"] == ["Todo", "Doing"]
