"""Flow: the page of a board's figures, and the data behind its charts.

The address says which days and cards are looked at, so a picture of them is sent by sending the
address.
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from server import draw
from server.faces import viewer
from server.seats import seat
from server.templates import render

ASKED = ("period", "from", "to", "as_of", "lane", "label", "class")
"""What the address may say: which days, as known on which day, and which cards."""


async def show(request: Request) -> Response:
    """The page: the strip, the bar that says what is looked at, and a place for each chart."""
    by = await seat(request)
    context = (await draw.page(by.board_id)).context
    asked = {name: request.query_params.get(name, "")[:200] for name in ASKED}
    user = viewer(request.scope)
    return HTMLResponse(render("flow.html", **context, seat=by, user=user, asked=asked))


ROUTES = [Route("/boards/{board}/flow", show, methods=["GET"])]
