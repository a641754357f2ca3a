"""The reference: pages of docs/ that are written from the code, so that they cannot be out of date.

`make docs` writes them; a test fails while one differs from what the code says now. Nothing is
told here that the code does not tell: a call, an event, a setting and a refusal explain themselves
where they stand.
"""

import json
from collections.abc import Iterable
from dataclasses import fields
from inspect import getdoc
from itertools import groupby
from pathlib import Path
from typing import Any

import board.migrate  # noqa: F401 - its refusal is one of them
from board.errors import Missing, Refused
from board.events import KINDS, Event
from server import config, refusals, sockets
from server.api import ROUTES
from server.api.openapi import BEFORE_ALL, BEFORE_CHANGES, Call, document
from server.api.told import EVENTS
from server.ids import HIGHEST
from server.routes import FEEDS

FOLDER = Path(__file__).parent.parent / "docs"

Schema = dict[str, Any]

API = """
Every call carries `Authorization: Bearer TOKEN`; `andon token add` and the page `/me` make tokens.
Bodies are JSON of at most 256 KiB, and fields that are not named here are refused. The same, for
programs: `GET /api/v1/openapi.json` (OpenAPI 3.1). A field with a `?` may be left out; an instant
is a text such as `2026-11-23T10:00:00.000000Z`.

A refusal is a [Problem](#problem) with the type `application/problem+json`;
[errors.md](errors.md) lists the codes. Those that any call may meet are not repeated here; among
them is `conflict` of whatever would change an archived board.

A call that changes something may carry an `Idempotency-Key` (1 to 255 visible ASCII characters).
The same key with the same request is carried out once and answered alike, for 7 days; with
another request it is refused. Refusals are not kept: they may be tried again.

Lists come in pages: `limit` (1 to 1,000) says how long one is, `after` behind which id or number
it begins. `next` is the `after` of the next page, null when there is none.
"""

FEED = """
JSON frames `{"after", "seq", "epoch", "events"}` with events as in [events.md](events.md): first
one with everything after `after`, then one for each change as it happens. `{"reset": true, "seq",
"epoch"}` when that is too far back, or when the history of the board is not that of `epoch`: load
the board again. Every 15 seconds `{"seq", "epoch"}`. Apply a frame when `after <= last < seq`,
drop it when `seq <= last`, and connect anew when `after > last`.

Close codes: 1012 the server restarts and 1013 too slow (come back), 1009 a frame over 64 KiB, 4401
signed out, 4403 no longer a member, 4429 too many frames or sockets.
"""

LOG = """
What happened on a board is its log: events, numbered from 1 without a gap. An event is never
changed. [`GET /api/v1/boards/{board}/events`](api.md) tells them, and the socket sends them as they
happen. *Before and after* is a list of two. The parts are those of the board's page that the event
changed.

Besides its own fields every event has `kind`, `seq` (its number), `at` (when, UTC), `by` (the
user's id), `by_name`, and `undoes` (the number of the event that it took back) when it is an undo.
"""

SETTINGS = """
Environment variables, all optional, read once at the start. `andon serve --help` lists them too.
"""

ERRORS = """
A refusal changed nothing. It is told as a page, on the command line as one sentence with exit code
2, and by the [API](api.md) as `application/problem+json`:

```json
{"type": "about:blank", "title": "Conflict", "status": 409, "code": "limit_reached",
 "detail": "Build is full (4 of 4). Finish or move a card out of it first.",
 "limit": {"scope": "column", "id": 3, "name": "Build", "count": 4, "of": 4, "mode": "hard"}}
```

`detail` is for people and may change; `code` is for programs and stays. `field` names the field,
parameter or header that is wrong. A 429 says in `Retry-After` how many seconds to wait.
"""

BAR = r"\|"

WRONG_METHOD: tuple[str, int, str] = (
    "method_not_allowed",
    405,
    "The address takes other methods; `Allow` names them.",
)


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def pages() -> dict[str, str]:
    """Every page that is written, by the name of its file."""
    return {
        "api.md": _page("The API", API, *_api()),
        "events.md": _page("Events", LOG, *_events()),
        "settings.md": _page("Settings", SETTINGS, _table(("variable", "meaning"), _settings())),
        "errors.md": _page("Errors", ERRORS, _table(("code", "HTTP", "meaning"), _errors())),
    }


def _page(title: str, *blocks: str) -> str:
    note = "<!-- Written from the code by `make docs`. -->"
    return "\n\n".join([f"# {title}", note, *(block.strip() for block in blocks)]) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(_row(cells) for cells in (head, ("---",) * len(head), *rows))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', BAR) for cell in cells)} |"


# -- api.md


def _api() -> list[str]:
    described: Schema = document(ROUTES)
    schemas = described["components"]["schemas"]
    told = {tag["name"]: tag["description"] for tag in described["tags"]}
    blocks = []
    for noun, calls in groupby(ROUTES, lambda call: call.noun):
        blocks += [f"## Calls: {noun}", told[noun], *(_call(call) for call in calls)]
    blocks += ["## The socket", *_socket()]
    events = {kind.__name__ for kind in KINDS.values()}
    shapes = [name for name in schemas if name not in events]
    return [*blocks, "## Shapes", *(_shape(name, schemas[name]) for name in shapes)]


