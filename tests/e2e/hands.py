"""People at work in front of windows: what they do in a day, by mouse, keyboard, menu and finger.

Each has cards of their own, so that nobody else moves what they hold; all else moves about them.
What they did is looked for where everybody sees it: on the server.
"""

from collections.abc import Callable
from itertools import count
from typing import Any, ClassVar

from playwright.sync_api import Error, Locator, expect

from tests.e2e.cable import Cable
from tests.e2e.served import Board, Server
from tests.e2e.test_phone import PHONE, Finger
from tests.e2e.window import Windows, middle

TRIES = 4
PATIENT = 20_000
"""Milliseconds that people at work give a page: eight at once are a lot for a small machine."""


class Worker:
    """Somebody with a window on the board."""

    options: ClassVar[dict[str, Any]] = {}

    def __init__(
        self,
        windows: Windows,
        cable: Cable,
        server: Server,
        board: Board,
        name: str,
        **options: Any,
    ) -> None:
        self.board = board
        self.person = server.person(name)
        self.window = windows(cable.url, self.person, **self.options, **options).open(board)
        self.page = self.window.page
        self.page.set_default_timeout(PATIENT)
        self._numbers = count(1)
        self.lane = board.call("GET", "")["lanes"][0]["id"]
        self.card = ""
        self.id = 0
        self.fresh_card()

    @property
    def chores(self) -> list[Callable[[], None]]:
        """What they do, in this order."""
        raise NotImplementedError

    def does(self, chore: Callable[[], None]) -> None:
        """Do one thing; try again, with another card, when somebody was in the way."""
        for attempt in range(1, TRIES + 1):
            try:
                if attempt > 1:
                    self.fresh_card()
                chore()
                return
            except (Error, AssertionError) as error:
                if attempt == TRIES:
                    raise
                print(f"{self.person.name} {chore.__name__}, again: {error}")
                self.rest()

    def rest(self) -> None:
        """Put away what is open."""
        self.page.mouse.up()
        for _ in range(3):
            self.page.keyboard.press("Escape")

    def fresh_card(self) -> None:
        """A new card of one's own, at the top of the first column."""
        self.card = f"{self.person.name} {next(self._numbers)}"
        made = self.board.call(
            "POST", "/cards", by=self.person, title=self.card, lane=self.lane, position="top"
        )
        self.id = made["card"]["id"]
        self.sees(self.window.card(self.card))

    def sees(self, element: Locator) -> None:
        """Wait until it is shown."""
        expect(element).to_be_visible(timeout=PATIENT)

    def facts(self) -> dict[str, Any]:
        """One's card, as the server knows it."""
        found: dict[str, Any] = self.board.call("GET", f"/cards/{self.id}")["card"]
        return found

    def finds(self, **expected: Any) -> None:
        """Wait until the server knows one's card so."""
        self.window.eventually(
            lambda: {name: self.facts()[name] for name in expected}, expected, PATIENT
        )

    def waits(self, done: Callable[[dict[str, Any]], bool]) -> None:
        """Wait until something is true of one's card."""
        self.window.eventually(lambda: done(self.facts()), True, PATIENT)

    def is_in(self, column: str) -> None:
        """Wait until one's card is in a column."""
        self.finds(column=self.board.columns[column])

    def cell(self, column: str) -> Any:
        """The cell of a column in the lane of one's cards."""
        return self.page.locator(f"#cell-{self.board.columns[column]}-{self.lane}")

    def opened(self) -> Any:
        """The dialog of one's card."""
        self.window.card(self.card).focus()
        self.page.keyboard.press("Enter")
        dialog = self.page.get_by_role("dialog", name=self.card)
        self.sees(dialog)
        return dialog

    def shut(self) -> None:
        """Close the dialog, and the editor in it before."""
        dialog = self.page.get_by_role("dialog")
        for _ in range(3):
            self.page.keyboard.press("Escape")
            self.page.wait_for_timeout(300)
            if dialog.count() == 0:
                return
        expect(dialog).to_have_count(0, timeout=PATIENT)


