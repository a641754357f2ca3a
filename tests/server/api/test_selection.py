from typing import Any

from board import labels
from tests.edge import Edge
from tests.world import Board


async def _three(edge: Edge, columns: str = "Todo Doing Done") -> tuple[Board, list[int]]:
    board = await edge.world.board(columns)
    return board, [await board.add(title) for title in "abc"]


async def _events(board: Board, seq: int) -> list[str]:
    return [row["kind"] for row in await board.rows(seq)]


async def test_cards_are_placed_together(edge: Edge) -> None:
    board, (a, b, c) = await _three(edge)
    ana = await edge.program("ana")

    body = {"cards": [c, a, 999], "column": board["Doing"]}
    moved = await ana.post(f"/boards/{board.id}/selection/place", json=body)
    beside = {"cards": [b], "column": board["Doing"], "lane": None, "after": c}
    await ana.post(f"/boards/{board.id}/selection/place", json=beside)

    assert moved.json() == {
        "cards": [c, a],
        "left_out": [999],
        "limits": [],
        "seq": 7,
        "undo": 6,
    }
    assert (await board.picture())["Doing"] == ["c", "b", "a"]


async def test_a_full_column_takes_all_or_none(edge: Edge) -> None:
    board, cards = await _three(edge, "Todo Doing:2! Done")
    ana = await edge.program("ana")
    body: dict[str, Any] = {"cards": cards, "column": board["Doing"]}

    refused = await ana.post(f"/boards/{board.id}/selection/place", json=body)
    granted = await ana.post(
        f"/boards/{board.id}/selection/place", json={**body, "override": "Now"}
    )

    assert (refused.status_code, refused.json()["code"]) == (409, "limit_reached")
    assert "room for 2 of these 3 cards" in refused.json()["detail"]
    assert granted.json()["limits"][0]["count"] == 3


async def test_cards_are_labelled_and_assigned_together(edge: Edge) -> None:
    board, (a, b, _) = await _three(edge)
    bug = (await labels.add(board.by, "Bug"))["label"]["id"]
    await labels.put(board.by, b, bug)
    ana, me = await edge.program("ana"), board.by.user_id
    seq = await board.seq()

    for address, what in (("labels", {"label": bug}), ("assignees", {"user": me})):
        body = {"cards": [a, b], **what}
        for remove in (False, True):
            done = await ana.post(
                f"/boards/{board.id}/selection/{address}", json={**body, "remove": remove}
            )
            assert (done.status_code, done.json()["cards"]) == (200, [a, b])
        unknown = {"cards": [a], next(iter(what)): 9_999}
        refused = await ana.post(f"/boards/{board.id}/selection/{address}", json=unknown)
        assert (refused.status_code, refused.json()["field"]) == (422, next(iter(what)))

    assert await _events(board, seq) == [
        "card.labelled",
        *["card.unlabelled"] * 2,
        *["card.assigned"] * 2,
        *["card.unassigned"] * 2,
    ]


async def test_cards_are_archived_and_added_together(edge: Edge) -> None:
    board, (a, b, _) = await _three(edge)
    ana = await edge.program("ana")

    gone = await ana.post(f"/boards/{board.id}/selection/archival", json={"cards": [a, b]})
    body = {"titles": ["x", "y"], "position": "top"}
    made = await ana.post(f"/boards/{board.id}/selection/cards", json=body)

    assert gone.json()["cards"] == [a, b]
    assert (made.status_code, [card["title"] for card in made.json()["cards"]]) == (201, ["x", "y"])
    assert (await board.picture())["Todo"] == ["x", "y", "c"]


async def test_what_is_no_selection_is_refused(edge: Edge) -> None:
    board, (a, _, _) = await _three(edge)
    ana = await edge.program("ana")
    before = await board.digest()

    for cards in ([], [0], ["1"], [True], [1.0], [2**53], {}, "1", list(range(1, 502)), None):
        refused = await ana.post(f"/boards/{board.id}/selection/archival", json={"cards": cards})
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid"), cards
    for titles in ([], [""], ["x", "\u200b"], ["x" * 1_001], ["x"] * 501, [1], "x"):
        refused = await ana.post(f"/boards/{board.id}/selection/cards", json={"titles": titles})
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid"), titles
    for extra in ({"lane": 999}, {"before": a}, {"column": 999}, {"override": ""}):
        body = {"cards": [a], "column": board["Doing"], **extra}
        refused = await ana.post(f"/boards/{board.id}/selection/place", json=body)
        assert refused.json()["field"] == next(iter(extra))

    assert await board.digest() == before
