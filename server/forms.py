"""What people and programs send, read into models: HTML forms and JSON.

JSON is read strictly, because two readers of one text must not read two things: no duplicate
names, no numbers beyond what JavaScript and both databases hold, no half characters. A form is
text throughout, so its values are read as what their fields are. Whatever cannot be read is
refused with a sentence that names the field.
"""

import json as standard_json
import re
from collections import Counter
from types import NoneType
from typing import Any, NoReturn, TypeVar, get_args
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from starlette.requests import Request

from board.errors import Invalid
from server.refusals import Malformed, Unsupported

M = TypeVar("M", bound=BaseModel)

DEEPEST = 20
GREATEST = 2**53 - 1
MOST_FIELDS = 100

_JSON = re.compile(r'application/json(;\s*charset="?utf-8"?)?', re.IGNORECASE)
_FORM = re.compile(r'application/x-www-form-urlencoded(;\s*charset="?utf-8"?)?', re.IGNORECASE)


class Asked(BaseModel):
    """The body of an API call. Unknown fields are refused, and nothing is converted."""

    model_config = ConfigDict(extra="forbid", strict=True)

    @property
    def given(self) -> dict[str, Any]:
        """The fields that were sent."""
        return self.model_dump(exclude_unset=True)


# -- JSON


async def json(request: Request, model: type[M]) -> M:
    """The JSON body of a request. No body at all is an empty object.

    Raises Malformed for what is no JSON, Unsupported for another kind of body, Invalid.
    """
    body = await request.body()
    if not body:
        return _checked(model, {})
    if not _JSON.fullmatch(request.headers.get("content-type", "").strip()):
        raise Unsupported("Send the body as application/json in UTF-8.")
    value = parsed(body)
    if not isinstance(value, dict):
        raise Invalid("Send a JSON object.")
    return _checked(model, value)


def parsed(body: bytes) -> Any:
    """A JSON text, read strictly. Raises Malformed, Invalid."""
    try:
        value = standard_json.loads(
            body.decode(),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_constant,
        )
    except UnicodeDecodeError as error:
        raise Malformed(f"The body is not UTF-8: see its byte {error.start}.") from None
    except standard_json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Malformed(f"The body is no JSON: {error.msg} ({where}).") from None
    except RecursionError:
        raise Invalid(_TOO_DEEP) from None
    _walk(value)
    return value


_TOO_DEEP = f"The JSON is nested deeper than {DEEPEST} levels."


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        ((twice, _),) = Counter(name for name, _ in pairs).most_common(1)
        raise Invalid(f"The field {twice!r} is there twice. Send it once.", field=_named(twice))
    return made


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > GREATEST:
        raise Invalid(f"A number is too large: whole numbers go up to {GREATEST:,}.")
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise Invalid("A number is too large.")
    return value


def _constant(name: str) -> NoReturn:
    raise Invalid(f"{name} is no number in JSON.")


def _walk(value: Any) -> None:
    """Raises Invalid for texts that cannot be kept, and for more levels than anybody means."""
    level = [value]
    for _ in range(DEEPEST):
        deeper: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                for name, inner in each.items():
                    _text(name, None)
                    _text(inner, name) if isinstance(inner, str) else deeper.append(inner)
            elif isinstance(each, list):
                deeper += each
            elif isinstance(each, str):
                _text(each, None)
        if not deeper:
            return
        level = deeper
    if any(isinstance(each, dict | list) for each in level):
        raise Invalid(_TOO_DEEP)


def _text(value: str, field: str | None) -> None:
    field = _named(field) if field else None
    if "\0" in value:
        raise Invalid("A text holds a NUL character. Leave it out.", field=field)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Invalid("A text holds half a character. Type it again.", field=field) from None


def _named(field: str) -> str:
    """A field's name as it may be told back: printable and short."""
    return "".join(filter(str.isprintable, field.encode(errors="ignore").decode()))[:100]


# -- forms


async def form(request: Request, model: type[M]) -> M:
    """The HTML form of a request. Raises Malformed, Unsupported, Invalid."""
    sent = await fields(request)
    blank = {
        name
        for name, about in model.model_fields.items()
        if sent.get(name) == "" and not _takes_text(about.annotation)
    }
    values = {name: value for name, value in sent.items() if name not in blank}
    try:
        return model.model_validate_strings(values)
    except ValidationError as error:
        raise _invalid(error.errors()[0]) from None


async def fields(request: Request, most: int = MOST_FIELDS) -> dict[str, str]:
    """The fields of a form as they were sent. Raises Malformed, Unsupported, Invalid."""
    body = await request.body()
    kind = request.headers.get("content-type", "").strip()
    if body and not _FORM.fullmatch(kind):
        raise Unsupported("Send the form as application/x-www-form-urlencoded.")
    return _fields(body, most)


def _fields(body: bytes, most: int) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=most,
        )
    except UnicodeError:
        raise Malformed("The form is not UTF-8.") from None
    except ValueError:
        raise Malformed(f"The form has more than {most} fields.") from None
    fields: dict[str, str] = {}
    for name, value in pairs:
        if name in fields:
            raise Invalid(f"The field {_named(name)} is there twice.", field=_named(name))
        _text(name + value, name)
        fields[name] = value
    return fields


def _takes_text(annotation: Any) -> bool:
    """Whether an empty input is an empty text. Of any other field it means: nothing said."""
    kinds = set(get_args(annotation)) - {NoneType} or {annotation}
    return str in kinds


# -- models


def _checked(model: type[M], value: dict[str, Any]) -> M:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise _invalid(error.errors()[0]) from None


_SENTENCES = {
    "missing": "Say what {field} is to be.",
    "extra_forbidden": "There is no field {field} here. Leave it out.",
    "string_type": "{field} is a text.",
    "int_type": "{field} is a whole number.",
    "int_parsing": "{field} is a whole number.",
    "int_from_float": "{field} is a whole number.",
    "float_type": "{field} is a number.",
    "float_parsing": "{field} is a number.",
    "bool_type": "{field} is true or false.",
    "bool_parsing": "{field} is true or false.",
    "list_type": "{field} is a list.",
    "dict_type": "{field} is an object.",
    "model_type": "{field} is an object.",
    "model_attributes_type": "{field} is an object.",
}


def _invalid(error: ErrorDetails) -> Invalid:
    """The first thing that is wrong, in a sentence."""
    field = _named(".".join(str(step) for step in error["loc"]))
    known = _SENTENCES.get(error["type"])
    if known:
        return Invalid(known.format(field=field), field=field)
    why = error["msg"].removeprefix("Value error, ")
    return Invalid(f"{field}: {why}", field=field)