class AtADesk(Worker):
    """With a mouse and a keyboard."""

    @property
    def chores(self) -> list[Callable[[], None]]:
        return [
            self.drags,
            self.moves_by_keys,
            self.lifts,
            self.renames,
            self.moves_by_dialog,
            self.takes_back,
            self.adds,
            self.describes,
            self.labels,
            self.comments,
            self.ticks,
            self.blocks,
            self.filters,
            self.selects,
            self.archives,
            self.fresh_card,
        ]

    def drags(self) -> None:
        self.window.hold(self.card)
        cell = self.cell("Ready")
        x, y = self.in_sight(cell)
        self.page.mouse.move(x, y, steps=8)
        for n in range(60):
            self.page.mouse.move(x + n % 2, y)
            self.page.wait_for_timeout(25)
            if cell.locator(".card--slot").count():
                break
        self.page.mouse.up()
        self.is_in("Ready")

    def in_sight(self, cell: Locator) -> tuple[float, float]:
        """Where to point at a cell that may be longer than the window is high."""
        cell.scroll_into_view_if_needed()
        box, height = cell.bounding_box(), self.page.evaluate("innerHeight")
        assert box
        top, bottom = max(box["y"], 0), min(box["y"] + box["height"], height)
        return box["x"] + box["width"] / 2, (top + bottom) / 2

    def moves_by_keys(self) -> None:
        before = self.facts()["column"]
        self.window.card(self.card).focus()
        self.page.keyboard.press(">")
        columns = list(self.board.columns.values())
        self.finds(column=columns[columns.index(before) + 1])

    def lifts(self) -> None:
        before = self.facts()["column"]
        self.window.card(self.card).focus()
        for key in ("Space", "ArrowRight", "Space"):
            self.page.keyboard.press(key)
        columns = list(self.board.columns.values())
        self.finds(column=columns[columns.index(before) + 1])

    def moves_by_dialog(self) -> None:
        self.window.card(self.card).focus()
        self.page.keyboard.press("m")
        dialog = self.page.get_by_role("dialog", name="Move card")
        dialog.get_by_label("Column").select_option(label="Release")
        dialog.get_by_role("button", name="Move").click()
        self.is_in("Release")

    def takes_back(self) -> None:
        before = self.facts()["column"]
        self.window.card(self.card).focus()
        self.page.keyboard.press(">")
        self.waits(lambda card: card["column"] != before)
        self.page.keyboard.press("Control+z")
        self.finds(column=before)
        self.page.keyboard.press("Control+Shift+z")
        self.waits(lambda card: card["column"] != before)

    def renames(self) -> None:
        title = f"{self.person.name} {next(self._numbers)}, renamed"
        self.window.card(self.card).focus()
        self.page.keyboard.press("e")
        focused = self.page.locator(".cards > [data-card]:focus")
        expect(focused).to_have_count(0, timeout=PATIENT)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(title)
        self.page.keyboard.press("Enter")
        self.finds(title=title)
        self.card = title
        self.shut()

    def adds(self) -> None:
        title = f"{self.person.name} adds {next(self._numbers)}"
        self.window.card(self.card).focus()
        self.page.keyboard.press("n")
        self.sees(self.page.locator("[data-add] :focus"))
        self.page.keyboard.type(title)
        self.page.keyboard.press("Enter")
        self.sees(self.window.card(title))
        self.page.keyboard.press("Escape")

    def describes(self) -> None:
        self.opened()
        self.page.get_by_role("button", name="Edit the description").click()
        self.page.keyboard.type("- it is **done**")
        self.page.keyboard.press("Control+Enter")
        self.finds(description="- it is **done**")
        self.shut()

    def labels(self) -> None:
        """The first label, by its number."""
        before = self.facts()["labels"]
        self.window.card(self.card).focus()
        self.page.keyboard.press("1")
        self.waits(lambda card: card["labels"] != before)

    def comments(self) -> None:
        before = self.facts()["comments"]
        self.window.card(self.card).focus()
        self.page.keyboard.press("Shift+M")
        expect(self.page.get_by_label("New comment")).to_be_focused(timeout=PATIENT)
        self.page.keyboard.type("Looked at it")
        self.page.keyboard.press("Control+Enter")
        self.finds(comments=before + 1)
        self.shut()

    def ticks(self) -> None:
        """An item of a checklist that came from elsewhere."""
        before = self.facts()["items_done"]
        address = f"/cards/{self.id}/checklists"
        item = f"item {next(self._numbers)}"
        self.board.call("POST", address, by=self.person, name="Steps", items=[item])
        self.opened().get_by_label(item, exact=True).check()
        self.finds(items_done=before + 1)
        self.shut()

    def blocks(self) -> None:
        dialog = self.opened()
        dialog.get_by_role("button", name="Block…").click()
        dialog.get_by_label("What does it wait for?").fill("The vendor")
        self.page.keyboard.press("Enter")
        self.waits(lambda card: card["blocked"] is not None)
        dialog.get_by_role("button", name="Unblock").click()
        self.finds(blocked=None)
        self.shut()

    def filters(self) -> None:
        """By words, while the board goes on; then everything is there again."""
        out = self.page.locator(".cards > [data-ui-out]")
        self.window.card(self.card).focus()
        self.page.keyboard.press("f")
        self.page.keyboard.type(self.card)
        expect(out).not_to_have_count(0, timeout=PATIENT)
        self.sees(self.window.card(self.card))
        self.page.keyboard.press("Escape")
        expect(out).to_have_count(0, timeout=PATIENT)
        self.page.keyboard.press("Escape")

    def selects(self) -> None:
        """Two cards, moved together by the bar."""
        other = self.card
        self.fresh_card()
        for title in (other, self.card):
            self.window.card(title).focus()
            self.page.keyboard.press("x")
        bar = self.page.get_by_role("toolbar", name="Selected cards")
        bar.get_by_role("button", name="Move").click()
        dialog = self.page.get_by_role("dialog", name="Move 2 cards")
        dialog.get_by_label("Column").select_option(label="Done")
        dialog.get_by_role("button", name="Move").click()
        self.is_in("Done")
        self.page.keyboard.press("Escape")
        expect(bar).to_be_hidden(timeout=PATIENT)

    def archives(self) -> None:
        self.window.card(self.card).focus()
        self.page.keyboard.press("Shift+A")
        self.window.toast("archived").first.wait_for()
        self.page.keyboard.press("Control+z")
        self.finds(archived_at=None)
        self.sees(self.window.card(self.card))


