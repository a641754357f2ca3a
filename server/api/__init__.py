"""The JSON API, version 1: for programs, described in docs and promised.

An endpoint is three moves: it reads what is asked, has one verb of the domain do it, and answers.
What cannot be read, found or done is raised as a refusal; `server/errors.py` makes it a problem.
"""

from starlette.routing import Route

from server.api import boards, cards, columns, events, invitations, members

_BOARD = "/api/v1/boards/{board}"
_CARD = _BOARD + "/cards/{card}"
_COLUMN = _BOARD + "/columns/{column}"

ROUTES = [
    Route("/api/v1/boards", boards.listed, methods=["GET"]),
    Route("/api/v1/boards", boards.create, methods=["POST"]),
    Route(_BOARD, boards.show, methods=["GET"]),
    Route(_BOARD, boards.update, methods=["PATCH"]),
    Route(_BOARD + "/cards", cards.create, methods=["POST"]),
    Route(_CARD, cards.show, methods=["GET"]),
    Route(_CARD, cards.edit, methods=["PATCH"]),
    Route(_CARD, cards.delete, methods=["DELETE"]),
    Route(_CARD + "/place", cards.place, methods=["POST"]),
    Route(_CARD + "/archival", cards.archive, methods=["POST"]),
    Route(_CARD + "/archival", cards.restore, methods=["DELETE"]),
    Route(_BOARD + "/columns", columns.listed, methods=["GET"]),
    Route(_BOARD + "/columns", columns.add, methods=["POST"]),
    Route(_COLUMN, columns.show, methods=["GET"]),
    Route(_COLUMN, columns.update, methods=["PATCH"]),
    Route(_COLUMN, columns.archive, methods=["DELETE"]),
    Route(_COLUMN + "/place", columns.place, methods=["POST"]),
    Route(_COLUMN + "/archival", columns.archive, methods=["POST"]),
    Route(_COLUMN + "/archival", columns.restore, methods=["DELETE"]),
    Route(_BOARD + "/members", members.listed, methods=["GET"]),
    Route(_BOARD + "/members/{user}", members.reassign, methods=["PATCH"]),
    Route(_BOARD + "/members/{user}", members.remove, methods=["DELETE"]),
    Route(_BOARD + "/invitations", invitations.listed, methods=["GET"]),
    Route(_BOARD + "/invitations", invitations.invite, methods=["POST"]),
    Route(_BOARD + "/invitations/{invitation}", invitations.withdraw, methods=["DELETE"]),
    Route(_BOARD + "/events", events.listed, methods=["GET"]),
    Route(_BOARD + "/events/{seq}/undo", events.undo, methods=["POST"]),
]
"""Every call of the API."""
