"""The description of the API (OpenAPI 3.1), made of what the routes say of themselves.

A route is a `Call`: beside its method, address and endpoint it names the model of its body, the
shape and status of its answer, and the refusals that are its own. Everything else follows: what a
path names is a number, what changes something may carry an Idempotency-Key, and the rest of the
refusals come from what stands before every endpoint.
"""

import re
import sys
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from inspect import cleandoc
from itertools import groupby
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from board.errors import Conflict, Invalid, Missing, NotAllowed, Refused
from server import refusals
from server.api.answers import Problem
from server.api.parameters import PARAMETERS
from server.api.writing import written
from server.errors import PROBLEM
from server.forms import Asked

PREFIX = "/api/v1"
REF = "#/components/schemas/{model}"

IDEMPOTENCY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The same key and request are carried out once and answered alike, for 7 days.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}

BEFORE_ALL = (
    refusals.Malformed,
    refusals.SignedOut,
    Invalid,
    refusals.TooMany,
    refusals.Failed,
    refusals.Unavailable,
)
BEFORE_CHANGES = (
    NotAllowed,
    refusals.CrossSite,
    refusals.TooSlow,
    refusals.TooLarge,
    refusals.Unsupported,
)


class Call(Route):
    """A route of the API that says what it takes and what it answers.

    `takes`: the model of its body, None when nothing is to be said; `query`: the parameters it
    reads; `refuses`: refusals that other calls do not have; `is_open`: it asks for no token.
    """

    def __init__(
        self,
        method: str,
        path: str,
        endpoint: Callable[..., Any],
        answers: type[BaseModel],
        *,
        takes: type[Asked] | None = None,
        status: int = 200,
        query: Collection[str] = (),
        refuses: Collection[type[Refused]] = (),
        is_open: bool = False,
    ) -> None:
        super().__init__(PREFIX + path, endpoint, methods=[method])
        self.method = method
        self.answers = answers
        self.takes = takes
        self.status = status
        self.query = query
        self.refuses = refuses
        self.is_open = is_open

    @property
    def changes(self) -> bool:
        """Whether it changes something."""
        return self.method != "GET"

    @property
    def names(self) -> list[str]:
        """What its path names by id."""
        return re.findall(r"\{(\w+)\}", self.path)

    @property
    def noun(self) -> str:
        """The noun that it is about: the name of its endpoint's module."""
        return str(self.endpoint.__module__.rpartition(".")[2])

    @property
    def summary(self) -> str:
        """What it does."""
        return cleandoc(self.endpoint.__doc__ or "")

    @property
    def refusals(self) -> list[type[Refused]]:
        """Every refusal that it may answer, by status."""
        kinds = {*BEFORE_ALL, *self.refuses}
        kinds |= {Missing} if self.names else set()
        kinds |= {Conflict} if self.changes and "board" in self.names else set()
        kinds |= set(BEFORE_CHANGES) if self.changes else set()
        return sorted(kinds, key=lambda kind: (refusals.STATUS[kind], kind.code))


async def show(request: Request) -> Response:
    """This description."""
    return await written(lambda: _of(request.app))


@lru_cache(maxsize=1)
def _of(app: Starlette) -> dict[str, Any]:
    return document([route for route in app.routes if isinstance(route, Call)])


def document(calls: Sequence[Call]) -> dict[str, Any]:
    """The OpenAPI document of some calls."""
    paths: dict[str, dict[str, Any]] = {}
    for call in calls:
        paths.setdefault(call.path, {})[call.method.lower()] = _operation(call)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Andon", "version": "1", "license": {"name": "MIT", "identifier": "MIT"}},
        "security": [{"token": []}],
        "tags": _tags(calls),
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(calls),
            "responses": {
                _key(kinds): _problem(kinds) for call in calls for kinds in _grouped(call)
            },
        },
    }


def _tags(calls: Sequence[Call]) -> list[dict[str, Any]]:
    modules = {call.noun: sys.modules[call.endpoint.__module__].__doc__ or "" for call in calls}
    return [{"name": noun, "description": _first(doc)} for noun, doc in modules.items()]


def _first(text: str) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join(cleandoc(text).partition("\n\n")[0].split())


# -- calls


def _operation(call: Call) -> dict[str, Any]:
    answer = {"schema": _reference(call.answers)}
    answers: dict[str, Any] = {
        str(call.status): {
            "description": _first(call.answers.__doc__ or ""),
            "content": {"application/json": answer},
        }
    }
    for kinds in _grouped(call):
        status = str(refusals.STATUS[kinds[0]])
        answers[status] = {"$ref": f"#/components/responses/{_key(kinds)}"}
    return {
        "operationId": re.sub(r"\W+", "_", call.method.lower() + call.path).strip("_"),
        "tags": [call.noun],
        "summary": call.summary,
        **({"security": []} if call.is_open else {}),
        "parameters": _parameters(call),
        **({"requestBody": _body(call.takes)} if call.takes else {}),
        "responses": answers,
    }


def _parameters(call: Call) -> list[dict[str, Any]]:
    number = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
    ids = [{"name": n, "in": "path", "required": True, "schema": number} for n in call.names]
    query = [{"name": name, "in": "query", **PARAMETERS[name]} for name in call.query]
    return [*ids, *query, *([IDEMPOTENCY] if call.changes else [])]


def _body(model: type[Asked]) -> dict[str, Any]:
    needed = any(field.is_required() for field in model.model_fields.values())
    return {"required": needed, "content": {"application/json": {"schema": _reference(model)}}}


def _reference(model: type[BaseModel]) -> dict[str, Any]:
    return {"$ref": REF.format(model=model.__name__)}


# -- refusals


def _grouped(call: Call) -> list[list[type[Refused]]]:
    """The refusals of a call that share a status."""
    return [list(kinds) for _, kinds in groupby(call.refusals, lambda kind: refusals.STATUS[kind])]


def _key(kinds: list[type[Refused]]) -> str:
    return "-".join(kind.code for kind in kinds)


def _problem(kinds: list[type[Refused]]) -> dict[str, Any]:
    told = " ".join(f"`{kind.code}`: {_first(kind.__doc__ or '')}" for kind in kinds)
    return {"description": told, "content": {PROBLEM: {"schema": _reference(Problem)}}}


# -- schemas


class _Schemas(GenerateJsonSchema):
    """Schemas without titles that only repeat the names of their fields."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _schemas(calls: Sequence[Call]) -> dict[str, Any]:
    modes: dict[type[BaseModel], JsonSchemaMode] = {Problem: "serialization"}
    for call in calls:
        modes[call.answers] = "serialization"
        if call.takes:
            modes[call.takes] = "validation"
    ordered = sorted(modes.items(), key=lambda item: item[0].__name__)
    _, found = models_json_schema(ordered, ref_template=REF, schema_generator=_Schemas)
    schemas: dict[str, Any] = found["$defs"]
    for call in calls:
        if call.takes and call.method == "PATCH":
            _stays(schemas[call.takes.__name__])
    return dict(sorted(schemas.items()))


def _stays(schema: dict[str, Any]) -> None:
    """What a change leaves out stays as it is, so its fields have no default."""
    for field in schema["properties"].values():
        field.pop("default", None)