class OnAPhone(Worker):
    """With a finger."""

    options = PHONE

    @property
    def chores(self) -> list[Callable[[], None]]:
        return [self.carries, self.goes_to, self.scrolls, self.moves, self.fresh_card]

    def goes_to(self, column: str = "Backlog") -> None:
        picker = self.page.get_by_role("navigation", name="Columns")
        picker.get_by_role("button", name=column).tap()
        current = picker.locator("[aria-current]")
        expect(current).to_contain_text(column, timeout=PATIENT)

    def carries(self) -> None:
        """A long press, and its card goes further down."""
        self.goes_to()
        finger, card = Finger(self.window), self.window.card(self.card)
        before = self.facts()["rank"]
        x, y = middle(card)
        finger.slide((x, y), (x, y + 150), hold=True)
        self.waits(lambda card: card["rank"] != before)

    def scrolls(self) -> None:
        """A finger that draws over cards moves none."""
        before = self.facts()
        finger = Finger(self.window)
        finger.slide((195, 600), (195, 300))
        finger.slide((195, 300), (195, 600))
        assert self.facts()["rank"] == before["rank"]

    def moves(self) -> None:
        """By the menu of the card."""
        self.goes_to()
        self.window.card(self.card).get_by_role("button").first.tap()
        self.page.get_by_role("button", name="Move to…").tap()
        dialog = self.page.get_by_role("dialog", name="Move card")
        dialog.get_by_label("Column").select_option(label="Ready")
        dialog.get_by_role("button", name="Move").tap()
        self.is_in("Ready")
