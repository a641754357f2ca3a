"""A column of more cards than are drawn at a time."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.served import Board, Server
from tests.e2e.window import Window

Look = Callable[..., Window]

DRAWN = 50
TITLES = [f"card {n:03}" for n in range(1, 111)]


def long_board(server: Server, length: int) -> tuple[Board, dict[str, int]]:
    """A board with many cards in its first column, and their ids."""
    board = server.board("Todo Doing Done", bo="editor")
    return board, {title: board.add(title, "Todo") for title in TITLES[:length]}


def loaded(window: Window) -> int:
    return len(window.picture()["Todo"])


def test_the_rest_of_a_long_column_loads_on(server: Server, look: Look) -> None:
    board, cards = long_board(server, 110)
    ana, bo = look("ana", board), look("bo", board)
    assert (loaded(ana), ana.heads()["Todo"]) == (DRAWN, "110 none")

    # Carried beyond what is drawn, a card changes the count and nothing else; so does one there.
    board.put(cards["card 002"], "Todo", after=cards["card 110"])
    ana.shows({"Todo": ["card 001", *TITLES[2:DRAWN]]})
    board.put(cards["card 100"], "Doing")
    ana.shows({"Doing": ["card 100"]})
    ana.eventually(ana.heads, {"Todo": "109 none", "Doing": "1 none", "Done": "0 none"})
    board.add("card 111", "Todo")
    ana.eventually(lambda: ana.heads()["Todo"], "110 none")
    assert loaded(ana) == DRAWN - 1
    # One that comes into what is drawn is shown.
    board.put(cards["card 105"], "Todo", before=cards["card 003"])
    ana.shows({"Todo": ["card 001", "card 105", *TITLES[2:DRAWN]]})

    cell = ana.column("Todo").locator("[data-cell]")
    for count in (2 * DRAWN, 110):
        cell.hover()
        ana.page.mouse.wheel(0, 20_000)
        ana.eventually(lambda: loaded(ana), count)
    gone = {"card 002", "card 100", "card 105"}
    rest = [title for title in TITLES[2:] if title not in gone]
    everything = ["card 001", "card 105", *rest, "card 002", "card 111"]
    ana.shows({"Todo": everything, "Doing": ["card 100"]})
    expect(ana.column("Todo").get_by_role("button", name="Show more")).to_have_count(0)
    assert board.picture() == ana.picture()
    ana.same(board)

    ana.drag("card 111", "Doing")
    bo.shows({"Doing": ["card 100", "card 111"]})
    bo.eventually(lambda: bo.heads()["Todo"], "109 none")


def test_a_card_leaves_what_is_drawn_and_the_page_still_equals_a_fresh_one(
    server: Server, look: Look
) -> None:
    board, cards = long_board(server, 60)
    one = board.add("one", "Doing")
    ana = look("ana", board)
    ana.card("one").focus()
    ana.press("<")
    ana.shows({"Todo": ["one", *TITLES[:DRAWN]], "Doing": []})
    ana.settled()
    board.put(one, "Todo", before=cards["card 055"])
    ana.shows({"Todo": TITLES[:DRAWN]})
    ana.eventually(lambda: ana.heads()["Todo"], "61 none")
    ana.same(board)


def test_a_column_that_runs_dry_loads_on(server: Server, look: Look) -> None:
    board, cards = long_board(server, 60)
    ana = look("ana", board)
    for title in TITLES[: DRAWN - 2]:
        board.put(cards[title], "Done")
    ana.shows({"Todo": TITLES[DRAWN - 2 : 60]})
    ana.eventually(lambda: ana.heads()["Todo"], "12 none")
    ana.same(board)
