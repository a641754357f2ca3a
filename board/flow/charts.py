"""The charts of a board's figures: what the page of flow draws, as plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any

from board.flow import cumulative, efficiency, pace, throughput
from board.flow import process_limits as xmr
from board.flow.calendar import ONE, days
from board.flow.cycle import Cycle, ages, cycles
from board.flow.efficiency import Blocks
from board.flow.histories import History
from board.flow.levels import FEWEST, thresholds
from board.flow.percentiles import percentiles
from board.flow.report import instant, seconds
from board.flow.workflow import CardId, ColumnId, Workflow

Charts = dict[str, Any]

NOTHING: Mapping[Any, int] = {}


@dataclass(frozen=True)
class Scene:
    """What charts are drawn of: the cards that something happened to in the days from first to
    last, and by column how many others had arrived.

    `partial`: cards of whose past something is missing; `marked`: whether anything marks waiting.
    """

    workflow: Workflow
    as_of: int
    first: date
    last: date
    histories: Mapping[CardId, History]
    blocked: Blocks = field(default_factory=dict)
    partial: frozenset[CardId] = frozenset()
    marked: bool = False
    heights: Mapping[ColumnId, int] = field(default_factory=dict)
    discarded: int = 0

    @cached_property
    def finished(self) -> list[Cycle]:
        """The cycles of the cards that were finished in these days, the first one first."""
        found = cycles(self.histories.values(), self.workflow.calendar)
        first, last = self.first.toordinal(), self.last.toordinal()
        within = [each for each in found if first <= each.ordinal <= last]
        return sorted(within, key=attrgetter("finished_at"))

    @cached_property
    def done(self) -> list[History]:
        """The histories of those cards."""
        return [self.histories[each.card] for each in self.finished]

    @cached_property
    def enough(self) -> bool:
        """Whether so many were finished that percentiles say something."""
        return len(self.finished) >= FEWEST


def charts(scene: Scene) -> Charts:
    """The values of every chart."""
    return {
        "cycle": cycle(scene),
        "cfd": flow(scene),
        "ageing": ageing(scene),
        "throughput": finishes(scene),
        "wip": wip(scene),
        "efficiency": worked(scene),
    }


def cycle(scene: Scene) -> Charts:
    """Each finished card with its cycle time, and the percentiles of all."""
    done = scene.finished
    dates = {day.toordinal(): day.isoformat() for day in days(scene.first, scene.last)}
    return {
        "cards": [
            {
                "id": each.card,
                "day": dates[each.ordinal],
                "days": each.days,
                "started": instant(each.started_at),
                "finished": instant(each.finished_at),
            }
            for each in done
        ],
        "percentiles": _percentiles(scene),
        "n": len(done),
        "left_out": {
            "skipped_wip": sum(each.skipped_wip for each in done),
            "clamped": sum(each.clamped for each in done),
            "partial_history": sum(each.card in scene.partial for each in done),
        },
    }


def _percentiles(scene: Scene) -> dict[int, int]:
    return percentiles([each.days for each in scene.finished]) if scene.enough else {}


def flow(scene: Scene) -> Charts:
    """The cumulative flow diagram."""
    drawn = cumulative.cumulative(
        scene.histories.values(),
        scene.workflow,
        scene.first,
        scene.last,
        heights=scene.heights,
        discarded=scene.discarded,
    )
    return {
        "days": _dates(drawn.days),
        "lines": [{"column": column, "values": line} for column, line in drawn.lines.items()],
        "discarded": drawn.discarded,
    }


def ageing(scene: Scene) -> Charts:
    """Each card in progress with its age, and the pace of those that were finished."""
    lines = pace.pace(scene.done, scene.workflow) if scene.enough else {}
    known = thresholds(
        len(scene.finished),
        _percentiles(scene).get(85),
        {int(column): line for column, line in lines.items()},
    )
    found = []
    for age in ages(scene.histories.values(), scene.workflow.calendar, scene.as_of):
        column = scene.histories[age.card].column
        level = known.level(age.days, int(column)) if column is not None else ""
        found.append(
            {
                "id": age.card,
                "column": column,
                "days": age.days,
                "started": instant(age.started_at),
                "level": level,
            }
        )
    return {"cards": found, "pace": dict(lines), "n": len(scene.finished)}


def finishes(scene: Scene) -> Charts:
    """Throughput by day and week, with the natural limits of the complete weeks.

    The week of the last day is complete when that day ends it and is over.
    """
    today = scene.workflow.calendar.day(scene.as_of)
    finished = (each.day for each in scene.finished)
    by_day = throughput.daily(finished, scene.first, scene.last)
    weeks = throughput.weekly(by_day, min(today, scene.last + ONE))
    complete = [week for week in weeks if week.complete]
    points = [week.finished for week in complete]
    limits = xmr.limits(points) if len(points) >= xmr.FEWEST else None
    odd = _odd(points, limits)
    return {
        "weeks": [
            {
                "week": week.name,
                "from": week.begins.isoformat(),
                "n": week.finished,
                "complete": week.complete,
            }
            for week in weeks
        ],
        "days": [{"day": day.isoformat(), "n": n} for day, n in by_day.items()],
        "limits": limits and {"mean": limits.mean, "unpl": limits.unpl, "lnpl": limits.lnpl},
        "signals": [complete[n].name for n in odd],
    }


def _odd(points: Sequence[int], limits: xmr.Limits | None) -> list[int]:
    """The points that are part of a signal."""
    if limits is None:
        return []
    told = xmr.signals(points, limits)
    return sorted({n for each in told for n in range(each.first, each.last + 1)})


def wip(scene: Scene) -> Charts:
    """Cards in progress at the end of each day, on the last one at the present."""
    values = cumulative.wip(scene.histories.values(), scene.workflow, scene.first, scene.last)
    return {"days": _dates(days(scene.first, scene.last)), "values": values}


def worked(scene: Scene) -> Charts:
    """Flow efficiency of the finished cards; null where nothing marks waiting."""
    spent = [
        efficiency.spent(history, scene.blocked.get(history.card, ()), scene.as_of)
        for history in (scene.done if scene.marked else ())
    ]
    whole = efficiency.together([each for each in spent if each is not None])
    return {
        "value": whole.efficiency if scene.marked else None,
        "n": len(scene.done),
        "active_seconds": seconds(whole.active),
        "elapsed_seconds": seconds(whole.elapsed),
    }


def stood(scene: Scene) -> set[ColumnId]:
    """The columns in which some card stood in these days."""
    begin = scene.workflow.calendar.midnight(scene.first)
    return {
        column
        for history in scene.histories.values()
        for column, _, ended in history.stays
        if column is not None and (ended is None or ended >= begin)
    }


def _dates(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in days]
