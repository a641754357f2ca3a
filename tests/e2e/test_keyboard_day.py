"""A day's work without a mouse: from signing in to signing out, and the focus is never lost."""

from playwright.sync_api import expect

from tests.e2e.served import PASSWORD, Server
from tests.e2e.window import Window, Windows

FOCUS = """() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(element);
  const seen = outlineStyle !== "none" && parseFloat(outlineWidth) > 0 || boxShadow !== "none";
  const box = element.getBoundingClientRect();
  const field = element.matches("input, textarea, select");
  return {
    lost: element === document.body || !element.checkVisibility(),
    seen: seen || field || element.matches("dialog, [popover], [role=dialog], #dialog-heading"),
    what: `${element.tagName} ${element.id} ${element.textContent}`.slice(0, 60),
  };
}"""
NAME = """() => {
  if (document.activeElement === document.body) return "";
  const { ariaLabel, textContent, labels } = document.activeElement;
  return [ariaLabel, labels?.[0]?.textContent, textContent].filter(Boolean).join(" ").trim();
}"""


class Keys:
    """Somebody who has a keyboard and nothing else."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.page
        self.lost: list[str] = []

    def press(self, *keys: str) -> None:
        """Press keys, and see where the focus is then."""
        for key in keys:
            self.page.keyboard.press(key)
            open_ = self.page.locator("dialog[open]").count()
            self._look(f"{key}, {open_} dialogs open")

    def type(self, text: str) -> None:
        """Write something where the focus is."""
        self.page.keyboard.type(text)

    def tab_to(self, name: str) -> None:
        """Go on with the Tab key until something of this name has the focus."""
        for _ in range(120):
            if name in str(self.page.evaluate(NAME))[:120]:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The Tab key does not reach {name!r}")

    def _look(self, after: str) -> None:
        for _ in range(40):
            found = self.page.evaluate(FOCUS)
            if found["seen"] and not found["lost"]:
                return
            self.page.wait_for_timeout(25)
        self.lost.append(f"{after}: {found['what']}")


def test_a_day_without_a_mouse(server: Server, windows: Windows) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    board.call("POST", "/labels", name="bug", color="red")
    board.call("PATCH", "", name="Observatory roof")
    ana = server.person("ana")
    window = windows(server.url)
    keys, page = Keys(window), window.page

    page.goto("/sign-in")
    expect(page.get_by_label("Email")).to_be_focused()
    keys.tab_to("Email")
    keys.type(ana.email)
    keys.tab_to("Password")
    keys.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.url}/boards")
    window.ready()
    page.keyboard.press("Control+k")
    keys.type("Observatory")
    expect(page.locator("#palette [aria-selected=true]")).to_contain_text("Observatory roof")
    page.keyboard.press("Enter")
    window.live()

    page.keyboard.press("n")
    keys.type("Order the dome #bug @bo due:2030-01-31")
    keys.press("Enter")
    expect(window.card("Order the dome")).to_be_visible()
    keys.type("Paint it")
    keys.press("Enter")
    expect(window.card("Paint it")).to_be_visible()
    keys.press("Escape")
    cards = {card["title"]: card for card in board.facts()["cards"]}
    dome = cards["Order the dome"]
    assert (len(dome["labels"]), dome["assignees"]) == (1, [server.person("bo").id])
    assert dome["due"] == "2030-01-31"

    _to_card(window, keys, "Paint it")
    keys.press(">", "i", "1")

    def paint() -> dict[str, object]:
        found = board.call("GET", f"/cards/{cards['Paint it']['id']}")["card"]
        return {name: found[name] for name in ("column", "assignees", "items", "comments")} | {
            "labels": len(found["labels"]),
            "blocked": bool(found["blocked"]),
            "archived": bool(found["archived_at"]),
        }

    expected = {"column": board.columns["Doing"], "assignees": [ana.id], "labels": 1}
    nothing = {"items": 0, "comments": 0, "blocked": False, "archived": False}
    window.eventually(paint, {**expected, **nothing})

    keys.press("Enter")
    expect(page.get_by_role("dialog", name="Paint it")).to_be_visible()
    keys.tab_to("+ Add a checklist")
    keys.press("Enter", "Enter")
    expect(page.get_by_role("button", name="+ Add an item")).to_be_visible()
    keys.tab_to("+ Add an item")
    keys.press("Enter")
    keys.type("two coats")
    keys.press("Enter")
    keys.tab_to("New comment")
    keys.type("White, I say.")
    keys.press("Control+Enter")
    window.eventually(paint, {**expected, **nothing, "items": 1, "comments": 1})
    keys.press("Escape", "Escape")
    expect(window.card("Paint it")).to_be_focused()

    expect(page).to_have_url(f"{server.url}{board.address}")
    keys.press("f")
    keys.type("dome")
    expect(page.get_by_role("button", name="Clear", exact=True)).to_be_visible()
    keys.tab_to("Clear")
    keys.press("Enter")

    _to_card(window, keys, "Paint it")
    keys.press("Shift+A")
    window.eventually(lambda: paint()["archived"], True)
    for key, archived in (("z", False), ("Shift+z", True), ("z", False)):
        keys.press(f"Control+{key}")
        window.eventually(lambda: paint()["archived"], archived)

    _choose(window, keys, "Settings")
    expect(page).to_have_url(f"{server.url}{board.address}/settings")
    _choose(window, keys, "Sign out")
    expect(page).to_have_url(f"{server.url}/sign-in")
    assert not keys.lost, "\n".join(keys.lost)


def _to_card(window: Window, keys: Keys, title: str) -> None:
    """Walk over the board to a card, back from what follows the cards."""
    for _ in range(20):
        if keys.page.evaluate("() => Boolean(document.activeElement.dataset.card)"):
            break
        keys.page.keyboard.press("Shift+Tab")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", *["ArrowLeft"] * 3):
        if window.card(title).evaluate("card => card === document.activeElement"):
            return
        keys.press(key)
    for _ in range(3):
        if window.card(title).evaluate("card => card === document.activeElement"):
            return
        keys.press("ArrowDown")
    expect(window.card(title)).to_be_focused()


def _choose(window: Window, keys: Keys, command: str) -> None:
    """Do something by the palette."""
    window.ready()
    window.press("Control+k")
    expect(window.page.locator("#palette-text")).to_be_focused()
    keys.type(command)
    expect(window.page.locator("#palette [aria-selected=true]")).to_contain_text(command)
    window.press("Enter")
