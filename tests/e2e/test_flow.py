"""The Flow page: charts that move while people work, name the cards behind them, and stand in the
address."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.served import Board, Server
from tests.e2e.test_access import LOOKS, check
from tests.e2e.window import SOON, Window, Windows, middle

NUMBER = re.compile(r"^\d+$")

ZOOM = """() => echarts.getInstanceByDom(document.querySelector("#wip .chart__picture"))
  .getOption().dataZoom.map(({ start, end }) => [start, end])"""


@pytest.fixture
def board(server: Server) -> Board:
    """A board on which one card is in progress, and one was finished."""
    board = server.board("Todo Doing:2 Done", bo="editor")
    board.put(board.add("pour the base", "Doing", class_of_service="expedite"), "Done")
    board.add("fix the roof", "Doing")
    board.add("paint the wall", "Todo")
    return board


@pytest.fixture
def flow(server: Server, windows: Windows, board: Board) -> Any:
    """Somebody's window on the board's figures: `flow("bo")`."""

    def flow(name: str, query: str = "", **options: Any) -> Window:
        window = windows(server.url, server.person(name), **options)
        window.page.goto(f"{board.address}/flow{query}")
        window.live()
        known(window)
        return window

    return flow


def known(window: Window) -> None:
    """Wait until the charts are drawn."""
    expect(window.page.locator("body[data-ui-figures]")).to_be_attached()


def says(window: Window, chart: str) -> Locator:
    """The sentence over a chart."""
    return window.page.locator(f"#{chart} [data-sentence]")


def dots(window: Window, chart: str) -> Locator:
    """The cards of a chart."""
    return window.page.locator(f"#{chart} .chart__picture svg path[d^='M1 0A1 1']")


def plot(window: Window, chart: str) -> Locator:
    """A chart, as keys reach it."""
    return window.page.locator(f"#{chart} [data-plot]")


def test_a_drop_moves_the_strip_and_the_charts_of_others_and_leaves_their_zoom(
    server: Server, windows: Windows, board: Board, flow: Any
) -> None:
    bo = flow("bo")
    ana = windows(server.url, server.person("ana")).open(board)
    plot(bo, "wip").focus()
    bo.press("+", "+")
    expect(bo.page.locator("#wip [data-whole]")).to_be_visible()
    zoom = bo.page.evaluate(ZOOM)
    plot(bo, "ageing").focus()
    bo.press("ArrowRight")
    expect(bo.page.locator("#ageing .tip")).to_contain_text("fix the roof")

    ana.drag("paint the wall", "Doing")

    expect(bo.page.locator("#strip [data-figure=wip]")).to_have_text("2", timeout=SOON)
    expect(says(bo, "ageing")).to_contain_text("2 cards in progress", timeout=SOON)
    expect(says(bo, "wip")).to_contain_text("2 cards in progress now")
    assert bo.page.evaluate(ZOOM) == zoom
    expect(bo.page.locator("#ageing .tip")).to_contain_text("fix the roof")
    ana.drag("fix the roof", "Done")
    expect(says(bo, "cycle-time")).to_contain_text("2 cards finished", timeout=SOON)
    expect(dots(bo, "cycle-time")).to_have_count(2)


def test_the_dots_of_the_first_day_stand_beside_the_numbers_and_a_deleted_card_says_so(
    server: Server, windows: Windows, tmp_path: Path
) -> None:
    moves = tmp_path / "past.csv"
    rows = [
        (
            f"{n},2026-03-02T09:00:00Z,,Doing",
            f"{n},2026-03-{3 + 9 * (n > 7):02}T09:00:00Z,Doing,Done",
        )
        for n in range(9)
    ]
    moves.write_text("\n".join(["card,at,from,to", *(row for pair in rows for row in pair)]))
    owner = server.person("ana")
    report = json.loads(server.andon("import", str(moves), "--owner", owner.email))
    board = Board.known(owner, report["board"])
    gone = next(card for card in board.facts()["cards"] if card["finished_at"] > "2026-03-10")
    board.call("DELETE", f"/cards/{gone['id']}")
    ana = windows(server.url, owner)
    ana.page.goto(f"{board.address}/flow?from=2026-03-03&to=2026-03-16")
    known(ana)

    assert min(left for left, _ in edges(dots(ana, "cycle-time"))) >= max(
        right for _, right in edges(ana.page.locator("#cycle-time svg text", has_text=NUMBER))
    )
    plot(ana, "cycle-time").focus()
    ana.press("End")
    expect(ana.page.locator("#cycle-time .tip")).to_contain_text(f"{gone['key']} Deleted card")
    ana.press("Enter")
    expect(ana.page.locator("#toasts")).to_contain_text(f"{gone['key']} was deleted")
    ana.page.locator("#cycle-time summary").click()
    expect(ana.page.locator("#cycle-time td a")).to_have_count(8)


def edges(things: Locator) -> list[tuple[float, float]]:
    """Where each begins and ends."""
    boxes = [thing.bounding_box() for thing in things.all()]
    return [(box["x"], box["x"] + box["width"]) for box in boxes if box]


def test_the_address_says_which_cards_the_charts_are_of(flow: Any) -> None:
    ana = flow("ana")
    expect(says(ana, "cycle-time")).to_contain_text("1 card finished")

    ana.page.get_by_label("Class").select_option("standard")

    expect(ana.page).to_have_url(re.compile(r"/flow\?class=standard$"))
    expect(ana.page.locator("#cycle-time .empty")).to_contain_text("No card was finished")
    expect(ana.page.locator("#wip [data-csv]")).to_have_attribute(
        "href", re.compile(r"/flow/wip\.csv\?class=standard$")
    )
    ana.page.reload()
    expect(ana.page.get_by_label("Class")).to_have_value("standard")
    expect(ana.page.locator("#cycle-time .empty")).to_contain_text("No card was finished")
    ana.page.go_back()
    expect(says(ana, "cycle-time")).to_contain_text("1 card finished")


def test_a_card_is_named_where_one_points_opens_where_one_clicks_and_closing_leads_back(
    flow: Any,
) -> None:
    ana = flow("ana")

    ana.page.mouse.move(*middle(dots(ana, "cycle-time").first))
    expect(ana.page.locator("#cycle-time .tip")).to_contain_text("pour the base")
    ana.page.mouse.click(*middle(dots(ana, "cycle-time").first))

    expect(ana.page.locator("#dialog-heading")).to_have_text("pour the base")
    ana.page.locator("#card [data-close]").click()
    expect(ana.page).to_have_url(re.compile("/flow$"))
    known(ana)
    plot(ana, "ageing").focus()
    ana.press("ArrowRight")
    expect(ana.page.locator("#told")).to_contain_text("fix the roof")
    ana.press("Enter")
    expect(ana.page.get_by_role("dialog", name="fix the roof")).to_be_visible()
    ana.press("Escape")
    expect(ana.page).to_have_url(re.compile("/flow$"))
    known(ana)
    ana.page.locator("#cycle-time summary").click()
    ana.page.get_by_role("link", name="pour the base").click()
    expect(ana.page.locator("#dialog-heading")).to_have_text("pour the base")


@pytest.mark.parametrize("look", LOOKS)
def test_the_page_keeps_the_rules_at_a_desk_and_on_a_phone(flow: Any, look: str) -> None:
    ana = flow("ana", **LOOKS[look])
    for chart in ("cycle-time", "cumulative-flow"):
        ana.page.locator(f"#{chart} summary").click()

    check(ana, "the charts, with tables")

    wide = ana.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
