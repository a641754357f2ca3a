"""Pictures of every screen: `python -m tests.e2e.screenshots FOLDER [NAME…]`.

Each picture is a function below, and is called as the file that it makes. The README's are
`python -m tests.e2e.screenshots docs board-light board-dark phone card`.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests import provision
from tests.e2e import demo
from tests.e2e.conftest import FLAGS
from tests.e2e.served import ROOT, Board, Server
from tests.e2e.tabs import Tabs
from tests.e2e.test_phone import PHONE
from tests.e2e.window import Window

DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
DARK: dict[str, Any] = {**DESK, "color_scheme": "dark"}
DATA = ROOT.parent / "shared/data"
REAL = DATA / "marques-work.json"
STAGES = DATA / "expected/marques-work.board.json"
PAST = "period=all&as_of=2019-06-12"
"""The last day of that board's past."""

WIDE: dict[str, Any] = {"viewport": {"width": 1760, "height": 1000}}
WIDE_DARK: dict[str, Any] = {**WIDE, "color_scheme": "dark"}


class Studio:
    """A server with the demo board, and a browser to look at it with."""

    def __init__(self, browser: Browser, server: Server, board: Board) -> None:
        self._browser = browser
        self.server = server
        self.board = board
        self.desk = demo.desk(server)
        self.empty = Board(board.by, "Todo Doing:3 Review:2 Done", "Autumn campaign")
        demo.starred(board)

    def window(self, name: str | None = "maya", **options: Any) -> Window:
        """A window of somebody's, or of nobody's."""
        person = self.server.person(name) if name else None
        return Window(Tabs(self._browser), self.server.url, person, **options)

    def opened(self, path: str, name: str | None = "maya", **options: Any) -> Window:
        """A window at an address."""
        window = self.window(name, **options)
        window.page.goto(path)
        window.page.wait_for_load_state("networkidle")
        return window

    def dragging(self, **options: Any) -> Window:
        """The board while a card goes over a limit and another one is in the hand."""
        self.undone()
        window = self.window(**options).open(self.board)
        window.drag(demo.PULLED, "Build", before=demo.CARDS["Build"][0])
        window.toast("over its limit").wait_for()
        window.hold("Offline mode for the field app")
        window.carry("Review", before="Rate limits on the public API")
        window.page.wait_for_timeout(300)
        return window

    def undone(self) -> None:
        """Bring back what went over the limit."""
        cards = self.board.facts()["cards"]
        (pulled,) = (card["id"] for card in cards if card["title"] == demo.PULLED)
        ready = [card["id"] for card in cards if card["column"] == self.board.columns["Ready"]]
        if pulled not in ready:
            self.board.put(pulled, "Ready", before=ready[0])

    def lanes(self, **options: Any) -> Window:
        """The board with lanes."""
        window = self.window(**options).open(self.desk)
        window.page.wait_for_timeout(300)
        return window

    def bare(self, **options: Any) -> Window:
        """A board with nothing on it."""
        window = self.window(**options).open(self.empty)
        window.page.wait_for_timeout(300)
        return window

    def selected(self, **options: Any) -> Window:
        """The board with some of its cards selected."""
        window = self.resting(**options)
        for title in demo.CARDS["Ready"][:3]:
            window.card(title).focus()
            window.press("x")
        window.page.wait_for_timeout(300)
        return window

    def sheet(self, **options: Any) -> Window:
        """The board with a card's dialog open."""
        window = self.window(**options).open(self.board)
        window.card(demo.OPENED).click()
        window.page.locator("#sheet-history li").first.wait_for()
        window.page.wait_for_timeout(300)
        return window

    def on_the_phone(self, **options: Any) -> Window:
        window = self.window(**{**PHONE, **options}).open(self.board)
        window.page.locator("#picker button", has_text="Build").tap()
        window.page.wait_for_timeout(700)
        return window

    def phone_sheet(self) -> Window:
        window = self.on_the_phone()
        window.card(demo.OPENED).tap()
        window.page.wait_for_timeout(500)
        return window

    def filtered(self, **options: Any) -> Window:
        """The board with a filter, and one of its menus open."""
        window = self.window(**options)
        window.page.goto(f"{self.board.address}?q=re&who=nobody")
        window.live()
        window.page.get_by_role("button", name="Assignee").first.click()
        window.page.wait_for_timeout(300)
        return window

    @cached_property
    def generated(self) -> str:
        """The address of the board that `andon demo` makes."""
        made = self.server.andon("demo", "--owner", self.board.by.email)
        return made[made.index("/boards/") :]

    @cached_property
    def imported(self) -> str:
        """The address of a real team's board."""
        said = ["--stages", str(STAGES), "--timezone", "America/Los_Angeles"]
        made = self.server.andon("import", str(REAL), "--owner", self.board.by.email, *said)
        return str(Board.known(self.board.by, json.loads(made)["board"]).address)

    def charts(self, address: str, **options: Any) -> Window:
        """The figures of a board."""
        window = self.opened(address, **options)
        window.page.locator("body[data-ui-figures]").wait_for()
        window.page.wait_for_timeout(300)
        return window

    def jumping(self, **options: Any) -> Window:
        """The palette with what it found."""
        window = self.resting(**options)
        window.press("Control+k")
        window.page.keyboard.type("re")
        window.page.get_by_role("option", name="Rename the staging hosts").wait_for()
        return window

    def resting(self, **options: Any) -> Window:
        window = self.window(**options).open(self.board)
        window.page.wait_for_timeout(300)
        return window


