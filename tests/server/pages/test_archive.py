import pytest

from board import archive
from server.pages import archive as page
from tests.edge import Edge
from tests.look import link, look


async def test_the_archive_shows_what_left_and_finds_it(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "SHOWN", 2)
    board = await edge.world.board()
    ana = await edge.browser("ana")
    address = f"/boards/{board.id}/archive"
    empty = (await ana.get(address)).text
    for title in ("one", "two", "<b>three</b>"):
        await archive.archive_card(board.by, await board.add(title))
    await archive.archive_column(board.by, board["Doing"])

    first = (await ana.get(address)).text
    older = link(first, "Show older")
    second = (await ana.get(older)).text
    found = (await ana.get(address, params={"q": "TWO"})).text
    none = (await ana.get(address, params={"q": "nothing"})).text

    titles = [[a.text for a in look(html, ".attic__what a")] for html in (first, second, found)]
    assert titles == [["<b>three</b>", "two"], ["one"], ["two"]]
    assert "it waits here" in empty
    assert "No archived card" in none
    restored = f"/boards/{board.id}/columns/{board['Doing']}"
    assert restored in [row.get("data-archived") for row in look(first, ".attic__row")]


@pytest.mark.parametrize("query", ["?after=x", "?after=99999999999", "?q=%FF&after=-1"])
async def test_an_odd_question_shows_the_archive(edge: Edge, query: str) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")
    assert (await ana.get(f"/boards/{board.id}/archive{query}")).status_code == 200
