import pytest

from board import assignments, cards, comments, database, members, placeholders, users
from board.errors import Conflict, Invalid, Missing
from board.events import MemberIdentified
from board.sqlite import Rows
from tests.world import Board, World


async def people(board: Board) -> Rows:
    (found,) = await database.read(members.everyone(board.id))
    return found


async def said(board: Board, card: int, by: int, text: str = "Salty") -> None:
    values = (board.id, card, by, text, 1)
    async with database.transaction() as (batch, _):
        await batch.run(
            (
                "INSERT INTO comments (board_id, card_id, by_id, text, written_at)"
                " VALUES (?, ?, ?, ?, ?)",
                values,
            )
        )


async def test_a_placeholder_works_on_cards_and_is_no_account(world: World) -> None:
    board = await world.board()
    card, zoe = await board.add("Rye", "Todo"), await world.placeholder(board)
    await assignments.assign(board.by, card, zoe)
    (row,) = [row for row in await people(board) if row["user_id"] == zoe]
    assert (row["name"], row["role"], row["email"]) == ("Zoë", "viewer", "")
    (found,) = await database.read(("SELECT * FROM users WHERE id = ?", (zoe,)))
    assert found[0]["password_hash"] is None
    assert await users.by_email(found[0]["email_key"]) is None
    assert await users.by_email("") is None


async def test_a_placeholder_gets_no_role_and_is_no_admin(world: World) -> None:
    board = await world.board()
    zoe = await world.placeholder(board)
    with pytest.raises(Conflict, match="has no account here"):
        await members.reassign(board.by, zoe, "admin")
    with pytest.raises(Conflict, match="needs an admin"):
        await members.remove(board.by, board.by.user_id)
    await members.remove(board.by, zoe)
    assert len(await people(board)) == 1


async def test_who_it_is_has_its_cards_and_its_words(world: World) -> None:
    board = await world.board()
    bo = await world.joined(board, "bo")
    both, own = await board.add("Rye", "Todo"), await board.add("Oat", "Todo")
    zoe = await world.placeholder(board)
    await assignments.assign(board.by, both, bo.user_id)
    for card in (both, own):
        await assignments.assign(board.by, card, zoe)
    await said(board, own, zoe)

    await placeholders.identify(board.by, zoe, bo.user_id)

    shown, comment = await database.read(cards.several(board.id, [both, own]), comments.of(own))
    assert [cards.ids(row["assignee_ids"]) for row in shown] == [[bo.user_id]] * 2
    assert comment[0]["by_name"] == "Bo"
    assert {row["user_id"]: row["source"] for row in await people(board)} == {
        board.by.user_id: None,
        bo.user_id: "trello:Zoë",
    }
    event = (await board.events())[-1]
    assert isinstance(event, MemberIdentified)
    assert (event.name, event.member_name, event.cards) == ("Zoë", "Bo", [both, own])


async def test_only_a_placeholder_is_somebody_else_and_only_a_member_is_meant(
    world: World,
) -> None:
    board, other = await world.board(), await world.board()
    bo, zoe = await world.joined(board, "bo"), await world.placeholder(board)
    elsewhere = await world.placeholder(other)
    with pytest.raises(Conflict):
        await placeholders.identify(board.by, bo.user_id, board.by.user_id)
    for wrong in (zoe, elsewhere, 999):
        with pytest.raises(Invalid):
            await placeholders.identify(board.by, zoe, wrong)
    with pytest.raises(Missing):
        await placeholders.identify(board.by, elsewhere, bo.user_id)