PAGES = {
    "boards": "/boards",
    "mine": "/mine",
    "search": "/search?q=the",
    "users": "/users",
    "import": "/import",
    "me": "/me",
    "settings": "{board}/settings",
    "members": "{board}/members",
    "archive": "{board}/archive",
    "activity": "{board}/activity",
}
WIDTHS: dict[str, dict[str, Any]] = {"": WIDE, "-dark": WIDE_DARK, "-phone": PHONE}
WAYS: dict[str, dict[str, Any]] = {"": DESK, "-dark": DARK, "-phone": PHONE}
PICTURES: dict[str, Callable[[Studio], Window]] = {
    "board-light": lambda studio: studio.dragging(**WIDE),
    "board-dark": lambda studio: studio.dragging(**WIDE_DARK),
    "card": lambda studio: studio.sheet(**WIDE),
    "card-dark": lambda studio: studio.sheet(**WIDE_DARK),
    "lanes": lambda studio: studio.lanes(**DESK),
    "lanes-dark": lambda studio: studio.lanes(**DARK),
    "lanes-phone": lambda studio: studio.lanes(**PHONE),
    "palette": lambda studio: studio.jumping(**DESK),
    "palette-dark": lambda studio: studio.jumping(**DARK),
    "filter": lambda studio: studio.filtered(**DESK),
    "filter-dark": lambda studio: studio.filtered(**DARK),
    "selection": lambda studio: studio.selected(**DESK),
    "selection-dark": lambda studio: studio.selected(**DARK),
    **{
        "flow" + way: lambda studio, how=how: studio.charts(f"{studio.generated}/flow", **how)
        for way, how in WIDTHS.items()
    },
    **{
        "flow-imported" + way: lambda studio, how=how: studio.charts(
            f"{studio.imported}/flow?{PAST}", **how
        )
        for way, how in WIDTHS.items()
        if REAL.exists()
    },
    "empty": lambda studio: studio.bare(**DESK),
    "empty-dark": lambda studio: studio.bare(**DARK),
    "phone": lambda studio: studio.on_the_phone(),
    "phone-dark": lambda studio: studio.on_the_phone(color_scheme="dark"),
    "phone-card": lambda studio: studio.phone_sheet(),
    "sign-in": lambda studio: studio.opened("/sign-in", None, **DESK),
    "sign-in-dark": lambda studio: studio.opened("/sign-in", None, **DARK),
    "nothing": lambda studio: studio.opened("/nothing", **DESK),
    **{
        name + way: lambda studio, path=path, way=way: studio.opened(
            path.format(board=studio.board.address), **WAYS[way]
        )
        for name, path in PAGES.items()
        for way in WAYS
    },
}


def main(folder: Path, names: list[str]) -> None:
    """Take the named pictures, or all."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        Server(Path(place)) as server,
        sync_playwright() as playwright,
    ):
        program = provision.chromium()
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        studio = Studio(browser, server, demo.board(server, Path(place)))
        for name in names or PICTURES:
            window = PICTURES[name](studio)
            window.page.screenshot(path=folder / f"{name}.png")
            window.context.close()
            print(folder / f"{name}.png", *window.complaints, flush=True)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
