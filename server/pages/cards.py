"""Cards: the dialog of one over its board, and what is done to one.

A drop, a quick add and the menus send these forms by script and are answered in JSON; the dialog's
editors are answered with the dialog.
"""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from board import boards, cards, columns, database, edits, labels, lanes, members, moves, places
from board.archive import archive_card, restore_card
from board.errors import Conflict, Invalid, Missing, Refused
from board.exchange import elsewhere
from board.instants import iso
from board.seats import Seat
from board.seats import seat as seat_of
from board.sqlite import Statement
from server import draw, forms, grid, history, ids, refusals, repeats, sheet
from server.auth import account
from server.cardface import around
from server.cardface import face as face_of
from server.errors import wants_json
from server.faces import viewer
from server.ids import Id, Lane, Version
from server.pages.answers import Return, Typed, done, typed_into, within
from server.seats import seat
from server.templates import render, rendered

_KEY = re.compile(r"[A-Za-z0-9]{1,16}")
_RANK = re.compile(r"[0-9a-z]{0,255}")


class CardFacts(Typed):
    """What a new card says besides its title; labels and assignees by their ids, with commas
    between."""

    labels: str = ""
    assignees: str = ""
    due: str | None = None
    class_of_service: str = "standard"
    estimate: float | None = None

    @property
    def said(self) -> dict[str, Any]:
        """The fields, with lists of ids."""
        several = {
            name: ids.several(text, name) if text else []
            for name, text in (("labels", self.labels), ("assignees", self.assignees))
        }
        return {**dict(self), **several}


class NewCard(CardFacts):
    """The form of a new card."""

    title: str
    column: Id | None = None
    lane: Id | None = None
    position: str = "bottom"
    override: str | None = None


class CardPlace(Typed):
    """What a drop sends; without a lane the card stays in its own."""

    column: Id
    lane: Lane | None = None
    before: Id | None = None
    after: Id | None = None
    override: str | None = None


class CardTexts(Typed):
    """An editor of the dialog: one of the texts, and the version that it was based on."""

    title: str | None = None
    description: str | None = None
    base: Version | None = None


# -- the dialog


async def show(request: Request) -> Response:
    """A card's dialog over its board, or the dialog alone for a script.

    A script that looks after a card that left meanwhile did nothing wrong: it is given nothing.
    """
    by, card_id = await seat(request), ids.named(request, "card")
    try:
        return HTMLResponse(await _dialog(request, by, card_id))
    except Missing:
        (left,) = await database.read(cards.even_deleted(by.board_id, card_id))
        if left and within(request):
            return Response(status_code=204)
        raise


async def keyed(request: Request) -> Response:
    """The same by the card's key, such as /NW-214."""
    who = account(request)
    key = request.path_params["key"]
    board_id = await boards.by_key(key, who.user_id) if _KEY.fullmatch(key) else None
    if board_id is None:
        raise Missing("There is no such card, or you are not a member of its board.")
    by = await seat_of(board_id, who.user_id)
    (found,) = await database.read(_numbered(board_id, ids.named(request, "number")))
    return HTMLResponse(await _dialog(request, by, cards.one(found)["id"]))


def _numbered(board_id: int, number: int) -> Statement:
    sql = "SELECT id FROM cards WHERE board_id = ? AND number = ? AND deleted_at IS NULL"
    return sql, (board_id, number)


async def _dialog(
    request: Request, by: Seat, card_id: int, problem: dict[str, Any] | None = None
) -> str:
    context = {**await _sheet(by.board_id, card_id), "problem": problem, "seat": by}
    if within(request):
        return render("_card_dialog.html", **context)
    board = (await draw.page(by.board_id)).context
    user = viewer(request.scope)
    return await rendered("board.html", **{**context, **board}, user=user, dialog=True)


async def _sheet(board_id: int, card_id: int) -> dict[str, Any]:
    """What the dialog shows. Raises Missing."""
    here, people, words, found, source, heads, rows, own, before = await database.read(
        boards.named(board_id),
        members.everyone(board_id),
        labels.of_board(board_id),
        cards.named(board_id, card_id),
        places.source(board_id, card_id),
        columns.on(board_id),
        lanes.on(board_id),
        history.of_card(board_id, card_id),
        elsewhere.of_card(card_id, history.LONGEST),
    )
    board = boards.found(here)
    row = cards.one(found)
    card = {
        **face_of(row, around(board, people, words))._asdict(),
        "column_name": source[0]["name"],
        "description": row["description"],
        **(inside := await sheet.inside(board, people, row)),
        "created": iso(row["created_at"]),
        "archived": iso(row["archived_at"]) or "",
    }
    shown = {
        "columns": heads,
        "lanes": grid.lane_heads(rows, []),
        "history": history.told(history.merged(own, before)),
    }
    return {**inside, **shown, "board": board, "card": card}


