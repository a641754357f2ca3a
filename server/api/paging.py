"""Lists come in pages: `limit` says how long one is, `after` which id or number it begins behind.

A list answers with its items under their own name and with `next`: the `after` of the next page,
null when there is none.
"""

import re
from collections.abc import Sequence
from itertools import dropwhile
from typing import Any, NamedTuple

from starlette.requests import Request

from board.errors import Invalid
from server.ids import HIGHEST

LONGEST = 1_000
_NUMBER = re.compile(r"[0-9]{1,16}")


class Page(NamedTuple):
    """Which page of a list is asked for."""

    after: int
    limit: int


def asked(request: Request, *others: str) -> Page:
    """The page that the address asks for; `others` are parameters that it may have besides.

    Raises Invalid.
    """
    given = parameters(request, "after", "limit", *others)
    return Page(
        after=number(given, "after", 0, HIGHEST, standard=0),
        limit=number(given, "limit", 1, LONGEST, standard=LONGEST),
    )


def parameters(request: Request, *known: str) -> dict[str, str]:
    """What the address asks with. Raises Invalid for a name that is not known or is there twice."""
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in known:
            raise Invalid(
                f"There is no such parameter here. Known are {', '.join(known)}.", field=name
            )
        if name in given:
            raise Invalid(f"The parameter {name} is there twice. Send it once.", field=name)
        given[name] = value
    return given


def number(given: dict[str, str], name: str, low: int, high: int, *, standard: int) -> int:
    """One of the parameters that is a whole number. Raises Invalid."""
    text = given.get(name)
    if text is None:
        return standard
    if not _NUMBER.fullmatch(text) or not low <= int(text) <= high:
        raise Invalid(f"{name} is a whole number from {low:,} to {high:,}.", field=name)
    return int(text)


def turned(name: str, items: Sequence[dict[str, Any]], page: Page) -> dict[str, Any]:
    """One page of a whole list in the order of its ids."""
    behind = [item for item in items if item["id"] > page.after]
    return opened(name, behind, page)


def opened(name: str, behind: Sequence[dict[str, Any]], page: Page) -> dict[str, Any]:
    """The page that begins with the first of these items."""
    shown = behind[: page.limit]
    return {name: shown, "next": shown[-1]["id"] if len(behind) > page.limit else None}


def behind(items: Sequence[dict[str, Any]], after: int) -> list[dict[str, Any]]:
    """What comes behind an id in a list that has an order of its own; all for 0."""
    return list(dropwhile(lambda item: item["id"] != after, items))[1:] if after else list(items)
