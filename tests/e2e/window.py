"""A person's browser window on the server: what it shows, and a hand to use it with.

It is used as a person does, by mouse and keyboard, because what is evaluated from outside escapes
the Content Security Policy. It notes everything that the browser complains about.
"""

import re
import time
from collections.abc import Callable
from difflib import unified_diff
from types import TracebackType
from typing import Any

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Frame,
    Locator,
    Page,
    WebError,
    expect,
)

from tests.e2e.served import Board, Person
from tests.e2e.tabs import PATIENCE, Tab, Tabs

SOON = 1_000
"""Milliseconds within which everybody sees what somebody did."""

STILL: dict[str, Any] = {"reduced_motion": "reduce"}
"""Of a window in which nothing glides: on a large board, that is most of a browser's work."""

PARTS = """answer => {
  const ours = name => name.startsWith("data-ui-") || ["data-htmx-powered", "aria-expanded"].includes(name);
  const clean = element => {
    // In one order: a morph leaves the attributes that were there before the new ones.
    const all = [...element.attributes].filter(({ name }) => name !== "style");
    const facts = all.map(({ name, value }) => [name, value]).sort();
    for (const [name] of facts) element.removeAttribute(name);
    for (const [name, value] of facts) if (!ours(name)) element.setAttribute(name, value);
    if (element.matches("time, [data-age], [data-days], [data-lane-count]")) element.textContent = "";
    if (element.matches("time, [data-age], [data-days], .due")) element.removeAttribute("title");
    if (!element.getAttribute("style")) element.removeAttribute("style");
    if (element.matches("[hx-morph-skip]")) element.replaceChildren();
    for (const child of element.children) clean(child);
    return element.outerHTML.replace(/\\s+/g, " ").replace(/> </g, ">\\n<");
  };
  // What a page has loaded on, a fresh one does not draw yet.
  const cut = (shown, drawn) => {
    for (const cell of drawn.querySelectorAll("[data-cell]:not([data-upto=''])")) {
      const [mine, { upto }] = [shown.querySelector(`#${cell.id}`), cell.dataset];
      if (!mine || mine.dataset.upto && mine.dataset.upto <= upto) continue;
      for (const card of [...mine.children]) if (!(card.dataset.rank <= upto)) card.remove();
      mine.dataset.upto = upto;
      mine.append(cell.querySelector(".more").cloneNode(true));
    }
  };
  const parts = page => {
    const all = page.createElement("div");
    for (const id of ["title", "members", "strip", "board"]) all.append(page.getElementById(id).cloneNode(true));
    return all;
  };
  const who = ({ body: { dataset: { role, user, board, epoch, zone } } }) => JSON.stringify({ role, user, board, epoch, zone });
  const pages = [document, new DOMParser().parseFromString(answer, "text/html")];
  const seen = pages.map(parts);
  cut(...seen);
  return pages.map((page, n) => [page.body.dataset.seq, [who(page), ...clean(seen[n]).split("\\n")]]);
}"""

PICTURE = """() => {
  const text = element => element.textContent;
  const name = column => text(column.querySelector(".head__name"));
  const titles = column => [...column.querySelectorAll(".cards > [data-card] .card__title")];
  const columns = [...document.querySelectorAll("[data-column]")];
  return Object.fromEntries(columns.map(column => [name(column), titles(column).map(text)]));
}"""

HEADS = """() => Object.fromEntries([...document.querySelectorAll(".head")].map(head => {
  const { name, limit, lamp } = head.dataset;
  const count = head.querySelector(".head__count").firstChild.textContent;
  return [name, `${count}${limit && "/" + limit} ${lamp}`];
}))"""

MAKES_ROOM = """(cell, before) => {
  const slot = cell.querySelector(":scope > .card--slot");
  let next = slot?.nextElementSibling;
  while (next?.hasAttribute("data-ui-along")) next = next.nextElementSibling;
  return Boolean(slot) && (next?.querySelector(".card__title").textContent ?? null) === before;
}"""

LEFT = "WebSocket is closed before the connection is established"
"""What Chromium says when a page is left while it connects to its feed: people may do that."""