def _call(call: Call) -> str:
    facts = [f"Answer: {call.status} {_link(call.answers.__name__)}"]
    if call.query:
        facts.insert(0, f"Parameters: {_listed(call.query)}")
    if call.takes:
        facts.insert(0, f"Body: {_link(call.takes.__name__)}")
    before = (*BEFORE_ALL, *BEFORE_CHANGES, Missing)
    own = [kind for kind in call.refusals if kind in call.refuses and kind not in before]
    if own:
        facts.append(f"Refused besides: {_listed(kind.code for kind in own)}")
    lines = "\n".join(f"- {fact}" for fact in facts)
    return f"### `{call.method} {call.path}`\n\n{call.summary}\n\n{lines}"


def _socket() -> list[str]:
    path = next(route.path for route in FEEDS if route.endpoint is sockets.api)
    return [f"### `WS {path}?after=SEQ&epoch=E`", getdoc(sockets.api) or "", FEED]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _link(shape: str) -> str:
    return f"[{shape}](#{shape.lower()})"


def _shape(name: str, schema: Schema) -> str:
    needed = schema.get("required", ())
    rows = [
        (f"`{field}`" if field in needed else f"`{field}`?", _type(about), _meaning(about))
        for field, about in schema["properties"].items()
    ]
    table = _table(("field", "type", "meaning"), rows) if rows else ""
    return f"### {name}\n\n{schema['description']}\n\n{table}".strip()


def _type(schema: Schema) -> str:
    """A type in words; one that may be left out and then is something, with that."""
    if "$ref" in schema:
        return _link(schema["$ref"].rpartition("/")[2])
    if "discriminator" in schema:
        return "[event](events.md)"
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        return ", ".join("null" if value is None else f"`{value}`" for value in values)
    return _simple(schema)


def _simple(schema: Schema) -> str:
    kinds = schema.get("type", "anything")
    if isinstance(kinds, list) or schema.get("maxItems") == 0:
        return "empty or null" if "null" in kinds else "empty"
    if kinds == "array":
        return f"list of {_type(schema['items'])}"
    if schema.get("format") == "date-time":
        return "instant"
    if schema.get("maximum") == HIGHEST:
        return f"integer from {schema['minimum']} up"
    if "maximum" in schema:
        return f"integer, {schema['minimum']:,} to {schema['maximum']:,}"
    if "maxLength" in schema:
        return f"text, {schema['minLength']} to {schema['maxLength']:,} characters"
    return {"string": "text", "boolean": "true or false"}.get(kinds, str(kinds))


def _meaning(schema: Schema) -> str:
    told = [part.get("description") for part in (schema, *schema.get("anyOf", ()))]
    default = schema.get("default")
    if default not in (None, "", []):
        told.append(f"Left out: `{json.dumps(default)}`.")
    return " ".join(filter(None, told))


# -- events.md


def _events() -> list[str]:
    blocks = []
    for noun, kinds in groupby(sorted(KINDS), lambda kind: kind.partition(".")[0]):
        blocks += [f"## {noun}", *(_event(KINDS[kind]) for kind in kinds)]
    return blocks


def _event(kind: type[Event]) -> str:
    shape = EVENTS[kind.kind].model_json_schema(mode="serialization")["properties"]
    rows = [(f"`{field.name}`", _told(shape[field.name])) for field in fields(kind)]
    exception = kind.parts.__doc__ if "parts" in vars(kind) else ""
    parts = f"Parts: {_listed(kind.touches)}. {exception}".strip()
    return (
        f"### `{kind.kind}`\n\n{getdoc(kind) or ''}\n\n{_table(('field', 'type'), rows)}\n\n{parts}"
    )


def _told(schema: Schema) -> str:
    if schema.get("minItems") == 2:
        instants = schema["items"] != {}
        return "before and after, instants or null" if instants else "before and after"
    return _type(schema).replace("(#", "(api.md#")


# -- settings.md and errors.md


def _settings() -> list[tuple[str, ...]]:
    return [(f"`{name}`", meaning) for name, meaning in config.described()]


def _errors() -> list[tuple[str, ...]]:
    kinds = _kinds(Refused)
    told = [(kind.code, _status(kind), " ".join((getdoc(kind) or "").split())) for kind in kinds]
    ordered = sorted([*told, WRONG_METHOD], key=lambda row: (row[1], row[0]))
    return [(f"`{code}`", str(status or ""), meaning) for code, status, meaning in ordered]


def _kinds(kind: type[Refused]) -> list[type[Refused]]:
    """A kind of refusal and all that are of its kind."""
    return [kind, *(deeper for each in kind.__subclasses__() for deeper in _kinds(each))]


def _status(kind: type[Refused]) -> int:
    """Its HTTP status; 0 for one that only the command line tells."""
    return refusals.STATUS.get(kind, 0)


if __name__ == "__main__":
    main()
