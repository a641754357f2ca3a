"""A real board, brought from elsewhere while people look: it stands at once, and lives."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.served import ROOT, Board, Server
from tests.e2e.test_access import LOOKS, check
from tests.e2e.window import SOON, Window, Windows

Look = Callable[..., Window]

DATA = ROOT.parent / "shared" / "data"
WIDE = {"viewport": {"width": 2000, "height": 900}}


@pytest.fixture
def export() -> Path:
    file = DATA / "marques-work.json"
    if not file.exists():
        pytest.skip(f"There are no real exports at {DATA}.")
    return file


def test_a_board_that_is_imported_stands_and_lives(
    server: Server, windows: Windows, look: Look, export: Path
) -> None:
    ana = windows(server.url, server.person("ana"), **WIDE)
    ana.page.goto("/boards")
    before = ana.page.locator(".board-card").count()

    report = json.loads(
        server.andon(
            "import",
            str(export),
            "--owner",
            server.person("ana").email,
            "--stages",
            str(DATA / "expected" / "marques-work.board.json"),
            "--timezone",
            "America/Los_Angeles",
        )
    )
    assert (report["cards"], report["archived"]) == (122, 78)
    # The list asks for itself every two seconds.
    expect(ana.page.locator(".board-card")).to_have_count(before + 1, timeout=2_000 + SOON)
    ana.page.locator(f".board-card[href$='/boards/{report['board']}']").click()
    ana.live(within=2_000)
    board = Board.known(server.person("ana"), report["board"])
    assert board.picture() == ana.picture()
    assert sum(map(len, ana.picture().values())) == 122 - 78
    ana.same(board)

    board.seat(server.person("bo"), "editor")
    bo = look("bo", board, **WIDE)
    finished = finished_in(bo)
    (source, title), done = started(board), column_of(board, "done")
    ana.drag(title, done)
    bo.eventually(lambda: title in bo.picture()[done], True)
    assert title not in bo.picture()[source]
    bo.eventually(lambda: finished_in(bo), finished + 1)
    ana.eventually(lambda: finished_in(ana), finished + 1)
    ana.same(board)
    bo.same(board)


def headed(window: Window, words: str) -> None:
    """Wait for the page with this heading."""
    expect(window.page.get_by_role("heading", level=1)).to_have_text(words)


SAMPLE = ROOT / "tests/board/exchange/samples/trello-bakery.json"
TABLE = b"What,Where,Who,Due\nRye bread,Baking,Ana,03/04/2026\nSalt,Delivered,Bo Berg,\n"


@pytest.mark.parametrize("look", LOOKS)
def test_a_file_is_uploaded_looked_at_and_imported(
    server: Server, windows: Windows, look: str
) -> None:
    ana = windows(server.url, server.person("ana"), **LOOKS[look])
    ana.allow("422")
    page = ana.page
    page.goto("/boards")
    page.get_by_role("link", name="Choose a file").click()
    headed(ana, "Bring a board from elsewhere")
    check(ana, "the form for a file")
    page.get_by_label("File, up to 50 MB").set_input_files(
        {"name": "page.json", "mimeType": "application/json", "buffer": b"<html>"}
    )
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_role("alert")).to_contain_text("a web page")
    page.get_by_label("File, up to 50 MB").set_input_files(SAMPLE)
    page.get_by_role("button", name="Look at the file").click()
    headed(ana, "What would come")
    check(ana, "what would come")
    page.get_by_label("Name").fill(f"Bakery {look}")
    page.get_by_label("What Backlog counts as").select_option("Work in progress")
    page.get_by_role("button", name="Import").click()
    headed(ana, "It is here")
    check(ana, "the report")
    page.get_by_role("link", name="Open the board").click()
    ana.live()
    assert "Olive bread" in ana.picture()["Baking"]
    expect(page.locator("[data-stage=wip] .head__name", has_text="Backlog")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_a_table_says_what_its_columns_hold(server: Server, windows: Windows, look: str) -> None:
    ana = windows(server.url, server.person("ana"), **LOOKS[look])
    ana.allow("422")
    page = ana.page
    # What is said of a header is remembered, so each look has one of its own.
    table = TABLE.replace(b"Due\n", f"Due,{look}\n".encode())
    page.goto("/import")
    page.get_by_label("File, up to 50 MB").set_input_files(
        {"name": "Spring.csv", "mimeType": "text/csv", "buffer": table}
    )
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_role("alert")).to_contain_text("hold the titles")
    check(ana, "the columns of a table")
    for column, holds in {"What": "Title", "Where": "Column (status)", "Who": "Assignees"}.items():
        page.get_by_label(f"What {column} holds").select_option(holds)
    page.get_by_label("A date such as").select_option("the day")
    page.get_by_role("button", name="Look again").click()
    headed(ana, "What would come")
    check(ana, "what a table would bring")
    page.get_by_role("button", name="Import").click()
    page.get_by_role("link", name="Open the board").click()
    ana.live()
    assert ana.picture() == {"Baking": ["Rye bread"], "Delivered": ["Salt"]}


def finished_in(window: Window) -> int:
    """How many finished cards the strip's percentile is worked out from."""
    return int(window.figure("finished"))


def column_of(board: Board, stage: str) -> str:
    return next(str(c["name"]) for c in board.facts()["columns"] if c["stage"] == stage)


def started(board: Board) -> tuple[str, str]:
    """A column and a card in progress that no other card is called like."""
    facts = board.facts()
    titles = [card["title"] for card in facts["cards"]]
    names = {
        column["id"]: column["name"] for column in facts["columns"] if column["stage"] == "wip"
    }
    return next(
        (names[card["column"]], card["title"])
        for card in facts["cards"]
        if card["column"] in names and titles.count(card["title"]) == 1
    )
