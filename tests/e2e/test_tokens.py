"""Quick add: tokens with their chips, completion, several lines, and the new card opened."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.served import Server
from tests.e2e.window import Window

Look = Callable[..., Window]

KNOWN = {
    "people": [
        {"id": 1, "name": "Ana Lima"},
        {"id": 2, "name": "Bo"},
        {"id": 3, "name": "Bo Ek"},
        {"id": 4, "name": "Zoë"},
    ],
    "labels": [
        {"id": 7, "name": "Bug"},
        {"id": 8, "name": "Big bug"},
        {"id": 9, "name": "c++"},
    ],
    "columns": [{"id": 5, "name": "In review"}],
    "today": "2026-11-24",
}
"""A Tuesday."""

CASES: list[tuple[str, str, dict[str, str]]] = [
    ("Fix it", "Fix it", {}),
    ("Fix @ana it", "Fix it", {"assignees": "1"}),
    ("@ANA LIMA and @bo", "and", {"assignees": "1,2"}),
    ("@analima @bo-ek x", "x", {"assignees": "1,3"}),
    ("@Bo Ek @bo ek x", "x", {"assignees": "3"}),
    ("x @zoë.", "x .", {"assignees": "4"}),
    ("@nobody x", "@nobody x", {}),
    ("ana@bo.example x", "ana@bo.example x", {}),
    ("x #bug #BUG", "x", {"labels": "7"}),
    ("x #big bug #c++", "x", {"labels": "8,9"}),
    ("x #bugs #", "x #bugs #", {}),
    ("issue#bug", "issue#bug", {}),
    ("x !expedite", "x", {"class_of_service": "expedite"}),
    ("x !fixed !intangible", "x", {"class_of_service": "intangible"}),
    ("x !Fixed_Date", "x", {"class_of_service": "fixed_date"}),
    ("wow! !! !urgent !constructor", "wow! !! !urgent !constructor", {}),
    ("x ^in review", "x", {"column": "5"}),
    ("x ^in-review ^nowhere", "x ^nowhere", {"column": "5"}),
    ("x due:today", "x", {"due": "2026-11-24"}),
    ("x due:tomorrow", "x", {"due": "2026-11-25"}),
    ("x due:tue", "x", {"due": "2026-12-01"}),
    ("x due:Wed", "x", {"due": "2026-11-25"}),
    ("x due:monday", "x", {"due": "2026-11-30"}),
    ("x due:sun", "x", {"due": "2026-11-29"}),
    ("x due:next week", "x", {"due": "2026-11-30"}),
    ("x due:2026-12-24, y", "x , y", {"due": "2026-12-24"}),
    ("x due:fri due:sat", "x", {"due": "2026-11-28"}),
    ("x due:2026-02-30 due:0000-01-01", "x due:2026-02-30 due:0000-01-01", {}),
    ("x due:soon due: due:mo", "x due:soon due: due:mo", {}),
    ("x est:3", "x", {"estimate": "3"}),
    ("x est:0.25", "x", {"estimate": "0.25"}),
    ("x est:1,5 est:-1 est:1e3", "x est:1,5 est:-1 est:1e3", {}),
    ("x est:1000001 est:0.125", "x est:1000001 est:0.125", {}),
    ("#bug", "", {"labels": "7"}),
    ("  spaces \n and lines ", "spaces and lines", {}),
]


@pytest.fixture
def reader(server: Server, look: Look) -> Window:
    """A window on a page that has the module."""
    return look("ana", server.board())


READ = """async ([known, cases]) => {
  const own = document.querySelector("script[type=module]").src;
  const { read } = await import(own.replace(/[^/]+$/, "tokens.js"));
  return cases.map(text => {
    const { title, fields } = read(text, known);
    return [title, Object.fromEntries(Object.entries(fields).filter(([, value]) => value))];
  });
}"""


def test_what_is_typed_is_read(reader: Window) -> None:
    found = reader.page.evaluate(READ, [KNOWN, [text for text, _, _ in CASES]])
    for (text, title, fields), read in zip(CASES, found, strict=True):
        assert read == [title, fields], json.dumps(text)


def field(window: Window, column: str = "Todo") -> Any:
    return window.column(column).get_by_label("Title of the new card")


def test_chips_show_what_a_card_will_say(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    label = board.call("POST", "/labels", name="Bug", color="red")["label"]["id"]
    ana, bo = look("ana", board), look("bo", board)

    ana.press("n")
    ana.page.keyboard.type("Mend @bo #bug !expedite due:tomorrow est:3 ^doing #nothing")
    chips = ana.column("Todo").get_by_role("group", name="What the new card will say")
    expect(chips.get_by_role("button")).to_have_count(6)
    expect(chips).to_contain_text("@ Bo")
    expect(chips).to_contain_text("in Doing")
    chips.get_by_role("button", name="expedite").click()
    expect(chips.get_by_role("button")).to_have_count(5)
    expect(field(ana)).to_be_focused()
    ana.press("End", "Enter")

    bo.shows({"Todo": [], "Doing": ["Mend !expedite #nothing"]})
    (card,) = board.facts()["cards"]
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    assert (card["labels"], card["assignees"]) == ([label], [server.person("bo").id])
    assert (card["due"], card["estimate"]) == (tomorrow, 3)
    assert card["class_of_service"] == "standard"
    expect(field(ana)).to_have_value("")
    expect(chips).to_be_hidden()


def test_names_are_completed(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    for name in ("Bug", "Build server"):
        board.call("POST", "/labels", name=name, color="red")
    ana = look("ana", board)

    ana.press("n")
    ana.page.keyboard.type("Mend #bu")
    options = ana.page.get_by_role("listbox").get_by_role("option")
    expect(options).to_have_text(["Bug", "Build server"])
    ana.press("ArrowDown", "Enter")
    expect(field(ana)).to_have_value("Mend #Build server ")
    ana.page.keyboard.type("@b")
    ana.press("Tab")
    expect(field(ana)).to_have_value("Mend #Build server @Bo ")
    ana.page.keyboard.type("#")
    ana.press("Escape")
    expect(ana.page.get_by_role("listbox")).to_be_hidden()
    expect(field(ana)).to_be_visible()
    ana.press("Backspace", "Enter")
    ana.shows({"Todo": ["Mend"]})


def test_an_ordinary_title_is_not_completed(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    board.call("POST", "/labels", name="v1.12", color="red")
    ana = look("ana", board)

    ana.press("n")
    title = "Fix #12 in @scope/pkg !important due:soon"
    for typed in ("Fix #12", "Learn C #", title):
        ana.page.keyboard.type(typed)
        ana.press("Enter")
        expect(field(ana)).to_have_value("")
    ana.shows({"Todo": ["Fix #12", "Learn C #", title]})


def test_a_chip_keeps_the_focus_while_the_board_moves(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    ana = look("ana", board)

    ana.press("n")
    ana.page.keyboard.type("Mend !expedite")
    chip = ana.page.get_by_role("button", name="expedite")
    chip.focus()
    board.add("other", "Done")
    ana.shows({"Done": ["other"]})
    expect(chip).to_be_focused()


LINES = "\n".join(f"- line {n:02}" for n in range(1, 13))
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const how = { clipboardData: data, bubbles: true, cancelable: true };
  const event = new ClipboardEvent("paste", how);
  document.activeElement.dispatchEvent(event);
}"""


