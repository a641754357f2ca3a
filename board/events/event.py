"""Every event: its name, its fields, and the parts of the board it touches.

An event is a fact in the past tense with all that is needed to tell it, to undo it and to replay
it later: ids, the words of the time, and every changed field before and after. `parts` names what
has to be drawn again; it is the only thing here that display knows about. A new kind is a class
in this module, and a test fails until it is covered everywhere.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

Part = tuple[str, int]
"""A piece of the board's page: its name and the id of what it shows."""

BOARD: Part = ("board", 0)
STRIP: Part = ("strip", 0)
LABELS: Part = ("labels", 0)
TITLE: Part = ("title", 0)
MEMBERS: Part = ("members", 0)
NOTICE: Part = ("notice", 0)

_OF = {"card": "card", "head": "column", "menus": "column", "lane": "lane", "lanemenus": "lane"}
"""Which field of an event says what a part shows."""

KINDS: dict[str, type["Event"]] = {}
"""Every kind of event by its name."""

Pair = list[Any]
"""A field before and after."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """What every event is. `touches` names its parts: `card`, `head` and `menus`, `lane` and
    `lanemenus` are those of the card, the column and the lane in its fields; no lane is lane 0."""

    kind: ClassVar[str] = ""
    touches: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, kind: str = "", touches: tuple[str, ...] | None = None) -> None:
        super().__init_subclass__()
        if touches is not None:
            cls.touches = touches
        if kind:
            cls.kind = kind
            KINDS[kind] = cls

    @property
    def parts(self) -> set[Part]:
        """The parts of the board that this event changed."""
        return {part for name in self.touches for part in self._named(name)}

    def _named(self, name: str) -> set[Part]:
        if name not in _OF:
            return {(name, 0)}
        found = getattr(self, _OF[name])
        each = found if isinstance(found, list) else [found]
        return {(name, identity or 0) for identity in each}

    @property
    def card_id(self) -> int | None:
        """The card it happened to, None when to none."""
        return getattr(self, "card", None)


def known(kind: str, data: dict[str, Any]) -> Event:
    """The event of a kind, from its stored fields."""
    return KINDS[kind](**data)
