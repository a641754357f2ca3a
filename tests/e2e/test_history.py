"""Addresses, and the ways back and forward through them."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Route, expect

from tests import provision
from tests.e2e.cable import Cable
from tests.e2e.conftest import FLAGS
from tests.e2e.served import Server
from tests.e2e.tabs import Tabs
from tests.e2e.window import Window, Windows

Look = Callable[..., Window]


def test_a_card_has_an_address_and_back_closes_it(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    card = board.add("one", "Todo")
    ana = look("ana", board)
    dialog = ana.page.get_by_role("dialog", name="one")

    ana.card("one").click()
    expect(dialog).to_be_visible()
    expect(ana.page).to_have_url(re.compile(f"{board.address}/cards/{card}$"))
    expect(ana.page).to_have_title("one · Test · Andon")
    ana.page.go_back()
    expect(dialog).to_be_hidden()
    expect(ana.page).to_have_url(re.compile(f"{board.address}$"))
    ana.page.go_forward()
    expect(dialog).to_be_visible()
    ana.press("Escape")
    expect(dialog).to_be_hidden()
    expect(ana.page).to_have_url(re.compile(f"{board.address}$"))
    expect(ana.card("one")).to_be_focused()
    ana.same(board)


def test_a_cards_address_opens_it_over_its_board(server: Server, windows: Windows) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    card = board.add("one", "Todo")
    key = board.call("GET", f"/cards/{card}")["card"]["key"]
    for address in (f"{board.address}/cards/{card}", f"/{key}"):
        bo = windows(server.url, server.person("bo"))
        bo.page.goto(address)
        expect(bo.page.get_by_role("dialog", name="one")).to_be_visible()
        bo.live()
        # The board lives on behind it.
        board.put(card, "Doing" if "cards" in address else "Done")
        expect(bo.page.locator("#sheet-top")).to_contain_text(
            "in Doing" if "cards" in address else "in Done"
        )
        bo.press("Escape")
        expect(bo.page.get_by_role("dialog")).to_be_hidden()
        expect(bo.page).to_have_url(re.compile(f"{board.address}$"))
        bo.same(board)


def test_a_board_that_one_comes_back_to_is_live(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    card = board.add("one", "Todo")
    ana, bo = look("ana", board), look("bo", board)
    ana.page.get_by_role("link", name="Boards", exact=True).click()
    expect(ana.page.get_by_role("heading", name="New board")).to_be_visible()
    bo.drag("one", "Doing")
    board.add("two", "Todo")
    bo.shows({"Todo": ["two"], "Doing": ["one"]})

    ana.page.go_back()
    ana.live()
    ana.shows({"Todo": ["two"], "Doing": ["one"]})
    board.put(card, "Done")
    ana.shows({"Doing": [], "Done": ["one"]})
    ana.drag("one", "Doing")
    bo.shows({"Doing": ["one"], "Done": []})
    ana.same(board)


def test_a_board_that_comes_out_of_the_back_forward_cache_is_live(
    chromium: Browser, behind: Server, cable: Cable
) -> None:
    """Playwright turns that cache off, and Chromium keeps nothing in it that says no-store, which
    other browsers do."""
    cable.changes = (b"no-store", b"no-cache")
    board = behind.board("Todo Done")
    card = board.add("one", "Todo")
    off = ["--disable-back-forward-cache"]
    with (
        chromium.browser_type.launch(
            executable_path=provision.chromium(), args=FLAGS, ignore_default_args=off
        ) as browser,
        Windows(Tabs(browser)) as windows,
    ):
        ana = windows(cable.url, behind.person("ana")).open(board)
        ana.page.evaluate("() => { window.mark = 'kept'; }")
        ana.page.get_by_role("link", name="Boards", exact=True).click()
        expect(ana.page.get_by_role("heading", name="New board")).to_be_visible()
        board.put(card, "Done")

        ana.page.go_back(wait_until="commit")
        ana.live()
        ana.shows({"Todo": [], "Done": ["one"]})
        assert ana.page.evaluate("() => window.mark") == "kept"
        board.add("two", "Todo")
        ana.shows({"Todo": ["two"]})
        ana.same(board)


def test_an_address_that_is_not_ones_own_says_so(server: Server, windows: Windows) -> None:
    board = server.board("Todo Done")
    cy = windows(server.url, server.person("cy"))
    cy.allow("404")
    cy.page.goto(board.address)
    expect(cy.page.locator("[data-sentence]")).to_contain_text("not a member")
    cy.page.locator("#main").get_by_role("link", name="All boards").click()
    expect(cy.page).to_have_url(re.compile("/boards$"))


FASTER = """() => document.getElementById("card").addEventListener("close", () => {
  document.getElementById("filter").hidden = false;
  document.getElementById("filter-text").focus();
}, { once: true })"""


def test_who_writes_before_the_address_is_back_keeps_the_caret(server: Server, look: Look) -> None:
    board = server.board()
    board.add("one", "Todo")
    ana = look("ana", board)
    ana.card("one").focus()
    ana.press("Enter")
    expect(ana.page.get_by_role("dialog", name="one")).to_be_visible()
    ana.page.evaluate(FASTER)
    ana.press("Escape")
    expect(ana.page).to_have_url(f"{server.url}{board.address}")
    ana.page.evaluate("() => new Promise(done => setTimeout(done, 200))")
    expect(ana.page.locator("#filter-text")).to_be_focused()


ELSEWHERE = """id => addEventListener("popstate", () => document.getElementById(id).focus())"""


def test_who_is_at_another_card_before_the_address_is_back_stays_there(
    server: Server, look: Look
) -> None:
    board = server.board()
    board.add("one", "Todo")
    two = board.add("two", "Todo")
    ana = look("ana", board)
    ana.card("one").focus()
    ana.press("Enter")
    expect(ana.page.get_by_role("dialog", name="one")).to_be_visible()
    ana.page.evaluate(ELSEWHERE, f"card-{two}")
    ana.press("Escape")
    expect(ana.page).to_have_url(f"{server.url}{board.address}")
    ana.page.evaluate("() => new Promise(done => setTimeout(done, 200))")
    expect(ana.card("two")).to_be_focused()


SLOW_TO_GO_BACK = """() => {
  const back = history.back.bind(history);
  history.back = () => setTimeout(back, 300);
}"""

SLOW_TO_TELL = """() => addEventListener("close", event => {
  if (!event.isTrusted) return;
  event.stopImmediatePropagation();
  setTimeout(() => event.target.dispatchEvent(new Event("close")), 300);
}, true)"""

CLOSE_AND_OPEN = """address => {
  document.getElementById("card").close();
  document.dispatchEvent(new CustomEvent("card:open", { detail: address, cancelable: true }));
}"""


def test_a_card_that_is_opened_while_another_one_closes_stays_open(
    server: Server, look: Look
) -> None:
    board = server.board()
    board.add("one", "Todo")
    two = board.add("two", "Todo")
    ana = look("ana", board)
    ana.page.evaluate(SLOW_TO_GO_BACK)
    for close_and_open in (
        lambda: ana.page.evaluate(CLOSE_AND_OPEN, f"{board.address}/cards/{two}"),
        lambda: (ana.press("Escape"), ana.card("two").focus(), ana.press("Enter")),
    ):
        ana.card("one").focus()
        ana.press("Enter")
        expect(ana.page.get_by_role("dialog", name="one")).to_be_visible()
        close_and_open()
        expect(ana.page.get_by_role("dialog", name="two")).to_be_visible()
        ana.page.evaluate("() => new Promise(done => setTimeout(done, 400))")
        expect(ana.page.get_by_role("dialog", name="two")).to_be_visible()
        expect(ana.page).to_have_url(f"{server.url}{board.address}/cards/{two}")
        ana.press("Escape")
        expect(ana.page).to_have_url(f"{server.url}{board.address}")
        expect(ana.page.get_by_role("dialog")).to_be_hidden()


def test_a_card_that_one_goes_forward_to_at_once_is_open(server: Server, look: Look) -> None:
    board = server.board()
    board.add("one", "Todo")
    ana = look("ana", board)
    ana.page.evaluate(SLOW_TO_TELL)
    ana.card("one").click()
    expect(ana.page.get_by_role("dialog", name="one")).to_be_visible()
    address = ana.page.url
    ana.page.go_back()
    ana.page.go_forward()
    ana.page.evaluate("() => new Promise(done => setTimeout(done, 400))")
    expect(ana.page.get_by_role("dialog", name="one")).to_be_visible()
    expect(ana.page).to_have_url(address)


def test_who_goes_forward_and_thinks_better_of_it_is_at_the_board(
    server: Server, look: Look
) -> None:
    board = server.board()
    board.add("one", "Todo")
    ana = look("ana", board)
    home = f"{server.url}{board.address}"
    held: list[Route] = []
    for regret in (ana.page.go_back, lambda: ana.press("Escape")):
        ana.card("one").click()
        expect(ana.page.get_by_role("dialog", name="one")).to_be_visible()
        ana.page.go_back()
        expect(ana.page.get_by_role("dialog")).to_be_hidden()
        ana.page.route("**/cards/*", lambda route: held.append(route), times=1)
        ana.page.go_forward()
        ana.eventually(lambda: len(held), 1)
        regret()
        expect(ana.page).to_have_url(home)
        held.pop().abort()
        ana.page.evaluate("() => new Promise(done => setTimeout(done, 200))")
        expect(ana.page.get_by_role("dialog")).to_be_hidden()
        expect(ana.page).to_have_url(home)
        ana.page.unroute_all()


def test_closing_leads_to_the_board_however_many_cards_were_opened(
    server: Server, look: Look
) -> None:
    board = server.board()
    board.add("Airship", "Todo")
    board.add("Zeppelin", "Todo")
    ana = look("ana", board)
    ana.card("Airship").focus()
    ana.press("Enter")
    expect(ana.page.get_by_role("dialog", name="Airship")).to_be_visible()
    ana.press("Control+k")
    ana.page.keyboard.type("Zeppelin")
    ana.page.locator("#palette .palette__name", has_text=re.compile("^Zeppelin$")).click()
    expect(ana.page.get_by_role("dialog", name="Zeppelin")).to_be_visible()
    ana.press("Escape")
    expect(ana.page).to_have_url(f"{server.url}{board.address}")
    expect(ana.page.get_by_role("dialog")).to_be_hidden()
    ana.page.go_forward()
    expect(ana.page.get_by_role("dialog", name="Zeppelin")).to_be_visible()
    ana.page.go_back()
    expect(ana.page.get_by_role("dialog")).to_be_hidden()
