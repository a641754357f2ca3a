"""Who is here, who looks at which card, and who has one in the hand."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.served import Server
from tests.e2e.window import SOON, Window

Look = Callable[..., Window]

HERE = "#members > [data-ui-here]"


def test_who_comes_and_goes_is_seen_and_two_tabs_are_one_person(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor", cy="viewer")
    ana = look("ana", board)
    expect(ana.page.locator(HERE)).to_have_count(1)
    bo = look("bo", board)
    expect(ana.page.locator(HERE)).to_have_count(2, timeout=SOON)
    expect(bo.page.locator(HERE)).to_have_count(2, timeout=SOON)
    expect(ana.page.locator("#here")).to_have_text("Here now: Ana, Bo.")
    second = bo.context.new_page()
    second.goto(f"{board.address}/flow")
    expect(second.locator("body")).to_have_attribute("data-live", "on")
    expect(second.locator(HERE)).to_have_count(2, timeout=SOON)
    expect(ana.page.locator(HERE)).to_have_count(2)
    second.close()
    ana.page.wait_for_timeout(600)
    expect(ana.page.locator(HERE)).to_have_count(2)
    bo.page.close()
    expect(ana.page.locator(HERE)).to_have_count(1, timeout=SOON)
    ana.same(board)


def test_a_card_in_somebody_elses_hand_says_so(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    board.add("one", "Todo")
    ana, bo = look("ana", board), look("bo", board)
    mover = ana.page.locator("[data-ui-mover]")

    bo.hold("one")
    expect(mover).to_have_attribute("data-ui-mover", "Bo is moving this", timeout=SOON)
    expect(bo.page.locator("[data-ui-mover]")).to_have_count(0)
    bo.carry("Done")
    bo.page.mouse.up()
    expect(mover).to_have_count(0, timeout=SOON)
    ana.shows({"Done": ["one"]})

    bo.card("one").focus()
    bo.press("Space")
    expect(mover).to_have_count(1, timeout=SOON)
    bo.press("Escape")
    expect(mover).to_have_count(0, timeout=SOON)
    ana.same(board)


def test_who_looks_at_the_same_card_is_named_in_its_dialog(server: Server, look: Look) -> None:
    server.person("cy")  # Names come in their own order, whoever was here first.
    board = server.board("Todo Done", bo="editor", cy="viewer")
    board.add("one", "Todo")
    ana, bo, cy = look("ana", board), look("bo", board), look("cy", board)
    here = ana.page.locator("#card-here")

    ana.card("one").click()
    expect(ana.page.locator("#dialog-heading")).to_be_visible()
    expect(here).to_have_text("")
    bo.card("one").click()
    expect(here).to_have_text("Bo is looking at this card", timeout=SOON)
    cy.card("one").click()
    expect(here).to_have_text("Bo and Cy are looking at this card", timeout=SOON)
    bo.press("Escape")
    expect(here).to_have_text("Cy is looking at this card", timeout=SOON)
    cy.page.close()
    expect(here).to_have_text("", timeout=SOON)


def test_who_is_removed_is_here_no_more(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    ana, bo = look("ana", board), look("bo", board)
    expect(ana.page.locator(HERE)).to_have_count(2, timeout=SOON)
    board.call("DELETE", f"/members/{server.person('bo').id}")
    expect(bo.page.locator("#banner")).to_contain_text("no longer a member", timeout=SOON)
    expect(ana.page.locator(HERE)).to_have_count(1, timeout=SOON)
    expect(ana.page.locator("#members [data-user]")).to_have_count(1)
