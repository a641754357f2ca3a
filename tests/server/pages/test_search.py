import pytest

from board import archive, cards
from tests.edge import Edge
from tests.look import look, one


async def test_what_is_found_is_shown_with_its_board_and_the_hit_marked(edge: Edge) -> None:
    board = await edge.world.board()
    made = await cards.create(board.by, "Lamps <b>", description="Buy <i>two lamps</i>")
    ana = await edge.browser("ana")

    page = (await ana.get("/search", params={"q": "lamp"})).text

    assert one(page, ".hit__title").text_content() == "Lamps <b>"
    assert [mark.text_content() for mark in look(page, ".hit mark")] == ["Lamps", "lamps"]
    assert one(page, ".hit__snippet").text_content() == "Buy <i>two lamps</i>"
    assert one(page, ".hit__title").get("href") == f"/boards/{board.id}/cards/{made['card']['id']}"
    assert "TES-1" in one(page, ".hit__where").text_content()


async def test_what_is_archived_says_so(edge: Edge) -> None:
    board = await edge.world.board()
    await archive.archive_card(board.by, await board.add("lamp"))
    ana = await edge.browser("ana")

    page = (await ana.get("/search", params={"q": "lamp"})).text

    assert one(page, ".hit__archived").text_content().strip() == "archived"


async def test_a_key_leads_to_its_card(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("lamp")
    ana = await edge.browser("ana")

    led = await ana.get("/search", params={"q": "tes-1"})
    nowhere = await ana.get("/search", params={"q": "tes-2"})

    assert (led.status_code, led.headers["location"]) == (303, f"/boards/{board.id}/cards/{card}")
    assert nowhere.status_code == 200


@pytest.mark.parametrize("text", ["", '"', "*", "NEAR(", "<script>", "x" * 5_000, "👍🏽"])
async def test_a_text_that_finds_nothing_is_kept_and_answered(edge: Edge, text: str) -> None:
    ana = await edge.browser("ana")

    answer = await ana.get("/search", params={"q": text})

    assert answer.status_code == 200
    assert look(answer.text, ".hit") == []
    assert one(answer.text, "#found .empty h2").text_content() in ("Nothing found", "Find a card")


async def test_nobody_who_is_signed_out_finds_anything(edge: Edge) -> None:
    nobody = await edge.browser()

    answer = await nobody.get("/search", params={"q": "lamp"})

    assert answer.headers["location"].startswith("/sign-in?")
