"""The menu of a card on the board: whose it is, what it does, and that nothing shuts it."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.e2e.served import Server
from tests.e2e.test_phone import PHONE
from tests.e2e.window import Window

Look = Callable[..., Window]


def opened(window: Window, title: str) -> Locator:
    """The menu of a card, opened by its button."""
    window.card(title).hover()
    window.card(title).get_by_role("button", name="Menu of").click()
    menu = window.page.locator("#face-menu")
    expect(menu).to_be_visible()
    return menu


def test_the_menu_stays_open_while_the_board_moves_and_goes_with_its_card(
    server: Server, look: Look
) -> None:
    board = server.board("Todo Done", bo="editor")
    one, two = board.add("one", "Todo"), board.add("two", "Todo")
    ana = look("ana", board)

    menu = opened(ana, "one")
    board.put(two, "Done")
    board.put(one, "Done")
    ana.shows({"Todo": [], "Done": ["two", "one"]})
    expect(menu).to_be_visible()
    expect(menu).to_contain_text(f"{board.key}-1")
    ana.card("two").get_by_role("button", name="Menu of").click(force=True)
    expect(menu).to_contain_text(f"{board.key}-2")
    board.call("POST", f"/cards/{two}/archival")
    expect(menu).to_be_hidden()
    ana.same(board)


def test_the_menu_does_what_the_keys_do(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    for title in ("one", "two"):
        board.add(title, "Todo")
    bo = look("bo", board)

    opened(bo, "one").get_by_role("button", name="Select").click()
    expect(bo.page.get_by_role("toolbar", name="Selected cards")).to_contain_text("1 selected")
    opened(bo, "one").get_by_role("button", name="Leave out").click()
    expect(bo.page.get_by_role("toolbar", name="Selected cards")).to_be_hidden()
    opened(bo, "one").get_by_role("button", name="Assign…").click()
    expect(bo.page.get_by_role("dialog", name="People")).to_be_visible()
    bo.press("Escape")
    opened(bo, "one").get_by_role("button", name="Block…").click()
    expect(bo.page.get_by_label("What does it wait for?")).to_be_focused()
    bo.page.keyboard.type("a part")
    bo.press("Enter")
    expect(bo.card("one")).to_contain_text("a part")
    bo.press("Escape", "Escape")
    expect(bo.page.get_by_role("dialog")).to_have_count(0)
    opened(bo, "one").get_by_role("button", name="Archive").click()
    bo.shows({"Todo": ["two"], "Done": []})
    bo.same(board)


def test_the_menu_opens_and_is_walked_by_keyboard(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    board.add("one", "Todo")
    bo = look("bo", board)

    bo.card("one").focus()
    bo.press("Shift+F10")
    menu = bo.page.locator("#face-menu")
    expect(menu.get_by_role("button", name="Open")).to_be_focused()
    bo.press("ArrowDown")
    expect(menu.get_by_role("button", name="Move to…")).to_be_focused()
    bo.press("Escape")
    expect(menu).to_be_hidden()
    expect(bo.card("one")).to_be_focused()


def test_a_viewers_menu_opens_and_copies_and_no_more(server: Server, look: Look) -> None:
    board = server.board("Todo Done", cy="viewer")
    board.add("one", "Todo")
    cy = look("cy", board)
    menu = opened(cy, "one")
    seen = menu.get_by_role("button").all_inner_texts()
    assert [text.split("\n")[0].strip() for text in seen] == ["Open", "Copy link"]


def test_a_range_leaves_out_what_the_filter_hides(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    for title in ("fix a", "other", "fix b"):
        board.add(title, "Todo")
    bo = look("bo", board)
    bo.page.goto(f"{board.address}?q=fix")
    expect(bo.card("other")).to_be_hidden()
    bo.card("fix a").click(modifiers=["Control"], position={"x": 8, "y": 8})
    bo.card("fix b").click(modifiers=["Shift"], position={"x": 8, "y": 8})
    expect(bo.page.get_by_role("toolbar", name="Selected cards")).to_contain_text("2 selected")


def test_a_lanes_menu_is_in_reach_on_a_phone(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    board.call("POST", "/lanes", name="Urgent")
    ana = look("ana", board, **PHONE)
    ana.column("Todo").get_by_role("button", name="Menu of Urgent").tap()
    menu = ana.page.locator("[id^=menu-lane-]:popover-open")
    expect(menu.get_by_role("button", name="Set limit…")).to_be_visible()
    menu.get_by_role("button", name="Add card here").tap()
    ana.page.keyboard.type("from the lane")
    ana.press("Enter")
    expect(ana.card("from the lane")).to_be_visible()
