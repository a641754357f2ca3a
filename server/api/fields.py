"""Fields of bodies, as the description tells them beforehand.

Nothing is judged here. The domain takes a value or refuses it in its own sentence; what stands
here says which values it takes, so that a program need not try. A test holds the two together.
"""

from typing import Annotated, Any

from pydantic import AfterValidator, WithJsonSchema

from board import columns, drafts, keys, limits
from board.flow.arrivals import STAGES
from board.members import DAYS
from board.seats import MAY
from board.texts import NAME_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from server import forms, ids


def _text(least: int, most: int, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "minLength": least, "maxLength": most, **more})


def _one_of(*values: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": list(values)})


def _number(most: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "integer", "minimum": 1, "maximum": most})


Id = Annotated[ids.Id, _number(ids.HIGHEST)]
Version = Annotated[ids.Version, _number(ids.HIGHEST)]
Name = Annotated[str, _text(1, NAME_LIMIT)]
Title = Annotated[str, _text(1, TITLE_LIMIT)]
Description = Annotated[str, _text(0, TEXT_LIMIT, description="Markdown.")]
Policy = Annotated[str, _text(0, 5_000, description="What a card needs to be here. Markdown.")]
Reason = Annotated[
    str, _text(1, 500, description="The reason to go over a hard limit; admins may.")
]
Key = Annotated[str, _text(1, keys.LIMIT, pattern="^[A-Za-z][A-Za-z0-9]*$")]
Zone = Annotated[str, WithJsonSchema({"type": "string", "examples": ["Europe/Berlin", "UTC"]})]
Stage = Annotated[str, _one_of(*STAGES)]
Role = Annotated[str, _one_of(*MAY)]
Days = Annotated[
    int, WithJsonSchema({"type": "integer", "enum": list(DAYS), "description": "Until it expires."})
]
Mode = Annotated[str, _one_of("soft", "hard")]
Position = Annotated[str, _one_of("top", "bottom")]
WipLimit = Annotated[int, _number(limits.HIGHEST)]


# -- bodies that several calls take


class Beside(forms.Asked):
    """Where a thing is to stand: beside a neighbour, or behind all."""

    before: Id | None = None
    after: Id | None = None


class Overriding(forms.Asked):
    """What may go over a hard limit; `override`: the reason."""

    override: Reason | None = None


# -- what a card says

Day = Annotated[
    str,
    WithJsonSchema(
        {
            "type": "string",
            "examples": ["2026-11-24"],
            "description": "A date in the board's time zone, from 1900-01-01 to 9999-12-31. A date"
            " and time with an offset is taken too and becomes its date there.",
        }
    ),
]
ClassOfService = Annotated[str, _one_of(*drafts.CLASSES)]
Estimate = Annotated[
    float,
    WithJsonSchema(
        {
            "type": "number",
            "minimum": 0,
            "maximum": drafts.HIGHEST,
            "description": "With at most 2 decimals, in whatever unit the team uses.",
        }
    ),
]


def _ids(most: int) -> Any:
    items = {"type": "integer", "minimum": 1, "maximum": ids.HIGHEST}
    schema = {"type": "array", "items": items, "uniqueItems": True, "maxItems": most}
    return WithJsonSchema(schema)


def _few(values: list[int]) -> list[int]:
    if len(values) > MOST_NAMED:
        raise ValueError(f"At most {MOST_NAMED} fit. Name fewer.")
    return values


MOST_NAMED = 500
"""Labels, or people, that a card can be made with at once."""

Ids = Annotated[list[ids.Id], AfterValidator(_few), _ids(MOST_NAMED)]


# -- lists


def _not_too_many(drafts: list[Any]) -> list[Any]:
    if len(drafts) > columns.MOST:
        raise ValueError(f"A board has at most {columns.MOST} columns.")
    return drafts


FewEnough = AfterValidator(_not_too_many)
"""No more columns than a board may have."""
