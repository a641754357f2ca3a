from board import archive
from tests.edge import Edge


async def test_archived_cards_are_listed_in_pages(edge: Edge) -> None:
    board = await edge.world.board()
    for title in "abc":
        await archive.archive_card(board.by, await board.add(title))
    ana = await edge.program("ana")
    address = f"/boards/{board.id}/archive"

    first = (await ana.get(address, params={"limit": 2})).json()
    second = (await ana.get(address, params={"limit": 2, "after": first["next"]})).json()
    found = (await ana.get(address, params={"q": "B"})).json()

    assert [card["title"] for card in first["cards"]] == ["c", "b"]
    assert [card["title"] for card in second["cards"]] == ["a"]
    assert second["next"] is None
    assert [card["title"] for card in found["cards"]] == ["b"]
    for params in ({"q": "a\0b"}, {"limit": 0}, {"after": "x"}, {"nonsense": 1}):
        assert (await ana.get(address, params=params)).status_code == 422
    assert (await ana.get(address, params={"after": 2**53 - 1})).status_code == 200
