"""Everything by keyboard: the focus stays on the card, and each step is told."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.served import Server
from tests.e2e.window import PATIENCE, Window, Windows, middle

Look = Callable[..., Window]


def told(window: Window, words: str) -> None:
    """What a screen reader is told."""
    expect(window.page.locator("#told")).to_contain_text(words)


def test_arrows_walk_over_the_board(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done")
    for title, column in (("a", "Todo"), ("b", "Todo"), ("c", "Done"), ("d", "Done")):
        board.add(title, column)
    ana = look("ana", board)

    for key, title in zip(
        ("ArrowDown", "ArrowDown", "ArrowRight", "k", "h", "l", "ArrowLeft"),
        ("a", "b", "d", "c", "a", "c", "a"),
        strict=True,
    ):
        ana.press(key)
        expect(ana.card(title)).to_be_focused()


def test_the_tab_key_reaches_a_card_that_enter_opens(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    board.add("one", "Todo")
    ana = look("ana", board)
    ana.press("Tab", "Enter")  # skips to the board
    expect(ana.page.locator("#board")).to_be_focused()
    for _ in range(6):
        ana.press("Tab")
        if ana.card("one").evaluate("card => card === document.activeElement"):
            break
    expect(ana.card("one")).to_be_focused()
    ana.press("Enter")
    expect(ana.page.get_by_role("dialog", name="one")).to_be_visible()
    ana.press("Escape")
    expect(ana.card("one")).to_be_focused()


def test_a_card_moves_by_keys_and_keeps_the_focus(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    for title in "abc":
        board.add(title, "Todo")
    ana, bo = look("ana", board), look("bo", board)
    ana.card("b").focus()

    ana.press(">")
    told(ana, "b: Doing, 1 of 1")
    bo.shows({"Todo": ["a", "c"], "Doing": ["b"]})
    expect(ana.card("b")).to_be_focused()
    ana.press("Shift+ArrowRight")
    bo.shows({"Doing": [], "Done": ["b"]})
    ana.press("<", "<")
    bo.shows({"Todo": ["b", "a", "c"], "Doing": [], "Done": []}, PATIENCE)
    ana.press("Shift+ArrowDown", "Shift+ArrowDown")
    told(ana, "b: Todo, 3 of 3")
    bo.shows({"Todo": ["a", "c", "b"]})
    expect(ana.card("b")).to_be_focused()
    ana.press("Shift+ArrowDown")
    told(ana, "cannot go further")
    ana.press("Control+z")
    bo.shows({"Todo": ["a", "b", "c"]})
    ana.same(board)
    bo.same(board)


def test_space_lifts_a_card_arrows_carry_it_and_space_drops_it(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    cards = {title: board.add(title, "Todo") for title in "abc"}
    ana, bo = look("ana", board), look("bo", board)
    seq = board.seq()
    ana.card("c").focus()

    ana.press("Space")
    told(ana, "c lifted, Todo, 3 of 3")
    ana.press("ArrowUp")
    told(ana, "Todo, 2 of 3")
    ana.press("ArrowRight")
    told(ana, "Doing, 1 of 1")
    board.put(cards["a"], "Done")
    bo.shows({"Todo": ["b", "c"], "Done": ["a"]})
    assert ana.picture() == {"Todo": ["a", "b"], "Doing": ["c"], "Done": []}
    ana.press("Space")
    told(ana, "c dropped, Doing, 1 of 1")
    bo.shows({"Todo": ["b"], "Doing": ["c"], "Done": ["a"]})
    ana.shows({"Todo": ["b"], "Doing": ["c"], "Done": ["a"]})
    expect(ana.card("c")).to_be_focused()
    assert board.kinds(seq) == ["card.moved", "card.moved"]

    ana.press("Space", "ArrowRight", "Escape")
    told(ana, "c is back, Doing, 1 of 1")
    expect(ana.card("c")).to_be_focused()
    ana.same(board)
    assert len(board.kinds(seq)) == 2


def test_n_adds_a_card_and_m_asks_where_to(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    for title in "ab":
        board.add(title, "Doing")
    ana, bo = look("ana", board), look("bo", board)

    ana.press("n")
    ana.page.keyboard.type("first")
    ana.press("Enter")
    ana.page.keyboard.type("second")
    ana.press("Enter", "Escape")
    bo.shows({"Todo": ["first", "second"]})
    told(ana, "second added")
    ana.card("second").focus()
    ana.press("m")
    dialog = ana.page.get_by_role("dialog", name="Move card")
    expect(dialog).to_contain_text("second")
    dialog.get_by_label("Column").focus()
    ana.page.keyboard.type("Doing")
    ana.press("Tab")
    expect(dialog.get_by_label("Position")).to_be_focused()
    ana.page.keyboard.type("After")
    dialog.get_by_role("button", name="Move").press("Enter")
    bo.shows({"Todo": ["first"], "Doing": ["a", "second", "b"]})
    told(ana, "second moved to Doing")
    expect(ana.card("second")).to_be_focused()
    ana.same(board)
    bo.same(board)


def test_keys_do_nothing_while_one_types_and_are_listed(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    board.add("one", "Todo")
    ana = look("ana", board)
    ana.card("one").focus()
    ana.press("?")
    keys = ana.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(keys).to_contain_text("Move to…")
    ana.press("n", ">", "Escape")
    expect(keys).to_be_hidden()
    ana.press("n")
    ana.page.keyboard.type("nm? <>", delay=5)
    expect(ana.column("Todo").get_by_label("Title of the new card")).to_have_value("nm? <>")
    ana.press("Escape")
    ana.card("one").focus()
    ana.press("e")
    title = ana.page.get_by_role("textbox", name="Title", exact=True)
    expect(title).to_be_focused()
    title.fill("eins")
    ana.press("Enter")
    expect(ana.page.locator("#dialog-heading")).to_have_text("eins")
    ana.press("Escape")
    ana.shows({"Todo": ["eins"]})
    ana.card("eins").focus()
    ana.press("Shift+A")
    ana.shows({"Todo": []})
    ana.toast("archived").get_by_role("button", name="Undo").press("Enter")
    ana.shows({"Todo": ["eins"]})
    ana.same(board)


def test_a_viewer_cannot_move_by_keys(server: Server, look: Look) -> None:
    board = server.board("Todo Done", cy="viewer")
    board.add("one", "Todo")
    cy = look("cy", board)
    seq = board.seq()
    cy.card("one").focus()
    cy.press(">", "Space", "ArrowRight", "n", "m", "Shift+A")
    cy.press("?")
    keys = cy.page.get_by_role("dialog")
    expect(keys).to_contain_text("Open the card", use_inner_text=True)
    expect(keys).not_to_contain_text(re.compile("Lift|Archive"), use_inner_text=True)
    cy.press("Escape")
    cy.shows({"Todo": ["one"], "Done": []})
    assert board.seq() == seq


def test_single_keys_can_be_switched_off(server: Server, windows: Windows) -> None:
    board = server.board("Todo Doing Done", by="dee")
    for title in "ab":
        board.add(title, "Todo")
    dee = server.person("dee")
    saved = dee.browser.post("/me/keys", data={})
    assert saved.status_code < 400, saved.text
    window = windows(server.url, dee).open(board)
    seq = board.seq()
    window.card("a").focus()
    window.press("n", "x", ">", "Shift+A", "e", "i", "1", "?", "f", "j")
    expect(window.card("a")).to_be_focused()
    expect(window.page.get_by_role("dialog")).to_have_count(0)
    assert board.seq() == seq

    window.press("Shift+ArrowRight")
    window.shows({"Todo": ["b"], "Doing": ["a"]})
    window.press("Control+z")
    window.shows({"Todo": ["a", "b"]})
    window.page.get_by_role("button", name="Keyboard shortcuts").click()
    keys = window.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(keys).to_contain_text("switched off in your profile", use_inner_text=True)
    expect(keys).not_to_contain_text("Edit the title", use_inner_text=True)


def test_keys_say_who_works_on_it_and_what_it_is(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done")
    cards = {title: board.add(title, "Todo") for title in "abc"}
    label = board.call("POST", "/labels", name="Bug", color="red")["label"]["id"]
    ana = look("ana", board)
    me = server.person("ana").id

    def facts(title: str) -> tuple[list[int], list[int]]:
        card = board.call("GET", f"/cards/{cards[title]}")["card"]
        return card["assignees"], card["labels"]

    ana.card("b").focus()
    ana.press("i")
    ana.eventually(lambda: facts("b"), ([me], []))
    ana.press("1")
    ana.eventually(lambda: facts("b"), ([me], [label]))
    expect(ana.card("b")).to_have_attribute("data-labels", str(label))
    ana.press("1", "9")
    ana.eventually(lambda: facts("b"), ([me], []))
    expect(ana.toast("no label 9")).to_be_visible()
    ana.press("Shift+T")
    ana.shows({"Todo": ["b", "a", "c"]})
    expect(ana.card("b")).to_be_focused()
    ana.press("Shift+B")
    ana.shows({"Todo": ["a", "c", "b"]})
    ana.press("a")
    people = ana.page.get_by_role("dialog", name="People")
    people.get_by_role("button", name="Ana").press("Enter")
    ana.eventually(lambda: facts("b"), ([], []))
    ana.press("Escape", "Shift+L")
    expect(ana.page.get_by_role("dialog", name="Labels")).to_be_visible()
    ana.press("Escape")

    ana.press("d")
    dialog = ana.page.get_by_role("dialog", name="b")
    expect(dialog.get_by_label("Due")).to_be_focused()
    ana.press("Escape")
    ana.card("b").focus()
    ana.press("Shift+M")
    expect(dialog.get_by_label("New comment")).to_be_focused()
    ana.press("Escape", "Escape")
    expect(dialog).to_be_hidden()

    # What is pointed at comes before what has the focus.
    x, y = middle(ana.card("c"))
    ana.page.mouse.move(x, y)
    ana.press("i")
    ana.eventually(lambda: facts("c"), ([me], []))
    ana.same(board)
