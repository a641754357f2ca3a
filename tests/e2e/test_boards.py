"""Boards as a whole: starred, copied, archived and deleted while they stand open elsewhere."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.served import Server
from tests.e2e.window import SOON, Window, Windows

Look = Callable[..., Window]


def test_a_board_that_stands_open_elsewhere_is_archived_and_restored(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Done", bo="editor")
    board.add("one", "Todo")
    ana, bo = look("ana", board), look("bo", board)
    add = bo.column("Todo").get_by_role("button", name="+ Add card")
    expect(add).to_be_visible()

    ana.page.goto(f"{board.address}/settings#restore")
    ana.page.get_by_role("button", name="Archive the board").click()
    expect(ana.page.get_by_role("button", name="Restore the board")).to_be_visible()
    notice = bo.page.locator("#notice")
    expect(notice).to_contain_text("archived", timeout=SOON)
    expect(add).to_be_hidden()
    seq = board.seq()
    bo.card("one").focus()
    bo.press(">")
    bo.page.wait_for_timeout(200)
    assert board.seq() == seq
    expect(bo.page.locator("body")).to_have_attribute("data-live", "on")
    bo.same(board)
    bo.card("one").click()
    dialog = bo.page.get_by_role("dialog", name="one")
    expect(dialog.locator(".fact__value", has_text="Standard")).to_be_visible()
    expect(dialog.locator("#say")).to_be_hidden()
    bo.press("Escape")

    ana.page.get_by_role("button", name="Restore the board").click()
    expect(notice).to_be_hidden(timeout=SOON)
    expect(add).to_be_visible()
    bo.drag("one", "Done")
    bo.shows({"Done": ["one"]})
    bo.same(board)


def test_a_board_that_stands_open_elsewhere_is_deleted(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    ana, bo = look("ana", board), look("bo", board)
    ana.page.goto(f"{board.address}/settings#delete")
    name = ana.page.get_by_label("Type its name to confirm")
    name.fill("Tset")
    ana.allow("422")
    ana.page.get_by_role("button", name="Delete", exact=True).click()
    expect(name).to_have_attribute("aria-invalid", "true")
    name.fill("Test")
    ana.page.get_by_role("button", name="Delete", exact=True).click()
    expect(ana.page).to_have_url(f"{server.url}/boards")
    expect(bo.page.locator("#banner")).to_contain_text("no longer", timeout=SOON)
    bo.allow("404")
    answer = bo.page.goto(board.address)
    assert answer and answer.status == 404


def test_a_star_puts_a_board_first(server: Server, windows: Windows) -> None:
    server.board("Todo Done", by="dee")
    last = server.board("Todo Done", by="dee")
    dee = windows(server.url, server.person("dee")).open(last)
    star = dee.page.get_by_role("button", name="Star this board")
    with dee.page.expect_response("**/star"):  # it is painted before
        star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    dee.page.goto("/boards")
    expect(dee.page.locator(".boards").first.locator("a")).to_have_attribute("href", last.address)
    dee.page.locator(f"#board-{last.id}").get_by_role("button").click()
    expect(dee.page.locator(".boards__head", has_text="Starred")).to_have_count(0)


def test_a_copy_is_made_from_the_menu_of_the_board(server: Server, look: Look) -> None:
    board = server.board("Todo Doing:2 Done")
    board.add("one", "Todo")
    ana = look("ana", board)
    ana.page.get_by_role("button", name="Menu of the board").click()
    ana.page.get_by_role("link", name="Copy the board").click()
    ana.page.get_by_label("Name of the copy").fill("Second")
    ana.page.get_by_label("Its open cards too").check()
    ana.page.get_by_role("button", name="Make the copy").click()
    expect(ana.page.locator("#title")).to_have_text("Second")
    ana.live()
    ana.shows({"Todo": ["one"], "Doing": [], "Done": []})
