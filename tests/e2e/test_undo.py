"""Taking one's own changes back by keyboard and toast, and doing them again."""

import re
from collections.abc import Callable

from playwright.sync_api import Route, expect

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
    ana.shows({"Todo": ["b"], "Doing": ["a"], "Done": []})

    # A new change leaves nothing to do again.
    ana.card("b").focus()
    ana.press(">")
    bo.shows({"Todo": [], "Doing": ["b", "a"]})
    ana.press("Control+Shift+Z")
    expect(ana.toast("Nothing of yours to redo")).to_be_visible()
    bo.shows({"Todo": [], "Doing": ["b", "a"]})
    ana.same(board)
    bo.same(board)


def test_the_echo_of_a_move_does_not_carry_back_what_moved_on(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done")
    board.add("a", "Todo")
    ana = look("ana", board)
    held: list[Route] = []
    ana.page.route(re.compile("/place$"), lambda route: held.append(route))
    ana.card("a").focus()

    ana.press(">", ">")
    ana.eventually(lambda: len(held), 1)
    held[0].continue_()
    ana.eventually(lambda: len(held), 2)
    ana.eventually(lambda: ana.position() == board.seq(), True)
    ana.shows({"Todo": [], "Doing": [], "Done": ["a"]})
    ana.press("<")
    held[1].continue_()
    ana.eventually(lambda: len(held), 3)
    held[2].continue_()
    ana.shows({"Todo": [], "Doing": ["a"], "Done": []})
    ana.same(board)


def test_the_toast_takes_back_and_does_again(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    board.add("a", "Todo")
    ana = look("ana", board)
    ana.card("a").focus()

    ana.press("Shift+A")
    undo = ana.toast("archived").get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    ana.shows({"Todo": []})
    undo.click()
    ana.shows({"Todo": ["a"]})
    ana.toast("Undone").get_by_role("button", name="Redo").click()
    ana.shows({"Todo": []})
    ana.toast("Done again").get_by_role("button", name="Undo").click()
    ana.shows({"Todo": ["a"]})
    ana.same(board)


def test_what_is_done_to_columns_and_lanes_is_undone_by_key_and_done_again(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    fast = int(board.call("POST", "/lanes", name="Fast")["lane"]["id"])
    board.add("a", "Doing", lane=fast)
    ana, bo = look("ana", board), look("bo", board)

    def choose(of: str, item: str) -> None:
        ana.page.get_by_role("button", name=f"Menu of {of}").click()
        ana.page.get_by_role("button", name=item).filter(visible=True).click()
        ana.page.get_by_role("dialog").get_by_role("button", name="Archive").click()

    ana.page.get_by_role("button", name="Add column").click()
    ana.page.keyboard.type("Review")
    ana.press("Enter")
    expect(ana.toast("Review added")).to_be_visible()
    ana.press("Escape")
    choose("Fast", "Archive lane")
    bo.shows({"Doing": []})
    ana.shows({"Doing": []})
    choose("Doing", "Archive column")
    bo.eventually(lambda: list(bo.picture()), ["Todo", "Done", "Review"])

    ana.press("Control+z")
    bo.eventually(lambda: list(bo.picture()), ["Todo", "Doing", "Done", "Review"])
    ana.press("Control+z")
    bo.shows({"Doing": ["a"]})
    expect(bo.page.locator(f"#lane-{fast}")).to_be_visible()
    ana.press("Control+z")
    bo.eventually(lambda: list(bo.picture()), ["Todo", "Doing", "Done"])
    ana.press("Control+Shift+Z", "Control+Shift+Z")
    bo.shows({"Doing": [], "Review": []})
    expect(ana.toast("Done again")).to_have_count(2)
    ana.toast("Done again").last.get_by_role("button", name="Undo").click()
    bo.shows({"Doing": ["a"], "Review": []})
    ana.same(board)
    bo.same(board)
