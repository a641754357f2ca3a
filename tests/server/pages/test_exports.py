import json

import httpx

from board.exchange import imports
from tests.board.exchange.lived import lived
from tests.edge import Edge
from tests.look import look


async def test_a_member_takes_a_board_away_as_files(edge: Edge) -> None:
    board = await lived(edge.world, 4, steps=20)
    ana, bo = await edge.browser("ana"), await edge.browser("bo")

    links = [
        item.get("href", "")
        for item in look((await ana.get(f"/boards/{board.id}")).text, "#board-menu [download]")
    ]
    assert links == [f"/boards/{board.id}/export.json", f"/boards/{board.id}/export.csv"]
    whole, moves = [await ana.get(link) for link in links]

    assert whole.headers["content-disposition"] == 'attachment; filename="TES.json"'
    assert json.loads(whole.text)["format"] == "andon"
    assert moves.text.startswith("card_id,at,from_column,to_column\n")
    assert "@example.com" in whole.text
    assert "@example.com" not in (await bo.get(links[0])).text


async def test_a_card_tells_what_happened_to_it_where_it_was_before(edge: Edge) -> None:
    board = await lived(edge.world, 4, steps=0)
    card = (await board.rows())[-1]["card_id"]
    await board.put(card, "Doing")
    ana = await edge.browser("ana")
    before = await _history(ana, board.id, card)
    file = (await ana.get(f"/boards/{board.id}/export.json")).content

    report = await imports.run(file, await edge.world.user())
    again = (await ana.get(f"/api/v1/boards/{report['board']}")).json()["cards"]
    (there,) = [each["id"] for each in again if each["title"] == "Card 3"]

    assert "moved this from Todo to Doing" in before
    assert await _history(ana, report["board"], there) == before


async def _history(browser: httpx.AsyncClient, board_id: int, card: int) -> str:
    page = (await browser.get(f"/boards/{board_id}/cards/{card}")).text
    told = ["".join(entry.itertext()) for entry in look(page, "#sheet-history li span")]
    return " ".join(" ".join(told).split())
