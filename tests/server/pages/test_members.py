from board import members
from tests.edge import Edge
from tests.look import one


async def test_addresses_and_invitations_are_for_admins(edge: Edge) -> None:
    board = await edge.world.board()
    await edge.world.joined(board, "bo", "editor")
    ana, bo = await edge.browser("ana"), await edge.browser("bo")

    to_admin = (await ana.get(f"/boards/{board.id}/members")).text
    to_editor = (await bo.get(f"/boards/{board.id}/members")).text

    assert "@example.com" in to_admin and "Open invitations" in to_admin
    assert "@example.com" not in to_editor and "Open invitations" not in to_editor


async def test_a_member_gets_another_role(edge: Edge) -> None:
    board = await edge.world.board()
    bo = await edge.world.joined(board, "bo", "viewer")
    ana = await edge.browser("ana")

    changed = await ana.post(f"/boards/{board.id}/members/{bo.user_id}", data={"role": "editor"})

    assert changed.status_code == 303
    assert (await edge.world.seat(board.id, "bo")).role == "editor"


async def test_the_last_admin_stays_and_is_told_why(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")
    address = f"/boards/{board.id}/members/{board.by.user_id}"

    for refused in (
        await ana.post(address, data={"role": "viewer"}),
        await ana.post(f"{address}/removal"),
    ):
        assert refused.status_code == 409
        wrong = one(refused.text, "[role=alert]")
        assert "needs an admin" in wrong.text


async def test_who_leaves_is_led_to_their_boards(edge: Edge) -> None:
    board = await edge.world.board()
    for name in ("bo", "cy"):
        await edge.world.joined(board, name, "viewer")
    bo, cy = await edge.browser("bo"), await edge.browser("cy")
    ids = [(await edge.world.user(name))["id"] for name in ("bo", "cy")]

    plain = await bo.post(f"/boards/{board.id}/members/{ids[0]}/removal")
    scripted = await cy.post(
        f"/boards/{board.id}/members/{ids[1]}/removal", headers={"HX-Request": "true"}
    )

    assert (plain.status_code, plain.headers["location"]) == (303, "/boards")
    assert (scripted.status_code, scripted.headers["hx-redirect"]) == (200, "/boards")
    assert (await bo.get(f"/boards/{board.id}")).status_code == 404


async def test_an_invitation_is_shown_once_and_withdrawn(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")
    address = f"/boards/{board.id}/invitations"

    made = await ana.post(address, data={"role": "editor"})
    link = one(made.text, "#link")
    token = link.text.removeprefix(f"{edge.config.address}/join/")
    invited = await members.invitation(token)
    page = (await ana.get(f"/boards/{board.id}/members")).text
    withdrawn = await ana.post(f"{address}/{invited['id']}/withdrawal")

    assert made.status_code == 200
    assert invited["role"] == "editor"
    assert token not in page and "Open invitations" in page
    assert withdrawn.status_code == 303
    assert "Open invitations" not in (await ana.get(f"/boards/{board.id}/members")).text


async def test_a_repeated_invitation_does_not_show_its_link_again(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")
    key = {"Idempotency-Key": "the-same-intention"}
    address = f"/boards/{board.id}/invitations"
    first = await ana.post(address, data={"role": "editor"}, headers=key)
    again = await ana.post(address, data={"role": "editor"}, headers=key)
    assert first.status_code == 200 and "/join/" in first.text
    assert again.status_code == 409 and "Make another one" in again.text


async def test_an_admin_says_who_somebody_without_an_account_is(edge: Edge) -> None:
    board = await edge.world.board()
    bo = await edge.world.joined(board, "bo", "editor")
    zoe = await edge.world.placeholder(board)
    ana, editor = await edge.browser("ana"), await edge.browser("bo")
    address = f"/boards/{board.id}/members"

    assert "no account here" in (await editor.get(address)).text
    assert one((await ana.get(address)).text, f"#who-{zoe}") is not None
    wrong = await ana.post(f"{address}/{zoe}/identity", data={"member": str(zoe)})
    said = await ana.post(f"{address}/{zoe}/identity", data={"member": str(bo.user_id)})

    assert (wrong.status_code, said.status_code) == (422, 303)
    assert "Zoë" not in (await ana.get(address)).text
