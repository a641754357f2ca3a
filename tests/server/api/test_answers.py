import json
from typing import Any, NamedTuple

import pytest

from board import comments, labels, lanes
from server import api, forms
from server.api.answers import Problem
from server.api.openapi import Call
from tests.contents import listed
from tests.edge import Edge
from tests.world import Board

COLUMN = {"name": "New", "stage": "wip"}
STEPS = "/boards/{board}/cards/{card}/checklists"
SENT: dict[str, dict[str, Any]] = {
    "POST /boards": {"name": "New", "columns": [COLUMN]},
    "PATCH /boards/{board}": {"name": "New"},
    "POST /boards/{board}/copy": {"name": "New", "with_cards": True},
    "POST /boards/{board}/cards": {"title": "New", "column": "{column}"},
    "PATCH /boards/{board}/cards/{card}": {"description": "New", "base": 6},
    "POST /boards/{board}/cards/{card}/place": {"column": "{column}"},
    "DELETE /boards/{board}/cards/{card}/archival": {},
    "POST /boards/{board}/selection/place": {"cards": ["{card}"], "column": "{column}"},
    "POST /boards/{board}/selection/archival": {"cards": ["{card}", 999]},
    "POST /boards/{board}/selection/labels": {"cards": ["{card}"], "label": "{label}"},
    "POST /boards/{board}/selection/assignees": {"cards": ["{card}"], "user": "{user}"},
    "POST /boards/{board}/selection/cards": {"titles": ["New", "Newer"], "column": "{column}"},
    "POST /boards/{board}/cards/{card}/copy": {"title": "New"},
    "POST /boards/{board}/cards/{card}/transfer": {"board": "{target}"},
    f"POST {STEPS}": {"name": "New", "items": ["one"]},
    f"PATCH {STEPS}/{{checklist}}": {"name": "New"},
    f"POST {STEPS}/{{checklist}}/place": {},
    f"POST {STEPS}/{{checklist}}/items": {"text": "New"},
    f"PATCH {STEPS}/{{checklist}}/items/{{item}}": {"done": True},
    f"POST {STEPS}/{{checklist}}/items/{{item}}/place": {},
    f"POST {STEPS}/{{checklist}}/items/{{item}}/card": {},
    "POST /boards/{board}/cards/{card}/comments": {"text": "New"},
    "PATCH /boards/{board}/cards/{card}/comments/{comment}": {"text": "New"},
    "POST /boards/{board}/labels": {"name": "New", "color": "pink"},
    "PATCH /boards/{board}/labels/{label}": {"name": "New"},
    "POST /boards/{board}/cards/{card}/block": {"reason": "They wait"},
    "POST /boards/{board}/columns": COLUMN,
    "PATCH /boards/{board}/columns/{column}": {"wip_limit": 5},
    "POST /boards/{board}/columns/{column}/place": {},
    "DELETE /boards/{board}/columns/{column}/archival": {},
    "POST /boards/{board}/columns/{column}/clearing": {"to": "{done}"},
    "POST /boards/{board}/lanes": {"name": "New", "wip_limit": 2},
    "PATCH /boards/{board}/lanes/{lane}": {"name": "New"},
    "POST /boards/{board}/lanes/{lane}/place": {},
    "DELETE /boards/{board}/lanes/{lane}/archival": {},
    "PATCH /boards/{board}/members/{user}": {"role": "editor"},
    "POST /boards/{board}/invitations": {"role": "viewer"},
    "POST /boards/{board}/events/{seq}/undo": {},
}
"""What each call is sent that takes something, by its method and address."""


def name(call: Call) -> str:
    return f"{call.method} {call.path.removeprefix('/api/v1')}"


class Laid(NamedTuple):
    """A board on which every call has something to do."""

    board: Board
    ids: dict[str, int]


