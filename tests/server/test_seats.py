from typing import Any

import pytest
from starlette.requests import HTTPConnection, Request

from board import boards
from board import seats as board_seats
from board.errors import Invalid, Missing, NotAllowed
from server import seats
from server.auth import Account
from server.refusals import SignedOut
from tests.edge import Edge
from tests.world import World

READER = "read"


def request(
    user: dict[str, Any] | None,
    board: Any,
    *,
    keys: tuple[str, ...] = (),
    scope: Any = "write",
    method: str = "POST",
    body: bytes = b"",
) -> Request:
    account = user and Account(
        user["id"], "Ana", "a@b.cd", False, "UTC", "system", True, "token", 1, scope
    )

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    return Request(
        {
            "type": "http",
            "method": method,
            "path": f"/boards/{board}/cards",
            "query_string": b"",
            "headers": [(b"idempotency-key", key.encode("latin-1")) for key in keys],
            "path_params": {"board": str(board)},
            "account": account,
        },
        receive,
    )


async def test_a_member_has_a_seat(world: World) -> None:
    board = await world.board()

    found = await seats.seat(request(await world.user(), board.id))

    assert (found.board_id, found.role, found.once) == (board.id, "admin", None)


async def test_what_one_may_not_see_does_not_exist(world: World) -> None:
    board = await world.board()

    with pytest.raises(Missing) as foreign:
        await seats.seat(request(await world.user("bo"), board.id))
    with pytest.raises(Missing) as none:
        await seats.seat(request(await world.user("bo"), 999))

    assert str(foreign.value) == str(none.value)


@pytest.mark.parametrize(
    "board", ["0", "-1", "1.0", "01", "x", "", "1e1", "²", "9" * 20, 2**31, 2**63, "1%00", "1 "]
)
async def test_what_cannot_be_an_id_names_no_board(world: World, board: Any) -> None:
    await world.board()

    with pytest.raises(Missing):
        await seats.seat(request(await world.user(), board))


async def test_nobody_has_a_seat() -> None:
    with pytest.raises(SignedOut):
        await seats.seat(request(None, 1))


async def test_a_token_that_only_reads_sees_and_does_nothing(world: World) -> None:
    board, ana = await world.board(), await world.user()

    assert await seats.seat(request(ana, board.id, scope=READER))
    with pytest.raises(NotAllowed, match="only read"):
        await seats.seat(request(ana, board.id, scope=READER), write=True)


async def test_a_change_carries_its_key_and_what_was_asked(world: World) -> None:
    board, ana = await world.board(), await world.user()

    async def once(**asked: Any) -> Any:
        return (await seats.seat(request(ana, board.id, **asked), write=True)).once

    first = await once(keys=("k",), body=b"a=1")
    assert first.key == "k"
    assert await once(keys=("k",), body=b"a=1") == first
    assert await once(keys=("k",), body=b"a=2") != first
    assert await once(keys=("k",), body=b"a=1", method="PATCH") != first
    assert await once() is None


@pytest.mark.parametrize("keys", [("",), ("a b",), ("é",), ("x" * 256,), ("a", "a"), ("a\n",)])
async def test_a_key_that_is_none_is_refused(world: World, keys: tuple[str, ...]) -> None:
    board = await world.board()

    with pytest.raises(Invalid) as refused:
        await seats.seat(request(await world.user(), board.id, keys=keys), write=True)

    assert refused.value.field == "Idempotency-Key"


async def test_a_socket_has_a_seat_without_a_key(world: World) -> None:
    board = await world.board()
    scope = {**request(await world.user(), board.id).scope, "type": "websocket"}

    assert (await seats.seat(HTTPConnection(scope))).role == "admin"


@pytest.mark.parametrize(
    "address",
    [
        "/boards/{board}",
        "/boards/{board}/cards/{card}",
        "/boards/{board}/columns/{column}/cards",
        "/boards/{board}/settings",
        "/boards/{board}/members",
        "/boards/{board}/activity",
        "/boards/{board}/archive",
        "/api/v1/boards/{board}",
        "/api/v1/boards/{board}/cards",
        "/api/v1/boards/{board}/cards/{card}",
        "/api/v1/boards/{board}/events",
        "/api/v1/boards/{board}/archive",
    ],
)
async def test_a_board_that_is_deleted_behind_the_seat_is_not_there(
    site: Edge, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    board = await site.world.board()
    card, browser = await board.add("a", "Todo"), await site.browser("ana")
    seat = board_seats.seat

    async def then_deleted(board_id: int, user_id: int) -> board_seats.Seat:
        found = await seat(board_id, user_id)
        await boards.delete(found)
        return found

    monkeypatch.setattr(board_seats, "seat", then_deleted)
    answer = await browser.get(address.format(board=board.id, card=card, column=board["Todo"]))
    assert answer.status_code == 404
