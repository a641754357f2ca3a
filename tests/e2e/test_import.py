"""A real board, brought from elsewhere while people look: it stands at once, and lives."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.served import ROOT, Board, Server
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
