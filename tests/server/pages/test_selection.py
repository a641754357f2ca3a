import json
from typing import Any

import httpx

from board import labels
from tests.edge import Edge
from tests.world import Board

JSON = {"Accept": "application/json"}


async def _sent(browser: httpx.AsyncClient, board: Board, what: str, **fields: Any) -> Any:
    answer = await browser.post(f"/boards/{board.id}/selection/{what}", data=fields, headers=JSON)
    return answer.status_code, answer.json()


async def test_the_script_moves_cards_and_is_told_how_many(edge: Edge) -> None:
    board = await edge.world.board("Todo Doing:1 Done")
    a, b = [await board.add(title) for title in "ab"]
    ana = await edge.browser("ana")

    status, told = await _sent(ana, board, "place", cards=f"{b},{a},999", column=board["Doing"])

    limit = told.pop("limits")[0]
    assert (status, told) == (200, {"seq": 6, "undo": 5, "cards": 2, "left_out": 1})
    assert (limit["count"], limit["of"]) == (2, 1)
    assert (await board.picture())["Doing"] == ["b", "a"]


async def test_a_lane_may_be_said_or_left_as_it_is(edge: Edge) -> None:
    board = await edge.world.board()
    fast = await board.lane("Fast")
    card = await board.add("a")
    ana = await edge.browser("ana")

    seen = []
    for lane in (fast, "", "0"):
        await _sent(ana, board, "place", cards=card, column=board["Doing"], lane=lane)
        seen.append((await board.card(card))["lane_id"])

    assert seen == [fast, fast, None]


async def test_a_lane_that_cannot_be_one_is_refused(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    ana = await edge.browser("ana")

    for lane in (-1, 2**31, 2**63, 2**200):
        for what, fields in (("place", {"cards": card}), ("cards", {"titles": "b"})):
            told = {**fields, "column": board["Doing"], "lane": lane}
            assert (await _sent(ana, board, what, **told))[0] == 422, (what, lane)


async def test_cards_are_labelled_assigned_and_archived(edge: Edge) -> None:
    board = await edge.world.board()
    a, b = [await board.add(title) for title in "ab"]
    bug = (await labels.add(board.by, "Bug"))["label"]["id"]
    ana, cards = await edge.browser("ana"), f"{a},{b}"
    seq = await board.seq()

    for what, fields in (
        ("labels", {"label": bug}),
        ("labels", {"label": bug, "remove": "true"}),
        ("assignees", {"user": board.by.user_id}),
        ("assignees", {"user": board.by.user_id, "remove": "true"}),
        ("archival", {}),
    ):
        status, told = await _sent(ana, board, what, cards=cards, **fields)
        assert (status, told["cards"], told["left_out"]) == (200, 2, 0)

    kinds = [row["kind"] for row in await board.rows(seq)][::2]
    assert kinds == [
        "card.labelled",
        "card.unlabelled",
        "card.assigned",
        "card.unassigned",
        "card.archived",
    ]


async def test_each_line_becomes_a_card(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")

    status, told = await _sent(ana, board, "cards", titles="one\r\n\r\n two \nthree\n")

    assert (status, told["cards"]) == (200, 3)
    assert (await board.picture())["Todo"] == ["one", "two", "three"]


async def test_each_line_says_what_a_card_may_say(edge: Edge) -> None:
    board = await edge.world.board()
    bug, desk = [(await labels.add(board.by, name))["label"]["id"] for name in ("Bug", "Desk")]
    ana = await edge.browser("ana")
    facts = [
        {"labels": f"{bug},{desk}", "assignees": str(board.by.user_id), "due": "2030-01-31"},
        {},
        {"class_of_service": "expedite", "estimate": "3"},
    ]

    status, told = await _sent(ana, board, "cards", titles="a\nb\nc", facts=json.dumps(facts))

    assert (status, told["cards"]) == (200, 3)
    made = [
        json.loads(event["data"]) for event in await board.rows() if event["kind"] == "card.created"
    ]
    seen = [(card["labels"], card["assignees"], card["due_on"]) for card in made]
    assert seen == [([bug, desk], [board.by.user_id], "2030-01-31"), ([], [], None), ([], [], None)]
    assert [card["class_of_service"] for card in made] == ["standard", "standard", "expedite"]
    assert made[2]["estimate"] == 3


async def test_what_no_line_can_say_is_refused_and_adds_nothing(edge: Edge) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")
    before = await board.digest()

    for facts in (
        *("x", "{}", "[{}]", "[{},{},{}]", "[1,2]", "[{},null]", "[" * 10_000),
        *('[{},{"labels":"x"}]', '[{},{"labels":"999"}]', '[{"assignees":"999"},{}]'),
        *('[{},{"due":"soon"}]', '[{},{"estimate":NaN}]', '[{},{"estimate":-1}]'),
        *('[{},{"class_of_service":"best"}]', '[{},{"title":"b"}]', '[{},{"due":"\\ud800"}]'),
    ):
        status, told = await _sent(ana, board, "cards", titles="a\nb", facts=facts)
        assert (status, told.get("code")) == (422, "invalid"), facts
    assert await board.digest() == before


async def test_without_a_script_the_board_is_shown_again(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    ana = await edge.browser("ana")

    gone = await ana.post(f"/boards/{board.id}/selection/archival", data={"cards": str(card)})

    assert (gone.status_code, gone.headers["location"]) == (303, f"/boards/{board.id}")


async def test_what_is_no_selection_is_refused(edge: Edge) -> None:
    board = await edge.world.board()
    await board.add("a")
    ana = await edge.browser("ana")
    before = await board.digest()

    for cards in ("", "x", "1,", ",1", "1;2", "-1", "0", "9" * 400, "1 2"):
        status, told = await _sent(ana, board, "archival", cards=cards)
        assert (status, told["field"]) == (422, "cards"), cards
    status, told = await _sent(ana, board, "cards", titles=" \n ")
    assert (status, told["field"]) == (422, "titles")

    assert await board.digest() == before
