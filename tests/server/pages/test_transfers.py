from typing import Any

import pytest

from board import boards, database
from board.sqlite import Rows, Statement
from tests.contents import listed
from tests.edge import Edge

SCRIPT = {"Accept": "application/json"}


async def test_the_menu_copies_moves_and_deletes(edge: Edge) -> None:
    board, other = await edge.world.board(), await edge.world.board()
    await edge.world.joined(await edge.world.board(by="zoe"), "ana", "viewer")
    await boards.archive((await edge.world.board()).by)
    card = await board.add("a")
    await listed(board, card, "one")
    ana = await edge.browser("ana")
    address = f"/boards/{board.id}/cards/{card}"

    choices = (await ana.get(f"{address}/transfer", headers=SCRIPT)).json()["boards"]
    form = {"title": "b", "column": "", "position": "top", "with_checklists": "true"}
    copied = await ana.post(f"{address}/copy", data=form, headers=SCRIPT)
    plain = await ana.post(f"{address}/copy", data={"title": "c"})
    to = {"board": str(other.id), "column": str(other["Doing"])}
    moved = await ana.post(f"{address}/transfer", data=to, headers=SCRIPT)

    assert [choice["id"] for choice in choices] == [other.id]
    assert [column["name"] for column in choices[0]["columns"]] == ["Todo", "Doing", "Done"]
    assert copied.json()["undo"] is not None
    assert plain.headers["location"].endswith("-3")
    assert (moved.status_code, moved.json()["undo"]) == (200, None)
    assert await board.picture() == {"Todo": ["b", "c"], "Doing": [], "Done": []}
    assert (await other.picture())["Doing"] == ["a"]

    rest = await board.add("d")
    deleted = await ana.post(f"/boards/{board.id}/cards/{rest}/deletion", headers=SCRIPT)
    assert deleted.json()["undo"] is not None
    assert (await ana.post(f"/boards/{board.id}/cards/{rest}/deletion")).status_code == 303


async def test_the_boards_to_choose_from_are_read_at_once(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await edge.world.board()
    card, ana = await board.add("a"), await edge.browser("ana")
    others = [(await edge.world.board("In Out")).id for _ in range(5)]
    read, asked = database.read, 0

    async def counting(*statements: Statement, **how: Any) -> list[Rows]:
        nonlocal asked
        asked += len(statements)
        return await read(*statements, **how)

    monkeypatch.setattr(database, "read", counting)
    address = f"/boards/{board.id}/cards/{card}/transfer"
    told = (await ana.get(address, headers=SCRIPT)).json()["boards"]
    assert [each["id"] for each in told] == others
    assert [column["name"] for column in told[-1]["columns"]] == ["In", "Out"]
    assert asked < 7
