import json

import pytest
from pydantic import TypeAdapter

from board import boards, log
from board.events import KINDS, BoardImported
from server.api.told import EVENTS, AnyEvent
from tests.edge import Edge
from tests.test_live import DOING, FIRST, LAST, busy

any_event: TypeAdapter[object] = TypeAdapter(AnyEvent)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - FIRST - LAST))
async def test_an_event_is_told_in_its_shape(site: Edge, kind: str) -> None:
    board, card = await busy(site.world)
    await DOING[kind](site.world, board, card)

    told = [log.facts(row) for row in await board.rows()]

    assert {"board.created", kind} <= {event["kind"] for event in told}
    for event in told:
        any_event.validate_json(json.dumps(event))


async def test_the_end_of_a_board_is_told_in_its_shape(site: Edge) -> None:
    board = await site.world.board()
    await boards.delete(board.by, name="Test")

    deleted = log.facts((await board.rows())[-1])

    assert deleted["kind"] == "board.deleted"
    any_event.validate_json(json.dumps(deleted))


async def test_an_event_that_undoes_says_so_in_its_shape(site: Edge) -> None:
    board, card = await busy(site.world)
    await DOING["card.undeleted"](site.world, board, card)

    undone = log.facts((await board.rows())[-1])

    assert undone["undoes"] == undone["seq"] - 1
    any_event.validate_json(json.dumps(undone))


def test_an_import_is_told_in_its_shape() -> None:
    event = BoardImported(name="n", key="N", timezone="UTC", source="trello", counts={"cards": 1})
    row = {"seq": 1, "at": 0, "kind": event.kind, "by_id": 1, "by_name": "Ana", "undoes": None}

    told = log.facts({**row, "data": json.dumps(vars(event))})

    any_event.validate_json(json.dumps(told))


def test_every_kind_of_event_has_a_shape() -> None:
    assert set(EVENTS) == set(KINDS)
    assert all(EVENTS[kind].__doc__ == KINDS[kind].__doc__ for kind in KINDS)
