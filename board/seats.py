"""Seats: who acts, on which board, in which role, and what each role may do.

Every verb is done by a seat. It is looked up for the user, so a board that one may not see does
not exist for them; what a role may do stands in one table.
"""

from dataclasses import dataclass, replace
from typing import Any, Literal

from board import database
from board.errors import Invalid, Missing, NotAllowed
from board.sqlite import Rows, Statement

Role = Literal["admin", "editor", "commenter", "viewer"]
Action = Literal[
    "see",
    "comment",
    "edit cards",
    "edit columns",
    "override limits",
    "manage members",
    "manage board",
]

_VIEWER: frozenset[Action] = frozenset({"see"})
_COMMENTER: frozenset[Action] = _VIEWER | {"comment"}
_EDITOR: frozenset[Action] = _COMMENTER | {"edit cards"}
_ADMIN: frozenset[Action] = _EDITOR | {
    "edit columns",
    "override limits",
    "manage members",
    "manage board",
}

MAY: dict[str, frozenset[Action]] = {
    "viewer": _VIEWER,
    "commenter": _COMMENTER,
    "editor": _EDITOR,
    "admin": _ADMIN,
}
"""What each role may do."""


@dataclass(frozen=True, slots=True)
class Once:
    """An intention that is carried out once however often it is sent: its key and a digest of
    everything that was asked."""

    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class Seat:
    """Who acts, on which board, in which role; `once` when the request carries a key."""

    board_id: int
    user_id: int
    name: str
    role: str
    once: Once | None = None
    starred: bool = False
    """Whether the user has starred the board."""

    def may(self, action: Action) -> bool:
        """Whether the role allows the action."""
        return action in MAY[self.role]

    def must(self, action: Action) -> None:
        """Raises NotAllowed, naming who can help, when the role does not allow the action."""
        if not self.may(action):
            raise NotAllowed(
                f"A {self.role} of this board may not do that. Ask one of its admins for the right."
            )

    def doing(self, once: Once | None) -> "Seat":
        """The same seat for one request."""
        return replace(self, once=once)


async def seat(board_id: int, user_id: int) -> Seat:
    """The user's seat at a board. Raises Missing when there is none, or no such board."""
    sql, params = query(board_id, user_id)
    return seated(board_id, found(await database.glance(sql, *params)))


GONE = "There is no such board, or you are not a member of it."


def found(rows: Rows) -> dict[str, Any]:
    """The seat, or the board, that was looked for. Raises Missing."""
    if not rows:
        raise Missing(GONE)
    return rows[0]


def query(board_id: int, user_id: int) -> Statement:
    """The query for a seat, as it is now. Nobody has one at a board that was deleted."""
    return (
        "SELECT m.user_id, m.role, u.name, EXISTS (SELECT 1 FROM stars s"
        " WHERE s.board_id = m.board_id AND s.user_id = m.user_id) AS starred"
        " FROM members m JOIN users u ON u.id = m.user_id JOIN boards b ON b.id = m.board_id"
        " WHERE m.board_id = ? AND m.user_id = ?"
        " AND u.disabled_at IS NULL AND b.deleted_at IS NULL",
        (board_id, user_id),
    )


def present(board_id: int) -> Statement:
    """The query for the users who sit at a board now: not those whose account is disabled."""
    return (
        "SELECT m.user_id FROM members m JOIN users u ON u.id = m.user_id"
        " WHERE m.board_id = ? AND u.disabled_at IS NULL",
        (board_id,),
    )


def seated(board_id: int, row: dict[str, Any]) -> Seat:
    """The seat of a found row."""
    starred = bool(row["starred"])
    return Seat(board_id, row["user_id"], row["name"], row["role"], starred=starred)


def valid_role(value: str) -> Role:
    """A role by its name. Raises Invalid."""
    if value not in MAY:
        raise Invalid("A role is admin, editor, commenter or viewer.", field="role")
    return value  # type: ignore[return-value]
