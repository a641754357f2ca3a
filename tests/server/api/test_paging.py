import pytest
from starlette.requests import Request

from board.errors import Invalid
from server.api import paging
from server.api.paging import Page
from tests.edge import Edge

ITEMS = [{"id": n} for n in (2, 3, 5)]


def asking(query: str) -> Request:
    return Request({"type": "http", "query_string": query.encode()})


@pytest.mark.parametrize(
    "query, page",
    [
        ("", Page(0, 1000)),
        ("limit=1", Page(0, 1)),
        ("limit=1000&after=0", Page(0, 1000)),
        (f"after={2**53 - 1}", Page(2**53 - 1, 1000)),
    ],
)
def test_a_page_is_asked_for(query: str, page: Page) -> None:
    assert paging.asked(asking(query)) == page


@pytest.mark.parametrize(
    "query, field",
    [
        *((f"limit={text}", "limit") for text in ("0", "1001", "-1", "1.0", "x", "", "+1", "1e2")),
        *((f"limit={text}", "limit") for text in ("%31%20", "%D9%A1", "true", "0x1", "9" * 5000)),
        *((f"after={text}", "after") for text in ("-1", str(2**53), str(2**63), "", "NaN", "1,0")),
        ("limit=1&limit=2", "limit"),
        ("after=1&after=1", "after"),
        ("lmit=1", "lmit"),
        ("epoch=x", "epoch"),
    ],
)
def test_what_is_no_page_is_refused_by_its_field(query: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        paging.asked(asking(query))
    assert refusal.value.field == field


def test_a_list_may_know_other_parameters() -> None:
    assert paging.asked(asking("epoch=x&limit=3"), "epoch") == Page(0, 3)


def test_pages_follow_each_other_to_the_end() -> None:
    assert paging.turned("items", ITEMS, Page(0, 2)) == {"items": ITEMS[:2], "next": 3}
    assert paging.turned("items", ITEMS, Page(3, 2)) == {"items": ITEMS[2:], "next": None}
    assert paging.turned("items", ITEMS, Page(4, 1)) == {"items": ITEMS[2:], "next": None}
    assert paging.turned("items", ITEMS, Page(9, 1)) == {"items": [], "next": None}


@pytest.mark.parametrize("path", ["", "/columns", "/members", "/invitations", "/events"])
@pytest.mark.parametrize("query", ["limit=0", "limit=1&limit=9", "after=-1", "sort=name"])
async def test_every_list_reads_its_page_alike(edge: Edge, path: str, query: str) -> None:
    board = await edge.world.board()
    ana = await edge.program("ana")
    address = f"/boards/{board.id}{path}" if path else "/boards"

    refused = await ana.get(f"{address}?{query}")

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