HELD_STILL = """() => !document.querySelector("[data-ui-gliding], [data-ui-pending], .card[style*=transform]")"""

MOMENTS = 10
"""Times that a page is held against a fresh one until both are of the same moment."""


class Window:
    """A browser of a person's own, with a page in it."""

    def __init__(self, tabs: Tabs, url: str, person: Person | None, **options: Any) -> None:
        self.url = url
        self.person = person
        self.complaints: list[str] = []
        self._allowed: list[str] = [LEFT]
        self._reusable = True
        self._tabs = tabs
        self._tab: Tab = tabs.take(url, options)
        self.page: Page = self._tab.page
        self._begun = False
        self.page.on("framenavigated", self._begin)
        self._tab.context.on("console", self._said)
        self._tab.context.on("weberror", self._failed)
        if person:
            self._tab.context.add_cookies(
                [{"name": name, "value": value, "url": url} for name, value in person.cookies()]
            )

    @property
    def context(self) -> BrowserContext:
        """The browser behind the page. Whoever changes it has it alone."""
        self._reusable = False
        return self._tab.context

    def _begin(self, frame: Frame) -> None:
        # Until its first page has come, a tab shows one of somebody else.
        self._begun = True

    def _said(self, said: ConsoleMessage) -> None:
        if self._begun and said.type in ("error", "warning"):
            self.complaints.append(said.text)

    def _failed(self, failed: WebError) -> None:
        if self._begun:
            self.complaints.append(str(failed.error))

    def allow(self, pattern: str) -> None:
        """Let the browser complain about something that the test brings about."""
        self._allowed.append(pattern)

    def close(self) -> None:
        """Close it. Raises when the browser had something to complain about."""
        self._let_go()
        wrong = [text for text in self.complaints if not any(map(_in(text), self._allowed))]
        assert wrong == [], "\n".join(dict.fromkeys(wrong))

    def _let_go(self) -> None:
        self.page.remove_listener("framenavigated", self._begin)
        self._tab.context.remove_listener("console", self._said)
        self._tab.context.remove_listener("weberror", self._failed)
        if self._reusable:
            self._tabs.give(self._tab)
        else:
            self._tab.context.close()

    # -- what it shows

    def open(self, board: Board) -> "Window":
        """Go to a board and wait until it is live."""
        self.page.goto(board.address)
        self.live()
        return self

    def ready(self) -> None:
        """Wait until the page listens to keys."""
        expect(self.page.locator("body[data-ui-ready]")).to_be_attached()

    def live(self, within: float = PATIENCE) -> None:
        """Wait until the page follows its board."""
        expect(self.page.locator("body")).to_have_attribute("data-live", "on", timeout=within)

    def picture(self) -> dict[str, list[str]]:
        """The titles in each column, in order."""
        shown: dict[str, list[str]] = self.page.evaluate(PICTURE)
        return shown

    def heads(self) -> dict[str, str]:
        """What each column's header says: its count, of how many, and its lamp."""
        shown: dict[str, str] = self.page.evaluate(HEADS)
        return shown

    def figure(self, name: str) -> str:
        """A figure of the strip."""
        return self.page.locator(f"#strip [data-figure={name}]").inner_text()

    def card(self, title: str) -> Locator:
        """A card of the board, by its title."""
        exactly = re.compile(f"^{re.escape(title)}$")
        return self.page.locator(".cards > [data-card]").filter(
            has=self.page.locator(".card__title", has_text=exactly)
        )

    def column(self, name: str) -> Locator:
        """A column of the board, by its name."""
        exactly = re.compile(f"^{re.escape(name)}$")
        return self.page.locator("[data-column]").filter(
            has=self.page.locator(".head__name", has_text=exactly)
        )

    def toast(self, text: str) -> Locator:
        """A toast that says something."""
        return self.page.locator(".toast", has_text=text)

    def shows(self, expected: dict[str, list[str]], within: float = PATIENCE) -> None:
        """Wait until columns hold cards of these titles, in this order."""
        self.eventually(lambda: _of(self.picture(), expected), expected, within)

    def eventually(self, look: Callable[[], Any], expected: Any, within: float = PATIENCE) -> None:
        """Wait until looking finds what is expected."""
        until = time.monotonic() + within / 1000
        while (found := look()) != expected and time.monotonic() < until:
            self.page.wait_for_timeout(15)
        assert found == expected, f"{found} instead of {expected}"

    def same(self, board: Board) -> None:
        """Hold the page against a fresh drawing of the same board: they show the same.

        What scripts write into parts (times, ages, folds, counts of lanes) has tests of its own.
        """
        for _ in range(MOMENTS):
            self.reached(board.seq())
            self.settled()
            answer = self._tab.context.request.get(board.address)
            (at, shown), (now, drawn) = self.page.evaluate(PARTS, answer.text())
            if at == now:
                break
        apart = list(unified_diff(drawn, shown, "fresh", "shown", lineterm="", n=1))
        assert not apart, "\n".join(apart)

    def reached(self, seq: int) -> None:
        """Wait until the page shows what happened up to a number."""
        self.eventually(lambda: self.position() >= seq, True)

    def settled(self) -> None:
        """Wait until what was done here has its answer: it is shown before the server has it."""
        self.eventually(lambda: self.page.evaluate(HELD_STILL), True, PATIENCE)

    def position(self) -> int:
        """The number of the last event that the page shows."""
        return int(self.page.locator("body").get_attribute("data-seq") or 0)

    # -- a hand to use it with

    def hold(self, title: str) -> None:
        """Take a card with the mouse."""
        x, y = middle(self.card(title))
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + 6, y + 6, steps=3)
        expect(self.page.locator("body")).to_have_attribute("data-ui-dragging", "")

    def carry(self, column: str, before: str | None = None) -> None:
        """Carry what is held over a column's end, or over a card."""
        cell = self.column(column).locator("[data-cell]")
        if before:
            box = self.card(before).bounding_box()
            x, y = middle(self.card(before))
            y -= (box["height"] if box else 0) / 3
        else:
            x, y = end(cell)
        self.page.mouse.move(x, y, steps=4)
        self.linger(cell, x, y, before)

    def linger(self, cell: Locator, x: float, y: float, before: str | None = None) -> None:
        """Hold what is held there until the cell makes room for it, at its end or before a card."""
        # What is dragged over is looked at twenty times a second, and only while the mouse moves.
        for n in range(60):
            self.page.mouse.move(x + n % 2, y)
            self.page.wait_for_timeout(25)
            if n and cell.evaluate(MAKES_ROOM, before):
                return

    def drag(self, title: str, column: str, before: str | None = None) -> None:
        """Carry a card to a column with the mouse."""
        self.hold(title)
        self.carry(column, before)
        self.page.mouse.up()

    def agree(self, question: str) -> None:
        """Say yes to what is asked before something is done for good."""
        asked = self.page.get_by_role("dialog", name=question)
        expect(asked.get_by_role("button", name="Cancel")).to_be_focused()
        asked.locator("[value=yes]").click()
        expect(asked).to_be_hidden()

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)


class Windows:
    """The windows that a test opens; they are closed behind it, and say what was wrong."""

    def __init__(self, tabs: Tabs) -> None:
        self._tabs = tabs
        self._open: list[Window] = []

    def __call__(self, url: str, person: Person | None = None, **options: Any) -> Window:
        window = Window(self._tabs, url, person, **options)
        self._open.append(window)
        return window

    def __enter__(self) -> "Windows":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        for window in self._open:
            window.close()


def middle(element: Locator) -> tuple[float, float]:
    """Where to point at something."""
    element.scroll_into_view_if_needed()
    box = element.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def end(cell: Locator) -> tuple[float, float]:
    """Where to point at so that a card comes to the end of a cell."""
    box = cell.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] - 6


def _of(found: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    return {name: found.get(name) for name in expected}


def _in(text: str) -> Callable[[str], bool]:
    return lambda pattern: re.search(pattern, text) is not None
