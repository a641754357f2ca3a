"""WIP limits: every question about them is answered here.

How many, of how many, may it enter, why not. A column's count is of the open cards in it; a
lane's and the board's of those that are work in progress, in a column of the stage `wip`. Blocked
ones are counted and archived ones not, and no filter changes it. A soft limit lets a card in and
says so; a hard one refuses, unless a member with the right overrides it and gives a reason. What
stays under a limit asks nothing of it, and what moves no card (another limit, another stage)
asks nothing at all.
"""

from collections.abc import Iterable
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands, as limits see it: `wip` when that is work in progress."""

    column: int
    wip: bool
    lane: int | None

    @property
    def under(self) -> set[tuple[str, int | None]]:
        """The scopes of the limits that a card here is counted under, each with its id."""
        under: set[tuple[str, int | None]] = {("column", self.column)}
        if self.wip:
            under.add(("board", None))
        if self.wip and self.lane is not None:
            under.add(("lane", self.lane))
        return under


def entered(before: Place | None, after: Place) -> set[tuple[str, int | None]]:
    """What a card comes under that it was not under before; None is off the board."""
    return after.under - (before.under if before else set())


def enter(limit: Limit, count: int, override: str | None, more: int = 1) -> Standing | None:
    """Let one more card in, or `more`, beside the `count` that are there.

    Returns the standing afterwards when the limit is then broken, None when there is room.
    Raises LimitReached when the limit is hard, full, and not overridden.
    """
    after = Standing(limit, count + more)
    if after.lamp != "over":
        return None
    if limit.mode == "hard" and override is None:
        raise LimitReached(_full(limit, count, more), limit=Standing(limit, count).facts)
    return after


def enter_all(
    entering: Iterable[tuple[Limit, int, int]], override: str | None
) -> list[dict[str, Any]]:
    """Let cards in under several limits, or none: each with its count and how many more.

    Returns the facts of all that are then broken. Raises LimitReached for the first hard one.
    """
    broken = (enter(limit, count, override, more) for limit, count, more in entering if more)
    return [standing.facts for standing in broken if standing]


def _full(limit: Limit, count: int, more: int) -> str:
    """The sentence of a refusal: what is full, and what would make room."""
    what = {"lane": f"The lane {limit.name}", "board": "The board"}.get(limit.scope, limit.name)
    if more == 1:
        return f"{what} is full ({count} of {limit.of}). Finish or move a card out of it first."
    room = max((limit.of or 0) - count, 0)
    fits = f"room for {room} of these {more} cards" if room else f"no room for {more} more cards"
    much = count + more - (limit.of or 0)
    cards = "a card" if much == 1 else f"{much} cards"
    return f"{what} has {fits} ({count} of {limit.of}). Finish or move {cards} out of it first."


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
