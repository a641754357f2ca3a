from typing import Any

import pytest

from server import api
from server.api.openapi import Call
from tests.described import described
from tests.edge import Edge
from tests.server.test_matrix import something

NEEDED = {
    "NewBoard": {"name": "x"},
    "NewCard": {"title": "x"},
    "NewCards": {"titles": ["x"]},
    "NewColumn": {"name": "x", "stage": "wip"},
    "NewLane": {"name": "x"},
    "NewInvitation": {"role": "viewer"},
    "BoardCopy": {"name": "x"},
    "NewChecklist": {"name": "x"},
}


def beyond(schema: dict[str, Any]) -> list[Any]:
    """Values that a field does not take, if its schema is right."""
    found: list[Any] = []
    for each in (schema, *schema.get("anyOf", ())):
        if "maxLength" in each:
            found += ["x" * (each["maxLength"] + 1), *([""] if each["minLength"] else [])]
        if "enum" in each:
            found += ["something else"]
        if "maximum" in each:
            found += [each["minimum"] - 1, each["maximum"] + 1]
        if "maxItems" in each:
            kinds = {"integer": 1, "string": "x"}
            item = kinds.get(each.get("items", {}).get("type"), {"name": "x", "stage": "wip"})
            found += [[item] * (each["maxItems"] + 1)]
        if each == {"type": "null"} and "anyOf" not in schema:
            found += [1]
    return found


def within(schema: dict[str, Any]) -> list[Any]:
    """Values at the end of what a field takes."""
    return ["x" * schema["maxLength"]] if "maxLength" in schema else schema.get("enum", [])


@pytest.mark.parametrize(
    "call",
    [call for call in api.ROUTES if call.takes],
    ids=lambda call: f"{call.method} {call.path}",
)
async def test_fields_take_what_the_description_says(site: Edge, call: Call) -> None:
    it = await something(site, "ana", "bo")
    board, card, guest = it.board, it.ids["card"], it.ids["user"]
    address = call.path.removeprefix("/api/v1").format(**it.ids)
    ana = await site.program("ana")
    assert call.takes
    label = it.ids["label"]
    known = {
        **NEEDED,
        "NewInvitation": {"role": "viewer"},
        "CardPlace": {"column": board["Done"]},
        "Transfer": {"board": (await site.world.board()).id},
        "SelectionPlace": {"cards": [card], "column": board["Done"]},
        "SelectionArchival": {"cards": [card]},
        "SelectionLabel": {"cards": [card], "label": label},
        "SelectionAssignee": {"cards": [card], "user": guest},
    }
    needed = known.get(call.takes.__name__, {})

    schemas = described()["components"]["schemas"]
    for field, schema in schemas[call.takes.__name__]["properties"].items():
        for value in beyond(schema):
            refused = await ana.request(call.method, address, json={**needed, field: value})
            assert refused.status_code == 422, (field, value, refused.text)
            assert refused.json().get("field", field) == field
        for value in within(schema):
            if call.takes.__name__ == "Undo":
                continue  # It can be done only once.
            if call.takes.__name__ == "NewLabel":
                needed = {"name": f"a {value} one"[:100]}  # No two have the same name.
            taken = await ana.request(call.method, address, json={**needed, field: value})
            assert taken.status_code in (200, 201), (field, value, taken.text)
