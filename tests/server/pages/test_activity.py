import pytest

from board import archive, database
from board.exchange import elsewhere
from board.exchange.drafts import Happened
from server import history
from tests import contents
from tests.edge import Edge
from tests.look import link, look


async def test_what_happened_is_told_in_sentences_latest_first(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await edge.world.board()
    card, gone = await board.add("Plan"), await board.add("Gone")
    bo = await edge.world.joined(board, "bo")
    await archive.archive_card(bo, card)
    await archive.delete_card(board.by, gone)
    ana = await edge.browser("ana")
    address = f"/boards/{board.id}/activity"

    whole = (await ana.get(address)).text
    bos = (await ana.get(f"{address}?by={bo.user_id}")).text
    monkeypatch.setattr(history, "PAGE", 2)
    first = (await ana.get(address)).text
    older = (await ana.get(link(first, "Show older"))).text

    sentences = [" ".join(li.text_content().split()) for li in look(whole, ".history li")]
    assert "Gone: Ana deleted this." in sentences[0]
    assert "Plan: Bo archived this from Todo." in sentences[1]
    assert len(look(bos, ".history li")) == 2
    assert len(look(first, ".history li")) == len(look(older, ".history li")) == 2
    assert {a.get("href")[-2:] for a in look(whole, ".history a")} == {"-1"}


async def test_what_came_with_an_import_follows_behind_what_happened_here(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = await edge.world.board()
    card = await board.add("Plan")
    past = [
        Happened(1, "board.renamed", "Eve", None, {"name": ["Old", "New"]}),
        Happened(2, "card.renamed", "Ana", "c1", {"title": "Plan", "name": ["P", "Plan"]}),
        Happened(3, "board.renamed", "Ana", None, {"name": ["New", "Test"]}),
    ]
    async with database.transaction() as (batch, _):
        await elsewhere.write(batch, board.id, past, {"c1": card})
    ana = await edge.browser("ana")
    address = f"/boards/{board.id}/activity"

    anas = (await ana.get(f"{address}?by={board.by.user_id}")).text
    monkeypatch.setattr(history, "PAGE", 2)
    pages = [(await ana.get(address)).text]
    while "Show older" in pages[-1]:
        pages.append((await ana.get(link(pages[-1], "Show older"))).text)

    assert [sentence.split(": ")[-1] for sentence in sentences(anas)[-2:]] == [
        "Ana renamed the board from “New” to “Test”.",
        "Ana renamed this from “P” to “Plan”.",
    ]
    assert [sentence for page in pages for sentence in sentences(page)] == [
        *sentences(anas),
        "Eve renamed the board from “Old” to “New”.",
    ]
    assert all(len(sentences(page)) == 2 for page in pages[:-1])


def sentences(page: str) -> list[str]:
    """What a page tells, without when."""
    return [" ".join(li[0].text_content().split()) for li in look(page, ".history li")]


async def test_every_kind_inside_a_card_has_its_sentence_on_the_page(edge: Edge) -> None:
    board = await edge.world.board()
    card = await board.add("Plan")
    for doing in contents.DOING.values():
        await doing(board, card)
    ana = await edge.browser("ana")
    answer = await ana.get(f"/boards/{board.id}/activity")
    assert answer.status_code == 200


@pytest.mark.parametrize("query", ["?before=x", "?before=99999999999", "?by=", "?by=0&before=0"])
async def test_an_odd_question_shows_the_latest(edge: Edge, query: str) -> None:
    board = await edge.world.board()
    ana = await edge.browser("ana")
    assert (await ana.get(f"/boards/{board.id}/activity{query}")).status_code == 200
