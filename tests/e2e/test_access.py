"""Every screen against the rules of axe: in light, in dark and on a phone, with nothing found."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.served import Board, Server
from tests.e2e.test_phone import PHONE
from tests.e2e.window import Window, Windows

AXE = Path(__file__).parent.parent / "vendor/axe-core-4.14.1/axe.min.js"
# What axe would load ahead, it would put into the page, where the page's policy refuses it.
FIND = """async () => {
  const { violations } = await axe.run(document, { preload: false, resultTypes: ["violations"] });
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html }) => `${impact} ${id}: ${html.slice(0, 200)}`));
}"""

WAYS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": PHONE,
    "phone in the dark": {**PHONE, "color_scheme": "dark"},
}


@cache
def axe() -> str:
    return f"{AXE.read_text()};0"


def check(window: Window, where: str) -> None:
    """Hold what a window shows against the rules."""
    window.page.evaluate("() => Promise.all(document.getAnimations().map(a => a.finished))")
    window.page.evaluate(axe())
    found = window.page.evaluate(FIND)
    assert found == [], f"{where}: {found}"


@pytest.fixture
def board(server: Server) -> Board:
    """A board on which everything that signals does."""
    board = server.board("Todo:2 Doing:1 Review:3 Done", bo="editor", cy="viewer")
    for title, column in (("a", "Todo"), ("b", "Todo"), ("c", "Doing"), ("d", "Doing")):
        board.add(title, column, description="- **one**\n- `two`")
    board.put(board.add("e", "Review"), "Done")
    return board


@pytest.mark.parametrize("way", WAYS)
def test_the_board_and_what_opens_over_it(
    server: Server, windows: Windows, board: Board, way: str
) -> None:
    ana = windows(server.url, server.person("ana"), **WAYS[way]).open(board)
    ana.page.keyboard.press("n")
    ana.page.keyboard.type("f")
    ana.press("Enter")
    ana.toast("over its limit").wait_for()
    check(ana, "quick add and a toast")
    ana.press("Escape")
    ana.card("c").focus()
    ana.press("m")
    check(ana, "Move to…")
    ana.press("Escape", "Shift+F10")
    check(ana, "the menu of a card")
    ana.press("Escape", "x")
    check(ana, "a selection")
    ana.press("a")
    check(ana, "the picker of people")
    ana.press("Escape", "Escape", "?")
    check(ana, "the shortcuts")
    ana.press("Escape", "ArrowRight", "Enter")
    ana.page.locator("#sheet-history li").first.wait_for()
    check(ana, "the card's dialog")
    ana.page.get_by_role("button", name="Edit the description").click()
    check(ana, "an editor")
    ana.press("Escape", "Escape")
    ana.page.get_by_role("button", name="menu of Ana").click()
    check(ana, "one's own menu")


@pytest.mark.parametrize("way", WAYS)
def test_the_filter_and_the_palette(
    server: Server, windows: Windows, board: Board, way: str
) -> None:
    ana = windows(server.url, server.person("ana"), **WAYS[way])
    ana.page.goto(f"{board.address}?q=a&who=nobody")
    ana.live()
    check(ana, "the filter")
    ana.page.get_by_role("button", name="Assignee").first.click()
    check(ana, "a menu of the filter")
    ana.press("Escape")
    ana.page.get_by_label("Dim the others").check()
    check(ana, "dimmed cards")
    ana.press("Control+k")
    ana.page.keyboard.type("b")
    ana.page.get_by_role("option", name="Search all boards").wait_for()
    check(ana, "the palette")


@pytest.mark.parametrize("way", WAYS)
def test_the_other_pages(server: Server, windows: Windows, board: Board, way: str) -> None:
    ana = windows(server.url, server.person("ana"), **WAYS[way])
    ana.allow("404")
    for path in (
        "/boards",
        "/me",
        "/boards?archived=shown",
        "/users",
        "/mine",
        "/search",
        "/search?q=a",
        f"{board.address}/members",
        f"{board.address}/settings",
        "/no",
    ):
        ana.page.goto(path)
        check(ana, path)
        for summary in ana.page.locator("summary").all()[-2:]:
            summary.click()
            check(ana, f"{path}, unfolded")
    nobody = windows(server.url, **WAYS[way])
    for path in ("/sign-in", f"/join/{board.invite('editor')[1]}"):
        nobody.page.goto(path)
        check(nobody, path)
