"""Taking one's own changes back by keyboard and toast, and doing them again."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.served import Server
from tests.e2e.window import Window

Look = Callable[..., Window]


def test_changes_are_undone_and_done_again_in_turn(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    for title in "ab":
        board.add(title, "Todo")
    ana, bo = look("ana", board), look("bo", board)
    ana.card("a").focus()

    ana.press(">", ">", "<")
    bo.shows({"Todo": ["b"], "Doing": ["a"], "Done": []})
    ana.press("Control+z", "Control+z")
    bo.shows({"Todo": ["b"], "Doing": ["a"], "Done": []})
    ana.press("Control+z")
    bo.shows({"Todo": ["a", "b"], "Doing": [], "Done": []})
    ana.press("Control+Shift+Z", "Control+y")
    bo.shows({"Todo": ["b"], "Doing": [], "Done": ["a"]})
    ana.press("Control+z")
    bo.shows({"Todo": ["b"], "Doing": ["a"], "Done": []})

    # A new change leaves nothing to do again.
    ana.card("b").focus()
    ana.press(">")
    bo.shows({"Todo": [], "Doing": ["b", "a"]})
    ana.press("Control+Shift+Z")
    expect(ana.toast("Nothing of yours to redo")).to_be_visible()
    bo.shows({"Todo": [], "Doing": ["b", "a"]})
    ana.same(board)
    bo.same(board)


def test_the_toast_takes_back_and_does_again(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    board.add("a", "Todo")
    ana = look("ana", board)
    ana.card("a").focus()

    ana.press("Shift+A")
    ana.toast("archived").get_by_role("button", name="Undo").click()
    ana.shows({"Todo": ["a"]})
    ana.toast("Undone").get_by_role("button", name="Redo").click()
    ana.shows({"Todo": []})
    ana.toast("Done again").get_by_role("button", name="Undo").click()
    ana.shows({"Todo": ["a"]})
    ana.same(board)
