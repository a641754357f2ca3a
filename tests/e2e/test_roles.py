"""Who may see and do what, from the very moment that it changes."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.served import PASSWORD, Server
from tests.e2e.window import SOON, Window, Windows, middle

Look = Callable[..., Window]


def test_a_removed_member_hears_nothing_more_and_is_told(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor", cy="viewer")
    card = board.add("one", "Todo")
    bo, cy = look("bo", board), look("cy", board)

    board.call("DELETE", f"/members/{server.person('bo').id}")
    banner = bo.page.locator("#banner")
    expect(banner).to_contain_text("no longer a member", timeout=SOON)
    board.put(card, "Done")
    cy.shows({"Todo": [], "Done": ["one"]})
    bo.page.wait_for_timeout(500)
    assert bo.picture() == {"Todo": ["one"], "Done": []}
    expect(bo.page.locator("body")).to_have_attribute("data-live", "off")
    expect(cy.page.locator("#members li")).to_have_count(2)
    banner.get_by_role("link", name="All boards").click()
    expect(bo.page.locator(f"a[href='{board.address}']")).to_have_count(0)
    cy.same(board)


def test_signing_out_in_one_tab_ends_the_feed_of_the_other(
    server: Server, windows: Windows
) -> None:
    board = server.board("Todo Done", bo="editor")
    card = board.add("one", "Todo")
    bo = windows(server.url)
    bo.page.goto(board.address)
    expect(bo.page).to_have_url(re.compile("/sign-in"))
    bo.page.get_by_label("Email").fill("bo@example.com")
    bo.page.get_by_label("Password").fill("not this one")
    bo.allow("401|403|422")
    bo.press("Enter")
    expect(bo.page.get_by_role("alert")).to_be_visible()
    expect(bo.page.get_by_label("Email")).to_have_value("bo@example.com")
    bo.page.get_by_label("Password").fill(PASSWORD)
    bo.press("Enter")
    expect(bo.page).to_have_url(re.compile(f"{board.address}$"))
    bo.live()
    other = bo.context.new_page()
    other.goto("/boards")

    other.get_by_role("button", name=re.compile("menu of Bo")).click()
    other.get_by_role("button", name="Sign out").click()
    expect(other).to_have_url(re.compile("/sign-in"))
    banner = bo.page.locator("#banner")
    expect(banner).to_contain_text("signed out", timeout=SOON)
    board.put(card, "Done")
    bo.page.wait_for_timeout(300)
    assert bo.picture() == {"Todo": ["one"], "Done": []}
    expect(banner.get_by_role("link", name="Sign in")).to_have_attribute(
        "href", re.compile("next=")
    )
    expect(bo.page.locator("#live")).to_have_text("Offline")


def test_a_change_after_signing_out_elsewhere_is_refused_with_a_word(
    server: Server, windows: Windows
) -> None:
    board = server.board("Todo Done", dee="editor")
    board.add("one", "Todo")
    dee = windows(server.url, server.person("dee")).open(board)
    dee.allow("401")
    server.people["dee"].browser.post("/sign-out")
    server.people.pop("dee").close()
    expect(dee.page.locator("#banner")).to_contain_text("signed out")
    dee.drag("one", "Done")
    expect(dee.page.locator(".toast[data-kind=stop]")).to_contain_text("igned out")
    dee.shows({"Todo": ["one"], "Done": []})


def test_a_role_that_changes_hides_what_it_may_no_longer_do(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    board.add("one", "Todo")
    bo = look("bo", board)
    member = f"/members/{server.person('bo').id}"
    add = bo.column("Todo").get_by_role("button", name="+ Add card")
    expect(add).to_be_visible()

    board.call("PATCH", member, role="viewer")
    expect(add).to_be_hidden(timeout=SOON)
    menu = bo.page.locator("#face-menu")
    bo.card("one").hover()
    bo.card("one").get_by_role("button").click()
    expect(menu.get_by_role("button", name="Copy link")).to_be_visible()
    expect(menu.get_by_role("button", name="Move to")).to_be_hidden()
    bo.press("Escape")
    seq = board.seq()
    x, y = middle(bo.card("one"))
    bo.page.mouse.move(x, y)
    bo.page.mouse.down()
    bo.page.mouse.move(x + 400, y + 40, steps=5)
    expect(bo.page.locator("[data-ui-dragging]")).to_have_count(0)
    bo.page.mouse.up()
    bo.card("one").focus()
    bo.press(">")
    assert board.seq() == seq
    bo.same(board)

    board.call("PATCH", member, role="admin")
    expect(add).to_be_visible(timeout=SOON)
    expect(bo.page.get_by_role("link", name="Share")).to_be_visible()
    bo.drag("one", "Done")
    bo.shows({"Done": ["one"]})
    bo.same(board)


def test_an_open_editor_goes_with_the_role_and_keeps_its_text(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    board.add("one", "Todo")
    bo = look("bo", board)
    member = f"/members/{server.person('bo').id}"
    bo.column("Todo").get_by_role("button", name="+ Add card").click()
    bo.page.keyboard.type("half a")

    board.call("PATCH", member, role="commenter")
    field = bo.column("Todo").get_by_label("Title of the new card")
    expect(field).to_be_hidden(timeout=SOON)
    board.call("PATCH", member, role="editor")
    expect(field).to_be_visible(timeout=SOON)
    expect(field).to_have_value("half a")


def test_a_member_who_joins_is_seen_by_everybody(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    ana = look("ana", board)
    board.seat(server.person("bo"), "viewer")
    expect(ana.page.locator("#members li")).to_have_count(2, timeout=SOON)
    ana.same(board)
