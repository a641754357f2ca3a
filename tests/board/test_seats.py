"""Seats: who may do what."""

import pytest

from board import seats
from board.errors import Invalid, Missing, NotAllowed
from board.seats import MAY, Seat
from tests.world import World


@pytest.mark.parametrize(
    ("role", "action", "may"),
    [
        ("viewer", "see", True),
        ("viewer", "edit cards", False),
        ("commenter", "comment", True),
        ("commenter", "edit cards", False),
        ("editor", "edit cards", True),
        ("editor", "edit columns", False),
        ("editor", "override limits", False),
        ("admin", "override limits", True),
        ("admin", "manage members", True),
    ],
)
def test_a_role_may_what_its_table_says(role: str, action: seats.Action, may: bool) -> None:
    seat = Seat(1, 1, "Ana", role)
    assert seat.may(action) is may
    if not may:
        with pytest.raises(NotAllowed, match=f"A {role}"):
            seat.must(action)


def test_each_role_may_all_that_the_one_below_may() -> None:
    viewer, commenter, editor, admin = MAY.values()
    assert viewer < commenter < editor < admin


async def test_who_is_not_a_member_finds_no_board(world: World) -> None:
    board = await world.board()
    stranger = await world.user("sam")
    with pytest.raises(Missing):
        await seats.seat(board.id, stranger["id"])
    with pytest.raises(Missing):
        await seats.seat(board.id + 1, board.by.user_id)


def test_a_role_that_is_none_is_refused() -> None:
    with pytest.raises(Invalid):
        seats.valid_role("root")
