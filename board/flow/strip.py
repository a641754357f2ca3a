"""The strip: the few figures over the board, as running sums of its cards' shares."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from board.flow.levels import FEWEST, Thresholds, thresholds
from board.flow.shares import SPARKLINE_DAYS, Share, Window
from board.flow.throughput import monday
from board.flow.workflow import CardId

LIKELY = 85
PACE = (50, LIKELY)


@dataclass(frozen=True, slots=True)
class Strip:
    """The figures over a board on one of its days.

    `p85`: within so many days 85 % of the `finished` cards of 90 days were done, None while they
    are too few. `week`: cards finished this week so far; `weekly_mean`: of the complete `weeks` of
    the 90 days, None before there is one. `ageing`: cards in progress that are older than `p85`,
    None without it. `efficiency`: None when nothing is marked as waiting. `ages`: those from
    which cards are noticed.
    """

    today: date
    wip: int
    sparkline: list[int] = field(default_factory=list)
    p85: int | None = None
    finished: int = 0
    week: int = 0
    weekly_mean: float | None = None
    weeks: int = 0
    ageing: int | None = None
    efficiency: float | None = None
    ages: Thresholds = field(default_factory=Thresholds)
    fewest: int = FEWEST
    """Finished cards that a percentile takes."""


class Figures:
    """The sums of all shares. A card's share is replaced, never changed."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.shares: dict[CardId, Share] = {}
        self.cycles: Counter[int] = Counter()
        self.finishes: Counter[int] = Counter()
        self.starts: Counter[int] = Counter()
        self.exits: list[Counter[int]] = [Counter() for _ in window.workflow.wip]
        self.nights = [0] * (SPARKLINE_DAYS - 1)
        self.active = 0
        self.elapsed = 0

    def replace(self, card: CardId, share: Share) -> None:
        """Let a card have this share and no other."""
        before = self.shares.pop(card, None)
        if before is not None:
            self._count(before, -1)
        if share != Share():
            self.shares[card] = share
            self._count(share, 1)

    def _count(self, share: Share, by: int) -> None:
        if share.started is not None:
            _add(self.starts, share.started, by)
        for night in share.nights:
            self.nights[night] += by
        if (finish := share.finish) is None:
            return
        _add(self.cycles, finish.days, by)
        _add(self.finishes, finish.day, by)
        for counts, age in zip(self.exits, finish.exits, strict=True):
            _add(counts, age, by)
        self.active += by * finish.active
        self.elapsed += by * finish.elapsed

    # -- told

    def strip(self, wip: int, first: date | None, *, marked: bool) -> Strip:
        """The strip with so many cards in progress now. `first`: the first day of the board's log;
        `marked`: whether some column waits or some card was blocked."""
        today = self.window.today
        finished = self.cycles.total()
        enough = finished >= FEWEST
        p85 = ranked(self.cycles, LIKELY) if enough else None
        weeks = self._weeks(first)
        old = today.toordinal() + 1 - (p85 or 0)
        return Strip(
            today=today,
            wip=wip,
            sparkline=[*self.nights, wip],
            p85=p85,
            finished=finished,
            week=self._finished_from(monday(today), 7),
            weekly_mean=sum(weeks) / len(weeks) if weeks else None,
            weeks=len(weeks),
            ageing=sum(n for day, n in self.starts.items() if day < old) if enough else None,
            efficiency=self.active / self.elapsed if marked and self.elapsed else None,
            ages=thresholds(finished, p85, self._pace() if enough else {}),
        )

    def _weeks(self, first: date | None) -> list[int]:
        """What was finished in each complete week of the window, and of the board's log."""
        if first is None:
            return []
        begins = max(first, self.window.first_finish)
        week = monday(begins + timedelta(days=6))
        found = []
        while week < monday(self.window.today):
            found.append(self._finished_from(week, 7))
            week += timedelta(days=7)
        return found

    def _finished_from(self, day: date, days: int) -> int:
        first = day.toordinal()
        return sum(self.finishes[each] for each in range(first, first + days))

    def _pace(self) -> dict[int, dict[int, int]]:
        wip = self.window.workflow.wip
        return {
            int(column.id): {p: ranked(counts, p) or 0 for p in PACE}
            for column, counts in zip(wip, self.exits, strict=True)
        }


def _add(counts: Counter[int], value: int, by: int) -> None:
    """Count a value, and forget it when none of it is left."""
    counts[value] += by
    if not counts[value]:
        del counts[value]


def ranked(counts: Mapping[int, int], p: int) -> int | None:
    """The percentile by nearest rank of values that were counted; None of no values."""
    rank = max(1, -(-p * sum(counts.values()) // 100))
    for value, n in sorted(counts.items()):
        rank -= n
        if rank <= 0:
            return value
    return None
