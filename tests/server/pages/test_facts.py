import pytest

from tests.edge import Edge

SCRIPT = {"Accept": "application/json"}


async def test_every_field_saves_by_itself(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    ana = await edge.browser("ana")
    address = f"/boards/{board.id}/cards/{card}/facts"
    expected = {"due_on": "2026-12-01", "start_on": None, "estimate": 2.5}

    for data in ({"due": "2026-12-01"}, {"start": "2026-11-24"}, {"estimate": "2.5"}):
        assert (await ana.post(address, data=data, headers=SCRIPT)).json()["undo"]
    await ana.post(address, data={"start": ""}, headers=SCRIPT)
    await ana.post(address, data={"class_of_service": "expedite"}, headers=SCRIPT)

    row = await board.card(card)
    assert {name: row[name] for name in expected} == expected
    assert row["class_of_service"] == "expedite"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        *(("estimate", "1,5"), ("estimate", "0x10"), ("estimate", "-5"), ("estimate", "1e3")),
        *(("estimate", "nan"), ("estimate", "0.125"), ("estimate", "9999999"), ("due", "friday")),
        *(("due", "0002-01-01"), ("start", "2026-02-30"), ("class_of_service", "urgent")),
    ],
)
async def test_what_cannot_be_taken_is_refused_with_a_sentence(
    edge: Edge, field: str, text: str
) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    ana = await edge.browser("ana")
    before = await board.digest()

    address = f"/boards/{board.id}/cards/{card}/facts"
    refused = await ana.post(address, data={field: text}, headers=SCRIPT)

    assert (refused.status_code, refused.json()["field"]) == (422, field)
    assert refused.json()["detail"].endswith(".")
    assert await board.digest() == before


async def test_the_menus_assign_block_and_take_it_back(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("a")
    ana = await edge.browser("ana")
    address = f"/boards/{board.id}/cards/{card}"
    me = board.by.user_id

    for path, data in (
        (f"/assignees/{me}", {}),
        (f"/assignees/{me}/removal", {}),
        ("/block", {"reason": "vendor"}),
        ("/unblock", {}),
    ):
        before = await board.seq()
        told = await ana.post(address + path, data=data, headers=SCRIPT)
        assert told.json() == {"seq": before + 1, "undo": before + 1, "limits": []}
    plain = await ana.post(f"{address}/block", data={"reason": "vendor"})
    assert plain.headers["location"] == address
