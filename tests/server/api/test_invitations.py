import json

from board import database, members
from tests.edge import Edge


async def test_the_answer_to_an_invitation_holds_its_link_this_once(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.program("ana")

    made = await ana.post(f"/boards/{board.id}/invitations", json={"role": "editor"})
    listed = (await ana.get(f"/boards/{board.id}/invitations")).json()

    told = made.json()["invitation"]
    assert made.status_code == 201
    assert told["url"] == f"{edge.config.address}/join/{told['token']}"
    assert (await members.invitation(told["token"]))["role"] == "editor"
    assert [set(one) for one in listed["invitations"]] == [{"id", "role", "expires_at"}]


async def test_the_token_of_an_invitation_is_kept_nowhere(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.program("ana")
    headers = {"Idempotency-Key": "one"}

    made = await ana.post(
        f"/boards/{board.id}/invitations", json={"role": "editor"}, headers=headers
    )

    token = made.json()["invitation"]["token"]
    found = await database.read(
        *((f"SELECT * FROM {table}", ()) for table in ("invitations", "events", "idempotency"))
    )
    assert token not in json.dumps(found)


async def test_a_withdrawn_invitation_lets_nobody_in(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.program("ana")
    made = (await ana.post(f"/boards/{board.id}/invitations", json={"role": "editor"})).json()

    address = f"/boards/{board.id}/invitations/{made['invitation']['id']}"
    withdrawn, again = await ana.delete(address), await ana.delete(address)

    assert withdrawn.json()["seq"] == made["seq"] + 1
    assert again.json() == {"seq": withdrawn.json()["seq"], "undo": None}
    assert (await ana.get(f"/boards/{board.id}/invitations")).json()["invitations"] == []


async def test_only_admins_see_and_make_invitations(edge: Edge) -> None:
    board = await edge.world.board()
    await edge.world.joined(board, "bo", "editor")
    bo = await edge.program("bo")
    address = f"/boards/{board.id}/invitations"

    answers = [
        await bo.get(address),
        await bo.post(address, json={"role": "admin"}),
        await bo.delete(f"{address}/1"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
