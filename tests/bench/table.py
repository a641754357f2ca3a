"""Lines of figures, and the table that they stand in."""

from dataclasses import dataclass


@dataclass
class Line:
    """What was measured: how many a second, if that was the question, and how long each took."""

    count: int
    rate: float | None
    p50: float | None = None
    p95: float | None = None
    p99: float | None = None


def times(took: list[float], seconds: float | None = None) -> Line:
    """The line of some durations; the rate when they were made in so many seconds."""
    in_order = sorted(took)

    def percentile(part: float) -> float:
        return in_order[min(len(in_order) - 1, int(part * len(in_order)))]

    rate = len(took) / seconds if seconds else None
    return Line(len(took), rate, percentile(0.5), percentile(0.95), percentile(0.99))


def heading(title: str) -> None:
    """The first row of a table."""
    print(f"\n{title:<58}{'per second':>12}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'samples':>10}")


def row(name: str, line: Line) -> None:
    """A row of it."""
    rate = f"{line.rate:,.0f}" if line.rate is not None else ""
    cells = [
        f"{part * 1000:.2f}" if part is not None else "" for part in (line.p50, line.p95, line.p99)
    ]
    print(f"{name:<58}{rate:>12}" + "".join(f"{cell:>9}" for cell in cells) + f"{line.count:>10,}")
