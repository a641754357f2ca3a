import asyncio
from collections import Counter
from pathlib import Path

import pytest

from board.requests import Repeated
from server import repeats
from tests.edge import running

KEY = {"Idempotency-Key": "an-intention"}


async def test_a_repeated_request_is_answered_like_the_first() -> None:
    async def before() -> dict[str, int]:
        raise Repeated({"seq": 7})

    assert await repeats.answer(before()) == {"seq": 7}


async def test_fifty_of_one_intention_are_one(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as edge:
        board = await edge.world.board()
        ana = await edge.program("ana")
        address, wish = f"/boards/{board.id}/cards", {"title": "Plan"}

        answers = await asyncio.gather(
            *(ana.post(address, json=wish, headers=KEY) for _ in range(50))
        )

        assert Counter(answer.status_code for answer in answers) == {201: 50}
        assert len({answer.text for answer in answers}) == 1
        assert (await board.picture())["Todo"] == ["Plan"]
        assert await board.seq() == 3


async def test_one_board_is_made_however_often_it_is_asked_for(
    database_url: str, tmp_path: Path
) -> None:
    async with running(database_url, tmp_path) as edge:
        ana, wish = await edge.program("ana"), {"name": "Night", "columns": []}

        answers = await asyncio.gather(
            *(ana.post("/boards", json=wish, headers=KEY) for _ in range(20))
        )

        assert Counter(answer.status_code for answer in answers) == {201: 20}
        assert len({answer.text for answer in answers}) == 1
        assert len((await ana.get("/boards")).json()["boards"]) == 1


async def test_every_kind_of_answer_comes_again_as_it_was(
    database_url: str, tmp_path: Path
) -> None:
    async with running(database_url, tmp_path) as edge:
        board = await edge.world.board("Todo Doing Done")
        card = await board.add("a")
        bo = await edge.world.joined(board, "bo", "viewer")
        ana, root = await edge.program("ana"), f"/boards/{board.id}"
        doing = board["Doing"]
        calls = [
            ("POST", f"{root}/cards", {"title": "b"}),
            ("POST", f"{root}/cards/{card}/place", {"column": doing}),
            ("PATCH", f"{root}/cards/{card}", {"title": "c"}),
            ("POST", f"{root}/cards/{card}/archival", None),
            ("DELETE", f"{root}/cards/{card}/archival", None),
            ("POST", f"{root}/columns", {"name": "x", "stage": "wip"}),
            ("PATCH", f"{root}/columns/{doing}", {"wip_limit": 5}),
            ("POST", f"{root}/columns/{doing}/place", {}),
            ("DELETE", f"{root}/columns/{doing}", None),
            ("DELETE", f"{root}/columns/{doing}/archival", None),
            ("PATCH", f"{root}/members/{bo.user_id}", {"role": "editor"}),
            ("DELETE", f"{root}/members/{bo.user_id}", None),
            ("PATCH", root, {"name": "Other"}),
            ("DELETE", f"{root}/cards/{card}", None),
        ]
        for n, (method, address, body) in enumerate(calls):
            key = {"Idempotency-Key": f"call-{n}"}
            first = await ana.request(method, address, json=body, headers=key)
            seq = await board.seq()
            again = await ana.request(method, address, json=body, headers=key)
            assert first.status_code < 300, (method, address, first.text)
            assert (again.status_code, again.text) == (first.status_code, first.text)
            assert await board.seq() == seq


async def test_a_key_belongs_to_one_request_of_one_user(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as edge:
        board = await edge.world.board()
        await edge.world.joined(board, "bo")
        ana, bo = await edge.program("ana"), await edge.program("bo")
        address = f"/boards/{board.id}/cards"

        first = await ana.post(address, json={"title": "a"}, headers=KEY)
        other = await ana.post(address, json={"title": "b"}, headers=KEY)
        theirs = await bo.post(address, json={"title": "b"}, headers=KEY)

        assert (first.status_code, theirs.status_code) == (201, 201)
        assert (other.status_code, other.json()["field"]) == (422, "Idempotency-Key")
        assert (await board.picture())["Todo"] == ["a", "b"]


async def test_a_refusal_is_not_kept(database_url: str, tmp_path: Path) -> None:
    async with running(database_url, tmp_path) as edge:
        board = await edge.world.board("Todo Doing:1! Done")
        there, card = await board.add("a", "Doing"), await board.add("b")
        ana = await edge.program("ana")
        address, wish = f"/boards/{board.id}/cards/{card}/place", {"column": board["Doing"]}

        refused = await ana.post(address, json=wish, headers=KEY)
        await board.put(there, "Done")
        granted = await ana.post(address, json=wish, headers=KEY)

        assert (refused.status_code, granted.status_code) == (409, 200)


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "\x7f"])
async def test_what_is_no_key_is_refused(database_url: str, tmp_path: Path, key: str) -> None:
    async with running(database_url, tmp_path) as edge:
        board = await edge.world.board()
        ana = await edge.program("ana")

        refused = await ana.post(
            f"/boards/{board.id}/cards", json={"title": "a"}, headers={"Idempotency-Key": key}
        )

        assert (refused.status_code, refused.json()["field"]) == (422, "Idempotency-Key")
        assert (await board.picture())["Todo"] == []