def test_many_lines_are_one_card_or_many(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    board.add("there", "Todo")
    label = board.call("POST", "/labels", name="Bug", color="red")["label"]["id"]
    ana, bo = look("ana", board), look("bo", board)

    ana.press("n")
    ana.page.evaluate(PASTE, LINES)
    asked = ana.page.get_by_role("group", name="1 card or 12 cards?")
    expect(asked.get_by_role("button", name="12 cards")).to_be_focused()
    ana.press("Enter")
    bo.shows({"Todo": ["there", *[f"line {n:02}" for n in range(1, 13)]]})
    ana.press("Escape")
    ana.toast("12 cards added").get_by_role("button", name="Undo").click()
    bo.shows({"Todo": ["there"]})

    ana.press("n")
    ana.page.evaluate(PASTE, "- mend @bo #bug due:2030-01-31\n- paint !expedite ^done\n- #bug\n")
    ana.press("Enter")
    bo.shows({"Todo": ["there", "mend", "paint ^done", "#bug"]})
    _, mend, paint, bare = board.facts()["cards"]
    assert (mend["labels"], mend["assignees"]) == ([label], [server.person("bo").id])
    assert (mend["due"], paint["class_of_service"]) == ("2030-01-31", "expedite")
    assert bare["labels"] == []
    ana.press("Escape")
    ana.toast("3 cards added").get_by_role("button", name="Undo").click()
    bo.shows({"Todo": ["there"]})

    ana.press("n")
    ana.page.evaluate(PASTE, "one\ntwo\n")
    ana.page.get_by_role("button", name="1 card", exact=True).click()
    expect(field(ana)).to_have_value("one two")
    ana.press("Enter")
    bo.shows({"Todo": ["there", "one two"]})
    ana.same(board)


def test_shift_enter_opens_the_card_and_the_menu_adds_at_the_top(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Done")
    board.add("there", "Todo")
    ana = look("ana", board)

    ana.page.get_by_role("button", name="Menu of Todo").click()
    ana.page.get_by_role("button", name="Add at the top").click()
    ana.page.keyboard.type("first")
    ana.press("Shift+Enter")
    expect(ana.page.get_by_role("dialog", name="first")).to_be_visible()
    ana.press("Escape")
    ana.shows({"Todo": ["first", "there"]})
    expect(ana.page).to_have_url(f"{server.url}{board.address}")
