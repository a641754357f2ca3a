"""All figures of a log at once, in the form that `andon flow` prints."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from board.flow import cumulative, cycle, efficiency, forecast, littles_law, pace, throughput
from board.flow import process_limits as xmr
from board.flow.calendar import ONE, days
from board.flow.efficiency import Blocks
from board.flow.histories import History, Transition, histories
from board.flow.percentiles import PERCENTILES, percentiles
from board.flow.workflow import CardId, Workflow
from board.instants import DAY, SECOND, moment

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A forecast to work out: how many in so many days, when so many items are done, or both.

    `start` is the first day ahead, tomorrow if it is not named.
    """

    start: date | None = None
    days: int | None = None
    items: int | None = None
    history_days: int | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """Everything beside the log that the figures depend on.

    `first` and `last`: the days that are looked at, those of the whole log without them. Cards are
    then those that were there in these days, and what is counted was finished in them.
    """

    workflow: Workflow
    as_of: int
    blocked: Blocks = field(default_factory=dict)
    forecast: Asked | None = None
    percentiles: Sequence[int] = PERCENTILES
    first: date | None = None
    last: date | None = None


def report(log: Iterable[Transition], board: Board) -> Figures:
    """The figures of a log, as it was known at the board's instant.

    Keys are names: column and card ids become texts, instants ISO 8601, dates ISO dates.
    """
    return told(histories(log, board.workflow, board.as_of), board)


def told(cards: Mapping[CardId, History], board: Board) -> Figures:
    """The figures of histories that are known already."""
    return _Report(board, cards).figures()


@dataclass(frozen=True, slots=True)
class _Report:
    board: Board
    cards: Mapping[CardId, History]

    @property
    def today(self) -> date:
        return self.board.workflow.calendar.day(self.board.as_of)

    @property
    def last(self) -> date:
        return self.board.last or self.today

    def figures(self) -> Figures:
        board, flow, every = self.board, self.board.workflow, list(self.cards.values())
        first, last = self._first(), self.last
        past = [history for history in every if self._there(history, first, last)]
        done = [history for history in past if self._within(history.finished_at, first, last)]
        cycles = cycle.cycles(done, flow.calendar)
        taken = [found.days for found in cycles]
        series = days(first, last)
        by_day = throughput.daily((found.day for found in cycles), first, last)
        week_of = min(self.today, last + ONE)
        counts = cumulative.snapshot(every, flow, first, last)
        inclusive = cumulative.wip_inclusive(every, flow, first, last)
        now = {str(column): heights[-1] if series else 0 for column, heights in counts.items()}
        lines = pace.pace(done, flow, board.percentiles)
        started = sum(self._within(history.started_at, first, last) for history in past)
        found = {
            "as_of": instant(board.as_of),
            "flow_order": [str(column.id) for column in flow.order],
            "unknown_columns": _unknown(past),
            "cards": {str(history.card): self._card(history) for history in past},
            "wip": now,
            "wip_total": sum(now[str(column.id)] for column in flow.wip),
            "throughput": {day.isoformat(): n for day, n in by_day.items()},
            "throughput_weekly": {
                week.name: week.finished for week in throughput.weekly(by_day, week_of)
            },
            "cfd": _cfd(cumulative.cumulative(every, flow, first, last)),
            "snapshot": _by_day(series, {str(c): heights for c, heights in counts.items()}),
            "wip_inclusive": dict(zip(map(str, series), inclusive, strict=True)),
            "percentiles": _percentiles(taken, board.percentiles),
            "pace": {str(c): _named(of) for c, of in lines.items()},
            "xmr_daily": _limits(throughput.baseline(by_day, self.today)),
            "little": littles_law.averages(started, cycles, inclusive)._asdict(),
        }
        if doubtful := sorted(str(each.card) for each in past if each.contradicted):
            found["contradicted"] = doubtful
        if board.forecast is not None:
            found["forecast"] = self._forecast(board.forecast, by_day)
        return found

    def _first(self) -> date:
        """The first day of the log, or that is looked at; without a log there are no days."""
        created = [history.created_at for history in self.cards.values()]
        if not created:
            return self.last + ONE
        begins = self.board.workflow.calendar.day(min(created))
        return max(begins, self.board.first or begins)

    def _within(self, at: int | None, first: date, last: date) -> bool:
        if at is None:
            return False
        day = self.board.workflow.calendar.ordinal(at)
        return first.toordinal() <= day <= last.toordinal()

    def _there(self, history: History, first: date, last: date) -> bool:
        """Whether a card was created by the last day, and not over before the first."""
        ordinal = self.board.workflow.calendar.ordinal
        ended = history.ended_at
        return ordinal(history.created_at) <= last.toordinal() and (
            ended is None or ordinal(ended) >= first.toordinal()
        )

    def _card(self, history: History) -> Figures:
        started, finished = history.started_at, history.finished_at
        return {
            "column": None if history.column is None else str(history.column),
            "created_at": instant(history.created_at),
            "started_at": instant(started),
            "finished_at": instant(finished),
            "discarded_at": instant(history.discarded_at),
            "status": history.status,
            "reopened": history.reopened,
            "aborted_starts": history.aborted_starts,
            "time_in_column": self._times(history),
            **self._cycle(history, started, finished),
            **self._spent(history),
        }

    def _times(self, history: History) -> dict[str, float]:
        times: dict[str, int] = {}
        for column, began, ended in history.stays:
            until = self.board.as_of if ended is None else ended
            times[str(column)] = times.get(str(column), 0) + until - began
        return {column: seconds(time) for column, time in times.items()}

    def _cycle(self, history: History, started: int | None, finished: int | None) -> Figures:
        calendar, as_of = self.board.workflow.calendar, self.board.as_of
        if started is None or history.status not in ("wip", "done"):
            return {}
        if finished is None:
            return {
                "age_seconds": seconds(cycle.elapsed(started, as_of)),
                "age_days": calendar.span(started, as_of),
            }
        return {
            "ct_seconds": seconds(cycle.elapsed(started, finished)),
            "ct_days": calendar.span(started, finished),
            "ct_workdays": calendar.workdays(started, finished),
            "lead_seconds": seconds(cycle.elapsed(history.created_at, finished)),
            "lead_days": calendar.span(history.created_at, finished),
        }

    def _spent(self, history: History) -> Figures:
        blocked = self.board.blocked.get(history.card, ())
        spent = efficiency.spent(history, blocked, self.board.as_of)
        if spent is None:
            return {}
        return {
            "active_seconds": seconds(spent.active),
            "blocked_seconds": seconds(spent.blocked),
            "flow_efficiency": spent.efficiency,
        }

    def _forecast(self, asked: Asked, by_day: Mapping[date, int]) -> Figures:
        window = asked.history_days or forecast.HISTORY_DAYS
        history = throughput.baseline(by_day, self.today)[-window:]
        start = asked.start or self.today + ONE
        found: Figures = {"history": history}
        if asked.days is not None:
            many = forecast.how_many(history, asked.days, self.board.percentiles)
            found["how_many"] = _named(many)
        if asked.items is not None:
            when = forecast.when(history, asked.items, self.board.percentiles)
            found["when_days"] = when and _named(when)
            found["when_date"] = when and {
                str(c): (start + timedelta(days=n - 1)).isoformat() for c, n in when.items()
            }
        return found


