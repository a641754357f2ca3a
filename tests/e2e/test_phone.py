"""A phone: one column at a time, and a long press before anything is dragged."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.e2e.served import Server
from tests.e2e.window import Window, middle

Look = Callable[..., Window]

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
Point = tuple[float, float]

MADE_ROOM = """([x, y]) => {
  const box = document.querySelector(".card--slot")?.getBoundingClientRect();
  return Boolean(box) && box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
}"""


class Finger:
    """One finger on a window."""

    def __init__(self, window: Window) -> None:
        self._page = window.page
        self._session = window.page.context.new_cdp_session(window.page)

    def down(self, x: float, y: float) -> None:
        self._tell("touchStart", x, y)

    def move(self, x: float, y: float) -> None:
        self._tell("touchMove", x, y)

    def up(self) -> None:
        self._session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def _tell(self, kind: str, x: float, y: float) -> None:
        points = [{"x": x, "y": y}]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def wait(self) -> None:
        """Wait until it has lifted a card."""
        self._page.locator(".card--chosen").first.wait_for()

    def slide(self, start: Point, to: Point, *, hold: bool = False) -> None:
        """Put it down, wait, draw it to another place, and lift it; what it holds when the cards
        there made room for it."""
        self.down(*start)
        if hold:
            self.wait()
        for step in range(1, 13):
            self.move(*(a + (b - a) * step / 12 for a, b in zip(start, to, strict=True)))
            self._page.wait_for_timeout(16)
        for n in range(40 if hold else 0):  # What is dragged over is looked at while it moves.
            self.move(to[0] + n % 2, to[1])
            self._page.wait_for_timeout(50)
            if n > 2 and self._page.evaluate(MADE_ROOM, list(to)):
                break
        self.up()


def test_the_picker_leads_to_a_column(server: Server, look: Look) -> None:
    board = server.board("Todo Doing:2 Review Done")
    for title in ("one", "two"):
        board.add(title, "Doing")
    ana = look("ana", board, **PHONE)
    picker = ana.page.get_by_role("navigation", name="Columns")
    assert ana.page.evaluate("() => document.documentElement.scrollWidth") == 390

    expect(picker.get_by_role("button", name="Todo")).to_have_attribute("aria-current", "true")
    expect(picker.get_by_role("button", name="Doing 2/2")).to_have_attribute("data-lamp", "full")
    picker.get_by_role("button", name="Doing").tap()
    expect(ana.card("one")).to_be_in_viewport(ratio=1)
    expect(picker.get_by_role("button", name="Doing")).to_have_attribute("aria-current", "true")
    board.add("three", "Doing")
    expect(picker.get_by_role("button", name="Doing 3/2")).to_have_attribute("data-lamp", "over")
    ana.card("two").tap()
    expect(ana.page.get_by_role("dialog", name="two")).to_be_visible()


def test_a_long_press_drags(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    for title in "abc":
        board.add(title, "Todo")
    ana, bo = look("ana", board, **PHONE), look("bo", board)
    finger = Finger(ana)

    x, y = middle(ana.card("a"))
    _, below = middle(ana.card("c"))
    finger.slide((x, y), (x, below + 20), hold=True)
    bo.shows({"Todo": ["b", "c", "a"]})
    expect(ana.page.get_by_role("dialog")).to_have_count(0)

    # Carried to the edge, the board moves on under it.
    x, y = middle(ana.card("b"))
    finger.down(x, y)
    finger.wait()
    for step in range(1, 20):
        finger.move(min(x + 20 * step, 384), y)
        ana.page.wait_for_timeout(16)
    todo = ana.column("Todo").locator("[data-cell]")
    expect(todo).not_to_be_in_viewport(ratio=0.5)
    for n in range(60):
        finger.move(195 + n % 2, y)
        ana.page.wait_for_timeout(25)
        if n > 5 and todo.locator(".card--slot").count() == 0:
            break
    finger.up()
    ana.eventually(lambda: board.picture()["Todo"], ["c", "a"])
    bo.same(board)
    ana.same(board)


def test_scrolling_never_drags(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done")
    for n in range(20):
        board.add(f"card {n:02}", "Todo")
    ana, seq = look("ana", board, **PHONE), board.seq()
    finger = Finger(ana)
    cell = ana.column("Todo").locator("[data-cell]")

    x, y = middle(ana.card("card 05"))
    finger.slide((x, y), (x, y - 300))
    ana.eventually(lambda: cell.evaluate("cell => cell.scrollTop") > 100, True)
    finger.slide((x, y), (x - 300, y))
    ana.eventually(
        lambda: ana.page.evaluate("() => document.getElementById('board').scrollLeft") > 100, True
    )
    expect(ana.page.locator("[data-ui-dragging]")).to_have_count(0)
    expect(ana.page.get_by_role("dialog")).to_have_count(0)
    assert board.seq() == seq


def test_cards_are_chosen_by_finger_and_dragged_together(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    for title in "abcd":
        board.add(title, "Todo")
    ana, bo = look("ana", board, **PHONE), look("bo", board)

    ana.card("b").get_by_role("button", name="Menu of").tap()
    ana.page.get_by_role("button", name="Select", exact=True).tap()
    bar = ana.page.get_by_role("toolbar", name="Selected cards")
    expect(bar).to_contain_text("1 selected")
    ana.card("d").tap()
    expect(bar).to_contain_text("2 selected")
    expect(ana.page.get_by_role("dialog")).to_have_count(0)

    x, y = middle(ana.card("d"))
    _, above = middle(ana.card("a"))
    Finger(ana).slide((x, y), (x, above - 20), hold=True)
    bo.shows({"Todo": ["b", "d", "a", "c"]})
    bar.get_by_role("button", name="Clear").tap()
    expect(bar).to_be_hidden()
    ana.same(board)


def test_a_lane_says_how_full_it_is_and_buttons_fit_a_finger(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    fast = board.call("POST", "/lanes", name="Fast", wip_limit=1)["lane"]["id"]
    board.add("one", "Doing", lane=fast)
    two = board.add("two", "Todo", lane=fast)
    ana = look("ana", board, **PHONE)
    head = ana.column("Todo").get_by_role("button", name="Fast").first
    expect(head).to_have_text("Fast 1/1")
    expect(head).to_have_attribute("data-ui-lamp", "full")
    board.put(two, "Doing")
    expect(head).to_have_text("Fast 2/1")
    expect(head).to_have_attribute("data-ui-lamp", "over")
    expect(head.locator(".lamp")).to_be_visible()
    for menu in (".card__menu", ".cell__menu"):
        box = ana.page.locator(f"{menu} >> visible=true").first.bounding_box()
        assert box and min(box["width"], box["height"]) >= 44, menu
    ana.same(board)
