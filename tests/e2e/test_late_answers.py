"""Answers that come late, as on a bad link: who goes on meanwhile loses nothing, and gets no
surprise from what they did before."""

import re
from collections.abc import Callable

from playwright.sync_api import APIResponse, Locator, Route, expect

from tests.e2e.served import Board, Server
from tests.e2e.window import Window

Look = Callable[..., Window]

SHORTLY = 200
"""Milliseconds in which something would happen that must not."""


class Late:
    """The next request of a window for an address, until it is let go. With `asked`, the server
    has it already and only the answer is late."""

    def __init__(self, window: Window, address: str, *, asked: bool = False) -> None:
        self._window = window
        self._held: list[tuple[Route, APIResponse | None]] = []
        self._asked = asked
        window.page.route(re.compile(address), self._hold, times=1)

    def _hold(self, route: Route) -> None:
        self._held.append((route, route.fetch() if self._asked else None))

    def wait(self) -> None:
        """Wait until it is on its way."""
        self._window.eventually(lambda: len(self._held), 1)

    def come(self) -> None:
        """Let it come."""
        ((route, response),) = self._held
        if response:
            route.fulfill(response=response)
        else:
            route.continue_()


def dialog(window: Window, name: str) -> Locator:
    """The dialog of the card of this title."""
    return window.page.locator("#card").and_(window.page.get_by_role("dialog", name=name))


def test_what_changes_while_a_card_is_being_opened_stands_in_it(server: Server, look: Look) -> None:
    board = server.board()
    card = board.add("one", "Todo")
    ana = look("ana", board)
    late = Late(ana, f"/cards/{card}$", asked=True)
    ana.card("one").click()
    late.wait()
    board.rename(card, "another")
    ana.shows({"Todo": ["another"]})
    late.come()
    expect(dialog(ana, "another")).to_be_visible()


def test_what_is_typed_before_a_card_is_open_is_no_shortcut(server: Server, look: Look) -> None:
    board = server.board()
    card = board.add("one", "Todo")
    ana = look("ana", board)
    late = Late(ana, f"/cards/{card}$")
    ana.card("one").focus()
    ana.press("e", "Shift+A", "f", ">")
    late.wait()
    late.come()
    expect(dialog(ana, "one").get_by_label("Title", exact=True)).to_be_focused()
    expect(ana.page.locator("#filter-text")).to_be_hidden()
    assert board.picture() == {"Todo": ["one"], "Doing": [], "Done": []}


def test_escape_takes_back_that_a_card_is_to_be_opened(server: Server, look: Look) -> None:
    board = server.board()
    card = board.add("one", "Todo")
    ana = look("ana", board)
    late = Late(ana, f"/cards/{card}$")
    ana.card("one").focus()
    ana.press("Enter")
    late.wait()
    ana.press("Escape", ">")
    ana.shows({"Todo": [], "Doing": ["one"]})
    late.come()
    ana.page.wait_for_timeout(SHORTLY)
    expect(ana.page.get_by_role("dialog")).to_be_hidden()
    ana.same(board)


