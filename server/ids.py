"""Ids and versions from outside: whole numbers from 1 up.

In an address, what cannot be an id names nothing, so it is Missing like an id that nobody has. In
a body it is a value that cannot be taken, unless JSON and JavaScript can hold it.
"""

import re
from typing import Annotated

from pydantic import AfterValidator
from starlette.requests import HTTPConnection

from board.errors import Invalid, Missing

HIGHEST = 2**53 - 1
"""The highest whole number that every reader of JSON reads alike."""

LAST = 2**31 - 1
"""The last id that a table can give; PostgreSQL does not even compare one beyond it."""

_NUMBER = re.compile(r"[1-9][0-9]{0,9}")


def _whole(value: int) -> int:
    if not 1 <= value <= HIGHEST:
        raise ValueError(f"It is a whole number from 1 to {HIGHEST:,}.")
    return value


def _whole_or_none(value: int) -> int:
    return value and _whole(value)


def _known(value: int) -> int:
    """The id, or 0, which names nothing either, for one that no table can have given."""
    return value if value <= LAST else 0


Id = Annotated[int, AfterValidator(_whole), AfterValidator(_known)]
"""An id in a body or a form."""


def _known_lane(value: int) -> int:
    """The id, or -1, which names nothing, for one that no table can have given: 0 is no lane."""
    return value if value <= LAST else -1


Lane = Annotated[int, AfterValidator(_whole_or_none), AfterValidator(_known_lane)]
"""The id of a lane in a form or an address; 0 is no lane."""

Version = Annotated[int, AfterValidator(_whole)]
"""A card's version in a body or a form."""


def named(conn: HTTPConnection, what: str) -> int:
    """The id of the card, column, … that the address names. Raises Missing for what is none."""
    text = str(conn.path_params[what])
    if not _NUMBER.fullmatch(text) or int(text) > LAST:
        raise Missing(f"There is no such {what}.")
    return int(text)


def several(text: str, field: str) -> list[int]:
    """The ids of a field that names several, with commas between. Raises Invalid for what is none.

    One that no table can have given is 0, which names nothing.
    """
    found = text.split(",")
    if not all(_NUMBER.fullmatch(each) for each in found):
        raise Invalid("Choose again: ids are whole numbers with commas between.", field=field)
    return [_known(int(each)) for each in found]


def lane(conn: HTTPConnection) -> int | None:
    """The lane that the query of the address names, None for no lane. Raises Missing."""
    text = conn.query_params.get("lane", "")
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or int(text) > LAST:
        raise Missing("There is no such lane.")
    return int(text)
