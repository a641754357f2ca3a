from tests.edge import Edge


async def test_members_are_listed_without_their_addresses(edge: Edge) -> None:
    board = await edge.world.board()
    await edge.world.joined(board, "bo", "viewer")
    await edge.world.placeholder(board)
    bo = await edge.program("bo")

    told = (await bo.get(f"/boards/{board.id}/members")).json()

    assert [(one["name"], one["role"], one["placeholder"]) for one in told["members"]] == [
        ("Ana", "admin", False),
        ("Bo", "viewer", False),
        ("Zoë", "viewer", True),
    ]
    assert set(told["members"][0]) == {"id", "name", "role", "placeholder"}
    assert told["next"] is None


async def test_a_member_gets_another_role(edge: Edge) -> None:
    board = await edge.world.board()
    bo = await edge.world.joined(board, "bo", "viewer")
    ana = await edge.program("ana")

    changed = await ana.patch(f"/boards/{board.id}/members/{bo.user_id}", json={"role": "editor"})

    assert (changed.status_code, changed.json()["member"]["role"]) == (200, "editor")
    assert (await edge.world.seat(board.id, "bo")).role == "editor"


async def test_a_role_that_is_none_is_refused(edge: Edge) -> None:
    board = await edge.world.board()
    bo = await edge.world.joined(board, "bo", "viewer")
    before = await board.digest()
    ana = await edge.program("ana")

    for role in ("owner", "", "ADMIN", "admin\0"):
        refused = await ana.patch(f"/boards/{board.id}/members/{bo.user_id}", json={"role": role})
        assert (refused.status_code, refused.json()["field"]) == (422, "role")

    assert await board.digest() == before


async def test_a_removed_member_sees_nothing_any_more(edge: Edge) -> None:
    board = await edge.world.board()
    seat = await edge.world.joined(board, "bo", "editor")
    ana, bo = await edge.program("ana"), await edge.program("bo")

    removed = await ana.delete(f"/boards/{board.id}/members/{seat.user_id}")

    assert (removed.status_code, removed.json()["seq"]) == (200, await board.seq())
    assert (await bo.get(f"/boards/{board.id}")).status_code == 404
    assert (await bo.get("/boards")).json()["boards"] == []


async def test_anybody_may_leave_but_the_last_admin(edge: Edge) -> None:
    board = await edge.world.board()
    seat = await edge.world.joined(board, "bo", "viewer")
    ana, bo = await edge.program("ana"), await edge.program("bo")

    left = await bo.delete(f"/boards/{board.id}/members/{seat.user_id}")
    refused = await ana.delete(f"/boards/{board.id}/members/{board.by.user_id}")

    assert left.status_code == 200
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")


async def test_a_viewer_removes_nobody_else(edge: Edge) -> None:
    board = await edge.world.board()
    await edge.world.joined(board, "bo", "viewer")
    bo = await edge.program("bo")

    refused = await bo.delete(f"/boards/{board.id}/members/{board.by.user_id}")

    assert refused.status_code == 403
