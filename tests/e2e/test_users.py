"""The accounts of a server, and one's own, in the browser."""

import re

from playwright.sync_api import expect

from tests.e2e.served import PASSWORD, Server
from tests.e2e.window import SOON, Windows


def test_somebody_is_let_in_by_a_link_and_thrown_out_at_once(
    server: Server, windows: Windows
) -> None:
    board = server.board("Todo Done")
    ana, eli = windows(server.url, server.person("ana")), windows(server.url)
    ana.page.goto("/users")
    ana.page.get_by_label("Name", exact=True).fill("Eli")
    ana.page.get_by_label("Email").fill("eli@example.com")
    ana.page.get_by_role("button", name="Add").click()
    link = ana.page.locator("#link").text_content() or ""
    eli.page.goto(link)
    eli.page.get_by_label("New password").fill(PASSWORD)
    eli.press("Enter")
    expect(eli.page).to_have_url(f"{server.url}/boards")
    _, token = board.invite("editor")
    eli.page.goto(f"/join/{token}")
    eli.page.get_by_role("button", name="Join the board").click()
    eli.live()

    ana.page.goto("/users?q=eli")
    ana.page.get_by_role("button", name="Disable Eli").click()
    ana.agree("Disable Eli?")
    expect(ana.page.get_by_role("button", name="Enable Eli")).to_be_visible()
    expect(eli.page.locator("#banner")).to_contain_text("signed out", timeout=SOON)
    eli.page.goto("/boards")
    expect(eli.page).to_have_url(re.compile("/sign-in"))


def test_a_theme_follows_the_account_into_another_browser(server: Server, windows: Windows) -> None:
    here, there = (windows(server.url, server.person("fay")) for _ in range(2))
    here.page.goto("/me")
    with here.page.expect_response("**/me/theme"):
        here.page.locator("main").get_by_role("button", name="Dark").click()
    expect(here.page.locator("html")).to_have_attribute("data-theme", "dark")
    there.page.goto("/boards")
    expect(there.page.locator("html")).to_have_attribute("data-theme", "dark")
    with there.page.expect_response("**/me/theme"):
        there.page.get_by_role("button", name=re.compile("menu of Fay")).click()
        there.page.get_by_role("button", name="System").click()
    here.page.reload()
    expect(here.page.locator("html")).not_to_have_attribute("data-theme", "dark")