def instant(at: int | None) -> str | None:
    """ISO 8601 in UTC, to the microsecond where there are any."""
    if at is None:
        return None
    time, part = divmod(at, SECOND)
    day, time = divmod(time, 86_400)
    clock = "%02d:%02d:%02d" % (time // 3_600, time // 60 % 60, time % 60)  # noqa: UP031
    return f"{_date(day)}T{clock}.{part:06}Z" if part else f"{_date(day)}T{clock}Z"


@cache
def _date(day: int) -> str:
    """The date of a number of days since 1970, in UTC."""
    return moment(day * DAY).date().isoformat()


def seconds(time: int) -> float:
    """Seconds of microseconds."""
    return time / SECOND


def _unknown(past: Iterable[History]) -> list[str]:
    return sorted({str(column) for history in past for column in history.unknown})


def _cfd(flow: cumulative.Flow) -> Figures:
    lines = {str(column): heights for column, heights in flow.lines.items()}
    return _by_day(flow.days, {**lines, "discarded": flow.discarded})


def _by_day(series: Iterable[date], heights: Mapping[str, Sequence[int]]) -> Figures:
    return {
        day.isoformat(): {name: line[n] for name, line in heights.items()}
        for n, day in enumerate(series)
    }


def _named(of: Mapping[int, int]) -> dict[str, int]:
    return {str(p): days for p, days in of.items()}


def _percentiles(taken: Sequence[int], of: Sequence[int]) -> dict[str, int | None]:
    found = percentiles(taken, of)
    return {str(p): found.get(p) for p in of}


def _limits(points: Sequence[int]) -> dict[str, float | None]:
    found = xmr.limits(points)
    return dict.fromkeys(xmr.Limits._fields) if found is None else dict(found._asdict())