def test_a_card_that_is_lifted_again_before_its_move_is_known_stays_in_the_hand(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Doing Done")
    board.add("one", "Todo")
    ana = look("ana", board)
    late = Late(ana, "/place$", asked=True)
    ana.card("one").focus()
    ana.press(">")
    late.wait()
    ana.reached(board.seq())
    ana.press("Space", "ArrowRight")
    late.come()
    expect(ana.card("one")).not_to_have_attribute("data-ui-pending", re.compile(".*"))
    ana.shows({"Doing": [], "Done": ["one"]})
    ana.press("Space")
    ana.eventually(board.picture, {"Todo": [], "Doing": [], "Done": ["one"]})
    ana.same(board)


def test_a_card_that_is_put_back_again_stands_where_its_move_left_it(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Doing:1! Done")
    board.add("one", "Todo")
    ana = look("ana", board)
    ana.allow("409")
    late = Late(ana, "/place$")
    ana.card("one").focus()
    ana.press(">")
    late.wait()
    board.add("two", "Doing")
    ana.press("Space", "ArrowRight")
    late.come()
    expect(ana.toast("full")).to_be_visible()
    ana.press("Escape")
    ana.shows({"Todo": ["one"], "Doing": ["two"], "Done": []})
    ana.same(board)


def test_of_two_choices_the_later_one_holds(server: Server, look: Look) -> None:
    board = server.board()
    card = board.add("one", "Todo")
    board.call("POST", f"/cards/{card}/checklists", name="Steps", items=["paint"])
    ana = look("ana", board)
    ana.card("one").click()
    before = board.seq()
    chosen, tick = (
        dialog(ana, "one").get_by_label("Class"),
        ana.page.get_by_label("paint", exact=True),
    )

    late = Late(ana, "/facts$")
    chosen.select_option("Expedite")
    late.wait()
    chosen.select_option("Fixed date")
    ana.page.wait_for_timeout(SHORTLY)
    late.come()
    ana.eventually(lambda: len(board.kinds(before)), 2)
    assert board.call("GET", f"/cards/{card}")["card"]["class_of_service"] == "fixed_date"
    expect(chosen).to_have_value("fixed_date")

    late = Late(ana, "/items/")
    tick.check()
    late.wait()
    tick.uncheck()
    ana.page.wait_for_timeout(SHORTLY)
    late.come()
    ana.eventually(lambda: len(board.kinds(before)), 4)
    assert board.call("GET", f"/cards/{card}")["card"]["items_done"] == 0
    expect(tick).not_to_be_checked()


def test_a_choice_that_is_taken_back_before_it_is_known_is_taken_back(
    server: Server, look: Look
) -> None:
    board = server.board()
    card = board.add("one", "Todo")
    ana = look("ana", board)
    ana.card("one").click()
    before = board.seq()
    chosen = dialog(ana, "one").get_by_label("Class")
    late = Late(ana, "/facts$")
    chosen.select_option("Expedite")
    late.wait()
    chosen.select_option("Standard")
    late.come()
    ana.eventually(lambda: len(board.kinds(before)), 2)
    assert board.call("GET", f"/cards/{card}")["card"]["class_of_service"] == "standard"
    expect(chosen).to_have_value("standard")


def test_a_label_that_is_put_on_and_off_again_is_off(server: Server, look: Look) -> None:
    board = server.board()
    card = board.add("one", "Todo")
    board.call("POST", "/labels", name="Bug", color="red")
    ana = look("ana", board)
    before = board.seq()
    late = Late(ana, "/selection/labels$")
    ana.card("one").focus()
    ana.press("1", "1")
    late.wait()
    late.come()
    ana.eventually(lambda: len(board.kinds(before)), 2)
    assert board.call("GET", f"/cards/{card}")["card"]["labels"] == []
    expect(ana.toast("Bug taken off 1 card.")).to_be_visible()

    ana.press("Enter")
    expect(dialog(ana, "one")).to_be_visible()
    ana.press("Shift+L")
    bug = ana.page.get_by_role("dialog", name="Labels").get_by_role("button", name="Bug")
    late = Late(ana, "/selection/labels$")
    bug.click()
    late.wait()
    bug.click()
    late.come()
    ana.eventually(lambda: len(board.kinds(before)), 4)
    assert board.call("GET", f"/cards/{card}")["card"]["labels"] == []


def test_a_card_that_goes_to_another_board_closes_no_other_one(server: Server, look: Look) -> None:
    board = server.board()
    Board(server.person("ana"), "In Out", name="Far away")
    board.add("one", "Todo")
    board.add("two", "Todo")
    ana = look("ana", board)
    ana.card("one").click()
    dialog(ana, "one").get_by_role("button", name="Menu of TES").click()
    dialog(ana, "one").get_by_role("button", name="Move to another board…").click()
    ask = ana.page.get_by_role("dialog", name="Move to another board")
    ask.get_by_label("Board").select_option("Far away")
    late = Late(ana, "/transfer$")
    ask.get_by_role("button", name="Move", exact=True).click()
    late.wait()
    ana.press("Escape", "Escape")
    expect(ana.page.get_by_role("dialog")).to_be_hidden()
    ana.card("two").click()
    expect(dialog(ana, "two")).to_be_visible()
    late.come()
    expect(ana.toast("Moved to Far away")).to_be_visible()
    expect(dialog(ana, "two")).to_be_visible()


def test_a_late_refusal_leaves_the_caret_where_one_writes(server: Server, look: Look) -> None:
    board = server.board("Todo:1! Done")
    board.add("one", "Todo")
    ana = look("ana", board)
    ana.allow("409")
    late = Late(ana, "/cards$")
    ana.press("n")
    ana.page.keyboard.type("one too many")
    ana.press("Enter")
    late.wait()
    ana.page.get_by_role("button", name=re.compile("Filter or jump")).click()
    late.come()
    expect(ana.column("Todo").locator(".add__wrong")).to_be_visible()
    expect(ana.page.locator("#filter-text")).to_be_focused()
    expect(ana.column("Todo").get_by_label("Title")).to_have_value("one too many")
