"""Flow: the figures of a board, in the form that `andon flow` prints."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime
from starlette.requests import Request
from starlette.responses import Response

from board import figures
from board.errors import Invalid
from server.api import paging
from server.api.parameters import LOOK
from server.api.shapes import Shape
from server.seats import seat

Counts = dict[str, int]


class FlowCard(Shape):
    """The figures of a card. What does not apply to it is null or left out."""

    column: str | None
    """Where it is; null: not on the board."""
    created_at: AwareDatetime
    started_at: AwareDatetime | None
    finished_at: AwareDatetime | None
    discarded_at: AwareDatetime | None
    status: Literal["todo", "wip", "done", "discarded"]
    reopened: int
    aborted_starts: int
    time_in_column: dict[str, float]
    """Seconds by column."""
    ct_seconds: float = 0
    ct_days: int = 0
    ct_workdays: int = 0
    lead_seconds: float = 0
    lead_days: int = 0
    age_seconds: float = 0
    age_days: int = 0
    active_seconds: float = 0
    blocked_seconds: float = 0
    flow_efficiency: float | None = None


class ProcessLimits(Shape):
    """The natural process limits of daily throughput; null while there are too few days."""

    mean: float | None
    mr: float | None
    unpl: float | None
    lnpl: float | None
    url: float | None


class Little(Shape):
    """The averages of Little's law over the days."""

    arrivals: int
    departures: int
    sum_ct_days: int
    avg_wip: float | None
    throughput_per_day: float | None
    avg_ct: float | None


class Flow(Shape):
    """The figures of a board. Cards and columns are named by their ids, days by their dates."""

    as_of: AwareDatetime
    flow_order: list[str]
    unknown_columns: list[str]
    cards: dict[str, FlowCard]
    wip: Counts
    """Cards by column at the end of the last day."""
    wip_total: int
    throughput: dict[date, int]
    throughput_weekly: Counts
    cfd: dict[date, Counts]
    """Cards that had arrived for good, by column, and `discarded`."""
    snapshot: dict[date, Counts]
    wip_inclusive: dict[date, int]
    percentiles: dict[str, int | None]
    """Days of cycle time."""
    pace: dict[str, Counts]
    xmr_daily: ProcessLimits
    little: Little


async def show(request: Request) -> Response:
    """The figures of a board, of its whole past unless days are named."""
    by = await seat(request)
    asked = paging.parameters(request, *LOOK)
    for name, value in asked.items():
        if not value:
            raise Invalid(f"{name} is empty. Leave it out, or say which.", field=name)
    told = await figures.report(by.board_id, asked)
    return Response(told, media_type="application/json")
