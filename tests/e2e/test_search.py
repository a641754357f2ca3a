"""Search: the page, while one types, and what is put into it."""

from playwright.sync_api import expect

from tests.e2e.served import Server
from tests.e2e.window import Windows


def test_cards_are_found_while_one_types(server: Server, windows: Windows) -> None:
    board, other = server.board(), server.board(by="bo")
    board.add("Rotate the <b>signing</b> keys", "Todo", description="before the zephyr audit")
    put_away = board.add("zephyr of yesterday", "Done")
    board.archive(put_away)
    other.add("zephyr of somebody else", "Todo")
    ana = windows(server.url, server.person("ana"))
    ana.page.goto("/search")
    text = ana.page.get_by_role("searchbox")
    expect(text).to_be_focused()
    text.press_sequentially("ZÉPHY", delay=20)
    with ana.page.expect_response(lambda answer: answer.url.endswith("q=Z%C3%89PHYR")):
        text.press("R")
    hits = ana.page.locator(".hit")
    expect(hits).to_have_count(2)
    expect(hits.first.locator("mark")).to_have_text("zephyr")
    expect(hits.last).to_contain_text("archived")
    expect(ana.page).to_have_url(f"{server.url}/search?q=Z%C3%89PHYR")
    hits.first.get_by_role("link").click()
    expect(ana.page.locator("#dialog-heading")).to_have_text("Rotate the <b>signing</b> keys")
    ana.page.go_back()
    expect(ana.page.locator(".hit")).to_have_count(2)


def test_whatever_is_typed_is_answered(server: Server, windows: Windows) -> None:
    ana = windows(server.url, server.person("ana"))
    ana.page.goto("/search")
    text = ana.page.get_by_role("searchbox")
    for odd in ('"', "*", "NEAR(", "a AND", "👍🏽", "x" * 900, "'; DROP TABLE cards"):
        text.fill(odd)
        text.press("Enter")
        expect(ana.page.locator("#found h2")).to_have_text("Nothing found")
        expect(text).to_have_value(odd)


def test_a_key_leads_to_its_card(server: Server, windows: Windows) -> None:
    board = server.board()
    card = board.add("by its key", "Todo")
    ana = windows(server.url, server.person("ana"))
    ana.page.goto(f"/search?q={board.key.lower()}-1")
    expect(ana.page).to_have_url(f"{server.url}{board.address}/cards/{card}")
    expect(ana.page.locator("#dialog-heading")).to_have_text("by its key")
