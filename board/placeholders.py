"""Placeholders: members who came along with an import and have no account here.

A placeholder is a member by name alone: it works on cards and has said things, and nobody signs in
as it. An admin may say who it is; from then on all of that is the other member's.
"""

from typing import Any

from board import members
from board.errors import Conflict, Invalid
from board.events import MemberIdentified
from board.log import change
from board.seats import Seat
from board.sqlite import Rows, Statement

Row = dict[str, Any]


async def identify(by: Seat, placeholder_id: int, user_id: int) -> dict[str, Any]:
    """Say which member a placeholder is: its cards and what it said become theirs, and it leaves.

    Raises Missing, Conflict for a member who is no placeholder, Invalid for one who cannot be
    meant. Event: member.identified.
    """
    reads = members.everyone(by.board_id), _cards(by.board_id, placeholder_id)
    async with change(by, "manage members", *reads, even_archived=True) as log:
        present, cards = log.rows
        gone = members.found(present, placeholder_id)
        if gone["placeholder_of"] is None:
            raise Conflict(f"{gone['name']} has an account. Only a placeholder is somebody else.")
        member = _meant(present, user_id)
        log(
            MemberIdentified(
                user=placeholder_id,
                name=gone["name"],
                member=user_id,
                member_name=member["name"],
                cards=[row["card_id"] for row in cards],
            )
        )
        log.writes(*_handed_over(by.board_id, placeholder_id, user_id))
        log.writes(*_left(by.board_id, gone, user_id))
        return log.done(member=members.facts(member))


def _meant(present: Rows, user_id: int) -> Row:
    found = [row for row in present if row["user_id"] == user_id]
    if not found or found[0]["placeholder_of"] is not None:
        raise Invalid("Choose a member of this board who has an account.", field="member")
    return found[0]


def _cards(board_id: int, user_id: int) -> Statement:
    return (
        "SELECT a.card_id FROM assignments a JOIN cards c ON c.id = a.card_id"
        " WHERE c.board_id = ? AND a.user_id = ? ORDER BY a.card_id",
        (board_id, user_id),
    )


def _handed_over(board_id: int, old: int, new: int) -> list[Statement]:
    """The statements that make somebody's cards and words another's."""
    here = "card_id IN (SELECT id FROM cards WHERE board_id = ?)"
    doubled = "card_id IN (SELECT card_id FROM assignments WHERE user_id = ?)"
    words = (
        (f"UPDATE {table} SET by_id = ? WHERE by_id = ? AND board_id = ?", (new, old, board_id))  # noqa: S608
        for table in ("comments", "blocks")
    )
    return [
        (f"DELETE FROM assignments WHERE user_id = ? AND {doubled}", (old, new)),  # noqa: S608
        (f"UPDATE assignments SET user_id = ? WHERE user_id = ? AND {here}", (new, old, board_id)),  # noqa: S608
        *words,
    ]


def _left(board_id: int, gone: Row, user_id: int) -> tuple[Statement, Statement]:
    """The placeholder's seat goes; who it was where the board came from stays with the member."""
    return (
        (
            "UPDATE members SET source = ? WHERE board_id = ? AND user_id = ? AND source IS NULL",
            (gone["source"], board_id, user_id),
        ),
        ("DELETE FROM members WHERE board_id = ? AND user_id = ?", (board_id, gone["user_id"])),
    )
