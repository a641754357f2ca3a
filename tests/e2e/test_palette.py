"""The palette, by keyboard alone."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Route, expect

from tests.e2e.served import Board, Server
from tests.e2e.window import Window, Windows

Look = Callable[..., Window]


def chosen(window: Window) -> Locator:
    """The option that Enter takes, by what the combobox names."""
    text = window.page.get_by_role("combobox", name="A board, a card or a command")
    expect(text).to_be_focused()
    active = text.get_attribute("aria-activedescendant")
    option = window.page.locator(f"#{active}")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(window.page.locator("#palette [aria-selected=true]")).to_have_count(1)
    return option


def choose(window: Window, name: str) -> None:
    """Go down to an option and take it."""
    expect(window.page.get_by_role("option", name=name).first).to_be_visible()
    for _ in range(40):
        if name in chosen(window).inner_text():
            return window.press("Enter")
        window.press("ArrowDown")
    raise AssertionError(f"{name} cannot be reached")


def test_a_board_is_gone_to_by_its_name(server: Server, look: Look) -> None:
    here = server.board()
    there = Board(server.person("ana"), "Todo Done", "Xylophone tuning")
    ana = look("ana", here)
    ana.press("Control+k")
    ana.page.keyboard.type("xylo")
    expect(chosen(ana)).to_contain_text("Xylophone tuning")
    ana.press("Enter")
    expect(ana.page).to_have_url(f"{server.url}{there.address}")


def test_a_card_of_this_board_is_opened_over_it(server: Server, look: Look) -> None:
    board = server.board()
    card = board.add("Quixotic windmill", "Todo")
    ana = look("ana", board)
    ana.page.evaluate("() => { window.stayed = true; }")
    ana.press("Control+k")
    ana.page.keyboard.type("quixot", delay=30)
    expect(ana.page.get_by_role("option", name="Quixotic windmill")).to_be_visible()
    expect(chosen(ana)).to_contain_text("Quixotic windmill")
    ana.press("Enter")
    expect(ana.page.locator("#dialog-heading")).to_have_text("Quixotic windmill")
    expect(ana.page).to_have_url(f"{server.url}{board.address}/cards/{card}")
    assert ana.page.evaluate("() => window.stayed") is True


def test_a_card_of_another_board_is_gone_to(server: Server, look: Look) -> None:
    here, there = server.board(), server.board()
    card = there.add("Nonpareil sprinkles", "Todo")
    ana = look("ana", here)
    ana.press("Control+k")
    ana.page.keyboard.type("nonpareil")
    choose(ana, "Nonpareil sprinkles")
    expect(ana.page).to_have_url(f"{server.url}{there.address}/cards/{card}")


def test_arrows_go_around_and_escape_gives_the_focus_back(server: Server, look: Look) -> None:
    server.board()
    board = server.board()
    board.add("focus", "Todo")
    ana = look("ana", board)
    ana.card("focus").focus()
    ana.press("Control+k")
    expect(ana.page.get_by_role("group", name="Boards")).to_be_visible()
    first = chosen(ana).get_attribute("id")
    ana.press("ArrowUp")
    assert chosen(ana).get_attribute("id") != first
    ana.press("ArrowDown")
    assert chosen(ana).get_attribute("id") == first
    ana.press("Escape")
    expect(ana.page.locator("#palette")).not_to_be_visible()
    expect(ana.card("focus")).to_be_focused()


def test_a_command_that_asks_for_words_gets_the_caret(server: Server, look: Look) -> None:
    board = server.board()
    board.add("one", "Todo")
    ana = look("ana", board)
    for command, field in (
        ("Filter the cards", ana.page.locator("#filter-text")),
        ("New card", ana.column("Todo").get_by_label("Title")),
    ):
        ana.card("one").focus()
        ana.press("Control+k")
        ana.page.keyboard.type(command)
        choose(ana, command)
        expect(ana.page.locator("#palette")).to_be_hidden()
        ana.page.wait_for_timeout(50)
        expect(field).to_be_focused()


def test_what_was_pressed_counts_when_the_list_is_drawn_again(server: Server, look: Look) -> None:
    ana = look("ana", server.board())
    held: list[Route] = []
    ana.page.route("**/api/v1/boards", lambda route: held.append(route))
    ana.press("Control+k")
    ana.page.get_by_role("option", name="My cards", exact=True).hover()
    ana.page.mouse.down()
    (answer,) = held
    answer.continue_()
    ana.page.wait_for_timeout(200)
    ana.page.mouse.up()
    expect(ana.page).to_have_url(f"{server.url}/mine")


def test_a_press_beside_it_closes_it_on_every_page(server: Server, look: Look) -> None:
    ana = look("ana", server.board())
    palette = ana.page.locator("#palette")
    for address in (ana.page.url, "/boards"):
        ana.page.goto(address)
        ana.ready()
        ana.press("Control+k")
        expect(palette).to_be_visible()
        ana.page.mouse.click(5, 5)
        expect(palette).to_be_hidden()


def test_only_what_works_here_and_for_this_role_is_offered(server: Server, look: Look) -> None:
    board = server.board(bo="editor", cy="viewer")
    for name, may in (("bo", True), ("cy", False)):
        window = look(name, board)
        window.press("Control+k")
        names = window.page.get_by_role("option")
        expect(names.filter(has_text="Sign out")).to_have_count(1)
        expect(names.filter(has_text="My cards").first).to_be_visible()
        expect(names.filter(has_text="New card")).to_have_count(int(may))
        expect(names.filter(has_text="Clear the filter")).to_have_count(0)


def test_commands_are_carried_out(server: Server, look: Look) -> None:
    board = server.board()
    ana = look("ana", board)
    ana.press("Control+k")
    ana.page.keyboard.type("new c")
    ana.press("Enter")
    ana.page.keyboard.type("made by command")
    ana.press("Enter")
    ana.shows({"Todo": ["made by command"]})
    ana.press("Control+k")
    ana.page.keyboard.type("dark")
    ana.press("Enter")
    expect(ana.page.locator("html")).to_have_attribute("data-theme", "dark")
    ana.press("Control+k")
    ana.page.keyboard.type("settings")
    choose(ana, "Settings")
    expect(ana.page).to_have_url(re.compile("/settings$"))


def test_it_opens_on_every_page_by_a_slash_too(server: Server, windows: Windows) -> None:
    ana = windows(server.url, server.person("ana"))
    for path in ("/boards", "/me", "/mine"):
        ana.page.goto(path)
        ana.page.locator("h1").first.click()
        ana.press("/")
        ana.page.keyboard.type("my cards")
        ana.press("Enter")
        expect(ana.page).to_have_url(re.compile("/mine" if path != "/mine" else "/"))


def test_what_is_typed_is_text(server: Server, look: Look) -> None:
    board = server.board()
    board.add("<img src=x onerror=alert(1)>", "Todo")
    ana = look("ana", board)
    ana.press("Control+k")
    ana.page.keyboard.type('onerror "*(')
    expect(ana.page.get_by_role("option", name="<img src=x onerror=alert(1)>")).to_be_visible()
    expect(ana.page.get_by_role("option", name="Search all boards")).to_contain_text('onerror "*(')
