"""Who enlarges everything, and whom motion disturbs."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.served import Board, Server
from tests.e2e.window import Window, Windows

TWICE: dict[str, Any] = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}
"""A window of 1280 × 800 at 200 %."""

NARROW: dict[str, Any] = {"viewport": {"width": 320, "height": 640}}
"""The same at 400 %."""

BELOW = ("settings", "members", "archive", "activity")
PAGES = ("/boards", "/me", "/mine", "/search?q=card", "/users", "/sign-in")
MOVING = """() => document.getAnimations().map(animation => {
  const { duration, iterations } = animation.effect.getComputedTiming();
  return Math.min(duration * iterations, 1e6);
}).filter(duration => duration > 20)"""


@pytest.fixture
def board(server: Server) -> Board:
    """A board with long words on it."""
    board = server.board("Todo Doing:1 Verification-of-everything:3 Done", bo="editor")
    for title in ("one", "two " * 40, "Donaudampfschifffahrtsgesellschaft" * 5):
        board.add(title, "Doing", override="So it is")
    return board


@pytest.mark.parametrize("size", [TWICE, NARROW], ids=["200 %", "400 %"])
def test_enlarged_pages_scroll_up_and_down_alone(
    server: Server, windows: Windows, board: Board, size: dict[str, Any]
) -> None:
    ana = windows(server.url, server.person("ana"), **size)
    for path in (*PAGES, *(f"{board.address}/{name}" for name in BELOW)):
        ana.page.goto(path)
        _fits(ana, path)
    ana.open(board)
    _fits(ana, "the board")
    ana.card("one").focus()
    ana.press("Enter")
    ana.page.get_by_role("dialog", name="one").wait_for()
    _fits(ana, "the dialog")
    astray = windows(server.url, server.person("ana"), **size)
    astray.allow("404")
    astray.page.goto("/nothing")
    _fits(astray, "/nothing")


def _fits(window: Window, where: str) -> None:
    wide = window.page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{where} is {wide} px too wide"


def test_nothing_glides_for_whom_motion_disturbs(
    server: Server, windows: Windows, board: Board
) -> None:
    ana = windows(server.url, server.person("ana"), reduced_motion="reduce").open(board)
    moving: list[float] = []
    card, opens = ana.card("one"), {"m": "Move card", "Enter": "one"}
    card.focus()
    for key in (">", "<", "n", "Escape", "m", "Escape", "?", "Escape", "Enter", "Escape"):
        if key in opens:
            card.focus()
        ana.press(key)
        for _ in range(3):
            moving += ana.page.evaluate(MOVING)
            ana.page.wait_for_timeout(15)
        if key in opens:
            ana.page.get_by_role("dialog", name=opens[key]).wait_for()
            moving += ana.page.evaluate(MOVING)
    assert moving == []
    expect(ana.page.get_by_role("dialog")).to_have_count(0)
    ana.settled()
    ana.eventually(lambda: ana.page.evaluate("() => document.getAnimations().length"), 0)
    ana.page.emulate_media(color_scheme="dark")
    assert ana.page.evaluate("() => document.getAnimations().length") == 0
    ana.same(board)
