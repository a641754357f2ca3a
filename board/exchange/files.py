"""Files from outside: bytes become JSON, and JSON is read field by field.

Whatever is wrong is refused with one sentence that says what the file is or where it is wrong;
never with its content, which is somebody's board.
"""

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import Any, Self

from board.errors import Invalid
from board.instants import parse

BYTES_LIMIT = 50_000_000

_ID = re.compile("[^\\s\x00-\x1f\x7f\ud800-\udfff]{1,100}")
_OTHER_FORMATS = (
    (b"<", "a web page (HTML or XML)"),
    (b"PK\x03\x04", "a ZIP archive or a workbook"),
)


def loaded(data: bytes, *, called: str = "The file", field: str = "file") -> Any:
    """The JSON in a file. Raises Invalid when there is none, or too much of it."""
    if len(data) > BYTES_LIMIT:
        raise Invalid(
            f"{called} has {len(data) / 1e6:,.1f} MB; {BYTES_LIMIT / 1e6:.0f} MB fit.", field=field
        )
    if not data.strip():
        raise Invalid(f"{called} is empty. Export it again.", field=field)
    head = data[:1_000].removeprefix(BOM_UTF8).lstrip()
    for start, name in _OTHER_FORMATS:
        if head.startswith(start):
            raise Invalid(f"{called} is {name}, not JSON. Export it as JSON.", field=field)
    try:
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        raise Invalid(
            f"{called} is not text in UTF-8, so it cannot be JSON. Export it again.", field=field
        ) from None
    return _parsed(text, called, field)


def _parsed(text: str, called: str, field: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno:,}, column {error.colno:,}"
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            problem = f"breaks off: it begins as JSON but has no end ({where})"
        else:
            problem = f"is not JSON: it cannot be read at {where}"
        raise Invalid(f"{called} {problem}. Export it again.", field=field) from None
    except RecursionError:
        raise Invalid(
            f"{called} is nested too deeply: no board looks like that.", field=field
        ) from None
    except ValueError:
        raise Invalid(
            f"{called} holds a number that no JSON may hold. Export it again.", field=field
        ) from None


def _no_number(name: str) -> Any:
    raise ValueError(name)


class Node:
    """An object in a file, read field by field; it knows where in the file it stands.

    A field that is missing or null has the default. One of another type than asked for is
    refused by its path, such as `cards[3].name`.
    """

    def __init__(self, content: dict[str, Any], path: str = "") -> None:
        self.content = content
        self.path = path

    def text(self, name: str, default: str = "") -> str:
        value = self._of(name, str, "a text")
        return default if value is None else str(value)

    def flag(self, name: str) -> bool:
        return bool(self._of(name, bool, "true or false"))

    def id(self, name: str = "id") -> str:
        """An id that must be there."""
        value = self.known_id(name)
        if value is None:
            raise self.wrong(name, "an id of at most 100 characters")
        return value

    def known_id(self, name: str = "id") -> str | None:
        """An id, None when there is none or it cannot be one."""
        value = self.content.get(name)
        return value if isinstance(value, str) and _ID.fullmatch(value) else None

    def instant(self, name: str) -> int | None:
        """The instant of an ISO 8601 text since 1970, None when there is none."""
        value = self.content.get(name)
        try:
            at = parse(value) if isinstance(value, str) else -1
        except ValueError:
            return None
        return at if at >= 0 else None

    def whole(self, name: str) -> int | None:
        """A whole number from 1 to a thousand million, None when there is none."""
        value = self.content.get(name)
        fits = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 10**9
        return value if fits else None

    def position(self) -> float:
        """Where it stands in its order; without a number at the end."""
        value = self.content.get("pos")
        if isinstance(value, bool) or not isinstance(value, int | float):
            return float("inf")
        return float(value) if abs(value) < 1e300 else float("inf")

    def node(self, name: str) -> Self:
        """An object; an empty one when it is missing or something else."""
        value = self.content.get(name)
        return type(self)(value if isinstance(value, dict) else {}, self._at(name))

    def nodes(self, name: str) -> Iterator[Self]:
        """The objects of a list."""
        for n, item in enumerate(self._of(name, list, "a list") or ()):
            path = f"{self._at(name)}[{n}]"
            if not isinstance(item, dict):
                raise Invalid(f"The file is damaged: {path} is no object.", field="file")
            yield type(self)(item, path)

    def size(self, name: str) -> int:
        """How many things a list or object holds; 0 when it is missing or something else."""
        value = self.content.get(name)
        return len(value) if isinstance(value, list | dict) else 0

    def wrong(self, name: str, expected: str) -> Invalid:
        """The refusal of a field."""
        return Invalid(f"The file is damaged: {self._at(name)} is not {expected}.", field="file")

    def _of(self, name: str, kind: type, expected: str) -> Any:
        value = self.content.get(name)
        if value is not None and not isinstance(value, kind):
            raise self.wrong(name, expected)
        return value

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name
