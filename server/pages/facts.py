"""Facts of a card: what its dialog's right side and the pickers change, each by itself.

Scripts send these forms and are answered in JSON; the picture comes by the feed.
"""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from board import assignments, blocks, drafts, edits
from board.errors import Invalid
from server import forms, ids
from server.pages.answers import Typed, on_card
from server.seats import seat

_NUMBER = re.compile(r"\s*\d{1,7}(\.\d+)?\s*", re.ASCII)


class Facts(Typed):
    """What is to change; an empty text takes the value away."""

    start: str | None = None
    due: str | None = None
    class_of_service: str | None = None
    estimate: str | None = None


class Reason(Typed):
    """Why a card cannot go on."""

    reason: str


async def edit(request: Request) -> Response:
    """Change a card's days, its class of service or its estimate."""
    by = await seat(request, write=True)
    card_id = ids.named(request, "card")
    asked = (await forms.form(request, Facts)).model_dump(exclude_unset=True)
    values: dict[str, Any] = {name: value or None for name, value in asked.items()}
    if values.get("estimate"):
        values["estimate"] = _estimate(values["estimate"])
    if "class_of_service" in values:
        values["class_of_service"] = values["class_of_service"] or drafts.STANDARD
    return await on_card(request, by, edits.edit(by, card_id, **values))


def _estimate(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise Invalid("An estimate is a number such as 3 or 2.5.", field="estimate")
    return float(text)


async def assign(request: Request) -> Response:
    """Have a member work on a card."""
    by = await seat(request, write=True)
    card_id = ids.named(request, "card")
    return await on_card(request, by, assignments.assign(by, card_id, ids.named(request, "user")))


async def unassign(request: Request) -> Response:
    """Have a member work on a card no more."""
    by = await seat(request, write=True)
    card_id = ids.named(request, "card")
    return await on_card(request, by, assignments.unassign(by, card_id, ids.named(request, "user")))


async def block(request: Request) -> Response:
    """Say that a card cannot go on; of a blocked one, another reason."""
    by = await seat(request, write=True)
    card_id = ids.named(request, "card")
    asked = await forms.form(request, Reason)
    return await on_card(request, by, blocks.block(by, card_id, asked.reason))


async def unblock(request: Request) -> Response:
    """Say that a card can go on."""
    by = await seat(request, write=True)
    card_id = ids.named(request, "card")
    return await on_card(request, by, blocks.unblock(by, card_id))


_CARD = "/boards/{board}/cards/{card}"

ROUTES = [
    Route(_CARD + "/facts", edit, methods=["POST"]),
    Route(_CARD + "/assignees/{user}", assign, methods=["POST"]),
    Route(_CARD + "/assignees/{user}/removal", unassign, methods=["POST"]),
    Route(_CARD + "/block", block, methods=["POST"]),
    Route(_CARD + "/unblock", unblock, methods=["POST"]),
]
