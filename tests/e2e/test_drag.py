"""Dragging with the mouse: everybody sees it, and what a limit refuses comes back."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.served import Server
from tests.e2e.window import SOON, Window

Look = Callable[..., Window]


def test_a_drag_is_seen_by_everybody_with_its_figures(server: Server, look: Look) -> None:
    board = server.board("Todo Doing:2 Done", bo="editor")
    for title in ("one", "two", "three"):
        board.add(title, "Todo")
    ana, bo = look("ana", board), look("bo", board)

    ana.drag("one", "Doing")
    bo.shows({"Todo": ["two", "three"], "Doing": ["one"]}, SOON)
    ana.drag("three", "Doing", before="one")
    bo.shows({"Todo": ["two"], "Doing": ["three", "one"]}, SOON)
    bo.eventually(bo.heads, {"Todo": "1 none", "Doing": "2/2 full", "Done": "0 none"}, SOON)
    assert (bo.figure("wip"), bo.figure("week")) == ("2", "0")
    bo.drag("one", "Done")
    ana.shows({"Doing": ["three"], "Done": ["one"]}, SOON)
    ana.eventually(ana.heads, {"Todo": "1 none", "Doing": "1/2 room", "Done": "1 none"}, SOON)
    ana.eventually(lambda: (ana.figure("wip"), ana.figure("week")), ("1", "1"), SOON)

    assert board.picture() == {"Todo": ["two"], "Doing": ["three"], "Done": ["one"]}
    ana.same(board)
    bo.same(board)


def test_a_drag_to_a_place_between_two_cards_and_back_up_its_own_column(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Done", bo="editor")
    for title in "abcd":
        board.add(title, "Todo")
    ana, bo = look("ana", board), look("bo", board)

    ana.drag("d", "Todo", before="b")
    bo.shows({"Todo": ["a", "d", "b", "c"]})
    bo.drag("a", "Todo")
    ana.shows({"Todo": ["d", "b", "c", "a"]})
    ana.same(board)
    bo.same(board)


def test_a_card_let_go_where_it_was_is_no_change(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done")
    board.add("one", "Todo")
    ana, seq = look("ana", board), board.seq()

    ana.hold("one")
    ana.carry("Doing")
    ana.press("Escape")
    ana.page.mouse.up()
    ana.shows({"Todo": ["one"], "Doing": []})
    ana.hold("one")
    ana.carry("Todo")
    ana.page.mouse.up()
    expect(ana.page.locator("dialog[open]")).to_have_count(0)

    ana.same(board)
    assert board.seq() == seq


def test_a_hard_limit_sends_the_card_back_and_says_why(server: Server, look: Look) -> None:
    board = server.board("Todo Doing:1! Done", bo="editor")
    board.add("first", "Doing")
    board.add("second", "Todo")
    ana, bo = look("ana", board), look("bo", board)
    bo.allow("409")
    seq = board.seq()

    bo.drag("second", "Doing")
    toast = bo.toast("Doing is full (1 of 1)")
    expect(toast).to_be_visible()
    bo.shows({"Todo": ["second"], "Doing": ["first"]})
    expect(toast.get_by_role("button", name="Move anyway")).to_have_count(0)

    assert board.seq() == seq
    ana.shows({"Todo": ["second"], "Doing": ["first"]})
    bo.same(board)


def test_an_admin_may_override_a_hard_limit_with_a_reason(server: Server, look: Look) -> None:
    board = server.board("Todo Doing:1! Done", bo="editor")
    board.add("first", "Doing")
    board.add("second", "Todo")
    ana, bo = look("ana", board), look("bo", board)
    ana.allow("409")

    ana.drag("second", "Doing", before="first")
    ana.toast("Doing").get_by_role("button", name="Move anyway").click()
    reason = ana.page.get_by_role("dialog", name="Move anyway?")
    reason.get_by_label("Reason").fill("The customer waits")
    ana.press("Enter")

    bo.shows({"Todo": [], "Doing": ["second", "first"]})
    bo.eventually(lambda: bo.heads()["Doing"], "2/1 over")
    bo.card("second").click()
    expect(bo.page.locator("#sheet-history")).to_contain_text("The customer waits")
    bo.press("Escape")
    ana.same(board)
    bo.same(board)


def test_a_soft_limit_lets_in_and_says_so_with_a_way_back(server: Server, look: Look) -> None:
    board = server.board("Todo Doing:1 Done", bo="editor")
    board.add("first", "Doing")
    board.add("second", "Todo")
    ana, bo = look("ana", board), look("bo", board)

    bo.drag("second", "Doing")
    ana.shows({"Todo": [], "Doing": ["first", "second"]})
    ana.eventually(lambda: ana.heads()["Doing"], "2/1 over")
    toast = bo.toast("Doing is over its limit (2/1)")
    expect(toast).to_have_attribute("data-kind", "warn")
    toast.get_by_role("button", name="Undo").click()

    ana.shows({"Todo": ["second"], "Doing": ["first"]})
    ana.eventually(lambda: ana.heads()["Doing"], "1/1 full")
    ana.same(board)
    bo.same(board)


def test_a_card_in_the_hand_is_not_disturbed(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    cards = {title: board.add(title, "Todo") for title in "abcde"}
    ana, bo = look("ana", board), look("bo", board)

    ana.hold("c")
    ana.carry("Doing")
    board.put(cards["a"], "Doing")
    board.put(cards["e"], "Todo", before=cards["a"])
    board.put(cards["b"], "Done")
    board.add("f", "Todo")
    bo.shows({"Todo": ["c", "d", "e", "f"], "Doing": ["a"], "Done": ["b"]})
    held = ana.picture()
    assert (held["Done"], "f" in held["Todo"]) == ([], False)
    expect(ana.page.locator("body")).to_have_attribute("data-ui-dragging", "")

    ana.page.mouse.up()
    ana.shows({"Todo": ["d", "e", "f"], "Doing": ["a", "c"], "Done": ["b"]})
    bo.shows({"Todo": ["d", "e", "f"], "Doing": ["a", "c"], "Done": ["b"]})
    ana.same(board)
    bo.same(board)


def test_a_card_that_is_archived_in_the_hand_leaves_with_a_word(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    card = board.add("gone", "Todo")
    ana, bo = look("ana", board), look("bo", board)
    ana.allow("40[49]|422")

    ana.hold("gone")
    ana.carry("Doing")
    board.archive(card)
    bo.shows({"Todo": []})
    ana.page.mouse.up()
    ana.shows({"Todo": [], "Doing": [], "Done": []})
    expect(ana.page.locator(".toast[data-kind=stop]")).to_be_visible()
    ana.same(board)
