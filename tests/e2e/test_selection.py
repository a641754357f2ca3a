"""Several cards at once: chosen by mouse, keys and finger, then moved, labelled, archived."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.served import Board, Server
from tests.e2e.test_keyboard import told
from tests.e2e.window import Window

Look = Callable[..., Window]


def laid(server: Server, columns: str = "Todo Doing Done") -> Board:
    board = server.board(columns, bo="editor")
    for title in "abcdef":
        board.add(title, "Todo")
    return board


def choose(window: Window, *titles: str) -> None:
    for title in titles:
        window.card(title).click(modifiers=["Control"], position={"x": 8, "y": 8})


def selected(window: Window) -> list[str]:
    titles: list[str] = window.page.locator(
        ".cards [data-ui-selected] .card__title"
    ).all_inner_texts()
    return titles


CORNER = """(card, [across, down]) => {
  const { left, right, top } = card.getBoundingClientRect();
  const at = document.elementsFromPoint(across < 0 ? left + across : right + across, top + down);
  return at.includes(card);
}"""


def test_what_is_selected_has_a_ring_and_whole_marks(server: Server, look: Look) -> None:
    ana = look("ana", laid(server))
    choose(ana, "a", "b")
    assert ana.card("b").evaluate(CORNER, [-4, 4])
    assert not ana.card("c").evaluate(CORNER, [-4, 4])
    expect(ana.card("b")).to_have_css("box-shadow", re.compile(" 0px 0px 0px 2px, .* 2px 0px$"))
    expect(ana.card("c")).to_have_css("box-shadow", re.compile("^[^,]* 0px 1px 2px 0px$"))
    ana.hold("b")
    lifted = ana.page.locator(".card--lifted")
    assert lifted.evaluate("card => getComputedStyle(card).contentVisibility") == "visible"
    ana.page.mouse.up()


def test_a_drag_carries_all_that_are_selected(server: Server, look: Look) -> None:
    board = laid(server)
    ana, bo = look("ana", board), look("bo", board)

    choose(ana, "d", "a", "e")
    told(ana, "e selected, 3 selected")
    expect(ana.page.get_by_role("toolbar", name="Selected cards")).to_contain_text("3 selected")
    ana.hold("d")
    expect(ana.page.locator(".card--lifted")).to_have_attribute("data-stack", "3 cards")
    ana.carry("Doing")
    ana.page.mouse.up()

    bo.shows({"Todo": ["b", "c", "f"], "Doing": ["a", "d", "e"]})
    ana.shows({"Todo": ["b", "c", "f"], "Doing": ["a", "d", "e"]})
    ana.settled()
    assert board.kinds(board.seq() - 3) == ["card.moved"] * 3
    assert selected(ana) == ["a", "d", "e"]
    ana.drag("e", "Todo", before="c")
    bo.shows({"Todo": ["b", "a", "d", "e", "c", "f"], "Doing": []})
    ana.press("Control+z")
    bo.shows({"Todo": ["b", "c", "f"], "Doing": ["a", "d", "e"]})
    ana.press("Control+z")
    bo.shows({"Todo": list("abcdef"), "Doing": []})
    ana.press("Control+Shift+Z")
    bo.shows({"Todo": ["b", "c", "f"], "Doing": ["a", "d", "e"]})
    ana.press("Escape")
    ana.same(board)
    bo.same(board)


def test_a_limit_counts_all_and_sends_all_back(server: Server, look: Look) -> None:
    board = laid(server, "Todo Doing:2! Done")
    ana, bo = look("ana", board), look("bo", board)
    ana.allow("409")

    choose(ana, "b", "d", "f")
    ana.drag("d", "Doing")
    toast = ana.toast("Doing has room for 2 of these 3 cards (0 of 2)")
    expect(toast).to_be_visible()
    ana.shows({"Todo": list("abcdef"), "Doing": []})
    toast.get_by_role("button", name="Move anyway").click()
    reason = ana.page.get_by_role("dialog", name="Move anyway?")
    reason.get_by_label("Reason").fill("The customer waits")
    ana.press("Enter")
    bo.shows({"Todo": ["a", "c", "e"], "Doing": ["b", "d", "f"]})
    ana.press("Escape")
    ana.same(board)


def test_shift_takes_a_range_and_keys_choose(server: Server, look: Look) -> None:
    board = laid(server)
    ana = look("ana", board)

    choose(ana, "b")
    ana.card("e").click(modifiers=["Shift"], position={"x": 8, "y": 8})
    assert selected(ana) == ["b", "c", "d", "e"]
    expect(ana.page.get_by_role("dialog")).to_have_count(0)
    ana.card("d").focus()
    ana.press("x")
    told(ana, "d left out, 3 selected")
    ana.press("ArrowDown", "ArrowDown", "x")
    assert selected(ana) == ["b", "c", "e", "f"]
    ana.press("Escape")
    told(ana, "Nothing selected")
    assert selected(ana) == []
    expect(ana.page.get_by_role("toolbar")).to_be_hidden()
    ana.same(board)


def test_keys_carry_all_that_are_selected(server: Server, look: Look) -> None:
    board = laid(server)
    ana, bo = look("ana", board), look("bo", board)

    choose(ana, "a", "c", "d")
    ana.card("c").focus()
    ana.press("Shift+ArrowRight")
    told(ana, "3 cards: Doing, 2 of 3")
    bo.shows({"Todo": ["b", "e", "f"], "Doing": ["a", "c", "d"]})
    expect(ana.card("c")).to_be_focused()
    ana.press("Control+z")
    bo.shows({"Todo": list("abcdef"), "Doing": []})
    ana.shows({"Todo": list("abcdef"), "Doing": []})
    ana.press("Shift+ArrowDown")
    bo.shows({"Todo": ["b", "e", "a", "c", "d", "f"]})
    ana.shows({"Todo": ["b", "e", "a", "c", "d", "f"]})
    ana.settled()

    ana.press("Space")
    told(ana, "3 cards lifted, Todo, 4 of 6")
    ana.press("ArrowUp", "ArrowRight", "Escape")
    told(ana, "3 cards are back, Todo, 4 of 6")
    seq = board.seq()
    ana.press("Space", "ArrowUp", "ArrowRight")
    assert ana.picture() == {"Todo": ["b", "e", "f"], "Doing": ["a", "c", "d"], "Done": []}
    ana.press("Space")
    bo.shows({"Todo": ["b", "e", "f"], "Doing": ["a", "c", "d"]})
    assert board.kinds(seq) == ["card.moved"] * 3
    expect(ana.card("c")).to_be_focused()
    ana.press("Escape")
    ana.same(board)


def test_the_selection_lives_on_and_loses_who_leaves(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    cards = {title: board.add(title, "Todo") for title in "abc"}
    ana = look("ana", board)

    choose(ana, "a", "b", "c")
    board.rename(cards["a"], "a2")
    board.put(cards["b"], "Done")
    board.call("PATCH", f"/columns/{board.columns['Doing']}", stage="done")
    board.archive(cards["c"])
    ana.shows({"Todo": ["a2"], "Done": ["b"]})
    assert selected(ana) == ["a2", "b"]
    expect(ana.page.get_by_role("toolbar")).to_contain_text("2 selected")
    told(ana, "2 selected")


def test_the_bar_moves_and_archives(server: Server, look: Look) -> None:
    board = laid(server)
    ana, bo = look("ana", board), look("bo", board)
    bar = ana.page.get_by_role("toolbar", name="Selected cards")

    choose(ana, "a", "c")
    bar.get_by_role("button", name="Move").click()
    dialog = ana.page.get_by_role("dialog", name="Move 2 cards")
    dialog.get_by_label("Column").select_option("Done")
    dialog.get_by_role("button", name="Move").click()
    bo.shows({"Todo": ["b", "d", "e", "f"], "Done": ["a", "c"]})
    bar.get_by_role("button", name="Archive").click()
    bo.shows({"Done": []})
    expect(bar).to_be_hidden()
    ana.toast("2 cards archived").get_by_role("button", name="Undo").click()
    bo.shows({"Done": ["a", "c"]})
    ana.same(board)


def test_who_may_not_edit_selects_nothing(server: Server, look: Look) -> None:
    board = server.board("Todo Done", cy="viewer")
    board.add("a", "Todo")
    cy = look("cy", board)
    cy.card("a").focus()
    cy.press("x")
    assert selected(cy) == []