async def edit(request: Request) -> Response:
    """Change one of a card's texts; a refusal comes back in the dialog, with both texts."""
    by = await seat(request, write=True)
    card_id = ids.named(request, "card")
    try:
        asked = await forms.form(request, CardTexts)
        texts = asked.model_dump(exclude_none=True)
        answer = await repeats.answer(edits.edit(by, card_id, **texts))
    except (Invalid, Conflict) as refusal:
        problem = await _problem(request, refusal)
        return HTMLResponse(await _dialog(request, by, card_id, problem), refusals.status(refusal))
    drawn = await _dialog(request, by, card_id)
    return HTMLResponse(drawn, headers={"Andon-Undo": str(answer["undo"] or "")})


async def _problem(request: Request, refusal: Refused) -> dict[str, Any]:
    typed = await typed_into(request)
    field = "description" if "description" in typed else "title"
    return {
        "field": field,
        "sentence": str(refusal),
        "typed": typed.get(field, ""),
        "theirs": refusal.facts.get("theirs"),
    }


# -- what scripts send


async def create(request: Request) -> Response:
    """Add a card to a column; the script is also told its id."""
    by = await seat(request, write=True)
    asked = await forms.form(request, NewCard)
    answer = await repeats.answer(cards.create(by, **asked.said))
    if wants_json(request.scope):
        told = {name: answer[name] for name in ("seq", "undo", "limits")}
        return JSONResponse({**told, "card": answer["card"]["id"]})
    return RedirectResponse(f"/boards/{by.board_id}", 303)


async def place(request: Request) -> Response:
    """Put a card before or after another one of a cell, or at its bottom."""
    by = await seat(request, write=True)
    asked = dict(await forms.form(request, CardPlace))
    lane = asked.pop("lane")
    if lane is not None:
        asked["lane"] = lane or None
    answer = await repeats.answer(moves.place(by, ids.named(request, "card"), **asked))
    return done(request, answer, f"/boards/{by.board_id}")


async def archive(request: Request) -> Response:
    """Take a card off the board."""
    by = await seat(request, write=True)
    answer = await repeats.answer(archive_card(by, ids.named(request, "card")))
    return done(request, answer, f"/boards/{by.board_id}")


async def restore(request: Request) -> Response:
    """Put an archived card back where it stood."""
    by = await seat(request, write=True)
    asked = await forms.form(request, Return)
    verb = restore_card(by, ids.named(request, "card"), override=asked.override)
    return done(request, await repeats.answer(verb), f"/boards/{by.board_id}")


async def more(request: Request) -> Response:
    """The next cards of a cell, behind a rank."""
    by = await seat(request)
    column_id, after = ids.named(request, "column"), request.query_params.get("after", "")
    if not _RANK.fullmatch(after):
        raise Invalid("That is no place in a column. Load the board again.", field="after")
    lane = ids.lane(request)
    here, found = await database.read(
        boards.named(by.board_id), columns.named(by.board_id, column_id)
    )
    board = boards.found(here)
    columns.found(found)
    # The number is read before the cards: a card that leaves in between is asked for again.
    faces, more_follow = await draw.more(by.board_id, column_id, after, lane)
    upto = faces[-1].rank if more_follow else ""
    cell = {"lane": {"id": lane}, "suffix": grid.suffix(lane), "upto": upto}
    place = {"board": board, "column": {"id": column_id}, "cell": cell}
    html = render("more.html", **place, cards=faces, seq=board["seq"])
    return HTMLResponse(html)


_CARD = "/boards/{board}/cards/{card}"

ROUTES = [
    Route("/boards/{board}/cards", create, methods=["POST"]),
    Route(_CARD, show, methods=["GET"]),
    Route(_CARD, edit, methods=["POST"]),
    Route(_CARD + "/place", place, methods=["POST"]),
    Route(_CARD + "/archival", archive, methods=["POST"]),
    Route(_CARD + "/restoral", restore, methods=["POST"]),
    Route("/boards/{board}/columns/{column}/cards", more, methods=["GET"]),
    Route("/{key}-{number:int}", keyed, methods=["GET"]),
]
