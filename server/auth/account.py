"""Who acts: the account behind a request or a socket, and by which credential it came in."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from starlette.requests import HTTPConnection

from board.errors import NotAllowed
from server.refusals import SignedOut

Kind = Literal["session", "token"]


@dataclass(frozen=True, slots=True)
class Account:
    """A user, and the session or API token that proved it."""

    user_id: int
    name: str
    email: str
    is_admin: bool
    timezone: str
    theme: str
    shortcuts: bool
    kind: Kind
    id: int
    """Of the session or token."""
    scope: Literal["read", "write"]

    @classmethod
    def of(cls, kind: Kind, row: dict[str, Any]) -> "Account":
        """The account of a found session or token."""
        return cls(
            row["user_id"],
            row["name"],
            row["email"],
            bool(row["is_admin"]),
            row["timezone"],
            row["theme"],
            bool(row["shortcuts"]),
            kind,
            row["id"],
            row["scope"],
        )

    def changed(self, **values: Any) -> "Account":
        """The same account with other values."""
        return replace(self, **values)


def administrator(conn: HTTPConnection) -> Account:
    """The account of an administrator. Raises SignedOut, or NotAllowed for anybody else."""
    found = account(conn, write=True)
    if not found.is_admin:
        raise NotAllowed("Only an administrator of this server may do that. Ask one of them.")
    return found


def account(conn: HTTPConnection, *, write: bool = False) -> Account:
    """The account of a request or socket.

    Raises SignedOut when there is none, NotAllowed when it is to write by a token that only reads.
    """
    found: Account | None = conn.scope.get("account")
    if found is None:
        raise SignedOut("You are signed out. Sign in, or send a token that stands.")
    if write and found.scope != "write":
        raise NotAllowed("This token may only read. Make one that may write.")
    return found
