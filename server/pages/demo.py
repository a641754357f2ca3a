"""A board to look around in, with some months of generated history."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from board.exchange import demo_boards
from board.instants import zones
from server import forms
from server.auth import account
from server.pages.answers import Typed


class NewDemo(Typed):
    """The form; a script fills in the browser's time zone."""

    timezone: str = ""


async def make(request: Request) -> Response:
    """Make a demo board and show it."""
    maker = account(request, write=True)
    asked = await forms.form(request, NewDemo)
    zone = asked.timezone if asked.timezone in zones() else maker.timezone
    board_id = await demo_boards.make({"id": maker.user_id, "name": maker.name}, zone)
    return RedirectResponse(f"/boards/{board_id}", 303)


ROUTES = [Route("/demo", make, methods=["POST"])]
