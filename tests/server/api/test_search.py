from typing import Any

import pytest

from tests.edge import Edge


async def test_cards_are_found_on_all_boards_that_one_sits_at(edge: Edge) -> None:
    one, two, other = [await edge.world.board(by=who) for who in ("ana", "ana", "bo")]
    for board in (one, two, other):
        await board.add(f"lamp {board.id}")
    ana = await edge.program("ana")

    found = (await ana.get("/search", params={"q": "LAMP"})).json()["cards"]
    there = (await ana.get("/search", params={"q": "lamp", "board": two.id})).json()["cards"]
    foreign = (await ana.get("/search", params={"q": "lamp", "board": other.id})).json()["cards"]

    assert [card["board"] for card in found] == [two.id, one.id]
    assert [card["board"] for card in there] == [two.id]
    assert foreign == []


async def test_no_more_is_told_than_was_asked_for(edge: Edge) -> None:
    board = await edge.world.board()
    for n in range(3):
        await board.add(f"lamp {n}")
    ana = await edge.program("ana")

    found = (await ana.get("/search", params={"q": "lamp", "limit": 2})).json()["cards"]

    assert [card["title"] for card in found] == ["lamp 2", "lamp 1"]


@pytest.mark.parametrize(
    "params, field",
    [
        ({"board": "x"}, "board"),
        ({"board": "0"}, "board"),
        ({"board": str(2**31)}, "board"),
        ({"limit": "0"}, "limit"),
        ({"limit": "1001"}, "limit"),
        ({"query": "x"}, "query"),
        ([("q", "a"), ("q", "b")], "q"),
    ],
)
async def test_what_cannot_be_asked_is_refused(edge: Edge, params: Any, field: str) -> None:
    ana = await edge.program("ana")

    refused = await ana.get("/search", params=params)

    assert (refused.status_code, refused.json()["field"]) == (422, field)


@pytest.mark.parametrize("text", ["", '"', "*", "NEAR(", "👨‍👩‍👧", "x" * 5_000, "%ff"])
async def test_any_text_is_answered(edge: Edge, text: str) -> None:
    ana = await edge.program("ana")

    answer = await ana.get("/search", params={"q": text})

    assert (answer.status_code, answer.json()) == (200, {"cards": []})


async def test_what_is_no_text_is_refused(edge: Edge) -> None:
    ana = await edge.program("ana")

    refused = await ana.get("/search", params={"q": "a\0b"})

    assert (refused.status_code, refused.json()["field"]) == (422, "q")
    assert (await ana.get("/search?q=%ff%fe")).status_code in (200, 422)
