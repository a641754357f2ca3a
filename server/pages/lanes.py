"""Lanes: the forms of the settings and of the board's menus."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from board import lanes
from board.archive import archive_lane, restore_lane
from server import forms, ids, repeats
from server.ids import Id
from server.pages.answers import Return, Typed, again, done
from server.pages.columns import named, show
from server.seats import seat


class NewLane(Typed):
    """The form of a new lane. An empty limit is none."""

    name: str
    wip_limit: int | None = None
    wip_mode: str = "soft"


class LaneFields(Typed):
    """Forms of a lane; what one does not name stays. `wip_mode` says that the limit is named."""

    name: str | None = None
    wip_limit: int | None = None
    wip_mode: str | None = None


class LanePlace(Typed):
    """Where a lane is to stand: before another, or at the lower end."""

    before: Id | None = None


def _settings(board_id: int) -> str:
    return f"/boards/{board_id}/settings#lanes"


@again(show, "new-lane")
async def add(request: Request) -> Response:
    """Add a lane at the lower end."""
    by = await seat(request, write=True)
    asked = await forms.form(request, NewLane)
    return done(request, await repeats.answer(lanes.add(by, **dict(asked))), _settings(by.board_id))


@again(show, "lane-{lane}")
async def update(request: Request) -> Response:
    """Change a lane's values."""
    by = await seat(request, write=True)
    asked = await forms.form(request, LaneFields)
    verb = lanes.update(by, ids.named(request, "lane"), **named(asked))
    return done(request, await repeats.answer(verb), _settings(by.board_id))


@again(show, "lanes")
async def place(request: Request) -> Response:
    """Put a lane before another, or at the lower end."""
    by = await seat(request, write=True)
    asked = await forms.form(request, LanePlace)
    verb = lanes.place(by, ids.named(request, "lane"), before=asked.before)
    return done(request, await repeats.answer(verb), _settings(by.board_id))


@again(show, "lanes")
async def archive(request: Request) -> Response:
    """Take a lane off the board, and its open cards with it."""
    by = await seat(request, write=True)
    answer = await repeats.answer(archive_lane(by, ids.named(request, "lane")))
    return done(request, answer, _settings(by.board_id))


@again(show, "lanes")
async def restore(request: Request) -> Response:
    """Put an archived lane back, and the cards that left with it."""
    by = await seat(request, write=True)
    asked = await forms.form(request, Return)
    verb = restore_lane(by, ids.named(request, "lane"), override=asked.override)
    return done(request, await repeats.answer(verb), _settings(by.board_id))


_LANE = "/boards/{board}/lanes/{lane}"

ROUTES = [
    Route("/boards/{board}/lanes", add, methods=["POST"]),
    Route(_LANE, update, methods=["POST"]),
    Route(_LANE + "/place", place, methods=["POST"]),
    Route(_LANE + "/archival", archive, methods=["POST"]),
    Route(_LANE + "/restoral", restore, methods=["POST"]),
]
