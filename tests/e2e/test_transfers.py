"""A card is copied, goes to another board, is deleted; and what is archived comes back."""

from collections.abc import Callable

from playwright.sync_api import Route, expect

from tests.e2e.served import Board, Server
from tests.e2e.window import Window

Look = Callable[..., Window]


def test_a_card_is_copied_and_moved_to_another_board(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done")
    other = Board(server.person("ana"), "In Out", name="Elsewhere")
    card = board.add("one", "Todo")
    board.call("POST", f"/cards/{card}/checklists", name="Steps", items=["a"])
    ana = look("ana", board)
    ana.card("one").click()
    dialog = ana.page.locator("#card")
    dialog.get_by_role("button", name="Menu of TES").click()
    dialog.get_by_role("button", name="Copy…").click()
    ask = ana.page.get_by_role("dialog", name="Copy card")
    ask.get_by_label("Title").fill("two")
    ask.get_by_label("Column").select_option("Doing")
    ask.get_by_role("button", name="Copy", exact=True).click()
    expect(ask).to_be_hidden()
    ana.eventually(board.picture, {"Todo": ["one"], "Doing": ["two"], "Done": []})

    dialog.get_by_role("button", name="Menu of TES").click()
    dialog.get_by_role("button", name="Move to another board…").click()
    ask = ana.page.get_by_role("dialog", name="Move to another board")
    ask.get_by_label("Board").select_option("Elsewhere")
    ask.get_by_label("Column").select_option("Out")
    ask.get_by_role("button", name="Move", exact=True).click()
    expect(dialog).to_be_hidden()
    ana.shows({"Todo": [], "Doing": ["two"], "Done": []})
    assert other.picture() == {"In": [], "Out": ["one"]}
    ana.same(board)


def test_a_card_is_deleted_with_a_way_back(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    board.add("one", "Todo")
    ana = look("ana", board)
    ana.card("one").click()
    dialog = ana.page.locator("#card")
    dialog.get_by_role("button", name="Menu of TES").click()
    dialog.get_by_role("button", name="Delete…").click()
    ana.press("Escape")
    expect(ana.page.locator("#sure")).to_be_hidden()
    expect(dialog.get_by_role("button", name="Menu of TES")).to_be_focused()
    ana.press("Enter")
    dialog.get_by_role("button", name="Delete…").click()
    ana.agree("for good?")
    expect(dialog).to_be_hidden()
    ana.shows({"Todo": [], "Done": []})
    ana.toast("deleted").get_by_role("button", name="Undo").click()
    ana.shows({"Todo": ["one"], "Done": []})
    ana.same(board)


def test_a_card_that_is_on_its_way_out_is_not_asked_for(server: Server, look: Look) -> None:
    """The feed tells that it left before the answer does."""
    board = server.board("Todo Done")
    Board(server.person("ana"), "In Out", name="Beyond")
    board.add("one", "Todo")
    ana = look("ana", board)

    def late(route: Route) -> None:
        answer = route.fetch()
        expect(ana.card("one")).to_have_count(0)
        ana.page.wait_for_timeout(300)
        route.fulfill(response=answer)

    ana.page.route("**/transfer", lambda route: late(route) if posts(route) else route.continue_())
    ana.card("one").click()
    dialog = ana.page.locator("#card")
    dialog.get_by_role("button", name="Menu of TES").click()
    dialog.get_by_role("button", name="Move to another board…").click()
    ask = ana.page.get_by_role("dialog", name="Move to another board")
    ask.get_by_label("Board").select_option("Beyond")
    ask.get_by_role("button", name="Move", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(ana.toast("Moved to Beyond")).to_be_visible()
    expect(ana.toast("no longer here")).to_have_count(0)


def posts(route: Route) -> bool:
    return route.request.method == "POST"


def test_the_archive_of_an_archived_board_is_only_read(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done")
    board.archive(board.add("one", "Todo"))
    board.call("POST", "/archival")
    ana = look("ana", board)
    ana.page.goto(f"{board.address}/archive")
    expect(ana.page.locator(".attic__row")).to_have_count(1)
    expect(ana.page.get_by_role("button", name="Restore TES")).to_have_count(0)
    expect(ana.page.get_by_role("button", name="Delete TES")).to_have_count(0)


def test_what_is_archived_is_found_and_comes_back(server: Server, look: Look) -> None:
    board = server.board("Todo Doing:1! Done")
    for title in ("one", "two"):
        board.archive(board.add(title, "Doing"))
    board.add("three", "Doing")
    ana = look("ana", board)
    ana.allow("409")
    ana.page.get_by_role("link", name="Archive").click()
    rows = ana.page.locator(".attic__row")
    expect(rows).to_have_count(2)
    ana.ready()
    ana.page.get_by_label("Look for").fill("two")
    ana.press("Enter")
    expect(rows).to_have_count(1)
    ana.ready()
    ana.page.get_by_role("button", name="Restore TES").click()
    ana.toast("Doing is full").get_by_role("button", name="Restore anyway…").click()
    ana.page.get_by_label("Reason").fill("It is needed")
    ana.page.get_by_role("button", name="Restore anyway", exact=True).click()
    expect(rows).to_have_count(0)
    assert board.picture()["Doing"] == ["two", "three"]
    ana.page.get_by_role("link", name="Activity").click()
    expect(ana.page.locator(".history li").first).to_contain_text("restored this to Doing")
    ana.page.get_by_role("link", name="Archive").click()
    expect(rows).to_have_count(1)
    ana.ready()
    ana.page.get_by_role("button", name="Delete TES").click()
    ana.agree("for good?")
    expect(rows).to_have_count(0)
    ana.toast("deleted").wait_for()
