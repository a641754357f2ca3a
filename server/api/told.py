"""Shapes of events as they are told, made of what the domain says of each kind."""

from dataclasses import fields
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, ConfigDict, Field, create_model

from board.events import KINDS, Event
from board.events import Pair as Anything
from server.api.shapes import Limit, Shape

_Two = Field(min_length=2, max_length=2, description="Before and after.")
Pair = Annotated[list[Any], _Two]
InstantPair = Annotated[list[AwareDatetime | None], _Two]


class Told(Shape):
    """What every event says besides its own fields."""

    seq: int
    at: AwareDatetime
    by: int
    """The user who did it."""
    by_name: str
    undoes: int | None = None
    """The number of the event that it took back; left out when it took none back."""


class _Made(Told):
    """What the shapes of the kinds are made on. Looking for docstrings that they cannot have
    would take longer than all the rest of the server's start."""

    model_config = ConfigDict(use_attribute_docstrings=False)


def _shape(kind: type[Event]) -> type[Told]:
    own: dict[str, Any] = {each.name: (_shown(each.name, each.type), ...) for each in fields(kind)}
    own["kind"] = (Literal[kind.kind], ...)
    return create_model(kind.__name__, __base__=_Made, __doc__=kind.__doc__, **own)


def _shown(name: str, type_: Any) -> Any:
    """The type of an event's field as it is told, instants as texts."""
    if type_ == Anything:
        return InstantPair if name.endswith("_at") else Pair
    if name == "limits":
        return list[Limit]
    if name.endswith("_at"):
        return AwareDatetime if type_ is int else AwareDatetime | None
    return type_


EVENTS = {name: _shape(kind) for name, kind in KINDS.items()}
"""The shape of every kind of event."""

AnyEvent: Any = Annotated[reduce(or_, EVENTS.values()), Field(discriminator="kind")]
