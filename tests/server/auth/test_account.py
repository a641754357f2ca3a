from typing import Any

import pytest
from starlette.requests import HTTPConnection

from board.errors import NotAllowed
from server.auth.account import Account, account
from server.refusals import SignedOut

ROW = {
    "user_id": 3,
    "name": "Ana",
    "email": "ana@example.com",
    "is_admin": 1,
    "theme": "system",
    "shortcuts": 1,
    "timezone": "UTC",
    "id": 9,
    "scope": "read",
}


def conn(found: Account | None) -> HTTPConnection:
    scope: dict[str, Any] = {"type": "http", "account": found}
    return HTTPConnection(scope)


def test_an_account_knows_by_what_it_came_in() -> None:
    found = Account.of("token", ROW)

    assert (found.kind, found.id, found.user_id, found.is_admin) == ("token", 9, 3, True)
    assert account(conn(found)) is found


def test_without_one_nothing_goes_on() -> None:
    with pytest.raises(SignedOut):
        account(conn(None))
    with pytest.raises(SignedOut):
        account(HTTPConnection({"type": "http"}))


def test_what_only_reads_may_not_write() -> None:
    with pytest.raises(NotAllowed):
        account(conn(Account.of("token", ROW)), write=True)
    assert account(conn(Account.of("session", {**ROW, "scope": "write"})), write=True)
