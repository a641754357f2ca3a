"""Events: a board's log from a number on, and taking one event back."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from board import boards, database, log
from board.errors import Conflict
from board.undo import undo as take_back
from server import forms, ids, repeats
from server.api import paging
from server.api.fields import Reason
from server.api.writing import written
from server.seats import seat


class Undo(forms.Asked):
    """How to take an event back; `whole`: with every other event of the same change, or not at
    all; `override`: the reason to go over a hard limit."""

    whole: bool = False
    override: Reason | None = None


async def listed(request: Request) -> Response:
    """The events after a number, of the history that the reader knows."""
    by = await seat(request)
    page = paging.asked(request, "epoch")
    here, found = await database.read(
        boards.named(by.board_id), log.after(by.board_id, page.after, page.limit)
    )
    board = boards.found(here)
    if request.query_params.get("epoch", board["epoch"]) != board["epoch"]:
        raise Conflict("The history of this board began anew. Load the board again.")
    position = {"seq": board["seq"], "epoch": board["epoch"]}
    return await written(lambda: {"events": (log.facts(row) for row in found), **position})


async def undo(request: Request) -> JSONResponse:
    """Take an event back."""
    by = await seat(request, write=True)
    asked = await forms.json(request, Undo)
    verb = take_back(by, ids.named(request, "seq"), **dict(asked))
    return JSONResponse(await repeats.answer(verb))
