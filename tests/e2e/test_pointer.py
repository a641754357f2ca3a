"""Everything with one pointer and no drag: "Move to…", quick add, menus."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.served import Server
from tests.e2e.window import Window

Look = Callable[..., Window]


def test_a_cards_menu_moves_it_to_a_column_and_a_position(server: Server, look: Look) -> None:
    board = server.board("Todo Doing Done", bo="editor")
    for title, column in (("one", "Todo"), ("a", "Done"), ("b", "Done")):
        board.add(title, column)
    ana, bo = look("ana", board), look("bo", board)
    dialog = ana.page.get_by_role("dialog", name="Move card")

    for position, expected in (
        (f"After {board.key}-2 a", ["a", "one", "b"]),
        ("At the top", ["one", "a", "b"]),
        ("At the bottom", ["a", "b", "one"]),
    ):
        ana.card("one").hover()
        ana.card("one").get_by_role("button", name=f"Menu of {board.key}-1").click()
        ana.page.get_by_role("button", name="Move to…").click()
        dialog.get_by_label("Column").select_option("Done")
        dialog.get_by_label("Position").select_option(position)
        dialog.get_by_role("button", name="Move").click()
        bo.shows({"Done": expected, "Todo": []})
    ana.same(board)
    bo.same(board)


def test_the_card_dialog_moves_its_card_too(server: Server, look: Look) -> None:
    board = server.board("Todo Doing:1! Done", bo="editor")
    board.add("one", "Todo")
    board.add("two", "Doing")
    ana, bo = look("ana", board), look("bo", board)
    ana.allow("409")
    ana.card("one").click()
    side = ana.page.locator("#sheet-side")

    side.get_by_label("Column").select_option("Doing")
    side.get_by_role("button", name="Move").click()
    # The refusal can be read and answered over the open dialog.
    ana.toast("Doing is full (1 of 1)").get_by_role("button", name="Move anyway").click()
    ana.page.get_by_label("Reason").fill("Both at once")
    ana.page.get_by_role("dialog", name="Move anyway?").get_by_role("button", name="Move").click()
    bo.shows({"Todo": [], "Doing": ["two", "one"]})
    expect(ana.page.locator("#sheet-top")).to_contain_text("in Doing")
    side.get_by_label("Column").select_option("Done")
    side.get_by_role("button", name="Move").click()
    bo.shows({"Doing": ["two"], "Done": ["one"]})
    side.get_by_role("button", name="Archive").click()
    bo.shows({"Done": []})
    ana.toast("archived").get_by_role("button", name="Undo").click()
    bo.shows({"Done": ["one"]})
    ana.same(board)
    bo.same(board)


def test_quick_add_stays_open_and_a_double_enter_adds_one(server: Server, look: Look) -> None:
    board = server.board("Todo Done", bo="editor")
    ana, bo = look("ana", board), look("bo", board)
    field = ana.column("Todo").get_by_label("Title of the new card")

    ana.column("Todo").get_by_role("button", name="+ Add card").click()
    ana.page.keyboard.type("one")
    ana.press("Enter", "Enter")
    bo.shows({"Todo": ["one"]})
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    ana.page.keyboard.type("two")
    button = ana.column("Todo").get_by_role("button", name="Add card", exact=True)
    button.dblclick()
    bo.shows({"Todo": ["one", "two"]})
    ana.column("Todo").get_by_role("button", name="Close").click()
    expect(field).to_be_hidden()
    assert board.kinds().count("card.created") == 2
    ana.same(board)
    bo.same(board)


def test_a_text_that_quick_add_refuses_stays(server: Server, look: Look) -> None:
    board = server.board("Todo Doing:1! Done", bo="editor")
    card = board.add("full", "Doing")
    bo = look("bo", board)
    bo.allow("409")
    column = bo.column("Doing")
    field = column.get_by_label("Title of the new card")
    column.get_by_role("button", name="+ Add card").click()
    bo.page.keyboard.type("one more")
    bo.press("Enter")

    expect(column.get_by_role("alert")).to_contain_text("Doing is full (1 of 1)")
    expect(field).to_have_value("one more")
    expect(field).to_be_focused()
    board.put(card, "Done")
    bo.shows({"Doing": []})
    bo.press("Enter")
    bo.shows({"Doing": ["one more"]})
    expect(column.get_by_role("alert")).to_be_hidden()
    expect(field).to_have_value("")


def test_a_columns_menu_adds_a_card_and_tells_its_policy(server: Server, look: Look) -> None:
    board = server.board("Todo Doing:2 Done", bo="editor")
    board.call("PATCH", f"/columns/{board.columns['Doing']}", policy="Tests are green.")
    bo = look("bo", board)
    column = bo.column("Doing")
    column.get_by_role("button", name="Policy of Doing").click()
    expect(column.get_by_text("Tests are green.")).to_be_visible()
    column.get_by_role("button", name="Menu of Doing").click()
    expect(column.get_by_text("Tests are green.")).to_be_hidden()
    expect(column.get_by_role("link", name="Settings of this column")).to_be_hidden()
    column.get_by_role("button", name="Add card", exact=True).click()
    bo.page.keyboard.type("from the menu")
    bo.press("Enter")
    bo.shows({"Doing": ["from the menu"]})


def test_leaving_with_a_change_on_its_way_asks_first(server: Server, look: Look) -> None:
    board = server.board("Todo Done")
    board.add("one", "Todo")
    ana = look("ana", board)
    ana.allow("ERR_|Failed")
    ana.context.set_offline(True)
    ana.press("n")
    ana.page.keyboard.type("two")
    ana.press("Enter")
    expect(ana.toast("Not saved yet")).to_be_visible()
    with ana.page.expect_event("dialog") as asked:
        ana.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.accept()
