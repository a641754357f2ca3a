"""From an empty server to two people on one board, as the first who come see it."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.e2e.served import PASSWORD, Board, Server
from tests.e2e.window import Window, Windows


def sign_up(window: Window, name: str, button: str) -> None:
    page = window.page
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Email").fill(f"{name.lower()}@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name=button).click()


def test_the_first_two_people(own: Server, windows: Windows) -> None:
    ana, bo = windows(own.url, timezone_id="Asia/Tokyo"), windows(own.url)
    link = own.url + own.first_link()
    ana.page.goto(link)
    expect(ana.page.locator("[data-zone-here]")).to_have_value("Asia/Tokyo")
    # What is refused stays as it was typed, with a word.
    ana.allow("422")
    ana.page.get_by_label("Your name").fill("Ana")
    ana.page.get_by_label("Email").fill("ana@example.com")
    ana.page.get_by_label("Password").fill("short")
    ana.press("Enter")
    expect(ana.page.get_by_role("alert")).to_be_visible()
    expect(ana.page.get_by_label("Your name")).to_have_value("Ana")
    sign_up(ana, "Ana", "Make the account")

    expect(ana.page.get_by_role("heading", name="Make your first board")).to_be_visible()
    ana.page.get_by_label("Name").fill("Platform")
    ana.page.get_by_label("Software team").check()
    ana.page.get_by_role("button", name="Make the board").click()
    expect(ana.page).to_have_url(re.compile(r"/boards/\d+$"))
    ana.live()
    assert list(ana.heads()) == ["Backlog", "Ready", "Build", "Review", "Release", "Done"]
    assert ana.heads()["Build"] == "0/4 room"

    board = ana.page.url
    ana.page.get_by_role("link", name="Share").click()
    ana.page.get_by_label("Role", exact=True).select_option("editor")
    ana.page.get_by_role("button", name="Make a link").click()
    invitation = ana.page.locator("#link").inner_text()
    ana.page.goto(board)
    ana.live()

    bo.page.goto(invitation)
    expect(bo.page.get_by_role("heading", name="Join Platform")).to_be_visible()
    sign_up(bo, "Bo", "Make the account and join")
    expect(bo.page).to_have_url(board)
    bo.live()
    expect(ana.page.locator("#members li")).to_have_count(2)
    bo.press("n")
    bo.page.keyboard.type("Hello")
    bo.press("Enter")
    ana.shows({"Backlog": ["Hello"]})
    ana.drag("Hello", "Build")
    bo.shows({"Backlog": [], "Build": ["Hello"]})

    # The link that made the administrator has done its work.
    late = windows(own.url)
    late.allow("410")
    late.page.goto(link)
    expect(late.page.locator("[data-sentence]")).to_be_visible()
    expect(late.page.get_by_label("Password")).to_have_count(0)


def test_a_link_of_the_command_line_sets_a_new_password(server: Server, windows: Windows) -> None:
    server.andon("user", "add", "eve@example.com", "--name", "Eve", stdin=f"{PASSWORD}\n")
    link = urlsplit(server.andon("user", "reset", "eve@example.com").split()[-1])
    eve = windows(server.url)
    eve.page.goto(link.path)
    eve.page.get_by_label("New password").fill("another fine sentence")
    eve.press("Enter")
    expect(eve.page).to_have_url(re.compile("/boards$"))
    expect(eve.page.get_by_role("button", name=re.compile("menu of Eve"))).to_be_visible()


def test_ones_own_account(server: Server, windows: Windows) -> None:
    server.person("fay")
    fay = windows(server.url, server.person("fay"))
    page = fay.page
    page.goto("/me")
    page.get_by_label("What is it for?").fill("A script")
    page.get_by_role("button", name="Make a token").click()
    expect(page.locator("#token")).to_contain_text("andon_")
    page.get_by_label("Name", exact=True).fill("Fay Doe")
    page.locator("form", has=page.get_by_label("Name", exact=True)).get_by_role("button").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    expect(page.locator("#token")).to_have_count(0)
    with page.expect_response("**/me/theme"):
        page.get_by_role("button", name="Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    row = page.locator(".step", has_text="A script")
    row.get_by_role("button", name="Revoke").click()
    fay.agree("Revoke A script?")
    expect(row).to_have_count(0)


def test_the_list_of_boards_follows_what_happens_elsewhere(
    mortal: Server, windows: Windows
) -> None:
    ana, eli = mortal.person("ana"), mortal.person("eli")
    window = windows(mortal.url, eli)
    window.page.goto("/boards")
    window.page.get_by_label("Name").fill("Half a na")
    board = Board(ana, "Todo Done", name="Platform")
    board.seat(eli, "editor")
    row = window.page.locator(".board-card", has_text="Platform")
    expect(row).to_be_visible()
    expect(window.page.get_by_label("Name")).to_have_value("Half a na")

    # While there is no server, or nobody is signed in, it stands still and says nothing new.
    window.allow("ERR_|Failed to (load|fetch)|401")
    mortal.kill()
    window.page.wait_for_event("requestfailed")
    mortal.start()
    assert window.page.locator(".toast").count() == 0
    expect(row).to_be_visible()
    eli.browser.post("/sign-out")
    expect(window.toast("You are signed out")).to_be_visible()
    window.page.wait_for_event("response", lambda answer: answer.status == 401)
    window.page.wait_for_timeout(200)
    expect(window.toast("You are signed out")).to_have_count(1)
    expect(row).to_be_visible()
