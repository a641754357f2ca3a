import json
import re
from typing import Any

from starlette.routing import Route

from server.api.openapi import Call
from server.routes import routes
from tests.described import described
from tests.edge import Edge


def operations() -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": operation
        for path, methods in described()["paths"].items()
        for method, operation in methods.items()
    }


def test_every_call_says_what_it_takes_and_answers() -> None:
    found = [
        route for route in routes() if isinstance(route, Route) and route.path.startswith("/api/")
    ]

    assert [route.path for route in found if not isinstance(route, Call)] == []
    assert set(operations()) == {
        f"{method} {route.path}"
        for route in found
        for method in route.methods or ()
        if method != "HEAD"
    }


async def test_the_description_is_answered_to_everybody(edge: Edge) -> None:
    anybody = await edge.browser()

    answer = await anybody.get("/api/v1/openapi.json")

    assert (answer.status_code, answer.json()) == (200, described())


def test_what_a_path_names_is_described() -> None:
    for address, operation in operations().items():
        named = [each["name"] for each in operation["parameters"] if each["in"] == "path"]
        assert named == re.findall(r"\{(\w+)\}", address)


def test_every_reference_leads_somewhere() -> None:
    for reference in set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(described()))):
        place: Any = described()
        for step in reference.split("/"):
            place = place[step]
        assert place


def test_every_operation_has_a_name_of_its_own_and_a_sentence() -> None:
    names = [operation["operationId"] for operation in operations().values()]

    assert len(set(names)) == len(names)
    assert all(operation["summary"].endswith(".") for operation in operations().values())


def test_only_what_changes_something_carries_a_key() -> None:
    for address, operation in operations().items():
        headers = [each["name"] for each in operation["parameters"] if each["in"] == "header"]
        assert headers == ([] if address.startswith("GET ") else ["Idempotency-Key"])


def test_a_change_has_no_defaults() -> None:
    changed = described()["components"]["schemas"]["ColumnChanges"]["properties"]

    assert not [field for field, schema in changed.items() if "default" in schema]


async def test_an_invitation_asked_for_twice_is_answered_without_its_link(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.program("ana")
    address, key = f"/boards/{board.id}/invitations", {"Idempotency-Key": "one"}

    first = await ana.post(address, json={"role": "viewer"}, headers=key)
    again = await ana.post(address, json={"role": "viewer"}, headers=key)

    link = {"token": None, "url": None}
    told = first.json()
    assert again.status_code == 201
    assert again.json() == {**told, "invitation": {**told["invitation"], **link}}