async def laid(edge: Edge, call: Call) -> Laid:
    board = await edge.world.board("Todo Doing:1 Done")
    guest = await edge.world.joined(board, "bo", "viewer")
    await board.add("there", "Doing")
    card, other = await board.add("a", "Done"), await board.add("b")
    ana = await edge.program("ana")
    made = await ana.post(f"/boards/{board.id}/invitations", json={"role": "viewer"})
    if name(call) == "DELETE /boards/{board}/cards/{card}/archival":
        await ana.post(f"/boards/{board.id}/cards/{other}/archival")
        card = other
    steps = await listed(board, card, "Step")
    ids = {
        "target": (await edge.world.board()).id,
        "checklist": steps["id"],
        "item": steps["items"][0]["id"],
        "label": (await labels.add(board.by, "Bug"))["label"]["id"],
        "comment": (await comments.add(board.by, card, "Well"))["comment"]["id"],
        "board": board.id,
        "card": card,
        "column": board["Doing"],
        "done": board["Done"],
        "lane": (await lanes.add(board.by, "Urgent"))["lane"]["id"],
        "user": guest.user_id,
        "invitation": made.json()["invitation"]["id"],
        "seq": 7,
    }
    return Laid(board, ids)


def _filled(body: Any, ids: dict[str, int]) -> Any:
    """A body with ids where it names them."""
    text = json.dumps(body)
    for what, identity in ids.items():
        text = text.replace(f'"{{{what}}}"', str(identity))
    return json.loads(text)


@pytest.mark.parametrize("call", api.ROUTES, ids=name)
async def test_a_call_takes_and_answers_what_it_says(
    edge: Edge, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Any] = []
    original = forms.json

    async def spied(request: Any, model: Any) -> Any:
        read.append(model)
        return await original(request, model)

    stood = await laid(edge, call)
    ana = await edge.program("ana")
    body = _filled(SENT.get(name(call)), stood.ids)
    monkeypatch.setattr(forms, "json", spied)

    address = call.path.removeprefix("/api/v1").format(**stood.ids)
    answer = await ana.request(call.method, address, json=body)

    assert answer.status_code == call.status, answer.text
    assert answer.headers["content-type"] == "application/json"
    call.answers.model_validate_json(answer.text)
    assert read == ([call.takes or forms.Asked] if call.changes else [])


def test_every_call_that_takes_something_is_sent_something() -> None:
    assert set(SENT) == {name(call) for call in api.ROUTES if call.takes}


@pytest.mark.parametrize(
    "call", [call for call in api.ROUTES if call.query], ids=lambda call: name(call)
)
async def test_a_list_knows_the_parameters_that_it_names(edge: Edge, call: Call) -> None:
    stood = await laid(edge, call)
    ana = await edge.program("ana")
    address = call.path.removeprefix("/api/v1").format(**stood.ids)

    refused = await ana.get(address, params={"nonsense": 1})

    known = refused.json()["detail"].partition("Known are ")[2].removesuffix(".")
    assert (refused.status_code, set(known.split(", "))) == (422, set(call.query))


async def test_refusals_are_problems(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:1! Done")
    card = await board.add("a")
    await board.add("there", "Doing")
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/cards/{card}"
    await ana.patch(address, json={"title": "Theirs"})

    for refused, status, facts in (
        (await ana.get("/boards/999"), 404, set()),
        (await ana.get("/nothing"), 404, set()),
        (await ana.post(address), 405, set()),
        (await ana.patch(address, json={"title": "x" * 1_001}), 422, {"field", "limit", "actual"}),
        (await ana.patch(address, json={"nonsense": 1}), 422, {"field"}),
        (await ana.post(f"{address}/place", json={"column": board["Doing"]}), 409, {"limit"}),
        (
            await ana.patch(address, json={"title": "Mine", "base": 3}),
            409,
            {"field", "yours", "theirs", "version"},
        ),
    ):
        told = Problem.model_validate_json(refused.text)
        assert (refused.status_code, told.status) == (status, status)
        assert told.model_fields_set == {"type", "title", "status", "detail", "code", *facts}
