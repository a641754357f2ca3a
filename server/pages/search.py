"""Search: the page that finds cards on all one's boards."""

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from board import search
from board.words import Sought
from server.auth import account
from server.faces import face
from server.pages.answers import within
from server.templates import render

SHOWN = 50


async def find(request: Request) -> Response:
    """What was found; a key such as NW-214 leads to its card at once."""
    who = account(request)
    text = request.query_params.get("q", "")
    if not within(request) and (named := await search.named(who.user_id, text)):
        return RedirectResponse(f"/boards/{named['board_id']}/cards/{named['id']}", 303)
    found = await search.find(who.user_id, text, limit=SHOWN + 1)
    sought = Sought(text)
    html = render(
        "search.html",
        user=face(who.user_id, who.name),
        text=text,
        found=[_shown(card, sought) for card in found[:SHOWN]],
        more=len(found) > SHOWN,
    )
    return HTMLResponse(html)


def _shown(card: dict[str, Any], sought: Sought) -> dict[str, Any]:
    """A card with the hits in its title; the snippet is what else was found."""
    title = sought.pieces(card["title"])
    elsewhere = card["found_in"] not in ("title", "key")
    return {
        **card,
        "title": title or [{"text": card["title"], "hit": False}],
        "snippet": card["snippet"] if elsewhere else [],
    }


ROUTES = [Route("/search", find, methods=["GET"])]
