"""How a form is answered: with the place where its outcome is seen, or with itself.

A form that was refused comes back as it was, with what was typed and a sentence where it belongs.
What the browser's script sends by itself (a drop, a quick add) is answered in JSON: the picture
comes by the feed.
"""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from board.errors import Missing, Refused
from board.seats import Seat
from server import errors, ids, refusals, repeats

Endpoint = Callable[[Request], Awaitable[Response]]


class Typed(BaseModel):
    """What a form holds. Fields that are not its own are refused."""

    model_config = ConfigDict(extra="forbid")


class Return(Typed):
    """What brings something back; `override`: the reason to go over hard limits."""

    override: str | None = None


class Draw(Protocol):
    """Draws a page whose form was refused."""

    def __call__(
        self, request: Request, *, problem: dict[str, Any], typed: dict[str, Any], status: int
    ) -> Awaitable[Response]: ...


def again(draw: Draw, form: str = "") -> Callable[[Endpoint], Endpoint]:
    """A refusal of the endpoint is answered with the page of its form, drawn again.

    `form` names the form on that page; `{column}` in it stands for that id of the address.
    """

    def guarded(endpoint: Endpoint) -> Endpoint:
        @wraps(endpoint)
        async def answer(request: Request) -> Response:
            try:
                return await endpoint(request)
            except (refusals.SignedOut, Missing):
                raise
            except Refused as refusal:
                if errors.wants_json(request.scope):
                    raise
                problem = {
                    "form": form.format(**request.path_params),
                    "field": refusal.facts.get("field"),
                    "sentence": str(refusal),
                }
                typed = await typed_into(request)
                drawn = await draw(
                    request, problem=problem, typed=typed, status=refusals.status(refusal)
                )
                drawn.headers.update(refusals.headers(refusal))
                return drawn

        return answer

    return guarded


async def typed_into(request: Request) -> dict[str, str]:
    """What was typed into a form, as it was sent."""
    return {name: str(value) for name, value in (await request.form()).multi_items()}


def done(request: Request, answer: dict[str, Any], address: str) -> Response:
    """What a change led to: its number and the limits it broke, or the page to look at."""
    if errors.wants_json(request.scope):
        told = {name: answer.get(name) for name in ("seq", "undo")}
        return JSONResponse({**told, "limits": answer.get("limits", [])})
    return RedirectResponse(address, 303)


async def on_card(request: Request, by: Seat, verb: Awaitable[dict[str, Any]]) -> Response:
    """What a change of the card that the address names led to, or the card to look at."""
    address = f"/boards/{by.board_id}/cards/{ids.named(request, 'card')}"
    return done(request, await repeats.answer(verb), address)


def elsewhere(request: Request, address: str) -> Response:
    """On to another page, out of a form that is sent without leaving its own."""
    if within(request):
        return Response(headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)


def within(request: Request) -> bool:
    """Whether a script asks, for a piece of a page and not for all of it."""
    return "hx-request" in request.headers
