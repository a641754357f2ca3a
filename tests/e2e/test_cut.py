"""Connections and servers that fail: the page says so, finds back by itself, and loses nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.e2e.cable import Cable
from tests.e2e.served import Board, Server
from tests.e2e.window import PATIENCE, Window, Windows

Look = Callable[..., Window]

LOST = "ERR_|WebSocket|Failed to load resource"
"""What a browser says about a connection that fails."""

SILENCE = 36_000

BY_ITSELF = 30_000
"""Milliseconds within which a page finds its server again: it looks for it every 15 s at least."""


def marked(window: Window) -> Window:
    """A window whose page would lose its mark if it were loaded again."""
    window.allow(LOST)
    window.page.evaluate("() => { window.mark = 'kept'; }")
    return window


def is_marked(window: Window) -> bool:
    return bool(window.page.evaluate("() => window.mark === 'kept'"))


def pill(window: Window, text: str, within: float = PATIENCE) -> None:
    expect(window.page.locator("#live")).to_have_text(text, timeout=within)


def wake(window: Window) -> None:
    """Have a page look for its server at once."""
    window.page.evaluate("() => { dispatchEvent(new Event('online')); }")


def test_offline_and_back_again(server: Server, look: Look) -> None:
    board = server.board("Todo Doing:2 Done", bo="editor")
    cards = [board.add(title, "Todo") for title in ("one", "two", "three")]
    ana, bo = marked(look("ana", board)), look("bo", board)
    pill(ana, "Live")

    ana.context.set_offline(True)
    pill(ana, "Offline")
    expect(ana.page.locator("#banner")).to_contain_text("No connection")
    bo.drag("one", "Doing")
    bo.settled()
    board.put(cards[2], "Doing", before=cards[0])
    board.rename(cards[1], "zwei")
    bo.shows({"Todo": ["zwei"], "Doing": ["three", "one"]})
    assert ana.picture()["Todo"] == ["one", "two", "three"]

    ana.context.set_offline(False)
    pill(ana, "Live")
    expect(ana.page.locator("#banner")).to_be_hidden()
    ana.shows({"Todo": ["zwei"], "Doing": ["three", "one"]})
    assert is_marked(ana)
    ana.same(board)


def test_a_move_that_is_told_with_the_whole_board_stands_where_it_was_put(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Doing Done")
    card = board.add("one", "Todo")
    ana = marked(look("ana", board))
    pill(ana, "Live")

    def placed(route: Route) -> None:
        board.put(card, "Doing")
        board.call("POST", "/columns", name="Later", stage="todo")
        route.fulfill(json={"seq": board.seq(), "undo": None})

    ana.page.route("**/place", placed)
    ana.context.set_offline(True)
    pill(ana, "Offline")
    ana.card("one").focus()
    ana.press(">")
    ana.context.set_offline(False)
    pill(ana, "Live")
    ana.shows({"Todo": [], "Doing": ["one"], "Done": []})
    ana.same(board)


def test_a_link_that_is_cut_is_found_again_with_what_it_missed(
    behind: Server, cable: Cable, windows: Windows
) -> None:
    board = behind.board("Todo Doing:2 Done")
    cards = [board.add(title, "Todo") for title in ("one", "two", "three")]
    ana = marked(windows(cable.url, behind.person("ana")).open(board))

    cable.cut()
    pill(ana, "Reconnecting…")
    for card in reversed(cards):
        board.put(card, "Done")
    expect(ana.page.locator("#banner")).to_contain_text("No connection")
    assert ana.picture()["Done"] == []

    cable.mend()
    pill(ana, "Live", BY_ITSELF)
    ana.shows({"Todo": [], "Done": ["three", "two", "one"]})
    assert is_marked(ana)
    ana.same(board)


def test_who_was_away_too_long_gets_the_whole_board_and_keeps_what_was_typed(
    chromium: Browser, windows: Windows, tmp_path: Path
) -> None:
    with Server(tmp_path, tuning={"server.rooms.FAR": 3}) as server:
        server.person("ana")
        board = server.board("Todo Doing:2 Done")
        cards = [board.add(title, "Todo") for title in ("one", "two", "three", "four")]
        ana = marked(windows(server.url, server.person("ana")).open(board))
        ana.press("n")
        ana.page.keyboard.type("half a thought")
        frames: list[str] = []

        def note(frame: object) -> None:
            frames.append(str(frame))

        ana.context.set_offline(True)
        board.put(cards[0], "Done")
        for card in cards[1:]:
            board.put(card, "Done", before=cards[0])
        board.rename(cards[0], "eins")
        ana.context.pages[0].on("websocket", lambda feed: feed.on("framereceived", note))
        ana.context.set_offline(False)
        ana.shows({"Todo": [], "Done": ["two", "three", "four", "eins"]})
        assert sum('"reset": true' in frame for frame in frames) == 1
        assert is_marked(ana)
        expect(ana.page.locator("textarea:focus")).to_have_value("half a thought")
        board.put(cards[0], "Doing")
        ana.shows({"Doing": ["eins"]})
        ana.same(board)


def test_a_link_that_is_silent_counts_as_cut(
    behind: Server, cable: Cable, windows: Windows
) -> None:
    board = behind.board("Todo Doing:2 Done")
    card = board.add("one", "Todo")
    window = windows(cable.url, behind.person("ana"))
    window.context.clock.install()
    ana = marked(window.open(board))

    cable.hole()
    board.put(card, "Doing")
    ana.page.clock.fast_forward(SILENCE)
    pill(ana, "Reconnecting…")
    assert ana.picture()["Doing"] == []

    cable.mend()
    ana.page.clock.fast_forward(SILENCE)
    pill(ana, "Live")
    ana.shows({"Todo": [], "Doing": ["one"]})
    assert is_marked(ana)
    ana.page.clock.resume()
    ana.same(board)


def test_a_move_whose_answer_was_lost_is_made_once(
    behind: Server, cable: Cable, windows: Windows
) -> None:
    board = behind.board("Todo Doing:2 Done")
    board.add("one", "Todo")
    ana = marked(windows(cable.url, behind.person("ana")).open(board))
    seq = board.seq()

    cable.deaf()
    ana.drag("one", "Doing")
    ana.eventually(board.seq, seq + 1)
    cable.cut()
    expect(ana.toast("Not saved yet")).to_be_visible()
    # Somebody else moves it on, so that making it twice would show.
    board.put(board.facts()["cards"][0]["id"], "Done")

    cable.mend()
    wake(ana)
    expect(ana.toast("Not saved yet")).to_have_count(0, timeout=PATIENCE)
    ana.shows({"Todo": [], "Doing": [], "Done": ["one"]})
    assert board.kinds(seq) == ["card.moved", "card.moved"]
    assert is_marked(ana)
    ana.same(board)


@pytest.fixture
def kept(mortal: Server) -> Board:
    """A board on a server that is about to be killed."""
    mortal.person("ana")
    board = mortal.board("Todo Doing:2! Done", bo="editor")
    for title in ("one", "two", "three", "four"):
        board.add(title, "Todo")
    return board


def test_a_server_that_was_killed_is_found_again(
    mortal: Server, kept: Board, windows: Windows
) -> None:
    ana, bo = (
        marked(windows(mortal.url, mortal.person(name)).open(kept)) for name in ("ana", "bo")
    )

    ana.drag("one", "Doing")
    bo.shows({"Todo": ["two", "three", "four"], "Doing": ["one"]})
    mortal.kill()
    pill(ana, "Reconnecting…")
    bo.drag("two", "Doing")
    expect(bo.toast("Not saved yet")).to_be_visible()
    assert bo.picture()["Doing"] == ["one", "two"]

    mortal.start()
    for window in (ana, bo):
        window.live(BY_ITSELF)
        window.shows({"Todo": ["three", "four"], "Doing": ["one", "two"]})
        assert is_marked(window)
    expect(bo.toast("Not saved yet")).to_have_count(0, timeout=BY_ITSELF)
    assert kept.kinds().count("card.moved") == 2
    ana.same(kept)
    bo.same(kept)


def test_a_move_made_while_the_server_was_down_is_refused_by_a_limit_when_it_is_back(
    mortal: Server, kept: Board, windows: Windows
) -> None:
    bo = marked(windows(mortal.url, mortal.person("bo")).open(kept))
    for title in ("one", "two"):
        bo.drag(title, "Doing")
    bo.shows({"Doing": ["one", "two"]})
    bo.eventually(lambda: bo.heads()["Doing"].split()[0], "2/2")
    mortal.kill()
    pill(bo, "Reconnecting…")
    bo.drag("three", "Doing")
    expect(bo.toast("Not saved yet")).to_be_visible()

    mortal.start()
    wake(bo)
    expect(bo.toast("Doing is full (2 of 2)")).to_be_visible(timeout=PATIENCE)
    bo.shows({"Todo": ["three", "four"], "Doing": ["one", "two"]})
    bo.live()
    bo.same(kept)


def test_a_server_that_stops_tells_its_pages_to_come_back(
    mortal: Server, kept: Board, windows: Windows
) -> None:
    ana = marked(windows(mortal.url, mortal.person("ana")).open(kept))
    mortal.stop()
    pill(ana, "Reconnecting…")
    mortal.start()
    ana.live(BY_ITSELF)
    assert is_marked(ana)
    ana.same(kept)
