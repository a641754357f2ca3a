"""The JSON API, version 1: for programs, described by itself and promised.

An endpoint is three moves: it reads what is asked, has one verb of the domain do it, and answers.
What cannot be read, found or done is raised as a refusal; `server/errors.py` makes it a problem.
Beside each address stands what it takes and answers; the description is made of that.
"""

from board.errors import Conflict, LimitReached, NotAllowed
from server.api import (
    answers,
    archive,
    assignees,
    blocks,
    boards,
    cards,
    checklists,
    columns,
    comments,
    events,
    exports,
    flow,
    invitations,
    labels,
    lanes,
    members,
    mine,
    openapi,
    search,
    selection,
    shapes,
    transfers,
)
from server.api.openapi import Call
from server.api.parameters import FILTER, LOOK, PAGE

_BOARD = "/boards/{board}"
_CARD = _BOARD + "/cards/{card}"
_COLUMN = _BOARD + "/columns/{column}"
_LANE = _BOARD + "/lanes/{lane}"
_MEMBER = _BOARD + "/members/{user}"
_FULL = (LimitReached, Conflict)

ROUTES = [
    # boards
    Call("GET", "/boards", boards.listed, answers.BoardList, query=PAGE),
    Call(
        "POST",
        "/boards",
        boards.create,
        shapes.Board,
        takes=boards.NewBoard,
        status=201,
        refuses=[Conflict],
    ),
    Call("GET", _BOARD, boards.show, shapes.Board),
    Call("PATCH", _BOARD, boards.update, shapes.Board, takes=boards.BoardChanges),
    Call("DELETE", _BOARD, boards.delete, answers.Number),
    Call("POST", _BOARD + "/copy", boards.copy, shapes.Board, takes=boards.BoardCopy, status=201),
    Call("POST", _BOARD + "/archival", boards.archive, answers.Number),
    Call("DELETE", _BOARD + "/archival", boards.restore, answers.Number),
    Call("GET", _BOARD + "/export", exports.show, exports.Export),
    Call("PUT", _BOARD + "/star", boards.star, answers.Starred),
    Call("DELETE", _BOARD + "/star", boards.unstar, answers.Starred),
    # finding
    Call("GET", "/search", search.find, search.FoundList, query=("q", "board", "limit")),
    Call("GET", "/cards", mine.listed, mine.OwnCardList, query=(*PAGE, "assignee")),
    # cards
    Call("GET", _BOARD + "/cards", cards.listed, answers.CardList, query=(*PAGE, *FILTER)),
    Call(
        "POST",
        _BOARD + "/cards",
        cards.create,
        answers.PlacedCard,
        takes=cards.NewCard,
        status=201,
        refuses=[LimitReached],
    ),
    Call("GET", _CARD, cards.show, answers.CardRead),
    Call(
        "PATCH",
        _CARD,
        cards.edit,
        answers.CardAnswer,
        takes=cards.CardChanges,
        refuses=[Conflict],
    ),
    Call("DELETE", _CARD, cards.delete, answers.Number),
    Call(
        "POST",
        _CARD + "/place",
        cards.place,
        answers.PlacedCard,
        takes=cards.CardPlace,
        refuses=_FULL,
    ),
    Call("POST", _CARD + "/archival", cards.archive, answers.CardAnswer),
    Call(
        "DELETE",
        _CARD + "/archival",
        cards.restore,
        answers.PlacedCard,
        takes=cards.Return,
        refuses=_FULL,
    ),
    # several cards at once
    *selection.ROUTES,
    *transfers.ROUTES,
    *archive.ROUTES,
    # what is inside a card
    *checklists.ROUTES,
    *comments.ROUTES,
    # what a card says besides its texts
    *labels.ROUTES,
    *assignees.ROUTES,
    *blocks.ROUTES,
    # columns
    Call("GET", _BOARD + "/columns", columns.listed, answers.ColumnList, query=PAGE),
    Call(
        "POST",
        _BOARD + "/columns",
        columns.add,
        answers.ColumnAnswer,
        takes=columns.NewColumn,
        status=201,
    ),
    Call("GET", _COLUMN, columns.show, answers.ColumnRead),
    Call("PATCH", _COLUMN, columns.update, answers.ColumnAnswer, takes=columns.ColumnChanges),
    Call("DELETE", _COLUMN, columns.archive, answers.ColumnAnswer),
    Call(
        "POST",
        _COLUMN + "/place",
        columns.place,
        answers.ColumnAnswer,
        takes=columns.ColumnPlace,
    ),
    Call("POST", _COLUMN + "/archival", columns.archive, answers.ColumnAnswer),
    Call(
        "DELETE",
        _COLUMN + "/archival",
        columns.restore,
        answers.ColumnBack,
        takes=columns.ColumnReturn,
        refuses=_FULL,
    ),
    Call(
        "POST",
        _COLUMN + "/clearing",
        columns.clear,
        answers.Cleared,
        takes=columns.Clearing,
        refuses=_FULL,
    ),
    # lanes
    Call("GET", _BOARD + "/lanes", lanes.listed, answers.LaneList, query=PAGE),
    Call("POST", _BOARD + "/lanes", lanes.add, answers.LaneAnswer, takes=lanes.NewLane, status=201),
    Call("PATCH", _LANE, lanes.update, answers.LaneAnswer, takes=lanes.LaneChanges),
    Call("DELETE", _LANE, lanes.archive, answers.LaneAnswer),
    Call("POST", _LANE + "/place", lanes.place, answers.LaneAnswer, takes=lanes.LanePlace),
    Call("POST", _LANE + "/archival", lanes.archive, answers.LaneAnswer),
    Call(
        "DELETE",
        _LANE + "/archival",
        lanes.restore,
        answers.LaneBack,
        takes=lanes.LaneReturn,
        refuses=_FULL,
    ),
    # members and invitations
    Call("GET", _BOARD + "/members", members.listed, answers.MemberList, query=PAGE),
    Call(
        "PATCH",
        _MEMBER,
        members.reassign,
        answers.MemberAnswer,
        takes=members.MemberChanges,
        refuses=[Conflict],
    ),
    Call("DELETE", _MEMBER, members.remove, answers.Number, refuses=[Conflict]),
    Call(
        "GET",
        _BOARD + "/invitations",
        invitations.listed,
        answers.InvitationList,
        query=PAGE,
        refuses=[NotAllowed],
    ),
    Call(
        "POST",
        _BOARD + "/invitations",
        invitations.invite,
        answers.InvitationAnswer,
        takes=invitations.NewInvitation,
        status=201,
    ),
    Call("DELETE", _BOARD + "/invitations/{invitation}", invitations.withdraw, answers.Number),
    # figures and events
    Call("GET", _BOARD + "/flow", flow.show, flow.Flow, query=LOOK),
    Call(
        "GET",
        _BOARD + "/events",
        events.listed,
        answers.EventList,
        query=(*PAGE, "epoch"),
        refuses=[Conflict],
    ),
    Call(
        "POST",
        _BOARD + "/events/{seq}/undo",
        events.undo,
        answers.Number,
        takes=events.Undo,
        refuses=_FULL,
    ),
    Call("GET", "/openapi.json", openapi.show, answers.OpenApi, is_open=True),
]
"""Every call of the API."""
