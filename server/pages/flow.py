"""Flow: the page of a board's figures, and the data behind its charts.

The address says which days and cards are looked at, so a picture of them is sent by sending the
address.
"""

import asyncio

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from board import figures
from board.errors import Missing
from board.look import NAMES
from server import draw, tables
from server.faces import viewer
from server.seats import seat
from server.templates import render

FLOW = "/boards/{board}/flow"


async def show(request: Request) -> Response:
    """The page: the strip, the bar that says what is looked at, and a place for each chart."""
    by = await seat(request)
    context = (await draw.page(by.board_id)).context
    asked = {name: request.query_params.get(name, "")[:200] for name in NAMES}
    user = viewer(request.scope)
    return HTMLResponse(render("flow.html", **context, seat=by, user=user, asked=asked))


async def data(request: Request) -> Response:
    """The values of all charts, as JSON for the page's script."""
    by = await seat(request)
    told = await figures.page(by.board_id, request.query_params)
    return Response(told, media_type="application/json", headers={"cache-control": "no-store"})


async def rows(request: Request) -> Response:
    """The table of one chart as a CSV file."""
    by = await seat(request)
    chart = request.path_params["chart"]
    if chart not in tables.CHARTS:
        raise Missing("There is no such chart.")
    drawn = await figures.drawn(by.board_id, request.query_params)
    told = await asyncio.to_thread(tables.table, chart, drawn)
    name = f"{drawn['key']}-{chart}.csv"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(told, media_type="text/csv", headers=headers)


ROUTES = [
    Route(FLOW, show, methods=["GET"]),
    Route(FLOW + "/data", data, methods=["GET"]),
    Route(FLOW + "/{chart}.csv", rows, methods=["GET"]),
]
