"""What was measured, and the tables that it stands in: on the terminal and in docs/bench.md."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

COLUMNS = ("", "target", "measured", "met", "samples", "doing nothing", "to the raw limit")


@dataclass(frozen=True)
class Figure:
    """One line of a table.

    `target` is what it shall be at most; of a rate, at least. `idle` is the same measured against a
    server that does nothing: what the measuring end and the web server cost by themselves. `raw` is
    what the machine's raw limits would allow.
    """

    what: str
    value: float
    unit: str
    samples: int = 1
    target: float | None = None
    idle: float | None = None
    raw: float | None = None

    @property
    def is_rate(self) -> bool:
        """Whether more is better."""
        return self.unit.endswith("/s")

    @property
    def met(self) -> str:
        """Whether the target is, or by how much it is missed."""
        if self.target is None:
            return ""
        if self.value >= self.target if self.is_rate else self.value <= self.target:
            return "yes"
        if not self.target:
            return "no"
        return f"no, by {abs(self.value / self.target - 1):.0%}"

    def cells(self) -> tuple[str, ...]:
        """The line as words."""
        bound = "≥" if self.is_rate else "≤"
        return (
            self.what,
            f"{bound} {shown(self.target)} {self.unit}".strip() if self.target is not None else "",
            f"{shown(self.value)} {self.unit}".strip(),
            self.met,
            f"{self.samples:,}",
            f"{shown(self.idle)} {self.unit}".strip() if self.idle is not None else "",
            self._ratio(),
        )

    def _ratio(self) -> str:
        if not self.raw:
            return ""
        ratio = self.value / self.raw
        return f"{ratio:.0%} of it" if self.is_rate else f"{shown(ratio)} × it"


class Row(Protocol):
    """What can stand in a table."""

    def cells(self) -> tuple[str, ...]:
        """The line as words."""
        ...


@dataclass(frozen=True)
class Section:
    """Lines that belong together."""

    title: str
    rows: Sequence[Row]
    columns: tuple[str, ...] = COLUMNS

    def printed(self) -> Iterator[str]:
        """Its lines on the terminal."""
        rows = [(self.title, *self.columns[1:]), *(row.cells() for row in self.rows)]
        widths = (64, 15, 17, 14, 9, 17, 24)
        yield ""
        for row in rows:
            first, *rest = zip(row, widths, strict=True)
            yield f"{first[0]:<{first[1]}}" + "".join(f"{cell:>{w}}" for cell, w in rest)

    def markdown(self, words: str) -> Iterator[str]:
        """Its lines in docs/bench.md, and what has to be known to read them."""
        yield f"## {self.title}"
        yield ""
        yield words.strip()
        yield ""
        yield _row(self.columns)
        yield "|---|" + "--:|" * (len(self.columns) - 1)
        yield from (_row(row.cells()) for row in self.rows)


def shown(value: float) -> str:
    """A number with as many digits as mean something."""
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:,.3g}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


@dataclass(frozen=True)
class Line:
    """What durations, in seconds, come to: how many in each second, and how long each."""

    count: int
    rate: float | None
    p50: float
    p95: float
    p99: float
    worst: float

    def figures(
        self, what: str, idle: "Line | None" = None, raw: float | None = None, **targets: float
    ) -> list[Figure]:
        """A figure in ms for each percentile that has a target: `p99=25`; 0 for none."""
        return [
            Figure(
                f"{what}: {name}",
                getattr(self, name) * 1000,
                "ms",
                self.count,
                target or None,
                getattr(idle, name) * 1000 if idle else None,
                raw * 1000 if raw else None,
            )
            for name, target in targets.items()
        ]


def times(took: Iterable[float], seconds: float | None = None) -> Line:
    """The line of some durations; the rate when they were made in so many seconds."""
    in_order = sorted(took)

    def percentile(part: float) -> float:
        return in_order[min(len(in_order) - 1, int(part * len(in_order)))]

    rate = len(in_order) / seconds if seconds else None
    p50, p95, p99 = (percentile(part) for part in (0.5, 0.95, 0.99))
    return Line(len(in_order), rate, p50, p95, p99, in_order[-1])
