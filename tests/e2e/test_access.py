"""Every screen against the rules of axe: at a desk and on a phone, in light and in dark. Two of
what it calls best practice are held too: all stands in landmarks, and none has another's name.

A look is one tour: each page is opened once, and what opens over a page is held against the rules
by itself. In the dark only colours are others, so only contrast is looked at again.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.served import Board, Server
from tests.e2e.test_phone import PHONE
from tests.e2e.window import STILL, Window, Windows

pytestmark = pytest.mark.timeout(240)  # A tour is long on a slow machine.

AXE = Path(__file__).parent.parent / "vendor/axe-core-4.14.1/axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL = {"type": "tag", "values": LEVELS}
COLOURS = {"type": "rule", "values": ["color-contrast"]}

# What axe would load ahead, it would put into the page, where the page's policy refuses it.
FIND = """async ([scope, runOnly]) => {
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  await frame();
  await Promise.allSettled(document.getAnimations().map(animation => animation.finished));
  const more = Object.fromEntries(["region", "landmark-unique"].map(id => [id, { enabled: true }]));
  const rules = runOnly.type === "tag" ? more : {};
  const options = { preload: false, resultTypes: ["violations"], runOnly, rules };
  const { violations } = await axe.run(scope ?? document, options);
  return violations.flatMap(({ id, impact, nodes }) => nodes.map(({ html, any }) =>
    `${impact} ${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ""}`));
}"""

LOOKS: dict[str, dict[str, Any]] = {"desk": STILL, "phone": {**PHONE, **STILL}}
MENUS = ("user-menu", "board-menu")
ASKED = {"limit": "Set limit…", "policy": "Policy…", "stage": "What it counts as…"}
PAGES = ("/me", "/users", "/mine", "/search?q=one", "/boards?archived=shown")
BELOW = ("settings", "members", "archive", "activity")


@cache
def axe() -> str:
    return f"{AXE.read_text()};0"


def check(window: Window, where: str, scope: str | None = None) -> None:
    """Hold what a window shows, or a piece of it, against the rules, in light and in dark."""
    page = window.page
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe())
    if scope:
        page.locator(scope).wait_for()
    found = {"light": page.evaluate(FIND, [scope, ALL])}
    page.emulate_media(color_scheme="dark")
    found["dark"] = page.evaluate(FIND, [scope, COLOURS])
    page.emulate_media(color_scheme="light")
    wrong = [f"in {how}: {each}" for how in found for each in found[how]]
    assert wrong == [], f"{where}, " + "\n".join(wrong)


@pytest.fixture
def board(server: Server) -> Board:
    """A board on which everything that signals does, in lanes."""
    board = server.board("Todo:2 Doing:1 Review:3 Done", bo="editor", cy="viewer")
    lanes = [
        board.call("POST", "/lanes", name=name, wip_limit=limit)["lane"]["id"]
        for name, limit in (("Fast", 1), ("Slow", None))
    ]
    colors = ("red", "orange", "amber", "green", "teal", "blue", "indigo", "violet", "pink", "grey")
    labels = [
        board.call("POST", "/labels", name=color, color=color)["label"]["id"] for color in colors
    ]
    full = board.add(
        "one",
        "Doing",
        lane=lanes[0],
        labels=labels,
        assignees=[board.by.id, server.person("bo").id],
        due="2026-01-02",
        estimate=3,
        class_of_service="expedite",
        description="- **one**\n- `two` [three](https://example.com)\n\n> four",
    )
    board.call("POST", f"/cards/{full}/checklists", name="Steps", items=["a", "b"])
    board.call("POST", f"/cards/{full}/comments", text="Look, @Bo: `x`")
    board.call("POST", f"/cards/{full}/block", reason="It waits")
    for n, kind in enumerate(("fixed_date", "intangible", "standard", "expedite")):
        column = ("Todo", "Todo", "Doing", "Review")[n]
        board.add(f"card {n}", column, lane=lanes[n % 2], class_of_service=kind, due="2030-01-01")
    board.archive(board.add("gone", "Todo"))
    board.put(board.add("finished", "Review"), "Done")
    return board


@pytest.mark.parametrize("look", LOOKS)
def test_the_board_and_what_opens_over_it(
    server: Server, windows: Windows, board: Board, look: str
) -> None:
    ana = windows(server.url, server.person("ana"), **LOOKS[look]).open(board)
    page = ana.page
    check(ana, "the board, with lanes")
    ana.press("f")
    page.get_by_role("button", name="Assignee").first.click()
    check(ana, "the filter, with a menu", "#filter")
    ana.press("Escape")
    page.locator("#filter-text").fill("one")
    page.get_by_label("Dim the others").check()
    check(ana, "dimmed cards", "#board")
    page.get_by_role("button", name="Clear").first.click()
    ana.card("one").focus()
    for key, scope in (("m", "#move"), ("?", "#shortcuts"), ("L", "#pick"), ("a", "#pick")):
        ana.press(key)
        check(ana, f"what {key} opens", scope)
        ana.press("Escape")
    ana.press("x")
    check(ana, "a selection", "#selection")
    ana.press("Escape", "Control+k")
    page.get_by_role("group", name="Boards").wait_for()
    check(ana, "the palette", "#palette")
    ana.press("Escape")


@pytest.mark.parametrize("look", LOOKS)
def test_the_menus_of_a_board(server: Server, windows: Windows, board: Board, look: str) -> None:
    ana = windows(server.url, server.person("ana"), **LOOKS[look]).open(board)
    column = board.columns["Doing"]
    lane = board.call("GET", "/lanes")["lanes"][0]["id"]
    for menu in (f"menu-{column}", f"menu-lane-{lane}", *MENUS):
        ana.page.locator(f"[popovertarget={menu}]").filter(visible=True).first.click()
        check(ana, menu, f"#{menu}")
        ana.press("Escape")
    ana.card("one").focus()
    ana.press("Shift+F10")
    check(ana, "a card's menu", "#face-menu")
    ana.press("Escape")
    for dialog, words in ASKED.items():
        ana.page.locator(f"[popovertarget=menu-{column}]").click()
        ana.page.locator(f"#menu-{column}").get_by_role("button", name=words).click()
        check(ana, words, f"#{dialog}")
        ana.press("Escape")


@pytest.mark.parametrize("look", LOOKS)
def test_the_dialog_with_everything_in_it(
    server: Server, windows: Windows, board: Board, look: str
) -> None:
    ana = windows(server.url, server.person("ana"), **LOOKS[look]).open(board)
    ana.card("one").focus()
    ana.press("Enter")
    dialog = ana.page.locator("#card")
    dialog.locator("#sheet-history li").first.wait_for()
    check(ana, "the dialog", "#card")
    dialog.get_by_role("button", name="Edit the description").click()
    check(ana, "an editor", "#card .sheet__main")
    ana.press("Escape")
    dialog.locator("#block-open").click()
    check(ana, "the reason of a block", "#block-form")
    ana.press("Escape")
    for ask, words in (("copy", "Copy…"), ("transfer", "Move to another board…")):
        dialog.get_by_role("button", name="Menu of TES").click()
        dialog.locator("#card-menu").get_by_role("button", name=words).click()
        check(ana, words, f"#ask-{ask}")
        ana.press("Escape")


@pytest.mark.parametrize("look", LOOKS)
def test_the_other_pages(server: Server, windows: Windows, board: Board, look: str) -> None:
    over, empty = server.board("Todo:1 Doing Done"), server.board()
    over.add("one", "Todo", assignees=[over.by.id])
    gone = server.board()
    gone.call("POST", "/archival")
    ana = windows(server.url, server.person("ana"), **LOOKS[look]).open(over)
    ana.press("n")
    ana.page.keyboard.type("two")
    ana.press("Enter")
    ana.toast("over its limit").wait_for()
    check(ana, "a board without lanes, quick add and a toast")
    below = [f"{board.address}/{name}" for name in BELOW]
    for path in (*PAGES, *below, empty.address, gone.address):
        ana.page.goto(path)
        for summary in ana.page.locator("main summary").all():
            summary.click()
        check(ana, path)


@pytest.mark.parametrize("look", LOOKS)
def test_the_doors_and_what_is_not_there(
    server: Server, windows: Windows, board: Board, look: str
) -> None:
    ana = windows(server.url, server.person("ana"), **LOOKS[look])
    ana.allow("404")
    join = f"/join/{board.invite('editor')[1]}"
    nobody = windows(server.url, **LOOKS[look])
    for window, path in ((ana, "/no"), (ana, join), (nobody, join), (nobody, "/sign-in")):
        window.page.goto(path)
        check(window, path)
