"""Browser contexts that are used again: a new one costs more than most tests do with it.

What is kept is the process, what it compiled and what it fetched, and the page, which stays where
it was until the next one takes its place. Cookies, storage, routes and other pages of a test go.
"""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

PATIENCE = 20_000

MOST = 8
"""Tabs that are kept."""

WATCH_THE_POLICY = """addEventListener("securitypolicyviolation", event =>
  console.error(`Policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))"""

FORGET = "() => { stop(); localStorage.clear(); sessionStorage.clear(); }"
"""What is on its way is stopped: an answer to one test must not lead another one's page away."""


class Tab:
    """A context with a page in it."""

    def __init__(self, browser: Browser, url: str, options: dict[str, Any]) -> None:
        self.url = url
        self.options = options
        self.context: BrowserContext = browser.new_context(base_url=url, **options)
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(WATCH_THE_POLICY)
        self.page: Page = self.context.new_page()

    def forget(self) -> None:
        """Leave nothing of a test but the page. Raises Error when that is gone, or going."""
        for page in self.context.pages:
            if page is not self.page:
                page.close()
        self.page.unroute_all()
        self.page.evaluate(FORGET)


class Tabs:
    """The tabs of one browser. Those at the server that `stays` are kept."""

    def __init__(self, browser: Browser, stays: str = "") -> None:
        self._browser = browser
        self._stays = stays
        self._free: list[Tab] = []

    def take(self, url: str, options: dict[str, Any]) -> Tab:
        """A tab at a server with these options, in which nobody is signed in."""
        kept = (tab for tab in self._free if (tab.url, tab.options) == (url, options))
        tab = next(kept, None)
        if tab is None:
            return Tab(self._browser, url, options)
        self._free.remove(tab)
        tab.context.clear_cookies()
        return tab

    def give(self, tab: Tab) -> None:
        """Take a tab back, if it can be used again."""
        try:
            if tab.url != self._stays:
                raise Error("Nobody comes back to its server.")
            tab.forget()
        except Error:
            tab.context.close()
            return
        self._free.append(tab)
        if len(self._free) > MOST:
            self._free.pop(0).context.close()
