"""WIP limits: every question about them is answered here.

How many, of how many, may it enter, why not. The count is of the open cards, blocked ones
included and archived ones not, and no filter changes it. A soft limit lets a card in and says so;
a hard one refuses, unless a member with the right overrides it and gives a reason.
"""

from dataclasses import dataclass
from typing import Any, Literal

from board.errors import Invalid, LimitReached

Lamp = Literal["none", "room", "full", "over"]

HIGHEST = 10_000


@dataclass(frozen=True, slots=True)
class Limit:
    """What limits the work in one place; `of` None: nothing does."""

    scope: str
    id: int
    name: str
    of: int | None
    mode: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A limit and how many cards stand under it."""

    limit: Limit
    count: int

    @property
    def lamp(self) -> Lamp:
        """The signal over the place."""
        of = self.limit.of
        if of is None:
            return "none"
        return "room" if self.count < of else "full" if self.count == of else "over"

    @property
    def label(self) -> str:
        """`n`, or `n / limit`."""
        return str(self.count) if self.limit.of is None else f"{self.count} / {self.limit.of}"

    @property
    def facts(self) -> dict[str, Any]:
        """The standing as every outside names it."""
        limit = self.limit
        return {
            "scope": limit.scope,
            "id": limit.id,
            "name": limit.name,
            "count": self.count,
            "of": limit.of,
            "mode": limit.mode,
        }


def enter(limit: Limit, count: int, override: str | None) -> Standing | None:
    """Let one more card in beside the `count` that are there.

    Returns the standing afterwards when the limit is then broken, None when there is room.
    Raises LimitReached when the limit is hard, full, and not overridden.
    """
    after = Standing(limit, count + 1)
    if after.lamp != "over":
        return None
    if limit.mode == "hard" and override is None:
        raise LimitReached(
            f"{limit.name} is full ({count} of {limit.of}). Finish or move a card out of it first.",
            limit=Standing(limit, count).facts,
        )
    return after


def valid(of: int | None, mode: str) -> tuple[int | None, str]:
    """A limit as it may be set. Raises Invalid for what is none."""
    if of is not None and not 1 <= of <= HIGHEST:
        raise Invalid(
            f"A WIP limit is a whole number from 1 to {HIGHEST:,}, or empty for none.",
            field="wip_limit",
        )
    if mode not in ("soft", "hard"):
        raise Invalid("A WIP limit is either soft or hard.", field="wip_mode")
    return of, mode
