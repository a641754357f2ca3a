"""Levels: how the age of a card at work stands to the ages of those that are finished.

`watch`: it is older than half of them were on leaving its column. `risk`: than 85 % of them.
`over`: it is older than 85 % of them were when they were done. Equality is no breach: a card that
finishes on the last day still meets "so many days or less". `static/js/ages.js` paints by the same
rule, from the same thresholds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["", "watch", "risk", "over"]

FEWEST = 10
"""Finished cards below which nothing is said of an age: so few tell nothing."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The ages, in days, from which a board's cards are noticed; none of a board that has
    finished too few."""

    p85: int | None = None
    """Within so many days 85 % of the finished cards were done."""
    pace: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """By column in progress: the age on leaving it of half of them, and of 85 %."""

    def level(self, age: int | None, column: int) -> Level:
        """What is to be said of an age in a column."""
        if self.p85 is None or not age:
            return ""
        if age > self.p85:
            return "over"
        half, most = self.pace.get(column, (self.p85, self.p85))
        return "risk" if age > most else "watch" if age > half else ""

    @property
    def told(self) -> str:
        """The pace as the page carries it: `column:half:most`, with spaces between."""
        return " ".join(f"{column}:{half}:{most}" for column, (half, most) in self.pace.items())


def thresholds(finished: int, p85: int | None, pace: Mapping[int, Mapping[int, int]]) -> Thresholds:
    """The thresholds of a board that finished so many cards, 85 % of them within so many days;
    `pace`: the pace lines of its columns, each by per cent."""
    if finished < FEWEST:
        return Thresholds()
    return Thresholds(p85, {column: (line[50], line[85]) for column, line in pace.items()})
