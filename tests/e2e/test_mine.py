"""My cards: live from every board, and the way to each."""

import re

from playwright.sync_api import expect

from tests.e2e.served import Board, Server
from tests.e2e.window import Windows


def test_what_is_assigned_to_one_stands_there_without_a_reload(
    server: Server, windows: Windows
) -> None:
    one, two = server.board(dora="editor"), Board(server.person("ana"), "Todo Done", "Errands")
    two.seat(server.person("dora"), "editor")
    dora = server.person("dora")
    window = windows(server.url, dora)
    window.page.goto("/mine")
    expect(window.page.locator("#mine h2")).to_have_text("Nothing is assigned to you")
    first = one.add("call the vendor", "Doing", assignees=[dora.id], due="2020-01-31")
    two.add("buy stamps", "Todo", assignees=[dora.id])
    two.add("not hers", "Todo")
    titles = window.page.locator(".mine__title")
    expect(titles).to_have_text(["buy stamps", "call the vendor"])
    expect(window.page.locator(".mine__due--late")).to_contain_text("overdue")
    one.call("POST", f"/cards/{first}/block", reason="no answer yet")
    expect(window.page.locator(".mine__blocked")).to_contain_text("no answer yet")
    window.page.get_by_role("link", name="call the vendor").click()
    expect(window.page.locator("#dialog-heading")).to_have_text("call the vendor")
    one.put(first, "Done")
    window.page.goto("/mine")
    expect(titles).to_have_text(["buy stamps"])
    window.page.get_by_role("link", name="Errands").click()
    expect(window.page).to_have_url(re.compile(r"/boards/\d+\?who=me$"))
    expect(window.page.locator("#filter-count")).to_have_text("1 of 2 shown")
