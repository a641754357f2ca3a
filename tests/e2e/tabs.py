"""Browser contexts that are used again: a new one costs more than most tests do with it.

What is kept is the process, what it compiled and what it fetched. Cookies, storage, routes and
pages of a test go with it.
"""

from contextlib import suppress
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Dialog, Error, Page

PATIENCE = 10_000

MOST = 8
"""Tabs that are kept."""

NEUTRAL = "/healthz"
"""Where a tab waits: another page of the same server, because another site is another process."""

WATCH_THE_POLICY = """addEventListener("securitypolicyviolation", event =>
  console.error(`Policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))"""


class Tab:
    """A context with a page in it, and one more to compare with."""

    def __init__(self, browser: Browser, url: str, options: dict[str, Any]) -> None:
        self.kind = (url, repr(sorted(options.items())))
        self.context: BrowserContext = browser.new_context(base_url=url, **options)
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(WATCH_THE_POLICY)
        self.page: Page = self.context.new_page()
        self._other: Page | None = None

    @property
    def other(self) -> Page:
        """A second page of the same person, at a neutral place."""
        if self._other is None:
            self._other = self.context.new_page()
        return self._other

    def clear(self) -> None:
        """Leave nothing of a test. Raises Error when the server or the page is gone."""
        kept = [page for page in (self.page, self._other) if page]
        for page in self.context.pages:
            if page not in kept:
                page.close()
        self.page.unroute_all()
        self.page.on("dialog", _agree)
        self.page.goto(NEUTRAL)
        self.page.remove_listener("dialog", _agree)
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.context.clear_cookies()


class Tabs:
    """The tabs of one browser."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: list[Tab] = []

    def take(self, url: str, options: dict[str, Any]) -> Tab:
        """A tab at a server with these options."""
        kind = (url, repr(sorted(options.items())))
        tab = next((tab for tab in self._free if tab.kind == kind), None)
        if tab is None:
            return Tab(self._browser, url, options)
        self._free.remove(tab)
        return tab

    def give(self, tab: Tab) -> None:
        """Take a tab back that was cleared."""
        self._free.append(tab)
        if len(self._free) > MOST:
            self._free.pop(0).context.close()


def _agree(dialog: Dialog) -> None:
    with suppress(Error):
        dialog.accept()
