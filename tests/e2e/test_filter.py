"""The filter of the board: what it shows, where it is kept, and what it leaves alone."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from server.cardface import Face, card_html
from tests.board.filter_cases import CASES, COLUMN, ME, PLAIN, THRESHOLDS, Case
from tests.e2e.served import Board, Server
from tests.e2e.window import Window

Look = Callable[..., Window]

ASK = """async ([address, cases, me, [p85, pace, column]]) => {
  const { read, factsOf, letsIn } = await import(address);
  Object.assign(document.getElementById("strip").dataset, { p85, pace });
  (await import(address.replace("match.js", "ages.js"))).moved();
  return cases.map(([said, html]) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const card = page.querySelector("[data-card]");
    page.body.dataset.column = column;
    return letsIn(read(new URLSearchParams(said), me), factsOf(card));
  });
}"""


def drawn(case: Case) -> str:
    """The card of a case as the board draws it."""
    said = {**PLAIN, **case.card}
    now = datetime.now(UTC)
    due = said["due"] if said["due"] is None else now.date() + timedelta(days=said["due"])
    began = now - timedelta(days=said["age"] - 1) if said["age"] else None
    blank: dict[str, Any] = dict.fromkeys(Face._fields)
    face = Face(
        **{
            **blank,
            "id": 1,
            "key": said["key"],
            "title": said["title"],
            "described": False,
            "labels": tuple((each, "label", "red") for each in said["labels"]),
            "people": tuple((each, "Ana", "AN", 1) for each in said["people"]),
            "due": due and due.isoformat(),
            "class_of_service": said["class"],
            "blocked": "because" if said["blocked"] else None,
            "blocked_since": "2026-11-20T10:00:00.000Z" if said["blocked"] else None,
            "started": began and began.isoformat(),
            "finished": now.isoformat() if said["finished"] else None,
            "items": 0,
            "items_done": 0,
            "comments": 0,
        }
    )
    return card_html(face, 1)


def test_the_script_lets_in_what_the_server_lets_in(server: Server, look: Look) -> None:
    ana = look("ana", server.board())
    script = ana.page.locator("script[type=module]").first.get_attribute("src") or ""
    address = script.replace("board.js", "match.js")
    cases = [[case.said, drawn(case)] for case in CASES]
    thresholds = [THRESHOLDS.p85, THRESHOLDS.told, COLUMN]
    found = ana.page.evaluate(ASK, [address, cases, ME, thresholds])
    wrong = [case for case, let_in in zip(CASES, found, strict=True) if let_in != case.let_in]
    assert wrong == []


@pytest.fixture
def board(server: Server) -> Board:
    board = server.board("Todo Doing:3 Done", bo="editor")
    for title, column in (("lamp one", "Todo"), ("desk", "Todo"), ("lamp two", "Doing")):
        board.add(title, column)
    return board


SHOWN = """() => [...document.querySelectorAll(".cards > [data-card] .card__title")]
  .filter(title => title.checkVisibility({ visibilityProperty: true }))
  .map(title => title.innerText)"""


def shown(window: Window) -> list[str]:
    """The titles that can be seen, in order."""
    titles: list[str] = window.page.evaluate(SHOWN)
    return titles


def at(window: Window, address: str) -> None:
    """Wait until the address of the page ends so."""
    expect(window.page).to_have_url(re.compile(f"{re.escape(address)}$"))


def test_words_are_kept_in_the_address_and_counts_stay(board: Board, look: Look) -> None:
    ana = look("ana", board)
    heads = ana.heads()
    ana.press("f")
    ana.page.keyboard.type("LÁMP")
    ana.eventually(lambda: shown(ana), ["lamp one", "lamp two"])
    expect(ana.page.locator("#filter-count")).to_have_text("2 of 3 shown")
    assert ana.heads() == heads
    at(ana, "?q=L%C3%81MP")
    ana.page.reload()
    ana.live()
    assert shown(ana) == ["lamp one", "lamp two"]
    expect(ana.page.get_by_label("Words or a key")).to_have_value("LÁMP")
    ana.page.get_by_role("button", name="Clear").click()
    assert len(shown(ana)) == 3
    at(ana, board.address)


def test_what_others_do_is_filtered_as_it_comes(board: Board, look: Look) -> None:
    ana, bo = look("ana", board), look("bo", board)
    ana.page.goto(f"{board.address}?q=lamp")
    ana.live()
    board.add("lamp three", "Todo", position="top")
    board.add("chair", "Todo", position="top")
    bo.shows({"Todo": ["chair", "lamp three", "lamp one", "desk"]})
    ana.eventually(lambda: shown(ana), ["lamp three", "lamp one", "lamp two"])
    expect(ana.page.locator("#filter-count")).to_have_text("3 of 5 shown")
    (desk,) = [card["id"] for card in board.facts()["cards"] if card["title"] == "desk"]
    board.rename(desk, "desk lamp")
    ana.eventually(lambda: shown(ana), ["lamp three", "lamp one", "desk lamp", "lamp two"])
    board.put(desk, "Done")
    ana.eventually(lambda: shown(ana), ["lamp three", "lamp one", "lamp two", "desk lamp"])
    assert len(shown(bo)) == 5
    ana.same(board)


def test_it_stays_while_a_card_is_opened_and_closed(board: Board, look: Look) -> None:
    ana = look("ana", board)
    ana.page.goto(f"{board.address}?q=lamp&age=0")
    ana.live()
    assert shown(ana) == ["lamp two"]
    ana.card("lamp two").click()
    expect(ana.page.locator("#dialog-heading")).to_have_text("lamp two")
    expect(ana.page).to_have_url(re.compile(r"/cards/\d+\?q=lamp&age=0$"))
    ana.page.go_back()
    expect(ana.page.locator("#card")).not_to_be_visible()
    at(ana, f"{board.address}?q=lamp&age=0")
    assert shown(ana) == ["lamp two"]
    ana.page.go_forward()
    expect(ana.page.locator("#dialog-heading")).to_have_text("lamp two")
    ana.page.reload()
    ana.live()
    ana.press("Escape")
    at(ana, f"{board.address}?q=lamp&age=0")
    assert shown(ana) == ["lamp two"]


def test_menus_and_chips(board: Board, look: Look) -> None:
    ana = look("ana", board)
    ana.press("/")
    page = ana.page
    page.get_by_role("button", name="Assignee").click()
    page.get_by_label("Nobody").check()
    page.get_by_label("Me", exact=True).check()
    ana.press("Escape")
    page.get_by_role("button", name="Class").click()
    page.get_by_label("Expedite").check()
    ana.press("Escape")
    at(ana, "?who=nobody,me&class=expedite")
    assert shown(ana) == []
    expect(page.locator("#filter-count")).to_have_text("0 of 3 shown")
    page.get_by_role("button", name="Remove the filter class: Expedite").click()
    assert len(shown(ana)) == 3
    page.get_by_role("button", name="Remove the filter assignee: Nobody").click()
    at(ana, "?who=me")
    assert shown(ana) == []
    page.get_by_role("button", name="Age").click()
    page.get_by_label("In progress for more than").fill("4")
    at(ana, "?who=me&age=4")
    expect(page.get_by_role("button", name="Remove the filter age: over 4 days")).to_be_visible()


def test_people_labels_days_and_blocks(board: Board, server: Server, look: Look) -> None:
    bo = server.person("bo")
    label = board.call("POST", "/labels", name="urgent", color="red")["label"]["id"]
    facts = {"labels": [label], "assignees": [bo.id], "due": "2020-01-31"}
    card = board.add("everything", "Doing", class_of_service="expedite", **facts)
    board.call("POST", f"/cards/{card}/block", reason="because")
    ana = look("ana", board)
    for query in (
        f"label={label}",
        f"who={bo.id}",
        "due=overdue",
        "class=expedite",
        "blocked=yes",
        f"q=every&who={bo.id},me&label={label}&blocked=yes&due=overdue,week&age=0",
    ):
        ana.page.goto(f"{board.address}?{query}")
        ana.live()
        assert shown(ana) == ["everything"], query
    expect(ana.page.locator("#filter-chips .chip")).to_have_count(7)
    board.call("DELETE", f"/cards/{card}/block")
    ana.eventually(lambda: shown(ana), [])


def test_keys_of_the_filter(board: Board, look: Look) -> None:
    ana = look("ana", board)
    ana.press("q")
    at(ana, "?who=me")
    assert shown(ana) == []
    ana.press("q")
    assert len(shown(ana)) == 3
    ana.press("f")
    ana.page.keyboard.type("desk")
    assert shown(ana) == ["desk"]
    ana.press("Tab")
    ana.page.locator("body").press("X")
    ana.eventually(lambda: len(shown(ana)), 3)
    at(ana, board.address)


def test_others_are_dimmed_for_whoever_wants_it(board: Board, look: Look) -> None:
    ana = look("ana", board)
    ana.page.goto(f"{board.address}?q=lamp")
    ana.live()
    ana.page.get_by_label("Dim the others").check()
    assert len(shown(ana)) == 3
    assert ana.page.locator("[data-ui-out]").count() == 1
    ana.page.reload()
    ana.live()
    assert len(shown(ana)) == 3
    expect(ana.page.get_by_label("Dim the others")).to_be_checked()


def test_arrows_pass_over_what_is_hidden(board: Board, look: Look) -> None:
    board.add("lamp last", "Todo")
    ana = look("ana", board)
    ana.page.goto(f"{board.address}?q=lamp")
    ana.live()
    ana.card("lamp one").focus()
    ana.press("j")
    expect(ana.card("lamp last")).to_be_focused()


def test_cards_that_are_not_drawn_yet_are_looked_through(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    for n in range(120):
        board.add(f"n{n:03}", "Todo")
    ana = look("ana", board)
    ana.page.goto(f"{board.address}?q=n119")
    ana.live()
    ana.eventually(lambda: shown(ana), ["n119"])
    expect(ana.page.locator("#filter-count")).to_have_text("1 of 120 shown")


def test_whatever_an_address_says_the_board_stands(board: Board, look: Look) -> None:
    ana = look("ana", board)
    for odd in ("?q=%00", "?who=x&label=,,&age=-1", "?due=%F0%9F%91%8D", "?q=" + "x" * 2_000):
        ana.allow("400|422")
        ana.page.goto(board.address + odd)
        if ana.page.locator("#board").count():
            ana.live()
    assert json.dumps(board.picture())
