"""Pages: the board in a browser that has never seen it, and a card dragged across it.

Each opening has an empty cache and a session, nothing else. A card is "seen" in the frame after the
one that painted it; "a drag works" when the page's script says that it listens, and then a card is
dragged for real, or there is no figure. A frame's time is from one frame to the next, while a card
is carried over the columns, let go, and drawn from the server's answer. "A move told" is what the
page's main thread does when somebody else moves a card. What does nothing is an empty page.

Chromium's tracing showed where the first openings went. Eighty-three requests took the server most
of its time and two thirds of a second: files are answered from memory now, and a style sheet comes
with those that it imports. All cards were laid out three times over, again when the sprite of icons
came and again when the font did: icons stand in the page, the font is asked for with the style
sheet, and cards out of sight are not laid out (`content-visibility`). A card's face is drawn once
for each version of it. In a drag, Sortable laid out a cell for each card that made room by gliding,
100 ms at each crossing, so only the cards of short cells glide; and nothing that every element
inherits changes as a drag begins.
One rule named an element under `:has()`, so Chromium styled every `span` in sight anew whenever a
card came or went, 450 elements at each crossing and 700 at the drop: no rule does that now, and 13
are left. The columns, which grow while a card is carried, shrink in the frame after the drop's own.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.boards import Board
from tests.bench.idle import idle
from tests.bench.run import Run
from tests.bench.table import Figure, Section, times
from tests.e2e.conftest import FLAGS
from tests.processes import PATIENCE, Server
from tests.provision import chromium

SIZES = {500: (500, 900), 5_000: (800, 1_500)}
"""Cards of a board; within how many ms the first shall be seen, and a drag shall work."""

FRAME = 50
"""The longest that a frame of a drag shall take, in ms."""

SEEN = """{
  const there = () => document.querySelector(".card, pre")?.clientHeight;
  const look = () => requestAnimationFrame(there() ? () => performance.mark("seen") : look);
  requestAnimationFrame(look);
}"""
MARKS = """() => Object.fromEntries(
  performance.getEntriesByType("mark").map(({ name, startTime }) => [name, startTime]))"""
WATCH = """() => {
  let last;
  window.bench = [];
  (function next(now) {
    if (now && last) bench.push((now - last) / 1000);
    last = now;
    requestAnimationFrame(next);
  })();
}"""


@dataclass
class Found:
    """What openings of one page came to: when things were, in ms, and what frames took, in s."""

    seen: list[float] = field(default_factory=list)
    wired: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    told: float = 0


def measure(run: Run) -> Section:
    """Each size of a board; no lines where there is no browser."""
    if not chromium():
        return Section("The board in a browser", [])
    sizes = run.take(SIZES, {500: SIZES[500]})
    figures: list[Figure] = []
    with Server(run.room("pages")) as server, idle() as nothing:
        boards = {cards: run.wait(Board.large(server, cards)) for cards in sizes}
        cookies = {cards: run.wait(board.cookie()) for cards, board in boards.items()}
        with _browser() as browser:
            least = _empty(run, browser, f"http://127.0.0.1:{nothing.port}")
            for cards, targets in sizes.items():
                found = _opened(run, browser, server.url, boards[cards], cookies[cards])
                figures += _figures(f"{cards:,} cards", found, least, targets)
    return Section("The board in a browser", figures)


def _figures(name: str, found: Found, least: Found, targets: tuple[int, int]) -> list[Figure]:
    count, nothing = len(found.seen), median(least.seen)
    first, usable = targets
    frames = times(found.frames)
    return [
        Figure(f"first card seen, {name}", median(found.seen), "ms", count, first, nothing),
        Figure(f"a drag works, {name}", median(found.wired), "ms", count, usable, nothing),
        *frames.figures(f"a frame of a drag, {name}", times(least.frames), p50=0, worst=FRAME),
        Figure(f"a move told, {name}", found.told * 1000, "ms"),
    ]


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


def _empty(run: Run, browser: Browser, url: str) -> Found:
    found = Found()
    for _ in range(run.take(3, 1)):
        with _visit(browser, url, "/") as page:
            found.seen.append(_mark(page, "seen"))
            page.evaluate(WATCH)
            page.mouse.move(100, 100)
            page.mouse.move(700, 300, steps=40)
            found.frames += page.evaluate("bench")
    return found


def _opened(run: Run, browser: Browser, url: str, board: Board, cookie: str) -> Found:
    found = Found()
    openings = run.take(5, 1)
    for n in range(openings):
        with _visit(browser, url, f"/boards/{board.id}", cookie) as page:
            found.wired.append(_mark(page, "wired"))
            found.seen.append(_mark(page, "seen"))
            found.frames += _dragged(page, board)
            if n == openings - 1:
                found.told = _told(page, board, run.take(40, 2))
    return found


@contextmanager
def _visit(browser: Browser, url: str, path: str, cookie: str = "") -> Iterator[Page]:
    """A page in a browser that has nothing but a session."""
    context = browser.new_context(base_url=url)
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": url}])
    context.add_init_script(SEEN)
    page = context.new_page()
    page.goto(path, wait_until="commit")
    yield page
    context.close()


def _mark(page: Page, name: str) -> float:
    """When the page made a mark, in ms."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        marks: dict[str, float] = page.evaluate(MARKS)
        if name in marks:
            return marks[name]
        time.sleep(0.05)
    raise RuntimeError(f"The page did not get as far as “{name}”.")


def _dragged(page: Page, board: Board) -> list[float]:
    """Drag the first card over all columns and back into the second; what each frame took."""
    _, second, _, last = (page.locator(f"#cell-{column}") for column in board.columns)
    card = page.locator(".card").first
    identity = card.get_attribute("id")
    page.evaluate(WATCH)
    page.mouse.move(*_middle(card))
    page.mouse.down()
    for place in (last, second):
        x, y = _middle(place.locator(".card").nth(2))
        for step in range(4):
            # What is dragged over is looked at twenty times a second.
            page.mouse.move(x + step, y + step, steps=1 if step else 20)
            time.sleep(0.08)
    page.mouse.up()
    moved = f"#cell-{board.columns[1]} > #{identity}:not([data-ui-pending], [data-ui-held])"
    page.locator(moved).wait_for(state="attached", timeout=PATIENCE * 1000)
    time.sleep(0.5)
    frames: list[float] = page.evaluate("bench")
    return frames


def _middle(element: Any) -> tuple[float, float]:
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _told(page: Page, board: Board, moves: int) -> float:
    """Seconds that the page's main thread works for each move that somebody else makes."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("Performance.enable")

    def worked() -> float:
        metrics = cdp.send("Performance.getMetrics")["metrics"]
        return next(float(m["value"]) for m in metrics if m["name"] == "TaskDuration")

    url, headers = f"http://127.0.0.1:{board.port}", {"Authorization": f"Bearer {board.token}"}
    with httpx.Client(base_url=url, headers=headers) as program:
        before = worked()
        for n in range(moves):
            card, column = board.cards[n + 1], board.columns[(n + 2) % 4]
            program.post(f"{board.path}/cards/{card}/place", json={"column": column})
            time.sleep(0.05)
        return (worked() - before) / moves
